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

TEST_CASE("byte_sink: several outputs at once, each whole and in its order") {
    auto const numbers = [](std::string_view header, std::size_t count, std::size_t block) {
        auto made = rows_by(header, count, [](text_block& out, std::size_t row) {
            (out += std::to_string(row)) += '\n';
        });
        made.block = block;
        return made;
    };
    std::vector<row_output> const outputs{numbers("whole\n", 3, 1), numbers("", 0, 512),
                                          numbers("long\n", 20'000, 7),
                                          numbers("short\n", 1'300, 512)};
    auto const written = [&](unsigned threads) {
        std::vector<string_sink> sinks(outputs.size());
        std::vector<byte_sink*> places;
        for (auto& sink : sinks)
            places.push_back(&sink);
        write_rows(outputs, places, threads);
        std::vector<std::string> texts;
        for (auto& sink : sinks)
            texts.push_back(sink.text);
        return texts;
    };
    auto const once = written(1);
    CHECK(once[0] == "whole\n0\n1\n2\n");
    CHECK(once[1].empty());
    CHECK(once[3].starts_with("short\n0\n1\n"));
    CHECK(once[3].ends_with("\n1299\n"));
    CHECK(written(2) == once);
    CHECK(written(8) == once);
}

TEST_CASE("byte_sink: nothing is written behind a block that could not be") {
    struct full_sink : byte_sink {
        void write(std::string_view bytes) override {
            if (room < bytes.size()) throw output_error("full");
            room -= bytes.size();
        }
        std::size_t room = 10'000;
    } to;
    auto const row = [](text_block& out, std::size_t) { out += "12345\n"; };
    CHECK_THROWS_AS(write_rows(to, 100'000, 4, row), output_error);
}
