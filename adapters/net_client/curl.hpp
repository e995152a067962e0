// adapters/net_client/curl.hpp - what both units that send by libcurl share. Nothing else includes
// it: where there is no libcurl, there is nothing to include.
#pragma once

#include <curl/curl.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace recon::net_client {

struct curl_end {
    void operator()(CURL* handle) const noexcept { ::curl_easy_cleanup(handle); }
    void operator()(curl_slist* list) const noexcept { ::curl_slist_free_all(list); }
};
using curl_list = std::unique_ptr<curl_slist, curl_end>;

inline void append(curl_list& to, std::string const& line) {
    to.reset(::curl_slist_append(to.release(), line.c_str()));
}

/// Once before anything else, on any thread.
inline void start_curl() {
    static bool const once = ::curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
    static_cast<void>(once);
}

template <class Value>
void set(CURL* handle, CURLoption option, Value value) {
    static_cast<void>(::curl_easy_setopt(handle, option, value));
}

/// HTTP to where the URL says and nowhere else, and not for longer than that. `url` and `headers`
/// must live as long as the transfer.
inline void aim(CURL* handle, std::string const& url, curl_slist* headers,
                std::chrono::milliseconds within) {
    set(handle, CURLOPT_URL, url.c_str());
    set(handle, CURLOPT_PROTOCOLS_STR, "http,https");
    set(handle, CURLOPT_FOLLOWLOCATION, 0L);
    set(handle, CURLOPT_NETRC, 0L);
    set(handle, CURLOPT_NOSIGNAL, 1L);
    set(handle, CURLOPT_HTTPHEADER, headers);
    set(handle, CURLOPT_TIMEOUT_MS,
        static_cast<long>(std::max<std::int64_t>(within.count(), 1))); // 0 is no limit at all
}

/// Makes it a POST; `body` is not copied.
inline void give_body(CURL* handle, std::string_view body) {
    set(handle, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body.size()));
    set(handle, CURLOPT_POSTFIELDS, body.data());
}

/// Of the last answer; 0: there was none.
inline int status_of(CURL* handle) {
    long status = 0;
    ::curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &status);
    return static_cast<int>(status);
}

/// Seconds that the last answer asks one to wait, also where it names a time, a day at most; 0: it
/// does not.
inline std::int64_t retry_after_of(CURL* handle) {
    curl_off_t wait = 0;
    ::curl_easy_getinfo(handle, CURLINFO_RETRY_AFTER, &wait);
    return std::clamp<std::int64_t>(wait, 0, 86'400); // what a server says may be anything
}

} // namespace recon::net_client
