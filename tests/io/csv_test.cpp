#include <recon/io/csv.hpp> // first: proves the header stands alone

#include "reference/csv.hpp"
#include "support/random.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace recon;
using namespace recon::io;

namespace {
struct split {
    std::vector<std::string> records; ///< "line: field | field"
    bool open_quote = false;
};

std::string text_of(csv_record const& record) {
    std::string text = std::to_string(record.position) + ":";
    for (auto const field : record.fields)
        text += (text.back() == ':' ? " " : " | ") + std::string(field);
    return text;
}

split split_all(std::string const& bytes, char delimiter = ',') {
    text_arena arena;
    csv_reader reader(bytes, {delimiter, '"'}, arena);
    csv_record record;
    split result;
    while (reader.next(record)) {
        result.records.push_back(text_of(record));
        result.open_quote = result.open_quote || record.open_quote;
    }
    return result;
}
} // namespace

TEST_CASE("csv: a record is what its writer meant, on the line where it starts") {
    struct row {
        std::string bytes;
        std::vector<std::string> records;
        bool open_quote = false;
    };
    std::vector<row> const table{
        {"", {}},
        {"a,b\nc,d\n", {"1: a | b", "2: c | d"}},
        {"a,b\r\nc,d", {"1: a | b", "2: c | d"}},
        {"a,b\rc,d\r", {"1: a | b", "2: c | d"}}, // CR only
        {"a,\n,b", {"1: a | ", "2:  | b"}},       // empty cells
        {"a\n\nb", {"1: a", "2: ", "3: b"}},      // an empty line is a record
        {"\"a,b\",c", {"1: a,b | c"}},
        {"\"a \"\"b\"\"\",c", {"1: a \"b\" | c"}},
        {"\"\",\"\"", {"1:  | "}},
        {"\"a\nb\",c\nd", {"1: a\nb | c", "3: d"}}, // spans two lines
        {"\"a\r\nb\rc\",d\ne", {"1: a\r\nb\rc | d", "4: e"}},
        {" \"a\" , \"b\"\t,c ", {"1: a | b | c "}},            // spaces around quotes
        {"5\" pipe,b", {"1: 5\" pipe | b"}},                   // a quote inside a bare field
        {"\"UAB \"Naktida\"\",2", {"1: UAB \"Naktida\" | 2"}}, // quotes that are not doubled
        {"\"Pix: \"X\" ok\",2", {"1: Pix: \"X\" ok | 2"}},
        {"\"open,1\nb,2\n", {"1: \"open | 1", "2: b | 2"}, true},
        {std::string("a\0b,c", 5), {"1: " + std::string("a\0b", 3) + " | c"}},
    };
    for (row const& r : table) {
        CAPTURE(r.bytes);
        auto const found = split_all(r.bytes);
        CHECK(found.records == r.records);
        CHECK(found.open_quote == r.open_quote);
    }
}

TEST_CASE("csv: the delimiter may be a tab, which is then no space") {
    CHECK(split_all("a\t\t\"b\"\n", '\t').records == std::vector<std::string>{"1: a |  | b"});
    CHECK(split_all("a;b,c\n", ';').records == std::vector<std::string>{"1: a | b,c"});
}

TEST_CASE("csv: says the same as the obvious splitter on random texts") {
    test::random random(20'241'123);
    constexpr std::string_view letters = ",\"\n\r a;\"b,";
    int compared = 0;
    for (int run = 0; run < 20'000; ++run) {
        std::string bytes;
        for (auto size = random.below(run % 50 == 0 ? 300 : 24); size > 0; --size)
            bytes += letters[random.below(letters.size())];
        auto const expected = test::split_csv(bytes, ',');
        if (expected.empty()) continue; // an open quote
        ++compared;
        text_arena arena;
        csv_reader reader(bytes, {',', '"'}, arena);
        csv_record record;
        std::size_t at = 0;
        for (; reader.next(record); ++at) {
            CAPTURE(bytes);
            REQUIRE(at < expected.size());
            REQUIRE(std::vector<std::string>(record.fields.begin(), record.fields.end())
                    == expected[at]);
            REQUIRE_FALSE(record.open_quote);
        }
        REQUIRE(at == expected.size());
    }
    CHECK(compared > 5'000);
}

TEST_CASE("csv: a record that swallowed its neighbours is read again as one line") {
    text_arena arena;
    std::string const bytes = "a,\"b\nc,d\ne\",f\n";
    csv_reader reader(bytes, {}, arena);
    csv_record record;
    REQUIRE(reader.next(record));
    CHECK(record.lines == 3);
    REQUIRE(reader.split_first_line(record));
    CHECK(record.open_quote);
    CHECK(text_of(record) == "1: a | \"b");
    REQUIRE(reader.next(record));
    CHECK(text_of(record) == "2: c | d");
}

TEST_CASE("csv: time stays linear when every line opens a quote") {
    std::string bytes;
    for (int i = 0; i < 200'000; ++i)
        bytes += "\"a,b\n"; // quadratic, this would take minutes
    auto const found = split_all(bytes);
    CHECK(found.records.size() > 100'000);
    CHECK(found.open_quote);
}

TEST_CASE("csv: a record beyond the limit is an error that names the line") {
    text_arena arena;
    std::string const bytes = "a\n" + std::string(200, 'x');
    csv_reader reader(bytes, {}, arena, 100);
    csv_record record;
    REQUIRE(reader.next(record));
    try {
        (void)reader.next(record);
        FAIL("a limit_error was expected");
    } catch (limit_error const& problem) {
        CHECK(problem.where().line == 2);
    }
}
