#include "adapters/http/probe.hpp"

#include <utility>

namespace recon::http {

probe::probe(std::function<bool()> ask, std::chrono::milliseconds every)
    : ask_(std::move(ask)), every_(every), thread_([this] { watch(); }) {}

probe::~probe() {
    {
        std::lock_guard const lock(mutex_);
        stopping_ = true;
    }
    stopped_.notify_all();
    thread_.join();
}

probe::view probe::seen() const {
    std::lock_guard const lock(mutex_);
    if (!asked_) return {};
    return {true, good_,
            std::chrono::floor<std::chrono::seconds>(std::chrono::steady_clock::now() - at_)};
}

void probe::watch() {
    for (;;) {
        bool good = false;
        try {
            good = ask_();
        } catch (std::exception const&) { // that is an answer as well
        }
        std::unique_lock lock(mutex_);
        asked_ = true;
        good_ = good;
        at_ = std::chrono::steady_clock::now();
        if (stopped_.wait_for(lock, every_, [this] { return stopping_; })) return;
    }
}

} // namespace recon::http
