// recon/detail/thread.hpp - one more thread, and the wait for it. <thread> would do, but it is a
// tenth of what a small program that includes recon spends on compiling.
#pragma once

#if __has_include(<pthread.h>)
#include <pthread.h>
#else
#include <system_error>
#include <thread>
#endif

namespace recon::detail {

/// Runs a function on a thread of its own. The function must not throw.
class helper_thread {
  public:
    using body = void (*)(void* context);

    helper_thread() noexcept = default;
    helper_thread(helper_thread const&) = delete;
    helper_thread& operator=(helper_thread const&) = delete;
    ~helper_thread() { join(); }

#if __has_include(<pthread.h>)
    /// False when there are no more threads to be had. Once only.
    bool start(body runs, void* context) noexcept {
        runs_ = runs;
        context_ = context;
        auto const call = [](void* self) -> void* {
            auto const& me = *static_cast<helper_thread*>(self);
            me.runs_(me.context_);
            return nullptr;
        };
        started_ = pthread_create(&thread_, nullptr, call, this) == 0;
        return started_;
    }
    /// Waits for its end, if it has begun.
    void join() noexcept {
        if (started_) pthread_join(thread_, nullptr);
        started_ = false;
    }

  private:
    pthread_t thread_{};
    body runs_ = nullptr;
    void* context_ = nullptr;
    bool started_ = false;
#else
    bool start(body runs, void* context) noexcept {
        try {
            thread_ = std::thread(runs, context);
        } catch (std::system_error const&) { // no more threads
        }
        return thread_.joinable();
    }
    void join() noexcept {
        if (thread_.joinable()) thread_.join();
    }

  private:
    std::thread thread_;
#endif
};

} // namespace recon::detail
