// adapters/notify/deliverer.hpp - sends what the outbox holds: at least once, of a run and a
// webhook in order, again and again later where a receiver fails, and not for ever.
#pragma once

#include "adapters/notify/sender.hpp"
#include "adapters/store/store.hpp"

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace recon::notify {

struct delivery_rules {
    send_rules sending;
    /// After the first failure, the second, ...; after the last one the message is dead.
    std::vector<std::chrono::seconds> retries;
    resolver names = resolve;
};

/// The bodies of a message's parts, JSON; none: there is nothing to tell. Throws not_found_error
/// where what it tells of is gone.
using renderer =
    std::function<std::vector<std::string>(store::delivery const&, store::webhook const&)>;

class deliverer {
  public:
    /// `told` is called with delivered, failed, dead or refused after each attempt.
    deliverer(store::store& from, delivery_rules rules, renderer render, std::string name,
              std::function<void(std::string_view)> told);
    deliverer(deliverer const&) = delete;
    deliverer& operator=(deliverer const&) = delete;
    ~deliverer() { stop(); }

    void start();
    /// There may be something to send.
    void poke();
    void stop();

  private:
    void work(std::string const& worker);
    void deliver(store::delivery one, std::string const& worker);
    /// One part; what became of it is in `one`. True: it has arrived.
    bool attempt(store::delivery& one, store::webhook const& to, std::string const& body,
                 std::size_t parts);
    void fail(store::delivery& one, sent const& how, bool gone);
    std::int64_t now() const;

    store::store& from_;
    delivery_rules rules_;
    renderer render_;
    std::string name_;
    std::function<void(std::string_view)> told_;
    std::mutex mutex_;
    std::condition_variable changed_;
    bool stopping_ = false;
    std::uint64_t poked_ = 0;
    std::vector<std::thread> crew_;
};

} // namespace recon::notify
