#include "adapters/http/metrics.hpp"

#include <recon/version.hpp>

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <map>
#include <mutex>
#include <sstream>
#include <tuple>

#include <sys/resource.h>
#include <unistd.h>

namespace recon::http {

namespace {

using labels = std::map<std::string, std::string>;

double seconds_of(std::chrono::nanoseconds time) {
    return std::chrono::duration<double>(time).count();
}

prometheus::Histogram::BucketBoundaries const request_buckets{.001, .0025, .005, .01, .025, .05, .1,
                                                              .25,  .5,    1,    2.5, 5,    10};
prometheus::Histogram::BucketBoundaries const run_buckets{.005, .01, .05, .1, .5, 1,
                                                          5,    10,  30,  60, 300};

template <class Made>
auto& family(Made made, prometheus::Registry& to, char const* name, char const* help) {
    return made.Name(name).Help(help).Register(to);
}

/// Memory and descriptors of the process, as /proc has them.
std::string process_text() {
    std::ostringstream out;
    long pages = 0;
    if (auto* const file = std::fopen("/proc/self/statm", "r"); file != nullptr) {
        if (std::fscanf(file, "%*s %ld", &pages) != 1) pages = 0;
        std::fclose(file);
    }
    ::rusage used{};
    ::getrusage(RUSAGE_SELF, &used);
    auto const cpu = static_cast<double>(used.ru_utime.tv_sec + used.ru_stime.tv_sec)
                     + static_cast<double>(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6;
    std::error_code failure;
    auto const open = std::distance(std::filesystem::directory_iterator("/proc/self/fd", failure),
                                    std::filesystem::directory_iterator{});
    out << "# TYPE process_resident_memory_bytes gauge\nprocess_resident_memory_bytes "
        << pages * ::sysconf(_SC_PAGESIZE)
        << "\n# TYPE process_cpu_seconds_total counter\nprocess_cpu_seconds_total " << cpu
        << "\n# TYPE process_open_fds gauge\nprocess_open_fds " << open << '\n';
    return out.str();
}

constexpr std::array methods{"GET", "HEAD", "POST", "DELETE", "OPTIONS", "other"};

} // namespace

struct metrics::inner {
    using counter_family = prometheus::Family<prometheus::Counter>;
    prometheus::Registry registry;

    counter_family& requests = family(prometheus::BuildCounter(), registry,
                                      "recon_http_requests_total", "Requests answered");
    prometheus::Family<prometheus::Histogram>& times =
        family(prometheus::BuildHistogram(), registry, "recon_http_request_duration_seconds",
               "From the first byte of the head to the answer");
    prometheus::Counter& bytes_in = family(prometheus::BuildCounter(), registry,
                                           "recon_http_request_bytes_total", "Bytes of bodies")
                                        .Add({});
    prometheus::Gauge& flying = family(prometheus::BuildGauge(), registry,
                                       "recon_http_requests_in_flight", "Requests being worked on")
                                    .Add({});
    prometheus::Gauge& connected =
        family(prometheus::BuildGauge(), registry, "recon_http_connections", "Open connections")
            .Add({});
    counter_family& refused = family(prometheus::BuildCounter(), registry,
                                     "recon_http_connections_refused_total", "And why");
    counter_family& limited = family(prometheus::BuildCounter(), registry,
                                     "recon_rate_limited_total", "Requests answered with 429");
    counter_family& logins =
        family(prometheus::BuildCounter(), registry, "recon_logins_total", "Sign-ins");
    counter_family& runs =
        family(prometheus::BuildCounter(), registry, "recon_runs_total", "Runs that ended");
    prometheus::Histogram& run_time = family(prometheus::BuildHistogram(), registry,
                                             "recon_run_duration_seconds", "How long runs took")
                                          .Add({}, run_buckets);
    prometheus::Counter& rows =
        family(prometheus::BuildCounter(), registry, "recon_run_rows_total", "Rows of both sides")
            .Add({});
    prometheus::Gauge& depth =
        family(prometheus::BuildGauge(), registry, "recon_queue_depth", "Runs waiting").Add({});
    prometheus::Histogram& wait = family(prometheus::BuildHistogram(), registry,
                                         "recon_queue_wait_seconds", "How long runs waited")
                                      .Add({}, run_buckets);
    counter_family& cached = family(prometheus::BuildCounter(), registry,
                                    "recon_cache_requests_total", "Results asked of the cache");
    prometheus::Counter& store_errors = family(prometheus::BuildCounter(), registry,
                                               "recon_db_errors_total", "Failures of the store")
                                            .Add({});
    counter_family& deliveries =
        family(prometheus::BuildCounter(), registry, "recon_webhook_deliveries_total",
               "Attempts to tell a webhook, by their outcome");
    prometheus::Family<prometheus::Gauge>& messages =
        family(prometheus::BuildGauge(), registry, "recon_webhook_messages",
               "Messages that have not arrived: pending or dead");
    counter_family& cleaned = family(prometheus::BuildCounter(), registry, "recon_cleaned_total",
                                     "Uploads and results removed by age");

