#include "adapters/cache/redis_limiter.hpp"

#include "adapters/http/secret.hpp"

#include <algorithm>
#include <utility>

namespace recon::cache {

namespace {

using std::chrono::microseconds;

/// The debt before this request, in microseconds, as http::judge takes it. Writes only what is
/// allowed, and what an instance has counted while it was alone. Arguments: interval, burst, cost,
/// debt counted elsewhere; for tests the time.
constexpr std::string_view script = R"(
local now = tonumber(ARGV[5])
if not now then
  local t = redis.call('TIME')
  now = t[1] * 1000000 + t[2]
end
local interval, burst, cost = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local owed = tonumber(ARGV[4])
local due = tonumber(redis.call('GET', KEYS[1]) or 0)
local base = math.max(due, now + owed)
local after = base + interval * math.min(cost, burst)
if after - now > interval * burst then after = base end
if after > due and after > now then
  redis.call('SET', KEYS[1], string.format('%.0f', after), 'PX', math.ceil((after - now) / 1000))
end
return base - now
)";

} // namespace

std::optional<microseconds> redis_limiter::ask(http::rate_policy const& policy,
                                               std::string const& name, http::instant now,
                                               std::uint32_t cost, microseconds owed) {
    // Who can list the names of a Redis need not learn from them who uses the service: with a
    // secret, because addresses can be guessed and tried.
    auto const hidden = http::hmac_sha256(secret_, "rate " + name).substr(0, 16);
    auto const key = shared_.prefix() + "rate:" + http::base64url(hidden);
    auto const interval = std::to_string(std::chrono::ceil<microseconds>(policy.interval).count());
    auto const burst = std::to_string(policy.burst);
    auto const costs = std::to_string(cost);
    auto const debt = std::to_string(owed.count());
    auto const time =
        std::to_string(std::chrono::floor<microseconds>(now.time_since_epoch()).count());
    std::vector<std::string_view> words{"EVAL", script, "1", key, interval, burst, costs, debt};
    if (how_.callers_clock) words.push_back(time);
    auto const told = shared_.command(words);
    if (!told || told->numbers.size() != 1) return std::nullopt;
    // From here it is ours to judge, so it has to make sense.
    auto const full = std::chrono::ceil<microseconds>(policy.interval) * policy.burst;
    return std::clamp(microseconds(told->numbers.front()), microseconds(0), full);
}

http::rate_verdict redis_limiter::take(http::rate_policy const& policy, std::string_view key,
                                       http::instant now, std::uint32_t cost) {
    auto exact = policy; // in whole microseconds, as the script counts
    exact.interval = std::chrono::ceil<microseconds>(policy.interval);
    auto name = std::string(policy.name);
    (name += ' ') += key;
    bool was_alone = false;
    {
        std::lock_guard const lock(mutex_);
        was_alone = alone_.contains(name);
    }
    auto const owed =
        was_alone ? std::chrono::ceil<microseconds>(local_.debt(exact, key, now)) : microseconds(0);
    if (auto const debt = ask(exact, name, now, cost, owed)) {
        auto const out = http::judge(exact, *debt, cost);
        local_.note(exact, key, now, http::debt_after(exact, *debt, cost));
        if (was_alone) {
            std::lock_guard const lock(mutex_);
            alone_.erase(name);
        }
        return out;
    }
    if (how_.alone) how_.alone();
    {
        std::lock_guard const lock(mutex_);
        if (alone_.size() >= forget_at_) forget(exact, now);
        alone_.insert(std::move(name));
    }
    return local_.take(exact, key, now, cost);
}

/// Whose debt is paid has nothing to tell the Redis.
void redis_limiter::forget(http::rate_policy const& policy, http::instant now) {
    std::erase_if(alone_, [&](std::string const& name) {
        auto const blank = name.find(' ');
        http::rate_policy of = policy;
        of.name = std::string_view(name).substr(0, blank);
        return local_.debt(of, std::string_view(name).substr(blank + 1), now).count() == 0;
    });
    forget_at_ = std::max<std::size_t>(1'024, alone_.size() * 2);
}

} // namespace recon::cache
