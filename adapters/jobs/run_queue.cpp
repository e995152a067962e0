#include "adapters/jobs/run_queue.hpp"

#include "adapters/http/pool.hpp"
#include "adapters/http/problem.hpp"
#include "adapters/http/secret.hpp"

#include <recon/error.hpp>
#include <recon/io/json.hpp>

#include <algorithm>
#include <chrono>
#include <new>
#include <utility>

namespace recon::jobs {

namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

constexpr int attempts_max = 10;       ///< a run that ends the process is not its only suspect
constexpr auto lease = 60'000;         // milliseconds; renewed long before
constexpr unsigned explaining_max = 8; ///< runs that wait for a language model, beside the others
constexpr std::size_t ahead = 16; ///< runs claimed before a thread is free, to hide the disk's sync
constexpr std::size_t ahead_shared = 2; ///< the same where others could compute them meanwhile
constexpr std::uint64_t memory_result_max = 262'144; ///< bytes of inputs whose result is small
constexpr std::uint64_t one_thread_max = 4U << 20U;  ///< bytes of inputs that one thread suffices

struct run_stopped : std::exception {};

std::vector<cli::given_option> options_of(store::run const& of) {
    std::vector<cli::given_option> out;
    auto const settings = io::json::parse(of.settings);
    for (auto const& [name, value] : settings.at("match").items())
        out.push_back({name, value.get<std::string>()});
    return out;
}

store::run_end failed(std::string_view code, std::string detail) {
    store::run_end end;
    end.state = store::run_state::failed;
    end.error_code = code;
    end.error_detail = std::move(detail);
    return end;
}

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

void run_queue::compute_one(store::run const& of, unsigned number) {
    content_.working(number, of.id);
    auto const began = steady_clock::now();
    std::uint64_t rows = 0;
    store::run_end end;
    try {
        end = attempt(of, rows);
    } catch (run_stopped const&) {
        content_.working(number, {});
        forget_progress(of.id);
        lock const held(mutex_);
        cancelled_.erase(of.id);
        held_.erase(of.id);
        return; // whoever cancelled it has written so
    } catch (service_unavailable_error const&) {
        metrics_.store_error();
        if (store_.shared() && of.attempts + 1 < attempts_max) { // it does not answer now
            content_.working(number, {});
            forget_progress(of.id);
            auto next = of;
            ++next.attempts; // counted here only
            lock const held(mutex_);
            auto const pause = std::min<std::int64_t>(1 << next.attempts, 60);
            again_.push_back({std::move(next), steady_clock::now() + std::chrono::seconds(pause)});
            return;
        }
        end = failed("SERVICE_UNAVAILABLE", "The service cannot read its own files now.");
        log_.write(http::log_level::error, "run_failed", {{"run_id", of.id}});
    } catch (std::bad_alloc const&) {
        end = failed("LIMIT_ERROR",
                     "The memory that runs may take does not suffice for these files: split them "
                     "by month, or ask the operator to raise MEMORY_MAX_MB.");
    } catch (error const& e) {
        auto const shown = http::problem_of(e);
        end = failed(shown.code, shown.detail);
        if (shown.status >= 500)
            log_.write(http::log_level::error, "run_failed",
                       {{"run_id", of.id}, {"code", to_string(e.code())}});
        if (e.code() == errc::unwritable_output)
            end = failed("SERVICE_UNAVAILABLE",
                         "The server has no room for the result: try again later.");
    } catch (std::exception const&) {
        end = failed("INTERNAL_SERVER_ERROR", "The service has failed at this run.");
        log_.write(http::log_level::error, "run_failed", {{"run_id", of.id}});
    }
    content_.working(number, {});
    forget_progress(of.id);
    auto const took = steady_clock::now() - began;
    metrics_.run_ended(to_string(end.state), took, rows);
    log_.write(http::log_level::info, "run_ended",
               {{"run_id", of.id},
                {"outcome", to_string(end.state)},
                {"rows", static_cast<std::int64_t>(rows)},
                {"duration_ms", std::chrono::duration<double, std::milli>(took).count()}});
    end_run(of, std::make_shared<store::run_end const>(std::move(end)));
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

store::run_end run_queue::attempt(store::run const& of, std::uint64_t& rows) {
    job what;
    what.settings = options_of(of);
    auto const* const bank = of.input("bank");
    auto const* const ledger = of.input("ledger");
    if (bank == nullptr || ledger == nullptr) throw not_found_error("the run has no files");
    what.bank = load(of, *bank);
    what.ledger = load(of, *ledger);
    if (auto const* const in = of.input("open-items")) what.open_items = load(of, *in);
    if (auto const* const in = of.input("holidays")) what.holidays = load(of, *in);
    if (auto const* const in = of.input("fx-rates")) {
        what.fx_rates = load(of, *in);
        what.settings.push_back({"fx-rates", "fx-rates"}); // others ask for it
    }
    what.decisions = of.decisions;
    what.workbook = io::json::parse(of.settings).value("xlsx", false);
    auto const size = what.bank.bytes.size() + what.ledger.bytes.size();
    what.threads = size < one_thread_max ? 1U : threads_;
    bool const small = size < memory_result_max;
    if (!small) what.folder = content_.result_draft(of.tenant, of.id);
    auto until = steady_clock::now() + settings_.run_max;
    what.checkpoint = [&](std::string_view stage, std::uint64_t done, std::uint64_t total) {
        check(of, until);
        lock const held(mutex_);
        progress_[of.id] = {stage, done, total};
    };
    what.written = [&](std::uint64_t bytes) {
        check(of, until);
        check_room(bytes);
    };
    if (explainer_ != nullptr && io::json::parse(of.settings).value("explain", "") == "llm")
        what.explain = [&](io::finished_run& found) {
            auto const began = steady_clock::now();
            explain(of, found);
            until += steady_clock::now() - began; // which no run ends for
        };
    auto result = compute(what);
    check(of, until);
    if (!small) {
        content_.share_result(store_, what.folder, of.tenant, of.result_key);
        content_.keep_result(what.folder, content_.result_path(of.tenant, of.result_key));
    }
    rows = result.rows;
    metrics_.rejected(result.rejected);
    store::run_end end;
    end.files = std::move(result.files);
    end.in_folder = !small;
    end.size = result.size;
    end.counts = std::move(result.counts);
    return end;
}

/// Meanwhile another thread may have this one's core.
void run_queue::explain(store::run const& of, io::finished_run& found) {
    {
        lock const held(mutex_);
        --active_;
    }
    changed_.notify_all();
    explain::explain_hooks hooks;
    hooks.stop = [&] {
        lock const held(mutex_);
        return stopping_ || cancelled_.contains(of.id);
    };
    hooks.call = [&](explain::call_report const& call) { metrics_.llm_call(call); };
    try {
        explainer_->explain(found, of.tenant, hooks);
        metrics_.llm_notes(*found.notes);
    } catch (...) { // whoever takes it counts the run as one that needs a core
        lock const held(mutex_);
        ++active_;
        throw;
    }
    lock held(mutex_);
    changed_.wait(held, [this] { return stopping_ || active_ < workers_; });
    ++active_;
}

io::source run_queue::load(store::run const& of, store::run_input const& in) const {
    auto const kept = store_.upload(of.tenant, in.sha256);
    if (!kept)
        throw not_found_error("the uploaded file is no longer kept: upload it again", {in.label});
    auto file = kept->in_file ? io::load(content_.upload_file(store_, of.tenant, in.sha256))
                              : io::from_bytes(kept->bytes, in.label);
    file.name = in.label;
    return file;
}

/// A result must leave room for the other tenants', and on the disk.
void run_queue::check_room(std::uint64_t bytes) const {
    constexpr std::uint64_t mib = 1U << 20U;
    if (bytes > settings_.tenant_quota)
        throw limit_error("the result is larger than the "
                          + std::to_string(settings_.tenant_quota / mib)
                          + " MB that a tenant may store: split the files by month");
    if (content_.free_bytes() < settings_.free_floor)
        throw output_error("the server's disk has no room for the result: try again later");
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

void run_queue::check(store::run const& of, steady_clock::time_point until) {
    if (steady_clock::now() > until)
        throw limit_error("the run took longer than " + std::to_string(settings_.run_max.count())
                          + " seconds and was ended: split the files by month");
    lock const held(mutex_);
    if (stopping_ || cancelled_.contains(of.id)) throw run_stopped(); // the next start takes it up
}

} // namespace recon::jobs
