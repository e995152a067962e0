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

/// Asks the dependencies, so that asking for health costs nothing, and cleans up.
void service::watch() {
    auto& c = context_;
    auto sweep_at = std::chrono::steady_clock::now() + 5s;
    for (;;) {
        c.health.store = c.store->healthy();
        c.health.writable = c.content->writable();
        auto const free = c.content->free_bytes();
        c.health.disk = free >= c.settings.free_floor;
        c.counted->disk(free, c.settings.free_floor);
        try {
            c.health.waiting = c.store->waiting();
            c.counted->queue(c.health.waiting);
            if (std::chrono::steady_clock::now() >= sweep_at) {
                sweep_at = std::chrono::steady_clock::now() + 10min;
                sweep();
            }
        } catch (std::exception const&) {
            c.counted->store_error();
        }
        std::unique_lock lock(mutex_);
        if (stopped_.wait_for(lock, 2s, [this] { return stopping_; })) return;
    }
}

void service::sweep() {
    auto const now = now_ms();
    store::sweep_rules const rules{
        now, now - std::int64_t{context_.settings.upload_retention_days} * day_ms,
        now - std::int64_t{context_.settings.retention_days} * day_ms, now - day_ms};
    std::unique_lock const alone(context_.content->guard());
    auto const gone = context_.store->sweep(rules);
    context_.content->drop(gone);
    auto orphans = context_.content->old_files();
    std::erase_if(orphans.uploads, [&](auto const& file) {
        return context_.store->upload(file.first, file.second).has_value();
    });
    std::erase_if(orphans.results, [&](auto const& folder) {
        return context_.store->has_result(folder.first, folder.second);
    });
    context_.content->drop(orphans);
    context_.counted->cleaned("uploads", gone.uploads_count);
    context_.counted->cleaned("results", gone.results_count);
    if (gone.uploads_count + gone.results_count != 0)
        context_.log->write(log_level::info, "cleaned",
                            {{"uploads", static_cast<std::int64_t>(gone.uploads_count)},
                             {"results", static_cast<std::int64_t>(gone.results_count)}});
}

} // namespace recon::http
