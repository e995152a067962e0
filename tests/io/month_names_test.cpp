#include <recon/io/month_names.hpp> // first: proves the header stands alone

#include <doctest/doctest.h>

#include <string_view>

using namespace recon::io;

TEST_CASE("month_names: a month in any of the languages, written out or cut off") {
    struct row {
        std::string_view name;
        unsigned month;
    };
    constexpr row table[]{
        {"January", 1}, {"jan", 1},       {"Jänner", 1},   {"GEN", 1},  {"ene", 1},
        {"févr", 2},    {"März", 3},      {"mrt", 3},      {"mar", 3},  {"avr", 4},
        {"abr", 4},     {"May", 5},       {"mei", 5},      {"mag", 5},  {"juin", 6},
        {"giu", 6},     {"juil", 7},      {"lug", 7},      {"août", 8}, {"ago", 8},
        {"Sept", 9},    {"set", 9},       {"września", 9}, {"ott", 10}, {"okt", 10},
        {"Nov", 11},    {"dic", 12},      {"déc", 12},     {"Dez", 12}, {"января", 1},
        {"серпня", 8},  {"joulukuu", 12}, {"ja", 0},       {"jui", 0},  {"m", 0},
        {"Monday", 0},  {"", 0},          {"marchx", 0},
    };
    for (row const& r : table) {
        CAPTURE(r.name);
        CHECK(month_of(r.name) == r.month);
    }
}
