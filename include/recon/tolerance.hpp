// recon/tolerance.hpp - when two values are close enough to be the same thing; how to combine such.
// Of amounts: amount_tolerance.hpp. Of days: day_tolerance.hpp.
#pragma once

#include <recon/money.hpp>
#include <recon/score_unit.hpp>

#include <algorithm>
#include <chrono>
#include <concepts>
#include <cstdint>
#include <type_traits>

namespace recon {

/// A closed interval; empty when high is below low.
template <class V>
struct interval {
    V low;
    V high;
};

/// A tolerance says of a left and a right value
///   window(left)            between which right values a partner could be: never too narrow;
///   operator()(left, right) whether they pass; boundaries are inclusive;
///   closeness(left, right)  0..1'000'000, for ranking those that pass: highest at equality.
/// It need not be transitive: 1.00 ~ 1.40 and 1.40 ~ 1.80 do not make 1.00 ~ 1.80.
template <class P, class V>
concept tolerance_for =
    std::copy_constructible<P> && requires(P const& policy, V const& left, V const& right) {
        { policy.window(left) } -> std::same_as<interval<V>>;
        { policy(left, right) } -> std::same_as<bool>;
        { policy.closeness(left, right) } -> std::same_as<score_t>;
    };

namespace detail {

/// How far two values are apart, in minor units or days.
constexpr std::uint64_t gap(money const& a, money const& b) noexcept {
    return distance(a.minor, b.minor);
}
constexpr std::uint64_t gap(std::chrono::sys_days a, std::chrono::sys_days b) noexcept {
    return distance(a.time_since_epoch().count(), b.time_since_epoch().count());
}
constexpr bool below(money const& a, money const& b) noexcept { return a.minor < b.minor; }
constexpr bool below(std::chrono::sys_days a, std::chrono::sys_days b) noexcept { return a < b; }

template <class V>
constexpr V lower(V const& a, V const& b) noexcept {
    return below(b, a) ? b : a;
}
template <class V>
constexpr V upper(V const& a, V const& b) noexcept {
    return below(a, b) ? b : a;
}

/// Falls in a line from 1'000'000 at equality to just above 0 at the limit, which still passes.
constexpr score_t linear_closeness(std::uint64_t apart, std::uint64_t limit) noexcept {
    if (apart > limit) return 0;
    auto const steps = limit == ~std::uint64_t{0} ? limit : limit + 1;
    return static_cast<score_t>(
        mul_div_ceil(steps - apart, static_cast<std::uint64_t>(score_max), steps));
}

} // namespace detail

/// Equal, to the last minor unit or on the very day.
struct exactly {
    template <std::equality_comparable V>
    constexpr interval<V> window(V const& left) const {
        return {left, left};
    }
    template <std::equality_comparable V>
    constexpr bool operator()(V const& left, V const& right) const {
        return left == right;
    }
    template <std::equality_comparable V>
    constexpr score_t closeness(V const& left, V const& right) const {
        return left == right ? score_max : 0;
    }
};

/// Passes where the first or the second does; as close as the closer of the two says.
template <class A, class B>
struct either {
    A first;
    B second;

    template <class V>
        requires tolerance_for<A, V> && tolerance_for<B, V>
    constexpr interval<V> window(V const& left) const {
        auto const a = first.window(left);
        auto const b = second.window(left);
        return {detail::lower(a.low, b.low), detail::upper(a.high, b.high)};
    }
    template <class V>
        requires tolerance_for<A, V> && tolerance_for<B, V>
    constexpr bool operator()(V const& left, V const& right) const {
        return first(left, right) || second(left, right);
    }
    template <class V>
        requires tolerance_for<A, V> && tolerance_for<B, V>
    constexpr score_t closeness(V const& left, V const& right) const {
        return std::max(first.closeness(left, right), second.closeness(left, right));
    }
};
template <class A, class B>
either(A, B) -> either<A, B>; // clang < 17 cannot deduce aggregates; drop when 17 is the floor

/// Passes where the first and the second do; as close as the farther of the two says.
template <class A, class B>
struct both {
    A first;
    B second;

    template <class V>
        requires tolerance_for<A, V> && tolerance_for<B, V>
    constexpr interval<V> window(V const& left) const {
        auto const a = first.window(left);
        auto const b = second.window(left);
        return {detail::upper(a.low, b.low), detail::lower(a.high, b.high)};
    }
    template <class V>
        requires tolerance_for<A, V> && tolerance_for<B, V>
    constexpr bool operator()(V const& left, V const& right) const {
        return first(left, right) && second(left, right);
    }
    template <class V>
        requires tolerance_for<A, V> && tolerance_for<B, V>
    constexpr score_t closeness(V const& left, V const& right) const {
        return std::min(first.closeness(left, right), second.closeness(left, right));
    }
};
template <class A, class B>
both(A, B) -> both<A, B>;

/// A bare predicate, such as a lambda, with the window within which it can be true: a function from
/// a left value to an interval. Closeness falls in a line to the far end of the window.
template <class Window, class Predicate>
struct bounded {
    Window where;
    Predicate passes;

    template <class V>
        requires std::same_as<std::invoke_result_t<Window const&, V const&>, interval<V>>
    constexpr interval<V> window(V const& left) const {
        return where(left);
    }
    template <class V>
        requires std::predicate<Predicate const&, V const&, V const&>
    constexpr bool operator()(V const& left, V const& right) const {
        return passes(left, right);
    }
    template <class V>
        requires std::predicate<Predicate const&, V const&, V const&>
    constexpr score_t closeness(V const& left, V const& right) const {
        if (!passes(left, right)) return 0;
        auto const reach = where(left);
        auto const limit = std::max(detail::gap(reach.low, left), detail::gap(reach.high, left));
        return detail::linear_closeness(std::min(detail::gap(left, right), limit), limit);
    }
};
template <class Window, class Predicate>
bounded(Window, Predicate) -> bounded<Window, Predicate>;

/// What may differ between the two rows of a match. The order cannot be confused: a tolerance of
/// days is none of amounts, so a swap does not compile.
template <tolerance_for<money> Amount = exactly, tolerance_for<std::chrono::sys_days> Day = exactly>
struct tolerances {
    Amount amount{};
    Day day{};
};
template <class A, class D>
tolerances(A, D) -> tolerances<A, D>;

} // namespace recon
