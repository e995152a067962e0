#include "adapters/notify/address_guard.hpp"

#include <algorithm>
#include <charconv>
#include <cstring>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

namespace recon::notify {

namespace {

/// IANA's registry of special-purpose addresses, and multicast.
constexpr char const* not_public_v4[] = {
    "0.0.0.0/8",      "10.0.0.0/8",     "100.64.0.0/10",   "127.0.0.0/8",     "169.254.0.0/16",
    "172.16.0.0/12",  "192.0.0.0/24",   "192.0.2.0/24",    "192.31.196.0/24", "192.52.193.0/24",
    "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15",   "198.51.100.0/24",
    "203.0.113.0/24", "224.0.0.0/4",    "240.0.0.0/4"};
/// What is not for everybody within 2000::/3: Teredo and other protocols, documentation, 6to4.
constexpr char const* not_public_v6[] = {"2001::/23", "2001:db8::/32", "2002::/16",
                                         "2620:4f:8000::/48", "3fff::/20"};

template <std::size_t Count>
std::vector<network> networks(char const* const (&texts)[Count]) {
    std::vector<network> out;
    for (auto const* const text : texts)
        out.push_back(*network_of(text));
    return out;
}

} // namespace

std::optional<address> address_of(std::string const& text) {
    address out;
    if (::inet_pton(AF_INET, text.c_str(), out.bytes.data()) == 1) return out;
    out.bits = 128;
    if (::inet_pton(AF_INET6, text.c_str(), out.bytes.data()) == 1) return out;
    return std::nullopt;
}

std::optional<address> address_of(sockaddr const* from) noexcept {
    address out;
    if (from->sa_family == AF_INET) {
        ::sockaddr_in v4{};
        std::memcpy(&v4, from, sizeof v4);
        std::memcpy(out.bytes.data(), &v4.sin_addr, 4);
        return out;
    }
    if (from->sa_family != AF_INET6) return std::nullopt;
    ::sockaddr_in6 v6{};
    std::memcpy(&v6, from, sizeof v6);
    std::memcpy(out.bytes.data(), &v6.sin6_addr, 16);
    out.bits = 128;
    return out;
}

bool network::holds(address const& one) const noexcept {
    if (one.bits != base.bits) return false;
    for (unsigned bit = 0; bit < length; ++bit) {
        auto const mask = static_cast<std::uint8_t>(0x80U >> bit % 8);
        if (((one.bytes[bit / 8] ^ base.bytes[bit / 8]) & mask) != 0) return false;
    }
    return true;
}

std::optional<network> network_of(std::string_view text) {
    auto const slash = std::min(text.find('/'), text.size());
    auto const base = address_of(std::string(text.substr(0, slash)));
    if (!base) return std::nullopt;
    if (slash == text.size()) return network{*base, base->bits};
    auto const digits = text.substr(slash + 1);
    network out{*base, 0};
    auto const [end, failed] =
        std::from_chars(digits.data(), digits.data() + digits.size(), out.length);
    if (failed != std::errc{} || end != digits.data() + digits.size() || out.length > base->bits)
        return std::nullopt;
    return out;
}

bool is_in(address const& one, std::vector<network> const& all) noexcept {
    return std::any_of(all.begin(), all.end(), [&](auto const& n) { return n.holds(one); });
}

bool is_public(address const& one) noexcept {
    static auto const reserved_v4 = networks(not_public_v4);
    static auto const reserved_v6 = networks(not_public_v6);
    static auto const global_v6 = *network_of("2000::/3");
    if (one.bits == 32) return !is_in(one, reserved_v4);
    return global_v6.holds(one) && !is_in(one, reserved_v6);
}

} // namespace recon::notify
