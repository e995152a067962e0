// One run of the queue, from its files to its end.
#include "adapters/jobs/run_queue.hpp"

#include "adapters/http/problem.hpp"

#include <recon/error.hpp>
#include <recon/io/json.hpp>

#include <algorithm>
#include <chrono>
#include <new>
#include <utility>

namespace recon::jobs {

namespace {

using std::chrono::steady_clock;

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

void run_queue::check(store::run const& of, steady_clock::time_point until) {
    if (steady_clock::now() > until)
        throw limit_error("the run took longer than " + std::to_string(settings_.run_max.count())
                          + " seconds and was ended: split the files by month");
    lock const held(mutex_);
    if (stopping_ || cancelled_.contains(of.id)) throw run_stopped(); // the next start takes it up
}

} // namespace recon::jobs
