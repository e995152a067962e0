#include <recon/io/detect.hpp> // first: proves the header stands alone

#include <doctest/doctest.h>

#include <string>
#include <string_view>

using namespace recon::io;

TEST_CASE("detect: the first bytes tell the format") {
    using namespace std::string_view_literals;
    struct row {
        std::string_view bytes;
        file_format format;
    };
    constexpr row table[]{
        {"", file_format::empty},
        {" \r\n\t", file_format::empty},
        {"\0\0"sv, file_format::empty},
        {"Date,Amount\n2024-01-01,1\n", file_format::csv},
        {"\xEF\xBB\xBF"
         "Date,Amount\n",
         file_format::csv},
        {"\x1F\x8B\x08", file_format::gzip},
        {"PK\x03\x04 statement.xml", file_format::zip},
        {"PK\x03\x04 [Content_Types].xml", file_format::xlsx},
        {"\xD0\xCF\x11\xE0\xA1\xB1", file_format::xls},
        {"%PDF-1.4", file_format::pdf},
        {"<!DOCTYPE html><html>", file_format::html},
        {"\n <table><tr><td>", file_format::html},
        {"<?xml version=\"1.0\"?><Document "
         "xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.02\">",
         file_format::camt},
        {"<?xml version=\"1.0\"?><OFX>", file_format::ofx},
        {"OFXHEADER:100\r\nDATA:OFXSGML", file_format::ofx},
        {"<?xml version=\"1.0\"?><note/>", file_format::xml},
        {"!Type:Bank\nD1/31/24", file_format::qif},
        {"01,SENDER,RECEIVER,240131,0000,1,,,2/\n02,X,Y,1,240131,,EUR,2/\n", file_format::bai2},
        {"01,02,2024\n", file_format::csv},
        {":20:STARTUMS\r\n:25:12345678\r\n:28C:1\r\n", file_format::mt940},
        {"{1:F01BANKDEFFXXXX}{2:I940", file_format::mt940},
        {"ABNANL2A\n940\n:20:X\n:25:1\n", file_format::mt940},
        {"{\"a\": 1}", file_format::json_text},
        {"D\0a\0t\0e\0,\0A\0"sv, file_format::utf16},
        {"\xFF\xFE"
         "D\0a\0"sv,
         file_format::utf16},
        {"\x7F"
         "ELF\x02\x01\x01\0\0\0\0\0\0\0"sv,
         file_format::binary},
        {"Date,A\0mount,and,more,text,here\n"sv, file_format::csv}, // one stray NUL
    };
    for (row const& r : table) {
        CAPTURE(r.bytes);
        CHECK(to_string(detect(r.bytes)) == to_string(r.format));
    }
}
