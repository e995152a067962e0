// adapters/http/limiter.hpp - how often somebody may call: GCRA, exact at any moment.
#pragma once

#include <chrono>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace recon::http {

using instant = std::chrono::steady_clock::time_point;

/// At most `burst` at once, and then one every `interval`.
struct rate_policy {
    std::string_view name;
    std::uint32_t burst = 60;
    std::chrono::nanoseconds interval{1'000'000'000};
};

struct rate_verdict {
    bool allowed = true;
    std::uint32_t remaining = 0;   ///< how many could follow at once
    std::chrono::seconds reset{0}; ///< until all of the burst is there again
    std::chrono::seconds retry{0}; ///< until one is allowed; 0 where one was
};

/// What GCRA says of `cost` requests at once by somebody whose earlier ones are paid for in `debt`.
rate_verdict judge(rate_policy const& policy, std::chrono::nanoseconds debt, std::uint32_t cost);
/// The debt after that.
std::chrono::nanoseconds debt_after(rate_policy const& policy, std::chrono::nanoseconds debt,
                                    std::uint32_t cost);

/// Counts requests. One implementation is in memory; a shared one takes its place.
class limiter {
  public:
    virtual ~limiter() = default;
    /// `cost` requests of the simplest kind at once; no more than the burst is asked for.
    virtual rate_verdict take(rate_policy const& policy, std::string_view key, instant now,
                              std::uint32_t cost = 1) = 0;

  protected:
    limiter() = default;
    limiter(limiter const&) = default;
    limiter& operator=(limiter const&) = default;
};

class memory_limiter : public limiter {
  public:
    rate_verdict take(rate_policy const& policy, std::string_view key, instant now,
                      std::uint32_t cost = 1) override;
    /// What a key owes now.
    std::chrono::nanoseconds debt(rate_policy const& policy, std::string_view key,
                                  instant now) const;
    /// What a key owes at least: somebody else has counted.
    void note(rate_policy const& policy, std::string_view key, instant now,
              std::chrono::nanoseconds debt);
    std::size_t size() const; ///< keys in memory: those that are still in debt

  private:
    instant& due_of(rate_policy const& policy, std::string_view key, instant now);
    void forget(instant now);

    mutable std::mutex mutex_;
    std::unordered_map<std::string, instant> due_; ///< the theoretical arrival time of each key
    std::size_t forget_at_ = 1'024;
};

} // namespace recon::http
