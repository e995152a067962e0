// adapters/http/probe.hpp - asks a neighbour now and then whether it is there, so that asking for
// health costs nothing and waits for nobody.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace recon::http {

class probe {
  public:
    /// `ask` may take its time, and runs on a thread of its own: at once, then `every` so often.
    probe(std::function<bool()> ask, std::chrono::milliseconds every);
    probe(probe const&) = delete;
    probe& operator=(probe const&) = delete;
    ~probe();

    struct view {
        bool asked = false; ///< an answer has come at all
        bool good = false;
        std::chrono::seconds age{}; ///< of the answer
    };
    view seen() const;

  private:
    void watch();

    std::function<bool()> ask_;
    std::chrono::milliseconds every_;
    mutable std::mutex mutex_;
    std::condition_variable stopped_;
    bool stopping_ = false;
    bool asked_ = false;
    bool good_ = false;
    std::chrono::steady_clock::time_point at_;
    std::thread thread_;
};

} // namespace recon::http
