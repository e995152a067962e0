#include "adapters/http/limiter.hpp"

#include <algorithm>

namespace recon::http {

namespace {

std::chrono::seconds rounded_up(std::chrono::nanoseconds time) {
    return std::chrono::ceil<std::chrono::seconds>(std::max(time, std::chrono::nanoseconds{0}));
}

} // namespace

rate_verdict memory_limiter::take(rate_policy const& policy, std::string_view key, instant now,
                                  std::uint32_t cost) {
    std::lock_guard const lock(mutex_);
    if (due_.size() >= forget_at_) forget(now);
    std::string name(policy.name);
    (name += ' ') += key;
    auto& due = due_.try_emplace(std::move(name), now).first->second;
    auto const base = std::max(due, now);
    auto const full = policy.interval * policy.burst;
    auto const after = base + policy.interval * std::min(cost, policy.burst);
    rate_verdict out;
    if (after - now > full) {
        out.allowed = false;
        out.remaining = static_cast<std::uint32_t>((full - (base - now)) / policy.interval);
        out.retry = std::max(rounded_up(after - now - full), std::chrono::seconds{1});
        out.reset = rounded_up(base - now);
        return out;
    }
    due = after;
    out.remaining = static_cast<std::uint32_t>((full - (after - now)) / policy.interval);
    out.reset = rounded_up(after - now);
    return out;
}

/// A key whose debt is paid is as good as one that was never seen.
void memory_limiter::forget(instant now) {
    std::erase_if(due_, [now](auto const& entry) { return entry.second <= now; });
    forget_at_ = std::max<std::size_t>(1'024, due_.size() * 2);
}

std::size_t memory_limiter::size() const {
    std::lock_guard const lock(mutex_);
    return due_.size();
}

} // namespace recon::http
