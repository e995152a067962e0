#include <recon/io/json.hpp>

#include <doctest/doctest.h>

TEST_CASE("json: members keep their order, and the text ends with a line end") {
    recon::io::json const value{{"b", 1}, {"a", "x"}};
    CHECK(recon::io::to_text(value) == "{\n  \"b\": 1,\n  \"a\": \"x\"\n}\n");
}
