#include "adapters/http/trace.hpp"

#include <doctest/doctest.h>

using namespace recon::http;

namespace {
constexpr char const* good = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
}

TEST_CASE("a caller's trace goes on under a span of our own") {
    auto const next = next_trace(good);
    CHECK(next.trace_id == "4bf92f3577b34da6a3ce929d0e0e4736");
    CHECK(next.parent_id == "00f067aa0ba902b7");
    CHECK(next.span_id != next.parent_id);
    CHECK(next.header().size() == 55);
    CHECK(next.header().ends_with("-01"));
}

TEST_CASE("a malformed trace begins a new one") {
    for (auto const* const bad :
         {"", "00", "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
          "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
          "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
          "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
          "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-x",
          "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0g",
          "00_4bf92f3577b34da6a3ce929d0e0e4736_00f067aa0ba902b7_01"}) {
        CHECK_FALSE(read_traceparent(bad));
        CHECK(next_trace(bad).trace_id != next_trace(bad).trace_id);
    }
    CHECK(read_traceparent("01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-later"));
}

TEST_CASE("a request id is the caller's only where it is plain") {
    CHECK(request_id_of("abc-1.2_X") == "abc-1.2_X");
    for (auto const& bad : {std::string(), std::string("a b"), std::string("a\"b"),
                            std::string(65, 'a'), std::string("<script>")})
        CHECK(request_id_of(bad).size() == 24);
}
