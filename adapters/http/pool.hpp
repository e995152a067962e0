// adapters/http/pool.hpp - threads that work so that the I/O threads need not, behind a queue that
// has an end.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace recon::http {

class worker_pool {
  public:
    /// `yielding` threads give way to all others of the machine.
    worker_pool(std::size_t threads, std::size_t queue_max, bool yielding);
    worker_pool(worker_pool const&) = delete;
    worker_pool& operator=(worker_pool const&) = delete;
    ~worker_pool();

    /// False when the queue is full or the pool is stopping: the job will not run. A job throws
    /// nothing.
    bool post(std::function<void()> job);
    std::size_t waiting() const;
    /// Finishes what was taken on, and ends the threads.
    void stop();

  private:
    void work(bool yielding);

    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<std::function<void()>> queue_;
    std::size_t queue_max_;
    bool stopping_ = false;
    std::vector<std::thread> threads_;
};

/// Makes this thread, and those that it starts from now on, give way: their computing must not
/// delay an answer. Once a thread.
void yield_to_others() noexcept;

} // namespace recon::http
