#include "adapters/http/web_assets.hpp"

#include "support/served.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace recon;
using namespace recon::http;
using test::served;
using test::text_of;

TEST_CASE("the page is what a browser gets, and a program gets what it always got") {
    served at;
    auto const program = at.ask({"GET", "/", {}, {}, {}, {{"accept", "*/*"}}});
    CHECK(test::json_of(program).contains("message"));
    auto const browser = at.ask({"GET", "/", {}, {}, {}, {{"accept", "text/html,*/*;q=0.8"}}});
    CHECK(browser.get("Content-Type").starts_with(has_page() ? "text/html" : "application/json"));
    CHECK(browser.get("Content-Security-Policy").find("script-src 'self'")
          != std::string_view::npos);
    CHECK(browser.get("Content-Security-Policy").find("unsafe") == std::string_view::npos);
    for (auto const* const path : {"/sign-in", "/new", "/compare", "/runs/x", "/runs/x/review"}) {
        CAPTURE(path);
        auto const out = at.ask({"GET", path, {}, {}, {}, {}});
        CHECK(out.status == (has_page() ? 200 : 404));
        CHECK(out.get("Cache-Control") == "no-store");
    }
    CHECK(at.ask({"GET", "/elsewhere", {}, {}, {}, {}}).status == 404);
}

TEST_CASE("the files of the page may be kept for ever, and come compressed") {
    served at;
    CHECK(at.ask({"GET", "/assets/index.html", {}, {}, {}, {}}).status == 404);
    CHECK(at.ask({"GET", "/assets/none.js", {}, {}, {}, {}}).get("Cache-Control") == "no-store");
    for (auto const& file : web_assets()) {
        CAPTURE(file.name);
        if (file.name == "index.html") continue;
        auto const path = "/assets/" + std::string(file.name);
        auto const as = [&](std::string const& accepted) {
            return at.ask({"GET", path, {}, {}, {}, {{"accept-encoding", accepted}}});
        };
        auto const plain = as("identity");
        CHECK(text_of(plain) == file.plain);
        CHECK(plain.get("Content-Type") == file.type);
        CHECK(plain.get("Cache-Control") == "public, max-age=31536000, immutable");
        CHECK(plain.get("Vary").find("Accept-Encoding") != std::string_view::npos);
        if (file.gzip.empty()) continue;
        CHECK(text_of(as("gzip, deflate")) == file.gzip);
        CHECK(as("gzip, deflate").get("Content-Encoding") == "gzip");
        CHECK(as("gzip;q=0.5, br;q=0").get("Content-Encoding") == "gzip");
        CHECK(as("gzip, br").get("Content-Encoding") == "br");
        CHECK(as("gzip;q=0").get("Content-Encoding").empty());
    }
}
