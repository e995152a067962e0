#include <recon/io/read.hpp> // first: proves the header stands alone

#include <doctest/doctest.h>

#include <sstream>
#include <string>
#include <string_view>
#include <vector>

using namespace recon;
using namespace recon::io;

namespace {
std::string error_of(std::string_view bytes, read_options const& options = {}) {
    try {
        (void)read_bytes(bytes, "bank.csv", options);
    } catch (error const& problem) {
        return problem.what();
    }
    return "";
}
} // namespace

TEST_CASE("read: a statement knows its name, its fingerprint and its columns") {
    auto const file = read_bytes("Date,Amount\n2024-01-31,1.00\n", "bank.csv");
    CHECK(file.name == "bank.csv");
    CHECK(file.format == "csv");
    CHECK(file.sha256 == sha256("Date,Amount\n2024-01-31,1.00\n"));
    CHECK(file.columns == std::vector<std::string>{"date <- 'Date'", "amount <- 'Amount'"});
}

TEST_CASE("read: the views live as long as the statement, not the bytes that were given") {
    statement kept;
    {
        std::string bytes = "Date,Description,Amount\n2024-01-31,\"a \"\"quoted\"\" text\",1.00\n";
        kept = read_bytes(bytes, "bank.csv");
        bytes.assign(bytes.size(), 'x');
    }
    CHECK(kept.entries[0].description == "a \"quoted\" text");
}

TEST_CASE("read: standard input is a stream like any other") {
    std::istringstream in("Date,Amount\n2024-01-31,1.00\n");
    CHECK(read(in, "-").entries.size() == 1);
}

TEST_CASE("read: what is no CSV is refused in a sentence that helps") {
    CHECK(error_of("") == "bank.csv: the file is empty: expected a header line and rows");
    CHECK(error_of("%PDF-1.7")
          == "bank.csv: this is a PDF document: download the statement as CSV "
             "from the bank instead");
    CHECK(error_of("PK\x03\x04 xl/workbook.xml")
          == "bank.csv: this is a spreadsheet: save it as CSV and give that file");
    CHECK(error_of("!Type:Bank\n").find("qif") != std::string::npos);
}

TEST_CASE("read: a limit names the file and the line") {
    read_options options;
    options.field_max = 50;
    CHECK(error_of("Date,Amount\n2024-01-31,1\n" + std::string(80, 'x'), options)
          == "bank.csv:3: the line is longer than 50 bytes: this is no file of records");
}
