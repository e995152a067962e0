// adapters/cache/redis_limiter.hpp - rate limits that instances share: GCRA in one script, by the
// clock of the Redis, so that they are exact however many ask at once.
#pragma once

#include "adapters/cache/redis.hpp"
#include "adapters/http/limiter.hpp"

#include <functional>
#include <mutex>
#include <string>
#include <unordered_set>
#include <utility>

namespace recon::cache {

/// Without its Redis each instance counts by itself, from what it saw last on; what it has counted
/// alone is told to the Redis when that is there again.
class redis_limiter : public http::limiter {
  public:
    struct options {
        std::function<void()> alone{}; ///< called when a request is counted without the Redis
        bool callers_clock = false;    ///< for tests: time is what take() is told
    };
    /// Those that have the same `secret` count together.
    redis_limiter(redis& shared, std::string secret)
        : redis_limiter(shared, std::move(secret), options()) {}
    redis_limiter(redis& shared, std::string secret, options how)
        : shared_(shared), secret_(std::move(secret)), how_(std::move(how)) {}

    http::rate_verdict take(http::rate_policy const& policy, std::string_view key,
                            http::instant now, std::uint32_t cost = 1) override;

  private:
    std::optional<std::chrono::microseconds> ask(http::rate_policy const& policy,
                                                 std::string const& name, http::instant now,
                                                 std::uint32_t cost,
                                                 std::chrono::microseconds owed);
    void forget(http::rate_policy const& policy, http::instant now);

    redis& shared_;
    std::string secret_;
    options how_;
    http::memory_limiter local_;
    std::mutex mutex_;
    std::unordered_set<std::string> alone_; ///< keys that were counted without the Redis
    std::size_t forget_at_ = 1'024;
};

} // namespace recon::cache
