#include "adapters/net_client/http_client.hpp"

#include <algorithm>
#include <mutex>
#include <utility>

#ifdef RECON_WITH_CURL
#include "adapters/net_client/curl.hpp"
#endif

namespace recon::net_client {

#ifdef RECON_WITH_CURL

namespace {

/// What the callbacks of one question see.
struct receiving {
    question const& asked;
    std::string body{};
    bool too_large = false;
    bool stopped = false;

    static std::size_t take(char const* bytes, std::size_t, std::size_t count, void* self) {
        auto& to = *static_cast<receiving*>(self);
        to.too_large = count > to.asked.answer_max - to.body.size();
        if (to.too_large) return 0; // ends the transfer
        to.body.append(bytes, count);
        return count;
    }
    static int look(void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
        auto& to = *static_cast<receiving*>(self);
        to.stopped = to.asked.stop && to.asked.stop();
        return to.stopped ? 1 : 0;
    }
};

void prepare(CURL* handle, receiving& to, curl_slist* headers) {
    auto const& asked = to.asked;
    ::curl_easy_reset(handle); // keeps its connections
    aim(handle, asked.url, headers, asked.within);
    set(handle, CURLOPT_NOPROXY, "localhost,127.0.0.1,::1");
    set(handle, CURLOPT_WRITEFUNCTION, &receiving::take);
    set(handle, CURLOPT_WRITEDATA, &to);
    set(handle, CURLOPT_XFERINFOFUNCTION, &receiving::look);
    set(handle, CURLOPT_XFERINFODATA, &to);
    set(handle, CURLOPT_NOPROGRESS, 0L);
    if (asked.body) give_body(handle, *asked.body);
}

answer::what outcome_of(CURLcode code, receiving const& to) noexcept {
    if (to.stopped) return answer::what::stopped;
    if (to.too_large) return answer::what::too_large;
    if (code == CURLE_OK) return answer::what::answered;
    return code == CURLE_OPERATION_TIMEDOUT ? answer::what::too_late : answer::what::unreachable;
}

} // namespace

bool available() noexcept { return true; }

/// Handles that nobody uses now, with their open connections.
struct http_client::inner {
    std::mutex mutex;
    std::vector<CURL*> idle;

    CURL* borrow() {
        std::lock_guard const lock(mutex);
        if (idle.empty()) return ::curl_easy_init();
        auto* const handle = idle.back();
        idle.pop_back();
        return handle;
    }
    void give_back(CURL* handle) {
        constexpr std::size_t kept = 16;
        {
            std::lock_guard const lock(mutex);
            if (idle.size() < kept) {
                idle.push_back(handle);
                return;
            }
        }
        ::curl_easy_cleanup(handle);
    }
};

http_client::http_client() : inner_(std::make_unique<inner>()) { start_curl(); }

http_client::~http_client() {
    for (auto* const handle : inner_->idle)
        ::curl_easy_cleanup(handle);
}

answer http_client::ask(question const& what) {
    answer out;
    receiving to{what};
    auto* const handle = inner_->borrow();
    if (handle == nullptr) return out;
    curl_list headers;
    for (auto const& header : what.headers)
        append(headers, header);
    prepare(handle, to, headers.get());
    out.how = outcome_of(::curl_easy_perform(handle), to);
    out.status = status_of(handle);
    if (auto const wait = retry_after_of(handle); wait > 0)
        out.retry_after = std::chrono::seconds(wait);
    out.body = std::move(to.body);
    inner_->give_back(handle);
    return out;
}

#else

bool available() noexcept { return false; }
struct http_client::inner {};
http_client::http_client() = default;
http_client::~http_client() = default;
answer http_client::ask(question const&) { return {}; }

#endif

} // namespace recon::net_client
