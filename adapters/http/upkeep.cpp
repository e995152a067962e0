// What the service does by itself: it asks what it depends on, and cleans up.
#include "adapters/http/service.hpp"

#include "adapters/http/trace.hpp"

#include <algorithm>
#include <chrono>
#include <shared_mutex>

namespace recon::http {

namespace {

using namespace std::chrono_literals;

constexpr std::int64_t day_ms = 86'400'000;

} // namespace

/// Asks the dependencies, so that asking for health costs nothing. With what the store may take to
/// fail, one that is gone is seen within three seconds.
void service::watch() {
    auto& c = context_;
    bool was_healthy = true;
    do {
        bool const healthy = c.store->healthy();
        c.health.store = healthy;
        if (healthy != was_healthy)
            c.log->write(healthy ? log_level::info : log_level::error,
                         healthy ? "store_back" : "store_lost", {});
        was_healthy = healthy;
        c.health.writable = c.content->writable();
        auto const free = c.content->free_bytes();
        c.health.disk = free >= c.settings.free_floor;
        c.counted->disk(free, c.settings.free_floor);
        if (!healthy) continue;
        try {
            c.health.waiting = c.store->waiting();
            c.counted->queue(c.health.waiting);
            auto const left = c.store->undelivered();
            c.counted->outbox(left.pending, left.dead);
        } catch (std::exception const&) {
            c.counted->store_error();
        }
    } while (!stops_within(1'500ms));
}

/// Cleans up now and then, beside the watch, which must not wait for it.
void service::clean() {
    for (auto pause = 5'000ms; !stops_within(pause); pause = 10min) {
        try {
            sweep();
        } catch (std::exception const&) {
            context_.counted->store_error();
        }
    }
}

bool service::stops_within(std::chrono::milliseconds time) {
    std::unique_lock lock(mutex_);
    return stopped_.wait_for(lock, time, [this] { return stopping_; });
}

void service::sweep() {
    auto const now = now_ms();
    store::sweep_rules const rules{
        now, now - std::int64_t{context_.settings.upload_retention_days} * day_ms,
        now - std::int64_t{context_.settings.retention_days} * day_ms, now - day_ms};
    // A shared store may take its time, in which no upload should wait; it locks the rows itself,
    // and a file that was dropped too soon is fetched from it again.
    std::unique_lock alone(context_.content->guard(), std::defer_lock);
    if (!context_.store->shared()) alone.lock();
    auto const gone = context_.store->sweep(rules);
    auto orphans = context_.content->old_files();
    std::erase_if(orphans.uploads, [&](auto const& file) {
        return context_.store->upload(file.first, file.second).has_value();
    });
    std::erase_if(orphans.results, [&](auto const& folder) {
        return context_.store->has_result(folder.first, folder.second);
    });
    if (!alone.owns_lock()) alone.lock();
    context_.content->drop(gone);
    context_.content->drop(orphans);
    context_.counted->cleaned("uploads", gone.uploads_count);
    context_.counted->cleaned("results", gone.results_count);
    if (gone.uploads_count + gone.results_count != 0)
        context_.log->write(log_level::info, "cleaned",
                            {{"uploads", static_cast<std::int64_t>(gone.uploads_count)},
                             {"results", static_cast<std::int64_t>(gone.results_count)}});
}

} // namespace recon::http
