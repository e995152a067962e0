// adapters/cache/redis.hpp - a Redis that several instances share. It may be slow, silent or gone
// at any time: a command costs a few hundredths of a second at most, and after a failure none is
// tried until the server answers again. The only unit that knows hiredis.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace recon::cache {

struct redis_settings {
    std::string host;   ///< empty: a socket
    std::string socket; ///< its path
    int port = 6'379;
    std::string user;
    std::string password;
    int database = 0;
    std::string prefix = "recon:"; ///< of every key
    std::chrono::milliseconds timeout{50};
};

/// "redis://[user[:password]@]host[:port][/database]" or "unix:///path[?db=N]"; user and password
/// may have %XX. Throws validation_error that tells what is expected, and nothing of the password.
redis_settings parse_redis_url(std::string const& url);

/// Whether this program was built with hiredis.
bool redis_available() noexcept;

struct redis_reply {
    std::vector<std::int64_t> numbers{}; ///< of a list of numbers, or of one
    std::optional<std::string> text{};   ///< none: there is no such key
};

enum class redis_result : std::uint8_t { ok, failed, skipped };

struct redis_hooks {
    std::function<void(redis_result)> done{}; ///< after each command
    std::function<void(bool)> changed{};      ///< it is gone, or there again; on any thread
};

/// May be used by several threads at once.
class redis {
  public:
    explicit redis(redis_settings settings, redis_hooks told = {});
    redis(redis const&) = delete;
    redis& operator=(redis const&) = delete;
    ~redis();

    /// Nothing where it could not be done: within the timeout, or at once while the server is not
    /// to be had. Never tried twice once it was sent, unless the connection had been idle.
    std::optional<redis_reply> command(std::span<std::string_view const> words);

    /// Asks whether the server is there, and has commands sent to it again if it is. Takes up to a
    /// second: for a thread in the background.
    bool ping();
    bool up() const noexcept { return up_; }
    std::string const& prefix() const noexcept { return settings_.prefix; }

  private:
    struct inner;
    void set_up(bool up);

    redis_settings settings_;
    redis_hooks told_;
    std::atomic<bool> up_{true};        ///< until it fails
    std::atomic<std::uint64_t> ups_{0}; ///< how often it was there again
    std::unique_ptr<inner> inner_;
};

} // namespace recon::cache
