#include "adapters/notify/deliverer.hpp"

#include "adapters/http/log.hpp"
#include "adapters/http/pool.hpp"
#include "adapters/notify/signature.hpp"

#include <recon/error.hpp>
#include <recon/version.hpp>

#include <algorithm>
#include <random>
#include <utility>

namespace recon::notify {

namespace {

using namespace std::chrono_literals;

constexpr unsigned threads = 4;
constexpr std::size_t at_once = 1;     ///< a lease is renewed for what is being sent only
constexpr std::int64_t lease = 60'000; ///< milliseconds; longer than an attempt, renewed by each
constexpr std::int64_t pause_max = 60'000;
constexpr std::int64_t retry_after_max = 86'400;

/// Up to a fifth more or less, so that what failed together does not come back together.
std::int64_t with_jitter(std::chrono::seconds delay) {
    thread_local std::minstd_rand chance{std::random_device{}()};
    auto const base = std::chrono::duration_cast<std::chrono::milliseconds>(delay).count();
    return base - base / 5
           + static_cast<std::int64_t>(chance() % static_cast<std::uint64_t>(base * 2 / 5 + 1));
}

} // namespace

deliverer::deliverer(store::store& from, delivery_rules rules, renderer render, std::string name,
                     std::function<void(std::string_view)> told)
    : from_(from), rules_(std::move(rules)), render_(std::move(render)), name_(std::move(name)),
      told_(std::move(told)) {}

void deliverer::start() {
    for (unsigned i = 0; i < threads; ++i)
        crew_.emplace_back([this, i] { work(name_ + '/' + std::to_string(i)); });
}

void deliverer::poke() {
    {
        std::lock_guard const lock(mutex_);
        ++poked_;
    }
    changed_.notify_all();
}

void deliverer::stop() {
    {
        std::lock_guard const lock(mutex_);
        stopping_ = true;
    }
    changed_.notify_all();
    for (auto& thread : crew_)
        if (thread.joinable()) thread.join();
    crew_.clear();
}

std::int64_t deliverer::now() const { return http::now_ms() + from_.clock_offset(); }

void deliverer::work(std::string const& worker) {
    http::yield_to_others(); // a message may hold the tickets of a large run
    std::uint64_t seen = 0;
    for (;;) {
        bool more = false;
        try {
            auto const claimed = from_.claim_deliveries(worker, at_once, now(), now() + lease);
            for (auto const& one : claimed) {
                {
                    std::lock_guard const lock(mutex_);
                    if (stopping_) return; // the others wait for the end of the lease
                }
                deliver(one, worker);
            }
            more = !claimed.empty();
        } catch (std::exception const&) { // the store is away: what was claimed comes again
        }
        std::unique_lock lock(mutex_);
        if (!more) changed_.wait_for(lock, 1s, [&] { return stopping_ || poked_ != seen; });
        seen = poked_;
        if (stopping_) return;
    }
}

void deliverer::deliver(store::delivery one, std::string const& worker) {
    auto const to = from_.find_webhook(one.tenant, one.webhook);
    if (!to) return; // and its messages with it
    std::vector<std::string> parts;
    try {
        parts = render_(one, *to);
    } catch (service_unavailable_error const&) { // the store is away
        throw;
    } catch (not_found_error const&) {
        one.state = "dead";
        one.failure = "the run is no longer kept";
        one.ended = now();
        told_("dead");
        from_.note_delivery(worker, one, 0);
        return;
    } catch (std::exception const&) { // its result is too large, or gone
        sent how;
        how.failure = "its message cannot be made";
        fail(one, how, false);
        from_.note_delivery(worker, one, 0);
        return;
    }
    for (;;) {
        if (static_cast<std::size_t>(one.part) >= parts.size()) {
            one.state = "delivered";
            one.ended = now();
            from_.note_delivery(worker, one, 0);
            return;
        }
        bool const arrived =
            attempt(one, *to, parts[static_cast<std::size_t>(one.part)], parts.size());
        // A failed one is let go of; the next part goes on under this lease.
        if (!from_.note_delivery(worker, one, arrived ? now() + lease : 0) || !arrived) break;
    }
    if (one.status == 410) return from_.disable_webhook(one.tenant, one.webhook);
    if (one.state == "pending" && one.attempts != 0)
        from_.pause_webhook(one.webhook, std::min(one.due, now() + pause_max));
}

bool deliverer::attempt(store::delivery& one, store::webhook const& to, std::string const& body,
                        std::size_t parts) {
    auto id = one.id;
    if (parts > 1) id += '_' + std::to_string(one.part + 1);
    auto const seconds = http::now_ms() / 1'000;
    sent how;
    try {
        how = post(to.url,
                   {{"Content-Type", "application/json"},
                    {"User-Agent", "recond/" RECON_VERSION},
                    {"webhook-id", id},
                    {"webhook-timestamp", std::to_string(seconds)},
                    {"webhook-signature", signature_of(to.secret, id, seconds, body)}},
                   body, rules_.sending, rules_.names);
    } catch (error const& e) {
        how.failure = e.what();
    }
    one.status = how.status;
    if (how.status >= 200 && how.status < 300) {
        ++one.part;
        one.attempts = 0;
        one.failure.clear();
        told_("delivered");
        return true;
    }
    fail(one, how, how.status == 410);
    return false;
}

void deliverer::fail(store::delivery& one, sent const& how, bool gone) {
    one.failure = !how.failure.empty() ? how.failure
                  : how.status >= 300 && how.status < 400
                      ? "it redirects, which is not followed"
                      : "it answers " + std::to_string(how.status);
    auto const again = static_cast<std::size_t>(one.attempts++);
    if (gone || again >= rules_.retries.size()) {
        one.state = "dead";
        one.ended = now();
        return told_("dead");
    }
    auto wait = with_jitter(rules_.retries[again]);
    if (how.retry_after >= 0)
        wait = std::max(wait, std::min(how.retry_after, retry_after_max) * 1'000);
    one.due = now() + wait;
    told_(how.refused ? "refused" : "failed");
}

} // namespace recon::notify
