// adapters/jobs/run_queue.hpp - takes runs from the store, computes them on its threads, and writes
// what came out. What a process had when it died is taken up by the next.
#pragma once

#include "adapters/explain/explainer.hpp"
#include "adapters/http/log.hpp"
#include "adapters/http/metrics.hpp"
#include "adapters/http/settings.hpp"
#include "adapters/jobs/run_job.hpp"
#include "adapters/store/content.hpp"
#include "adapters/store/store.hpp"

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <thread>
#include <unordered_map>
#include <vector>

namespace recon::jobs {

/// How far the computing of a run is.
struct run_progress {
    std::string_view stage;  ///< a word of the program: reading, comparing, ..., writing
    std::uint64_t done = 0;  ///< of the stage
    std::uint64_t total = 0; ///< 0: not known
};

class run_queue {
  public:
    run_queue(http::service_settings const& settings, store::store& store, store::content& content,
              http::metrics& metrics, http::logger& log, explain::explainer* explainer = nullptr);
    run_queue(run_queue const&) = delete;
    run_queue& operator=(run_queue const&) = delete;
    ~run_queue();

    /// Called whenever a run has ended; set before the start.
    void on_end(std::function<void()> told) { on_end_ = std::move(told); }
    /// Takes up what was left, and begins.
    void start();
    /// A run has come.
    void poke();
    /// Calls `done` once when the run has ended, whichever way. Register before the run is there.
    void when_ended(std::string const& run, std::function<void()> done);
    /// Nothing for a run that this process is not computing now.
    std::optional<run_progress> progress_of(std::string const& run);
    /// The run was cancelled in the store: stops computing it.
    void cancelled(std::string const& run);
    /// Finishes the runs that are being computed; those that only wait stay in the store.
    void stop();

  private:
    using lock = std::unique_lock<std::mutex>;
    /// A run that ends the process is not its only suspect.
    static constexpr int attempts_max = 10;

    /// A run that is computed, and waits for the store to take its end.
    struct ended_run {
        store::run of;
        std::shared_ptr<store::run_end const> end;
    };

    void dispatch();
    std::size_t wanted();
    void claim(std::size_t count);
    void look_around();
    void end_run(store::run const& of, std::shared_ptr<store::run_end const> end);
    std::int64_t now() const;
    void work(unsigned number);

    // --- in run_work.cpp
    void compute_one(store::run const& of, unsigned number);
    void explain(store::run const& of, io::finished_run& found);
    store::run_end attempt(store::run const& of, std::uint64_t& rows);
    io::source load(store::run const& of, store::run_input const& in) const;
    void check(store::run const& of, std::chrono::steady_clock::time_point until);
    void check_room(std::uint64_t bytes) const;

    void tell(std::string const& run);
    void forget_progress(std::string const& run);

    http::service_settings const& settings_;
    store::store& store_;
    store::content& content_;
    http::metrics& metrics_;
    http::logger& log_;
    explain::explainer* explainer_; ///< a language model; null: there is none
    std::function<void()> on_end_;
    std::string instance_; ///< what the names of this folder's workers begin with
    std::string name_;     ///< of this process among workers
    unsigned workers_;
    unsigned threads_; ///< of one run

    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<store::run> ready_;
    std::set<std::string> held_;        ///< claimed, and their end not yet taken by the store
    std::vector<ended_run> unfinished_; ///< the store did not take their end
    /// The store did not answer while they were computed; and when they are tried again.
    std::vector<std::pair<store::run, std::chrono::steady_clock::time_point>> again_;
    std::set<std::string> cancelled_;
    std::unordered_map<std::string, run_progress> progress_;
    std::unordered_map<std::string, std::vector<std::function<void()>>> waiting_;
    bool poked_ = false;
    bool stopping_ = false;
    unsigned computing_ = 0; ///< runs that threads have
    unsigned active_ = 0;    ///< those of them that need a core: not waiting for an explanation
    unsigned ending_ = 0;    ///< runs whose end the store is about to take
    std::vector<std::thread> crew_;
};

} // namespace recon::jobs
