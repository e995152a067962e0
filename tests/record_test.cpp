#include <recon/record.hpp>

#include "support/values.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

using namespace recon;
using namespace recon::test;

namespace {
struct least {
    money amount;
    std::chrono::sys_days day;
};
struct full {
    std::string id;
    money amount;
    std::chrono::sys_days day;
    std::optional<std::chrono::sys_days> value_day;
    std::string description;
    char const* reference = "";
    std::string_view counterparty;
    std::string account;
};
struct calendar_day { // year_month_day turns into sys_days without loss
    money amount;
    std::chrono::year_month_day day;
};
struct double_amount {
    double amount;
    std::chrono::sys_days day;
};
struct bare_amount { // of what currency?
    std::int64_t amount;
    std::chrono::sys_days day;
};
struct no_day {
    money amount;
};
struct no_amount {
    std::chrono::sys_days day;
};
struct seconds_day {
    money amount;
    std::chrono::sys_seconds day;
};
struct number_id {
    money amount;
    std::chrono::sys_days day;
    int id;
};
struct renamed {
    char const* nr;
    std::int64_t pence;
    std::chrono::sys_days booked;
    char const* text;
};
struct misread {
    std::int64_t pence;
    std::chrono::sys_days booked;
};
} // namespace

template <>
struct recon::record_traits<renamed> {
    static money amount(renamed const& r) { return {r.pence, "GBP"}; }
    static std::chrono::sys_days day(renamed const& r) { return r.booked; }
    static std::string_view id(renamed const& r) { return r.nr; }
    static std::string_view description(renamed const& r) { return r.text; }
};
template <>
struct recon::record_traits<misread> { // a conversion would hide this double
    static double amount(misread const& r) { return static_cast<double>(r.pence) / 100; }
    static std::chrono::sys_days day(misread const& r) { return r.booked; }
};

static_assert(record<least> && record<full> && record<calendar_day> && record<renamed>);
static_assert(record<number_id>); // an id that is no text is none, not an error
static_assert(!record<double_amount> && !record<bare_amount> && !record<misread>);
static_assert(!record<no_day> && !record<no_amount> && !record<seconds_day>);
static_assert(!record<int> && !record<std::string>);

TEST_CASE("record: a struct with the usual names needs nothing") {
    full const row{"7", eur(1050), march(1), march(2), "COFFEE", "INV7", "Roasters Ltd", "DE02"};
    CHECK(record_traits<full>::amount(row) == eur(1050));
    CHECK(record_traits<full>::day(row) == march(1));
    CHECK(value_day_of(row) == march(2));
    CHECK(description_of(row) == "COFFEE");
    CHECK(reference_of(row) == "INV7");
    CHECK(counterparty_of(row) == "Roasters Ltd");
    CHECK(account_of(row) == "DE02");
    CHECK(id_of(row) == "7");
}

TEST_CASE("record: what a row does not have is empty") {
    least const row{eur(1), march(1)};
    CHECK_FALSE(value_day_of(row).has_value());
    CHECK(description_of(row).empty());
    CHECK(reference_of(row).empty());
    CHECK(counterparty_of(row).empty());
    CHECK(account_of(row).empty());
    CHECK(id_of(row).empty());
    CHECK(id_of(number_id{eur(1), march(1), 7}).empty());
    CHECK_FALSE(value_day_of(full{"", eur(1), march(1), {}, "", "", "", ""}).has_value());
}

TEST_CASE("record: a specialisation reads members of any name") {
    renamed const row{"R1", 1050, march(1), "TEA"};
    CHECK(record_traits<renamed>::amount(row) == money{1050, "GBP"});
    CHECK(record_traits<renamed>::day(row) == march(1));
    CHECK(id_of(row) == "R1");
    CHECK(description_of(row) == "TEA");
    CHECK(reference_of(row).empty());
}

TEST_CASE("record: a day of another calendar type is the same day") {
    using namespace std::chrono;
    calendar_day const row{eur(1), year{2024} / 3 / 1};
    CHECK(record_traits<calendar_day>::day(row) == march(1));
}
