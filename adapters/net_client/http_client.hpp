// adapters/net_client/http_client.hpp - asking another server over HTTP: with a deadline for all of
// it, a bound for the answer, connections that are used again, and no redirects.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace recon::net_client {

struct question {
    std::string url;
    std::vector<std::string> headers{}; ///< "Name: value"
    std::optional<std::string> body{};  ///< none: GET, else POST
    std::chrono::milliseconds within{20'000};
    std::size_t answer_max = std::size_t{1} << 20U;
    std::function<bool()> stop{}; ///< asked about once a second; true: give up
};

struct answer {
    enum class what : std::uint8_t {
        answered,    ///< there is a status and a body
        unreachable, ///< no connection, or it broke
        too_late,
        too_large,
        stopped
    };
    what how = what::unreachable;
    int status = 0;
    std::string body{};
    std::optional<std::chrono::seconds> retry_after{};
};

/// Whether this program was built with libcurl; without it nothing is reachable.
bool available() noexcept;

/// May be used by several threads at once.
class http_client {
  public:
    http_client();
    http_client(http_client const&) = delete;
    http_client& operator=(http_client const&) = delete;
    ~http_client();

    /// Throws nothing but std::bad_alloc.
    answer ask(question const& what);

  private:
    struct inner;
    std::unique_ptr<inner> inner_;
};

} // namespace recon::net_client
