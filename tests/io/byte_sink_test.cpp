#include <recon/io/byte_sink.hpp>

#include <doctest/doctest.h>

#include <sstream>

using namespace recon;
using namespace recon::io;

TEST_CASE("byte_sink: rows come in order, whatever the number of threads") {
    auto const text_of = [](std::size_t count, unsigned threads) {
        string_sink to;
        write_rows(to, count, threads,
                   [](std::string& out, std::size_t row) { (out += std::to_string(row)) += '\n'; });
        return to.text;
    };
    for (std::size_t const count : {0UL, 1UL, 4'095UL, 4'096UL, 4'097UL, 50'000UL}) {
        auto const once = text_of(count, 1);
        CHECK(text_of(count, 0) == once);
        CHECK(text_of(count, 2) == once);
        CHECK(text_of(count, 7) == once);
    }
    CHECK(text_of(3, 1) == "0\n1\n2\n");
}

TEST_CASE("byte_sink: a failure in a row reaches the caller") {
    string_sink to;
    auto const bad = [](std::string&, std::size_t row) {
        if (row == 9'000) throw matching_error("row 9000");
    };
    CHECK_THROWS_AS(write_rows(to, 20'000, 2, bad), matching_error);
}

TEST_CASE("byte_sink: a stream that fails is an output that cannot be written") {
    std::ostringstream out;
    stream_sink to(out);
    to.write("fine");
    CHECK(out.str() == "fine");
    out.setstate(std::ios::badbit);
    CHECK_THROWS_AS(to.write("lost"), output_error);
}
