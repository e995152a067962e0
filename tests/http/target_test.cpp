#include "adapters/http/target.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace recon::http;

TEST_CASE("a plain target") {
    request in;
    REQUIRE(read_target("/v1/runs/a-b_c.d/report.json?cursor=a%20b&limit=5&x=1+2", in));
    REQUIRE(in.segments.size() == 4);
    CHECK(in.segments[3] == "report.json");
    REQUIRE(in.query.size() == 3);
    CHECK(in.query[0].second == "a b");
    CHECK(in.query[2].second == "1 2");
    request root;
    CHECK(read_target("/", root));
    CHECK(root.segments.empty());
}

TEST_CASE("a target that could mean two things means nothing") {
    using namespace std::string_literals;
    std::string const bad[] = {"",
                               "v1/runs",
                               "*",
                               "http://h/livez",
                               "//",
                               "//livez",
                               "/livez/",
                               "/v1//runs",
                               "/v1/./runs",
                               "/v1/../livez",
                               "/..",
                               "/.",
                               "/%2e%2e/livez",
                               "/%2E%2e",
                               "/%2e",
                               "/v1/%2e%2e/livez",
                               "/v1%2fruns",
                               "/v1%2Fruns",
                               "/v1%5cruns",
                               "/v1\\runs",
                               "/v1/runs\\..\\x",
                               "/%00",
                               "/a%00b",
                               "/a%0d%0ab",
                               "/a%0ab",
                               "/%7f",
                               "/a%",
                               "/a%2",
                               "/a%zz",
                               "/a%%20",
                               "/a b",
                               "/a\tb",
                               "/a;b",
                               "/livez;x=1",
                               "/a#b",
                               "/a?b#c",
                               "/a?b=%00",
                               "/a?b=%0d%0a",
                               "/a?b=%",
                               "/a?b=%g0",
                               "/%ff",
                               "/%c0%ae%c0%ae/x",
                               "/%c0%af",
                               "/%e0%80%af",
                               "/a?b=%ff",
                               "/\"x\"",
                               "/<x>",
                               "/a|b",
                               "/a^b",
                               "/a`b",
                               "/{id}",
                               "/a[b]",
                               "/\xC3\xA4",
                               "/a\x01",
                               "/a\x7F",
                               "/a\r\nX: y",
                               "/%u002e",
                               "/..%2f..%2fetc%2fpasswd",
                               "/%2e%2e%2f",
                               "/..%5c..%5c",
                               "/..%c0%af",
                               "/v1/runs/..",
                               "/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17",
                               "/a\0b"s};
    for (auto const& target : bad) {
        request in;
        CAPTURE(target);
        CHECK_FALSE(read_target(target, in));
    }
    CHECK(std::size(bad) >= 60);
    request in;
    CHECK_FALSE(read_target('/' + std::string(9'000, 'a'), in));
}

TEST_CASE("encoded twice is decoded once") {
    request in;
    REQUIRE(read_target("/%252e%252e", in));
    CHECK(in.segments[0] == "%2e%2e");
}

TEST_CASE("forms") {
    auto const form = read_form("email=a%40b.c&password=x+y&&empty=&flag");
    REQUIRE(form);
    REQUIRE(form->size() == 4);
    CHECK((*form)[0].second == "a@b.c");
    CHECK((*form)[1].second == "x y");
    CHECK((*form)[3] == std::pair<std::string, std::string>("flag", ""));
    CHECK_FALSE(read_form("a=%1"));
    CHECK_FALSE(read_form("a=" + std::string(5'000, 'x')));
    std::string many;
    for (int i = 0; i < 200; ++i)
        many += "a=1&";
    CHECK_FALSE(read_form(many));
}

TEST_CASE("a client's file name is for people only") {
    CHECK(clean_label("bank.csv") == "bank.csv");
    CHECK(clean_label("../../etc/passwd") == "passwd");
    CHECK(clean_label("C:\\Users\\x\\bank.csv") == "bank.csv");
    CHECK(clean_label("..") == "file");
    CHECK(clean_label("") == "file");
    CHECK(clean_label("a\r\nb\x01.csv") == "ab.csv");
    CHECK(clean_label("abc\xE2\x80\xAEgpj.exe") == "abcgpj.exe");
    CHECK(clean_label(std::string(300, 'x')).size() == 100);
    CHECK(clean_label("\xC3\xA4.csv") == "\xC3\xA4.csv");
}
