#include "adapters/jobs/run_queue.hpp"

#include "adapters/http/pool.hpp"
#include "adapters/http/secret.hpp"

#include <recon/error.hpp>

#include <algorithm>
#include <chrono>
#include <utility>

namespace recon::jobs {

namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

constexpr auto lease = 60'000;         // milliseconds; renewed long before
constexpr unsigned explaining_max = 8; ///< runs that wait for a language model, beside the others
constexpr std::size_t ahead = 16; ///< runs claimed before a thread is free, to hide the disk's sync
constexpr std::size_t ahead_shared = 2; ///< the same where others could compute them meanwhile

} // namespace

run_queue::run_queue(http::service_settings const& settings, store::store& store,
                     store::content& content, http::metrics& metrics, http::logger& log,
                     explain::explainer* explainer)
    : settings_(settings), store_(store), content_(content), metrics_(metrics), log_(log),
      explainer_(explainer),
      instance_(content.secret("instance.id", [] { return http::random_hex(16); })),
      name_(instance_ + '.' + http::random_hex(4)) {
    auto const cores = std::max(1U, std::thread::hardware_concurrency());
    workers_ = settings.workers != 0 ? settings.workers : cores;
    threads_ = std::max(1U, cores / workers_);
}

run_queue::~run_queue() { stop(); }

void run_queue::start() {
    store_.recover(store_.shared() ? instance_ : std::string(), content_.left_working(),
                   attempts_max, now());
    crew_.emplace_back([this] { dispatch(); });
    auto const threads = workers_ + (explainer_ != nullptr ? explaining_max : 0);
    for (unsigned i = 0; i < threads; ++i)
        crew_.emplace_back([this, i] { work(i); });
}

void run_queue::poke() {
    {
        lock const held(mutex_);
        poked_ = true;
    }
    changed_.notify_all();
}

void run_queue::when_ended(std::string const& run, std::function<void()> done) {
    lock const held(mutex_);
    waiting_[run].push_back(std::move(done));
}

void run_queue::cancelled(std::string const& run) {
    {
        lock const held(mutex_);
        cancelled_.insert(run);
    }
    tell(run);
}

void run_queue::tell(std::string const& run) {
    std::vector<std::function<void()>> told;
    {
        lock const held(mutex_);
        auto const found = waiting_.find(run);
        if (found == waiting_.end()) return;
        told = std::move(found->second);
        waiting_.erase(found);
    }
    for (auto const& done : told)
        done();
}

void run_queue::stop() {
    {
        lock const held(mutex_);
        stopping_ = true;
    }
    changed_.notify_all();
    for (auto& thread : crew_)
        if (thread.joinable()) thread.join();
    bool const stopped_now = !crew_.empty();
    crew_.clear();
    if (!stopped_now || !store_.shared()) return;
    lock held(mutex_); // what was claimed and not begun goes to the others at once
    changed_.wait_for(held, 2s, [this] { return ending_ == 0; });
    held.unlock();
    try {
        store_.recover(name_, {}, attempts_max, now());
    } catch (error const&) { // then they wait for the end of their lease
    }
}

std::int64_t run_queue::now() const { return http::now_ms() + store_.clock_offset(); }

/// How many runs to claim now; waits until there is something to do. Nothing at the end.
std::size_t run_queue::wanted() {
    lock held(mutex_);
    // Runs of other processes come without a word.
    changed_.wait_for(held, store_.shared() ? 250ms : 1'000ms,
                      [this] { return stopping_ || poked_; });
    if (ready_.empty() && computing_ == 0) cancelled_.clear(); // none of them is here
    auto const most = workers_ + (store_.shared() ? ahead_shared : ahead);
    // Those that wait for a language model need no core.
    auto const waiting = std::min(computing_ - active_, explaining_max);
    auto const here = ready_.size() + computing_ - waiting;
    if (here < most) poked_ = false;
    return here < most ? most - here : 0;
}

