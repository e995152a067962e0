// adapters/http/metrics.hpp - what Prometheus sees. Labels come from closed sets (route templates,
// methods, status codes), so that no caller can make series.
#pragma once

#include "adapters/http/router.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace recon::http {

class metrics {
  public:
    metrics();
    metrics(metrics const&) = delete;
    metrics& operator=(metrics const&) = delete;
    ~metrics();

    /// One request is over. No route: counted as "other".
    void request(route const* of, std::string_view method, int status,
                 std::chrono::nanoseconds took, std::uint64_t bytes_in);
    void in_flight(int change);
    void connections(int change);
    void refused_connection(std::string_view why); ///< a literal
    void rate_limited(std::string_view policy);
    void login(bool good);
    void run_ended(std::string_view outcome, std::chrono::nanoseconds took, std::uint64_t rows);
    void queue(std::size_t waiting);
    void queue_wait(std::chrono::nanoseconds waited);
    void cache(std::string_view result); ///< hit, miss, run
    void store_error();
    void delivery(std::string_view outcome); ///< delivered, failed, refused or dead
    void outbox(std::uint64_t pending, std::uint64_t dead);
    void cleaned(std::string_view what, std::uint64_t count);

    /// The text format, with what the process uses.
    std::string text() const;

  private:
    struct inner;
    std::unique_ptr<inner> inner_;
};

} // namespace recon::http