    /// Series are looked up by number, so that the hot path makes no map of labels.
    using key = std::tuple<std::size_t, std::size_t, int>;
    std::mutex mutex;
    std::map<key, prometheus::Counter*> request_series;
    std::map<std::size_t, prometheus::Histogram*> time_series;
};

metrics::metrics() : inner_(std::make_unique<inner>()) {
    family(prometheus::BuildGauge(), inner_->registry, "recon_build_info", "The version")
        .Add({{"version", RECON_VERSION}})
        .Set(1);
}

metrics::~metrics() = default;

void metrics::request(route const* of, std::string_view method, int status,
                      std::chrono::nanoseconds took, std::uint64_t bytes_in) {
    auto const known = std::find(methods.begin(), methods.end() - 1, method);
    auto const m = static_cast<std::size_t>(known - methods.begin());
    auto const r = of != nullptr ? static_cast<std::size_t>(of->id)
                                 : static_cast<std::size_t>(route_id::count);
    prometheus::Counter* counter = nullptr;
    prometheus::Histogram* histogram = nullptr;
    {
        std::lock_guard const lock(inner_->mutex);
        auto const path = of != nullptr ? std::string(of->path) : std::string("other");
        auto& series = inner_->request_series[{r, m, status}];
        if (series == nullptr)
            series = &inner_->requests.Add(
                {{"method", methods[m]}, {"route", path}, {"code", std::to_string(status)}});
        counter = series;
        auto& timed = inner_->time_series[m]; // by route it would be 600 series
        if (timed == nullptr) timed = &inner_->times.Add({{"method", methods[m]}}, request_buckets);
        histogram = timed;
    }
    counter->Increment();
    histogram->Observe(seconds_of(took));
    if (bytes_in != 0) inner_->bytes_in.Increment(static_cast<double>(bytes_in));
}

void metrics::in_flight(int change) { inner_->flying.Increment(change); }
void metrics::connections(int change) { inner_->connected.Increment(change); }
void metrics::refused_connection(std::string_view why) {
    inner_->refused.Add({{"reason", std::string(why)}}).Increment();
}
void metrics::rate_limited(std::string_view policy) {
    inner_->limited.Add({{"policy", std::string(policy)}}).Increment();
}
void metrics::login(bool good) {
    inner_->logins.Add({{"outcome", good ? "ok" : "failed"}}).Increment();
}
void metrics::run_ended(std::string_view outcome, std::chrono::nanoseconds took,
                        std::uint64_t rows) {
    inner_->runs.Add({{"outcome", std::string(outcome)}}).Increment();
    inner_->run_time.Observe(seconds_of(took));
    inner_->rows.Increment(static_cast<double>(rows));
}
void metrics::queue(std::size_t waiting) { inner_->depth.Set(static_cast<double>(waiting)); }
void metrics::queue_wait(std::chrono::nanoseconds waited) {
    inner_->wait.Observe(seconds_of(waited));
}
void metrics::cache(std::string_view result) {
    inner_->cached.Add({{"result", std::string(result)}}).Increment();
}
void metrics::delivery(std::string_view outcome) {
    inner_->deliveries.Add({{"outcome", std::string(outcome)}}).Increment();
}
void metrics::outbox(std::uint64_t pending, std::uint64_t dead) {
    inner_->messages.Add({{"state", "pending"}}).Set(static_cast<double>(pending));
    inner_->messages.Add({{"state", "dead"}}).Set(static_cast<double>(dead));
}
void metrics::store_error() { inner_->store_errors.Increment(); }
void metrics::cleaned(std::string_view what, std::uint64_t count) {
    inner_->cleaned.Add({{"what", std::string(what)}}).Increment(static_cast<double>(count));
}

std::string metrics::text() const {
    return prometheus::TextSerializer().Serialize(inner_->registry.Collect()) + process_text();
}

} // namespace recon::http