void run_queue::claim(std::size_t count) {
    auto const time = now();
    auto claimed = store_.claim(name_, count, time, time + lease);
    lock const held(mutex_);
    if (claimed.size() == count) poked_ = true; // there may be more
    for (auto& run : claimed) {
        if (!held_.insert(run.id).second) continue; // its lease ran out while it is computed here
        metrics_.queue_wait(
            std::chrono::milliseconds(std::max<std::int64_t>(time - run.created, 0)));
        ready_.push_back(std::move(run));
    }
}

/// Keeps a few claimed runs ready for the threads.
void run_queue::dispatch() {
    auto renew_at = steady_clock::now() + 15s;
    auto look_at = steady_clock::now() + 1s;
    for (;;) {
        auto const want = wanted();
        {
            lock const held(mutex_);
            if (stopping_) return;
        }
        if (want == 0) {
            std::this_thread::sleep_for(1ms); // the threads are behind, and poke when they are not
            lock const held(mutex_);
            poked_ = false;
        }
        try {
            if (want != 0) claim(want);
            if (steady_clock::now() >= look_at) {
                look_at = steady_clock::now() + 1s;
                look_around();
            }
            if (steady_clock::now() >= renew_at) {
                std::vector<std::string> ids;
                {
                    lock const held(mutex_);
                    ids.assign(held_.begin(), held_.end());
                }
                if (!ids.empty()) store_.renew(name_, ids, now() + lease);
                metrics_.queue(store_.waiting());
                renew_at = steady_clock::now() + 15s;
            }
        } catch (std::exception const&) {
            metrics_.store_error();
            std::this_thread::sleep_for(200ms);
        }
        changed_.notify_all();
    }
}

/// What the store did not take before, and what other processes have done meanwhile.
void run_queue::look_around() {
    std::vector<ended_run> unfinished;
    std::vector<std::string> held_here;
    std::vector<std::string> awaited;
    {
        lock const held(mutex_);
        unfinished.swap(unfinished_);
        std::erase_if(again_, [&](auto& one) {
            if (one.second > steady_clock::now()) return false;
            ready_.push_back(std::move(one.first));
            return true;
        });
        held_here.assign(held_.begin(), held_.end());
        for (auto const& [run, done] : waiting_)
            if (!held_.contains(run)) awaited.push_back(run);
    }
    for (auto& [of, end] : unfinished)
        end_run(of, std::move(end));
    if (!awaited.empty())
        for (auto const& run : store_.ended_of(awaited))
            tell(run);
    if (!store_.shared()) return;
    if (held_here.empty()) return;
    auto const ours = store_.held_by(name_);
    for (auto const& run : held_here)
        if (std::find(ours.begin(), ours.end(), run) == ours.end()) cancelled(run);
}

void run_queue::work(unsigned number) {
    http::yield_to_others();
    for (;;) {
        store::run run;
        {
            lock held(mutex_);
            changed_.wait(held,
                          [this] { return stopping_ || (!ready_.empty() && active_ < workers_); });
            if (stopping_) return;
            run = std::move(ready_.front());
            ready_.pop_front();
            ++computing_;
            ++active_;
            if (cancelled_.erase(run.id) != 0) {
                held_.erase(run.id);
                --computing_;
                --active_;
                continue;
            }
        }
        compute_one(run, number);
        {
            lock const held(mutex_);
            --computing_;
            --active_;
            poked_ = true;
        }
        changed_.notify_all();
    }
}

void run_queue::end_run(store::run const& of, std::shared_ptr<store::run_end const> end) {
    {
        lock const held(mutex_);
        ++ending_;
    }
    store_.finish(of, *end, http::now_ms(), [this, of, end](store::finished how) {
        {
            lock const held(mutex_);
            --ending_;
            if (how == store::finished::failed)
                unfinished_.push_back({of, end});
            else
                held_.erase(of.id);
        }
        changed_.notify_all();
        if (how == store::finished::failed) return;
        tell(of.id);
        if (on_end_) on_end_();
    });
}

std::optional<run_progress> run_queue::progress_of(std::string const& run) {
    lock const held(mutex_);
    auto const found = progress_.find(run);
    return found == progress_.end() ? std::nullopt : std::optional(found->second);
}

void run_queue::forget_progress(std::string const& run) {
    lock const held(mutex_);
    progress_.erase(run);
}

} // namespace recon::jobs
