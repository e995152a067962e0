#include "adapters/notify/sender.hpp"

#include "adapters/net_client/curl.hpp"

#include <algorithm>
#include <memory>
#include <optional>

#include <arpa/inet.h>
#include <netdb.h>
#include <sys/socket.h>
#include <unistd.h>

namespace recon::notify {

namespace {

struct target {
    std::string scheme;
    std::string host;
    std::string port;
    std::string fault;
};

std::string part_of(CURLU* of, CURLUPart part, unsigned flags = 0) {
    char* text = nullptr;
    if (::curl_url_get(of, part, &text, flags) != CURLUE_OK) return {};
    std::string out = text;
    ::curl_free(text);
    return out;
}

target target_of(std::string const& url) {
    target out;
    std::unique_ptr<CURLU, void (*)(CURLU*)> const parts(::curl_url(), ::curl_url_cleanup);
    bool const plain = std::all_of(url.begin(), url.end(), [](char c) {
        return static_cast<unsigned char>(c) > ' ' && static_cast<unsigned char>(c) < 0x7F
               && c != '\\';
    });
    if (!plain || url.size() > 2'000 || url.find(":///") != url.npos
        || ::curl_url_set(parts.get(), CURLUPART_URL, url.c_str(), CURLU_NON_SUPPORT_SCHEME)
               != CURLUE_OK) {
        out.fault = "it is no URL";
        return out;
    }
    out.scheme = part_of(parts.get(), CURLUPART_SCHEME);
    out.host = part_of(parts.get(), CURLUPART_HOST);
    out.port = part_of(parts.get(), CURLUPART_PORT, CURLU_DEFAULT_PORT);
    if (out.scheme != "https" && out.scheme != "http")
        out.fault = "it begins neither with https:// nor with http://";
    else if (!part_of(parts.get(), CURLUPART_USER).empty()
             || !part_of(parts.get(), CURLUPART_PASSWORD).empty())
        out.fault = "it holds a user or a password";
    else if (out.host.find('%') != out.host.npos || !part_of(parts.get(), CURLUPART_ZONEID).empty())
        out.fault = "its host is none";
    if (out.host.starts_with('[')) out.host = out.host.substr(1, out.host.size() - 2);
    return out;
}

std::string fault_of_address(address const& one, std::string const& scheme,
                             send_rules const& rules) {
    if (is_in(one, rules.allowed)) return {};
    if (!is_public(one)) return "its address is private or reserved, and not allowed here";
    return scheme == "https" ? "" : "http is for allowed networks only: use https";
}

std::vector<address> looked_up(std::string const& host, int flags) {
    ::addrinfo hints{};
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = flags;
    ::addrinfo* found = nullptr;
    std::vector<address> out;
    if (::getaddrinfo(host.c_str(), nullptr, &hints, &found) != 0) return out;
    for (auto const* at = found; at != nullptr; at = at->ai_next)
        if (auto const one = address_of(at->ai_addr)) out.push_back(*one);
    ::freeaddrinfo(found);
    return out;
}

std::string text_of(address const& one) {
    char text[INET6_ADDRSTRLEN] = {};
    ::inet_ntop(one.bits == 32 ? AF_INET : AF_INET6, one.bytes.data(), text, sizeof text);
    return text;
}

/// What the callbacks of one transfer share.
struct transfer {
    std::vector<address> const& checked;
    std::size_t left;
    bool strayed = false;
};

/// libcurl connects to the checked addresses, or not at all.
::curl_socket_t open_socket(void* context, ::curlsocktype, ::curl_sockaddr* to) {
    auto& of = *static_cast<transfer*>(context);
    auto const one = address_of(&to->addr);
    if (!one || std::find(of.checked.begin(), of.checked.end(), *one) == of.checked.end()) {
        of.strayed = true;
        return CURL_SOCKET_BAD;
    }
    return ::socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol);
}

std::size_t take_body(char*, std::size_t size, std::size_t count, void* context) {
    auto& of = *static_cast<transfer*>(context);
    auto const bytes = size * count;
    if (bytes > of.left) return 0; // ends the transfer
    of.left -= bytes;
    return bytes;
}

std::string reason_of(CURLcode code) {
    switch (code) {
    case CURLE_OPERATION_TIMEDOUT: return "it does not answer in time";
    case CURLE_COULDNT_CONNECT: return "it cannot be reached";
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CONNECT_ERROR: return "its certificate is not good, or it speaks no TLS";
    default: return ::curl_easy_strerror(code);
    }
}

} // namespace

