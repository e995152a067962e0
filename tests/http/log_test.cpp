#include "adapters/http/log.hpp"

#include <recon/io/json.hpp>

#include <doctest/doctest.h>

using namespace recon::http;

TEST_CASE("a line is one JSON object, whatever stands in it") {
    std::string const nasty = "a\"b\\c\r\n\t\x01\x7F\xFF\xE2\x80\xA8 end";
    auto const line = log_line("2026-01-31T00:00:00.000Z", log_level::info, "request",
                               {{"text", nasty}, {"count", std::int64_t{7}}, {"took", 1.5}});
    for (char const c : line)
        CHECK((c >= 0x20 && c < 0x7F));
    auto const read = recon::io::json::parse(line);
    CHECK(read.at("event") == "request");
    CHECK(read.at("count") == 7);
    CHECK(read.at("text").get<std::string>().starts_with("a\"b\\c\r\n\t\x01"));
}

TEST_CASE("times are UTC with milliseconds") {
    CHECK(utc_text(0) == "1970-01-01T00:00:00.000Z");
    CHECK(utc_text(1'769'860'800'123) == "2026-01-31T12:00:00.123Z");
}
