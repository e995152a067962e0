#include "adapters/http/limiter.hpp"

#include <algorithm>

namespace recon::http {

namespace {

std::chrono::seconds rounded_up(std::chrono::nanoseconds time) {
    return std::chrono::ceil<std::chrono::seconds>(std::max(time, std::chrono::nanoseconds{0}));
}

std::string name_of(rate_policy const& policy, std::string_view key) {
    std::string name(policy.name);
    return (name += ' ') += key;
}

std::chrono::nanoseconds price_of(rate_policy const& policy, std::uint32_t cost) {
    return policy.interval * std::min(cost, policy.burst);
}

} // namespace

rate_verdict judge(rate_policy const& policy, std::chrono::nanoseconds debt, std::uint32_t cost) {
    auto const full = policy.interval * policy.burst;
    auto const after = debt + price_of(policy, cost);
    rate_verdict out;
    out.allowed = after <= full;
    auto const owed = out.allowed ? after : debt;
    out.remaining = static_cast<std::uint32_t>((full - owed) / policy.interval);
    out.reset = rounded_up(owed);
    if (!out.allowed) out.retry = std::max(rounded_up(after - full), std::chrono::seconds{1});
    return out;
}

std::chrono::nanoseconds debt_after(rate_policy const& policy, std::chrono::nanoseconds debt,
                                    std::uint32_t cost) {
    auto const after = debt + price_of(policy, cost);
    return after <= policy.interval * policy.burst ? after : debt;
}

rate_verdict memory_limiter::take(rate_policy const& policy, std::string_view key, instant now,
                                  std::uint32_t cost) {
    std::lock_guard const lock(mutex_);
    auto& due = due_of(policy, key, now);
    auto const debt = std::max(due, now) - now;
    due = now + debt_after(policy, debt, cost);
    return judge(policy, debt, cost);
}

std::chrono::nanoseconds memory_limiter::debt(rate_policy const& policy, std::string_view key,
                                              instant now) const {
    std::lock_guard const lock(mutex_);
    auto const found = due_.find(name_of(policy, key));
    return found == due_.end() ? std::chrono::nanoseconds{0} : std::max(found->second, now) - now;
}

void memory_limiter::note(rate_policy const& policy, std::string_view key, instant now,
                          std::chrono::nanoseconds debt) {
    std::lock_guard const lock(mutex_);
    auto& due = due_of(policy, key, now);
    due = std::max(due, now + debt);
}

instant& memory_limiter::due_of(rate_policy const& policy, std::string_view key, instant now) {
    if (due_.size() >= forget_at_) forget(now);
    return due_.try_emplace(name_of(policy, key), now).first->second;
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
