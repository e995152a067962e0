// adapters/http/service.hpp - the service without a socket: a request in, a response out. The
// server calls its steps one by one; a program that embeds it calls answer().
#pragma once

#include "adapters/http/context.hpp"
#include "adapters/http/pool.hpp"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>

namespace recon::http {

/// Makes a key that may everything, and shows it this once: opens the database and nothing else.
/// Throws recon::error where that cannot be, as while another process has SQLite's folder.
std::string add_admin_key(service_settings const& settings);

class service {
  public:
    /// Opens the data directory, and begins to work on what is waiting there. Throws recon::error
    /// with one line when it cannot.
    service(service_settings settings, std::unique_ptr<logger> log);
    service(service const&) = delete;
    service& operator=(service const&) = delete;
    ~service();

    /// The whole way of a request; `body` is decoded by the request's Content-Type. May take as
    /// long as a run does. Throws nothing.
    response answer(request in, std::string_view body = {});

    // --- the steps, as the server takes them
    /// Where it leads, and on which threads it is worked on. Microseconds.
    std::unique_ptr<exchange> begin(request in);
    /// Who asks, whether they may, and what body is expected: before any of it is read.
    void admit(exchange& x) noexcept;
    /// A part of the body, and its end.
    void take_body(exchange& x, std::string_view bytes) noexcept;
    void end_body(exchange& x) noexcept;
    /// Answers, or leaves the name of a run that has to end first.
    void handle(exchange& x) noexcept;
    /// Calls `done` once when the run that the answer waits for has ended; then handle() again,
    /// with wait_over set. Asks the store.
    void when_ended(exchange const& x, std::function<void()> done);
    /// The headers that every response has; counts and logs it.
    void finish(exchange& x) noexcept;
    /// The response to what never became a request.
    response malformed(int status, std::string_view code, std::string detail);
    /// What the server itself has to refuse while a request is on its way.
    void refuse(exchange& x, int status, std::string_view code, std::string detail) noexcept;

    /// Runs a job on the threads for it. False: they have too much to do.
    bool post(worker where, std::function<void()> job);
    std::uint64_t body_max(exchange const& x) const noexcept;
    context& parts() noexcept { return context_; }
    /// No longer ready: for a proxy to see before the doors close.
    void drain() noexcept { context_.health.draining = true; }
    /// The key that was made when the database was; shown once.
    std::optional<std::string> const& first_key() const noexcept { return first_key_; }

  private:
    template <class What>
    void guarded(exchange& x, What const& what) noexcept;
    void use_redis();
    void watch(); // these are in upkeep.cpp
    void clean();
    void sweep();
    bool stops_within(std::chrono::milliseconds time);

    context context_;
    std::optional<std::string> first_key_;
    std::unique_ptr<worker_pool> pool_;
    std::unique_ptr<worker_pool> computing_;
    std::unique_ptr<worker_pool> passwords_;
    std::mutex mutex_;
    std::condition_variable stopped_;
    bool stopping_ = false;
    std::thread watcher_;
    std::thread cleaner_;
};

} // namespace recon::http
