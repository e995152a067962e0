// recon/detail/parallel.hpp - the same tasks on any number of threads, with the same answer.
#pragma once

#include <recon/detail/thread.hpp>

#include <atomic>
#include <cstddef>
#include <exception>

namespace recon::detail {

/// Workers that share tasks. Each starts the next one and waits for it.
class crew {
  public:
    using work = void (*)(void* context, unsigned worker, std::size_t task);

    crew(std::size_t tasks, unsigned workers, work does, void* context) noexcept
        : tasks_(tasks), workers_(workers), does_(does), context_(context) {}

    /// Works as `worker`, beside all that come after it. Returns the exception of the lowest worker
    /// that has one.
    std::exception_ptr run(unsigned worker) {
        rest after{*this, worker + 1, {}};
        helper_thread next;
        if (worker + 1 < workers_) // where no thread is to be had, those here do it all
            next.start([](void* context) { static_cast<rest*>(context)->run(); }, &after);
        std::exception_ptr mine;
        try {
            for (auto task = next_++; task < tasks_; task = next_++)
                does_(context_, worker, task);
        } catch (...) { // carried to the calling thread
            mine = std::current_exception();
            next_ = tasks_;
        }
        next.join();
        return mine ? mine : after.failure;
    }

  private:
    struct rest { // the workers that come after one
        crew& all;
        unsigned worker;
        std::exception_ptr failure;
        void run() { failure = all.run(worker); }
    };

    std::atomic<std::size_t> next_{0};
    std::size_t tasks_;
    unsigned workers_;
    work does_;
    void* context_;
};

template <class Work>
void call_work(void* work, unsigned worker, std::size_t task) {
    (*static_cast<Work*>(work))(worker, task);
}

/// Calls work(worker, task) for each task below `tasks`, each once, in no order; `worker` is below
/// `threads` and never at two tasks at once, so it may own scratch space. Worker 0 is the calling
/// thread. An exception of a task is rethrown when all have stopped: that of the lowest worker.
template <class Work>
void for_each_task(std::size_t tasks, unsigned threads, Work work) {
    if (threads <= 1 || tasks <= 1) {
        for (std::size_t task = 0; task < tasks; ++task)
            work(0U, task);
        return;
    }
    auto const workers = threads < tasks ? threads : static_cast<unsigned>(tasks);
    crew all(tasks, workers, call_work<Work>, &work);
    if (auto const failure = all.run(0)) std::rethrow_exception(failure);
}

} // namespace recon::detail
