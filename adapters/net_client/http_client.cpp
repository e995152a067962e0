#include "adapters/net_client/http_client.hpp"

#include <algorithm>
#include <mutex>
#include <utility>

#ifdef RECON_WITH_CURL
#include <curl/curl.h>
#endif

namespace recon::net_client {

#ifdef RECON_WITH_CURL

namespace {

struct list_end {
    void operator()(curl_slist* list) const noexcept { ::curl_slist_free_all(list); }
};

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

template <class Value>
void set(CURL* handle, CURLoption option, Value value) {
    static_cast<void>(::curl_easy_setopt(handle, option, value));
}

void prepare(CURL* handle, receiving& to, curl_slist* headers) {
    auto const& asked = to.asked;
    ::curl_easy_reset(handle); // keeps its connections
    set(handle, CURLOPT_URL, asked.url.c_str());
    set(handle, CURLOPT_PROTOCOLS_STR, "http,https");
    set(handle, CURLOPT_FOLLOWLOCATION, 0L);
    set(handle, CURLOPT_NOPROXY, "localhost,127.0.0.1,::1");
    set(handle, CURLOPT_NOSIGNAL, 1L);
    set(handle, CURLOPT_TIMEOUT_MS,
        static_cast<long>(std::max<std::int64_t>(asked.within.count(), 1)));
    set(handle, CURLOPT_HTTPHEADER, headers);
    set(handle, CURLOPT_WRITEFUNCTION, &receiving::take);
    set(handle, CURLOPT_WRITEDATA, &to);
    set(handle, CURLOPT_XFERINFOFUNCTION, &receiving::look);
    set(handle, CURLOPT_XFERINFODATA, &to);
    set(handle, CURLOPT_NOPROGRESS, 0L);
    if (!asked.body) return;
    set(handle, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(asked.body->size()));
    set(handle, CURLOPT_POSTFIELDS, asked.body->c_str());
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

http_client::http_client() : inner_(std::make_unique<inner>()) {
    static bool const once = ::curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
    static_cast<void>(once);
}

http_client::~http_client() {
    for (auto* const handle : inner_->idle)
        ::curl_easy_cleanup(handle);
}

answer http_client::ask(question const& what) {
    answer out;
    receiving to{what};
    auto* const handle = inner_->borrow();
    if (handle == nullptr) return out;
    std::unique_ptr<curl_slist, list_end> headers;
    for (auto const& header : what.headers)
        headers.reset(::curl_slist_append(headers.release(), header.c_str()));
    prepare(handle, to, headers.get());
    out.how = outcome_of(::curl_easy_perform(handle), to);
    long status = 0;
    curl_off_t wait = 0;
    ::curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
    ::curl_easy_getinfo(handle, CURLINFO_RETRY_AFTER, &wait);
    out.status = static_cast<int>(status);
    if (wait > 0) out.retry_after = std::chrono::seconds(wait);
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