std::vector<address> resolve(std::string const& host) { return looked_up(host, 0); }

std::string fault_of_url(std::string const& url, send_rules const& rules) {
    auto const to = target_of(url);
    if (!to.fault.empty()) return to.fault;
    for (auto const& one : looked_up(to.host, AI_NUMERICHOST)) // asks nobody
        if (auto fault = fault_of_address(one, to.scheme, rules); !fault.empty()) return fault;
    return to.scheme == "http" && rules.allowed.empty() ? "http is for allowed networks only: "
                                                          "use https"
                                                        : "";
}

sent post(std::string const& url, std::vector<std::pair<std::string, std::string>> const& headers,
          std::string_view body, send_rules const& rules, resolver const& names) {
    using net_client::set;
    net_client::start_curl();
    sent out;
    auto const to = target_of(url);
    out.failure = to.fault;
    std::vector<address> checked;
    if (out.failure.empty()) {
        checked = names(to.host);
        if (checked.empty()) {
            out.failure = "its name has no address";
            return out;
        }
        for (auto const& one : checked) // one bad one of several is a trick
            if (out.failure.empty()) out.failure = fault_of_address(one, to.scheme, rules);
    }
    if (!out.failure.empty()) {
        out.refused = true;
        return out;
    }
    std::string pin = to.host + ':' + to.port + ':';
    for (std::size_t i = 0; i < checked.size(); ++i)
        (pin += i == 0 ? "" : ",") +=
            checked[i].bits == 32 ? text_of(checked[i]) : '[' + text_of(checked[i]) + ']';
    net_client::curl_list pinned;
    net_client::append(pinned, pin);
    net_client::curl_list sent_headers;
    for (auto const& [name, value] : headers)
        net_client::append(sent_headers, name + ": " + value);
    net_client::append(sent_headers, "Expect:");

    transfer shared{checked, rules.answer_max};
    std::unique_ptr<CURL, net_client::curl_end> const easy(::curl_easy_init());
    auto* const handle = easy.get();
    net_client::aim(handle, url, sent_headers.get(), rules.timeout);
    net_client::give_body(handle, body);
    set(handle, CURLOPT_PROXY, ""); // nor one that the environment names
    if (!address_of(to.host)) set(handle, CURLOPT_RESOLVE, pinned.get()); // needs no name
    set(handle, CURLOPT_OPENSOCKETFUNCTION, open_socket);
    set(handle, CURLOPT_OPENSOCKETDATA, &shared);
    set(handle, CURLOPT_WRITEFUNCTION, take_body);
    set(handle, CURLOPT_WRITEDATA, &shared);
    set(handle, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(rules.timeout.count()));
    auto const code = ::curl_easy_perform(handle);
    out.status = net_client::status_of(handle);
    if (auto const wait = net_client::retry_after_of(handle); wait > 0) out.retry_after = wait;
    if (shared.strayed) {
        out.refused = true;
        out.failure = "its address has changed meanwhile";
    } else if (code == CURLE_WRITE_ERROR && out.status != 0) {
        return out; // it answers too much, but has answered
    } else if (code != CURLE_OK) {
        out.status = 0;
        out.failure = reason_of(code);
    }
    return out;
}

} // namespace recon::notify
