#include <recon/io/report_xlsx.hpp>

#include "support/small_run.hpp"

#include <doctest/doctest.h>

#include <zlib.h>

#include <cstdint>
#include <string>
#include <string_view>

using namespace recon;
using namespace recon::io;

namespace {

std::string workbook_of(finished_run const& run) {
    string_sink to;
    write_report_xlsx(to, run, prove(run));
    return to.text;
}

std::uint32_t number_at(std::string_view bytes, std::size_t at, unsigned size) {
    std::uint32_t value = 0;
    for (unsigned i = 0; i < size; ++i)
        value |= std::uint32_t{static_cast<unsigned char>(bytes[at + i])} << 8U * i;
    return value;
}

/// A file of the ZIP archive that a workbook is, found by its central directory.
std::string part_of(std::string const& bytes, std::string_view name) {
    for (auto at = bytes.find("PK\x01\x02"); at != bytes.npos;
         at = bytes.find("PK\x01\x02", at + 4)) {
        auto const length = number_at(bytes, at + 28, 2);
        if (std::string_view(bytes).substr(at + 46, length) != name) continue;
        auto const packed = number_at(bytes, at + 20, 4);
        auto const local = number_at(bytes, at + 42, 4);
        auto const begin =
            local + 30 + number_at(bytes, local + 26, 2) + number_at(bytes, local + 28, 2);
        auto source = bytes.substr(begin, packed);
        std::string text(number_at(bytes, at + 24, 4), '\0');
        z_stream stream{};
        stream.next_in = reinterpret_cast<Bytef*>(source.data());
        stream.avail_in = static_cast<uInt>(source.size());
        stream.next_out = reinterpret_cast<Bytef*>(text.data());
        stream.avail_out = static_cast<uInt>(text.size());
        REQUIRE(inflateInit2(&stream, -MAX_WBITS) == Z_OK);
        REQUIRE(inflate(&stream, Z_FINISH) == Z_STREAM_END);
        inflateEnd(&stream);
        return text;
    }
    FAIL("no such part");
    return {};
}
bool holds(std::string const& text, std::string_view what) {
    return text.find(what) != std::string::npos;
}

} // namespace

TEST_CASE("report_xlsx: six sheets, the same bytes every time") {
    auto const bytes = workbook_of(test::small_run());
    auto const book = part_of(bytes, "xl/workbook.xml");
    for (auto const* const name :
         {"Summary", "Bridge", "Matches", "Open items", "Discrepancies", "Rejected"})
        CHECK(holds(book, "<sheet name=\"" + std::string(name) + "\""));
    CHECK(bytes == workbook_of(test::small_run()));
}

TEST_CASE("report_xlsx: text is never a formula, amounts are numbers, days are dates") {
    auto const open = part_of(workbook_of(test::small_run()), "xl/worksheets/sheet4.xml");
    CHECK(holds(open, "<t>=HYPERLINK(1)</t>"));
    CHECK_FALSE(holds(open, "<f>"));
    CHECK(holds(open, "<v>-18.9</v>"));
    CHECK(holds(open, "<v>45698</v>")); // 2025-02-10
    CHECK(holds(open, "<autoFilter ref=\"A1:J3\"/>"));
    CHECK(holds(open, "state=\"frozen\""));
}

TEST_CASE("report_xlsx: what a double does not hold exactly is text") {
    auto run = test::small_run();
    run.bank.file.entries[2].amount.minor = 9'007'199'254'740'993; // 2^53 + 1
    auto const open = part_of(workbook_of(run), "xl/worksheets/sheet4.xml");
    CHECK(holds(open, "<t>90071992547409.93</t>"));
    run.bank.file.entries[2].amount.minor = 9'007'199'254'740'992;
    CHECK(holds(part_of(workbook_of(run), "xl/worksheets/sheet4.xml"), "<v>90071992547409.92</v>"));
}
