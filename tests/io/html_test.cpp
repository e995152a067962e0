#include <recon/io/html.hpp>

#include <doctest/doctest.h>

#include <string>
#include <string_view>

using namespace recon::io;

TEST_CASE("html: no character of a text is markup") {
    std::string out;
    append_html(out, "<script>alert(\"A&B's\")</script>\r\n\x1b[31m caf\xe9");
    CHECK(out
          == "&lt;script&gt;alert(&quot;A&amp;B&#39;s&quot;)&lt;/script&gt;   [31m caf\xc3\xa9");
}

TEST_CASE("html: no string can end the script element that it stands in") {
    std::string out;
    append_script_string(out, "</script><!--\"\\\n\xe2\x82\xac");
    CHECK(out == "\"\\u003c/script\\u003e\\u003c!--\\u0022\\u005c\\u000a\xe2\x82\xac\"");
}
