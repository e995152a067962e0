#include "adapters/notify/address_guard.hpp"

#include <doctest/doctest.h>

using namespace recon::notify;

TEST_CASE("only what anybody could reach is public") {
    for (auto const* const text : {"0.0.0.0",
                                   "10.0.0.1",
                                   "10.255.255.255",
                                   "100.64.0.1",
                                   "100.127.255.254",
                                   "127.0.0.1",
                                   "127.255.255.254",
                                   "169.254.169.254",
                                   "172.16.0.1",
                                   "172.31.255.255",
                                   "192.0.0.8",
                                   "192.0.2.1",
                                   "192.88.99.1",
                                   "192.168.1.1",
                                   "198.18.0.1",
                                   "198.19.255.255",
                                   "198.51.100.7",
                                   "203.0.113.9",
                                   "224.0.0.1",
                                   "239.255.255.250",
                                   "240.0.0.1",
                                   "255.255.255.255",
                                   "::",
                                   "::1",
                                   "::ffff:8.8.8.8",
                                   "::ffff:127.0.0.1",
                                   "::127.0.0.1",
                                   "64:ff9b::7f00:1",
                                   "64:ff9b:1::1",
                                   "100::1",
                                   "2001::1",
                                   "2001:20::1",
                                   "2001:db8::1",
                                   "2002:7f00:1::",
                                   "2620:4f:8000::1",
                                   "3fff::1",
                                   "fc00::1",
                                   "fd00:ec2::254",
                                   "fe80::1",
                                   "fec0::1",
                                   "ff02::1",
                                   "4000::1",
                                   "::ffff:169.254.169.254"}) {
        CAPTURE(text);
        CHECK_FALSE(is_public(*address_of(std::string(text))));
    }
    for (auto const* const text :
         {"1.1.1.1", "8.8.8.8", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255",
          "128.0.0.0", "169.253.255.255", "172.15.255.255", "172.32.0.0", "192.167.255.255",
          "192.169.0.0", "198.17.255.255", "198.20.0.0", "223.255.255.255", "2606:4700::1111",
          "2a00:1450::1", "2001:4860::8888"}) {
        CAPTURE(text);
        CHECK(is_public(*address_of(std::string(text))));
    }
}

TEST_CASE("a network holds its addresses and no others") {
    auto const net = *network_of("10.1.128.0/17");
    CHECK(net.holds(*address_of(std::string("10.1.128.0"))));
    CHECK(net.holds(*address_of(std::string("10.1.255.255"))));
    CHECK_FALSE(net.holds(*address_of(std::string("10.1.127.255"))));
    CHECK_FALSE(net.holds(*address_of(std::string("::ffff:10.1.128.1"))));
    CHECK(is_in(*address_of(std::string("fd00::5")), {net, *network_of("fd00::/8")}));
    CHECK(network_of("127.0.0.1")->length == 32);
    CHECK(network_of("0.0.0.0/0")->holds(*address_of(std::string("9.9.9.9"))));
    for (auto const* const bad : {"", "10", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/-1", "::/129",
                                  "name", "10.0.0.0/8x", "localhost/8"}) {
        CAPTURE(bad);
        CHECK_FALSE(network_of(bad));
    }
}
