#include "adapters/http/pool.hpp"

#include <algorithm>
#include <utility>

#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace recon::http {

void yield_to_others() noexcept {
    constexpr int further = 5; // than the program, which may give way itself
    auto const thread = static_cast<id_t>(::syscall(SYS_gettid));
    auto const now = ::getpriority(PRIO_PROCESS, thread); // on Linux this is the thread's
    static_cast<void>(::setpriority(PRIO_PROCESS, thread, std::min(now + further, 19)));
}

worker_pool::worker_pool(std::size_t threads, std::size_t queue_max, bool yielding)
    : queue_max_(queue_max) {
    for (std::size_t i = 0; i < threads; ++i)
        threads_.emplace_back([this, yielding] { work(yielding); });
}

worker_pool::~worker_pool() { stop(); }

bool worker_pool::post(std::function<void()> job) {
    {
        std::lock_guard const lock(mutex_);
        if (stopping_ || queue_.size() >= queue_max_) return false;
        queue_.push_back(std::move(job));
    }
    changed_.notify_one();
    return true;
}

std::size_t worker_pool::waiting() const {
    std::lock_guard const lock(mutex_);
    return queue_.size();
}

void worker_pool::stop() {
    {
        std::lock_guard const lock(mutex_);
        stopping_ = true;
    }
    changed_.notify_all();
    for (auto& thread : threads_)
        if (thread.joinable()) thread.join();
}

void worker_pool::work(bool yielding) {
    if (yielding) yield_to_others();
    for (;;) {
        std::function<void()> job;
        {
            std::unique_lock lock(mutex_);
            changed_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
            if (queue_.empty()) return;
            job = std::move(queue_.front());
            queue_.pop_front();
        }
        job();
    }
}

} // namespace recon::http
