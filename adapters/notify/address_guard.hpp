// adapters/notify/address_guard.hpp - which addresses a webhook may lead to. Whoever may make a
// webhook must not be able to make the service speak to its neighbours.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

struct sockaddr;

namespace recon::notify {

/// An IPv4 or IPv6 address as its bytes.
struct address {
    std::array<std::uint8_t, 16> bytes{};
    unsigned bits = 32; ///< 32 or 128

    friend bool operator==(address const&, address const&) = default;
};

/// "203.0.113.7" or "2001:db8::1"; nothing for anything else.
std::optional<address> address_of(std::string const& text);
std::optional<address> address_of(sockaddr const* from) noexcept;

struct network {
    address base;
    unsigned length = 0;
    bool holds(address const& one) const noexcept;
};

/// "10.1.0.0/16", or one address.
std::optional<network> network_of(std::string_view text);

/// Whether anybody on the internet could reach it as well: not private, loopback, link-local,
/// multicast, reserved, nor a way around through another protocol's addresses.
bool is_public(address const& one) noexcept;

/// Whether one of the networks holds it.
bool is_in(address const& one, std::vector<network> const& networks) noexcept;

} // namespace recon::notify
