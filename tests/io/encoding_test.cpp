#include <recon/io/encoding.hpp> // first: proves the header stands alone

#include <doctest/doctest.h>

#include <string>
#include <string_view>

using namespace recon;
using namespace recon::io;

TEST_CASE("encoding: the header words, or else the letters, tell the encoding") {
    struct row {
        std::string_view bytes;
        std::string_view encoding;
        std::string_view text; ///< that it then holds
    };
    constexpr row table[]{
        {"Date,Amount\n", "UTF-8", "Date"},
        {"Datum;Empfänger\n", "UTF-8", "Empfänger"},
        {"Datum;Empf\xE4nger;Betrag\n", "WINDOWS-1252", "Empfänger"},
        {"Date;Amount\n1;Caf\xE9 \x80 5\n", "WINDOWS-1252", "Café € 5"},
        {"Datum za\xFA\xE8tov\xE1n\xED;\xC8\xE1stka\n", "WINDOWS-1250", "Částka"},
        {"\xC4\xE0\xF2\xE0 \xEE\xEF\xE5\xF0\xE0\xF6\xE8\xE8;\xD1\xF3\xEC\xEC\xE0\n", "WINDOWS-1251",
         "Дата операции"},
        {"Date;Amount\n1;\xCC\xE0\xE3\xE0\xE7\xE8\xED\n", "WINDOWS-1251", "Магазин"},
        {"\xC7\xEC\xE5\xF1\xEF\xEC\xE7\xED\xDF\xE1;\xD0\xEF\xF3\xFC\n", "WINDOWS-1253",
         "Ημερομηνία"},
        {"Date;Amount\n1;\xA3"
         "5.00\n",
         "WINDOWS-1252", "£5.00"},
        {"Date;Amount CZK\n1;P\xF8\xEDkaz 5\n", "WINDOWS-1250", "Příkaz"},
        {"Tarih;A\xE7\xFDklama;Tutar\n", "WINDOWS-1254", "Açıklama"},
        {"\xBD\xBB\xD2\xD7\xC8\xD5\xC6\xDA,\xBD\xF0\xB6\xEE\n", "GB18030", "交易日期"},
        {"\x94\x4E\x8C\x8E\x93\xFA,\x8E\x63\x8D\x82\n", "CP932", "年月日"},
        {"\xB0\xC5\xB7\xA1\xC0\xCF\xBD\xC3,\xC0\xFB\xBF\xE4\n", "CP949", "거래일시"},
    };
    for (row const& r : table) {
        CAPTURE(r.text);
        auto const decoded = decode_text(from_bytes(r.bytes, "x.csv"), false);
        CHECK(decoded.encoding == r.encoding);
        CHECK(decoded.file.bytes.find(r.text) != std::string_view::npos);
        CHECK(decoded.replaced == 0);
        CHECK(decoded.evidence.empty() != decoded.proof.empty()); // guessed, or proved
    }
}

TEST_CASE("encoding: UTF-16 in either order, with a mark or without") {
    using namespace std::string_view_literals;
    for (auto const bytes : {"\xFF\xFE"
                             "D\0,\0\xE9\0"sv,
                             "\xFE\xFF\0D\0,\0\xE9"sv, "D\0,\0\xE9\0"sv, "\0D\0,\0\xE9"sv}) {
        auto const decoded = decode_text(from_bytes(bytes, "x.csv"), true);
        CHECK(decoded.file.bytes == "D,é");
    }
}

TEST_CASE("encoding: no byte makes it fail") {
    auto const damaged = decode_text(from_bytes("äöü é\xFF", "x.csv"), false);
    CHECK(damaged.encoding == "UTF-8");
    CHECK_FALSE(damaged.evidence.empty());
    std::string all;
    for (int i = 1; i < 256; ++i)
        all += static_cast<char>(i);
    CHECK_FALSE(decode_text(from_bytes(all, "x.csv"), false).file.bytes.empty());
    CHECK_FALSE(decode_text(from_bytes("\xFF\xFE\xD8", "x.csv"), true).file.bytes.empty());
}
