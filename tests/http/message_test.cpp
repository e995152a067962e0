#include "adapters/http/message.hpp"

#include <doctest/doctest.h>

#include <stdexcept>

using namespace recon::http;

TEST_CASE("no control character gets into a header, wherever it stands") {
    for (int c = 0; c < 256; ++c) {
        std::string const value = std::string("a") + static_cast<char>(c) + "b";
        bool const refused = (c < 0x20 && c != '\t') || c == 0x7F;
        response out;
        if (refused) {
            CHECK_THROWS_AS(out.set("X-Test", value), std::invalid_argument);
            CHECK(out.headers.empty());
        } else {
            out.set("X-Test", value);
            CHECK(out.get("x-test") == value);
        }
    }
    response out;
    CHECK_THROWS_AS(out.set("X Test", "a"), std::invalid_argument);
    CHECK_THROWS_AS(out.set("", "a"), std::invalid_argument);
    CHECK_THROWS_AS(out.set("X:", "a"), std::invalid_argument);
}

TEST_CASE("a header is set once") {
    response out;
    out.set("ETag", "\"a\"");
    out.set("etag", "\"b\"");
    REQUIRE(out.headers.size() == 1);
    CHECK(out.headers[0].value == "\"b\"");
}

TEST_CASE("the head of a response") {
    auto const out = text_response(404, "text/plain", "gone");
    CHECK(head_bytes(out, true)
          == "HTTP/1.1 404 Not Found\r\nContent-Type: text/plain\r\nContent-Length: 4\r\n\r\n");
    response none;
    none.status = 304;
    CHECK(head_bytes(none, false) == "HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n");
}

TEST_CASE("a header that stands there twice has no value") {
    request in;
    in.headers = {{"authorization", "Bearer a"}, {"host", "h"}};
    CHECK(in.header_value("authorization") == "Bearer a");
    in.headers.push_back({"authorization", "Bearer b"});
    CHECK(in.header_value("authorization").empty());
    CHECK(in.header_count("authorization") == 2);
}

TEST_CASE("an item of a list") {
    CHECK(list_item("respond-async, wait=10", "wait") == "10");
    CHECK(list_item("WAIT=5; x", "wait") == "5");
    CHECK(list_item("keep-alive, Close", "close") == "");
    CHECK_FALSE(list_item("keep-alive", "close"));
    CHECK_FALSE(list_item("", "close"));
}

TEST_CASE("message: a list is its parts without the spaces around them") {
    auto const items = [](std::string_view list) {
        std::string out;
        for (auto const item : items_of(list))
            out.append("[").append(item).append("]");
        return out;
    };
    CHECK(items("gzip, br;q=0.5 ,x") == "[gzip][br;q=0.5][x]");
    CHECK(items(" , ,, a b ") == "[a b]");
    CHECK(items("").empty());
    CHECK(items("   ").empty());
}
