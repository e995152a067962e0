#include <recon/io/day.hpp> // first: proves the header stands alone

#include "support/random.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <cstdio>
#include <string>
#include <string_view>

using namespace recon;
using namespace recon::io;

namespace {
std::string read_as(std::string_view cell, date_order order) {
    auto const day = parse_day(cell, order);
    return day ? to_iso(*day) : "-";
}
} // namespace

TEST_CASE("day: a cell is a day of the calendar under an order, or nothing") {
    struct row {
        std::string_view cell;
        std::string_view dmy, mdy, ymd;
    };
    constexpr row table[]{
        {"2024-01-31", "2024-01-31", "2024-01-31", "2024-01-31"},
        {"2024/1/5", "2024-01-05", "2024-01-05", "2024-01-05"},
        {"2019.04.19.", "2019-04-19", "2019-04-19", "2019-04-19"},
        {"20240131", "2024-01-31", "2024-01-31", "2024-01-31"},
        {"31012024", "2024-01-31", "-", "-"},
        {"11773016", "-", "-", "-"}, // an account number
        {"31.01.2024", "2024-01-31", "-", "-"},
        {"01/31/2024 as of 01/30/2024", "-", "2024-01-31", "-"},
        {"01/31/2024 as of then", "-", "-", "-"},
        {"05/06/2024", "2024-06-05", "2024-05-06", "-"},
        {"5-6-2024", "2024-06-05", "2024-05-06", "-"},
        {"1/31/24", "-", "2024-01-31", "-"},
        {"05.06.24", "2024-06-05", "2024-05-06", "2005-06-24"},
        {"01.02.70", "1970-02-01", "1970-01-02", "-"}, // the pivot of two-digit years
        {"01.02.69", "2069-02-01", "2069-01-02", "-"},
        {"31-Jan-2024", "2024-01-31", "2024-01-31", "2024-01-31"},
        {"Jan 31, 2024", "2024-01-31", "2024-01-31", "2024-01-31"},
        {"3. M\u00E4rz 2024", "2024-03-03", "2024-03-03", "2024-03-03"},
        {"24 d\u00E9c. 21", "2021-12-24", "2021-12-24", "2021-12-24"},
        {"1 de enero de 2024", "2024-01-01", "2024-01-01", "2024-01-01"},
        {"14 ago 2024", "2024-08-14", "2024-08-14", "2024-08-14"},
        {"2 mei 2024", "2024-05-02", "2024-05-02", "2024-05-02"},
        {"5 okt 2024", "2024-10-05", "2024-10-05", "2024-10-05"},
        {"7 giu 2024", "2024-06-07", "2024-06-07", "2024-06-07"},
        {"Thu, 4 Jul 2024", "2024-07-04", "2024-07-04", "2024-07-04"},
        {"2024\u5E741\u67085\u65E5", "2024-01-05", "2024-01-05", "2024-01-05"},
        {"2024-01-31 23:59:59", "2024-01-31", "2024-01-31", "2024-01-31"},
        {"2024-01-31T23:59:59-08:00", "2024-01-31", "2024-01-31", "2024-01-31"}, // never shifted
        {"2024-01-31T00:30:00.123Z", "2024-01-31", "2024-01-31", "2024-01-31"},
        {"2024-01-31+14:00", "2024-01-31", "2024-01-31", "2024-01-31"},
        {"5/6/2024 5:04 PM", "2024-06-05", "2024-05-06", "-"},
        {"20240131235959", "2024-01-31", "2024-01-31", "2024-01-31"},
        {"  2024-01-31\t ", "2024-01-31", "2024-01-31", "2024-01-31"},
        {"2024-02-30", "-", "-", "-"},
        {"2023-02-29", "-", "-", "-"},
        {"2024-02-29", "2024-02-29", "2024-02-29", "2024-02-29"},
        {"1900-02-29", "-", "-", "-"},
        {"2024-13-01", "-", "-", "-"},
        {"2024-00-10", "-", "-", "-"},
        {"", "-", "-", "-"},
        {"pending", "-", "-", "-"},
        {"12.345.678", "-", "-", "-"},
        {"1.5", "-", "-", "-"},
        {"123456", "-", "-", "-"},
        {"05.01.24 - 06.01.24", "-", "-", "-"},                        // a span of days
        {"2024-01-31 paid", "2024-01-31", "2024-01-31", "2024-01-31"}, // as a zone's name would be
        {"2024-01-31x", "-", "-", "-"},
        {"31 Foo 2024", "-", "-", "-"},
    };
    for (row const& r : table) {
        CAPTURE(r.cell);
        CHECK(read_as(r.cell, date_order::dmy) == r.dmy);
        CHECK(read_as(r.cell, date_order::mdy) == r.mdy);
        CHECK(read_as(r.cell, date_order::ymd) == r.ymd);
    }
}

TEST_CASE("day: every day of four centuries comes back from its ISO form") {
    using namespace std::chrono;
    for (sys_days day = 1800y / 1 / 1; day < sys_days(2200y / 1 / 1); day += days{1}) {
        if (parse_day(to_iso(day)) != day) FAIL(to_iso(day));
    }
}

TEST_CASE("day: agrees with the calendar of the standard library in every order") {
    test::random random(3);
    for (int run = 0; run < 50'000; ++run) {
        auto const year = static_cast<int>(1970 + random.below(130));
        auto const month = static_cast<unsigned>(random.below(14));
        auto const day = static_cast<unsigned>(random.below(33));
        std::chrono::year_month_day const expected{
            std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{day}};
        char text[3][16];
        std::snprintf(text[0], sizeof text[0], "%02u.%02u.%04d", day, month, year);
        std::snprintf(text[1], sizeof text[1], "%u/%u/%04d", month, day, year);
        std::snprintf(text[2], sizeof text[2], "%04d-%02u-%u", year, month, day);
        for (auto const order : {date_order::dmy, date_order::mdy, date_order::ymd}) {
            auto const* const cell = text[static_cast<int>(order)];
            CAPTURE(cell);
            auto const found = parse_day(cell, order);
            REQUIRE(found.has_value() == expected.ok());
            if (found) REQUIRE(*found == std::chrono::sys_days(expected));
        }
    }
}
