// recon/record.hpp - how the engine reads the user's own row type.
#pragma once

#include <recon/money.hpp>

#include <chrono>
#include <concepts>
#include <optional>
#include <string_view>

namespace recon {

/// Specialise this for a type whose members have other names: static functions `amount` and `day`,
/// and any of `value_day`, `description`, `reference`, `counterparty`, `account` and `id`. What is
/// not there is no evidence. See examples/embed.cpp.
template <class T>
struct record_traits; // undefined, so that record<T> is false rather than an error

namespace detail {
template <class T>
concept conventional = requires(T const& r) {
    { r.amount } -> std::convertible_to<money>;
    { r.day } -> std::convertible_to<std::chrono::sys_days>;
};
} // namespace detail

/// A struct whose members already have these names needs nothing.
template <detail::conventional T>
struct record_traits<T> {
    static constexpr money amount(T const& r) { return r.amount; }
    static constexpr std::chrono::sys_days day(T const& r) { return r.day; }

    static constexpr std::optional<std::chrono::sys_days> value_day(T const& r)
        requires requires { std::optional<std::chrono::sys_days>(r.value_day); }
    {
        return r.value_day;
    }
    static constexpr std::string_view description(T const& r)
        requires requires { std::string_view(r.description); }
    {
        return r.description;
    }
    static constexpr std::string_view reference(T const& r)
        requires requires { std::string_view(r.reference); }
    {
        return r.reference;
    }
    static constexpr std::string_view counterparty(T const& r)
        requires requires { std::string_view(r.counterparty); }
    {
        return r.counterparty;
    }
    static constexpr std::string_view account(T const& r)
        requires requires { std::string_view(r.account); }
    {
        return r.account;
    }
    static constexpr std::string_view id(T const& r)
        requires requires { std::string_view(r.id); }
    {
        return r.id;
    }
};

/// A row with an amount and a booking day. The types are exact: a conversion on the way would hide
/// a `double`, or leave a dangling view.
template <class T>
concept record = requires(T const& r) {
    { record_traits<T>::amount(r) } -> std::same_as<money>;
    { record_traits<T>::day(r) } -> std::same_as<std::chrono::sys_days>;
};

/// The optional parts of a row: what its traits say, or nothing.
template <record T>
constexpr std::string_view description_of(T const& r) {
    if constexpr (requires { record_traits<T>::description(r); })
        return record_traits<T>::description(r);
    else
        return {};
}
template <record T>
constexpr std::string_view reference_of(T const& r) {
    if constexpr (requires { record_traits<T>::reference(r); })
        return record_traits<T>::reference(r);
    else
        return {};
}
template <record T>
constexpr std::string_view counterparty_of(T const& r) {
    if constexpr (requires { record_traits<T>::counterparty(r); })
        return record_traits<T>::counterparty(r);
    else
        return {};
}
template <record T>
constexpr std::string_view account_of(T const& r) {
    if constexpr (requires { record_traits<T>::account(r); })
        return record_traits<T>::account(r);
    else
        return {};
}
template <record T>
constexpr std::string_view id_of(T const& r) {
    if constexpr (requires { record_traits<T>::id(r); })
        return record_traits<T>::id(r);
    else
        return {};
}
template <record T>
constexpr std::optional<std::chrono::sys_days> value_day_of(T const& r) {
    if constexpr (requires { record_traits<T>::value_day(r); })
        return record_traits<T>::value_day(r);
    else
        return std::nullopt;
}

} // namespace recon
