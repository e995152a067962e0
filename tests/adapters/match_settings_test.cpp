#include "adapters/cli/match_settings.hpp"

#include <recon/error.hpp>

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

using namespace recon;
using namespace recon::cli;

namespace {

struct environment {
    environment(char const* of, char const* value) : name(of) { ::setenv(of, value, 1); }
    ~environment() { ::unsetenv(name); }
    environment(environment const&) = delete;
    environment& operator=(environment const&) = delete;
    char const* name;
};

match_settings resolved(std::vector<given_option> options) {
    return resolve_settings({invocation::what::command, nullptr, {}, std::move(options)});
}

std::string refusal(std::vector<given_option> options) {
    try {
        (void)resolved(std::move(options));
        return "accepted";
    } catch (usage_error const& e) {
        return e.what();
    }
}

struct config {
    explicit config(std::string_view text) {
        path = std::filesystem::temp_directory_path() / "recon-settings-test.toml";
        std::ofstream(path) << text;
    }
    ~config() { std::filesystem::remove(path); }
    std::filesystem::path path;
};

} // namespace

TEST_CASE("match_settings: a flag beats the environment, that the file, that the default") {
    CHECK(resolved({}).amount_tolerance == "5.00");
    config const file("amount-tolerance = 1\ndate-window = 3\n");
    given_option const from{"config", file.path.string()};
    CHECK(resolved({from}).amount_tolerance == "1");
    environment const variable("RECON_AMOUNT_TOLERANCE", "2");
    CHECK(resolved({from}).amount_tolerance == "2");
    CHECK(resolved({from}).date_window == 3);
    CHECK(resolved({from, {"amount-tolerance", "3"}}).amount_tolerance == "3");
    environment const config_variable("RECON_CONFIG", from.value.c_str());
    CHECK(resolved({}).date_window == 3);
}

TEST_CASE("match_settings: both directions of the window have their own option") {
    auto const both = resolved({{"date-window", "4"}});
    CHECK(both.days_before() == 4);
    CHECK(both.days_after() == 4);
    auto const one = resolved({{"date-window-after", "9"}, {"date-window", "4"}});
    CHECK(one.days_before() == 4);
    CHECK(one.days_after() == 9);
}

TEST_CASE("match_settings: what is wrong is said with its place") {
    CHECK(refusal({{"amount-tolerance", "5,00"}}).starts_with("--amount-tolerance: expected a"));
    CHECK(refusal({{"auto-confidence", "0.5"}}).starts_with("--auto-confidence is 0.50, below"));
    CHECK(refusal({{"holidays", "x"}}).starts_with("--holidays needs --business-days"));
    {
        environment const variable("RECON_THREADS", "many");
        CHECK(refusal({}).starts_with("RECON_THREADS: expected a whole number of threads"));
    }
    config const bad("\namount-tolerance = -1\n");
    CHECK(refusal({{"config", bad.path.string()}})
              .starts_with("recon-settings-test.toml:2: amount-tolerance: expected"));
    config const unknown("amount_tolerence = 1");
    CHECK(refusal({{"config", unknown.path.string()}})
          == "recon-settings-test.toml:1: 'amount-tolerence' is no setting; did you mean "
             "amount-tolerance?");
}

TEST_CASE("match_settings: what a run records gives the same settings again") {
    auto const settings = resolved({{"amount-tolerance", "2.5"},
                                    {"amount-tolerance-percent", "0.25"},
                                    {"percent-base", "mean"},
                                    {"date-window", "3"},
                                    {"date-window-before", "1"},
                                    {"business-days", "true"},
                                    {"min-confidence", "0.5"},
                                    {"auto-confidence", "0.9"},
                                    {"scorer", "weighted"},
                                    {"currency", "JPY"},
                                    {"bank-columns", "date=A, b,amount=2"},
                                    {"ledger-date-order", "mdy"},
                                    {"bank-decimal-mark", ","},
                                    {"ledger-sign", "inverted"},
                                    {"as-of", "2025-03-31"},
                                    {"threads", "3"},
                                    {"quiet", "true"}});
    auto const recorded = recorded_settings(settings);
    auto const again = settings_from(recorded);
    auto const recorded_again = recorded_settings(again);
    REQUIRE(recorded.size() == recorded_again.size());
    for (std::size_t i = 0; i < recorded.size(); ++i) {
        CHECK(recorded[i].name == recorded_again[i].name);
        CHECK(recorded[i].value == recorded_again[i].value);
        CHECK(recorded[i].name != "threads");
        CHECK(recorded[i].name != "quiet");
    }
    CHECK(again.scorer == scorer_choice::weighted);
    CHECK(again.days_before() == 1);
    CHECK(again.ledger.order == io::date_order::mdy);
    CHECK(again.bank.columns[0].header == "A, b");
    CHECK_THROWS_AS((void)settings_from({{"threads", "3"}}), tampered_error);
    CHECK_THROWS_AS((void)settings_from({{"scorer", "?"}}), tampered_error);
}

TEST_CASE("match_settings: every option has a help, a place and a reader") {
    for (auto const& option : match_options()) {
        CAPTURE(option.name);
        CHECK(!option.help.empty());
    }
    CHECK(!match_options().front().group.empty());
}

TEST_CASE("match_settings: what is said of conversions needs rates, and is recorded with them") {
    CHECK(refusal({{"fx-tolerance-percent", "2"}})
          == "--fx-tolerance-percent needs --fx-rates FILE: without rates nothing is converted");
    CHECK(refusal({{"fx-rate-days", "31"}})
          == "--fx-rate-days needs --fx-rates FILE: without rates nothing is converted");
    CHECK(refusal({{"fx-rates", "r.csv"}, {"fx-tolerance-percent", "101"}}).starts_with("--fx-"));
    auto const value = [](match_settings const& of, std::string_view name) {
        for (auto const& [known, is] : recorded_settings(of))
            if (known == name) return is;
        return std::string("not recorded");
    };
    CHECK(value(resolved({}), "fx-tolerance-percent") == "not recorded");
    auto const usual = resolved({{"fx-rates", "r.csv"}});
    CHECK(value(usual, "fx-tolerance-percent") == "1");
    CHECK(value(usual, "fx-rate-days") == "7");
    auto const own = resolved({{"fx-rates", "r.csv"}, {"fx-rate-days", "31"}});
    CHECK(value(own, "fx-rate-days") == "31");
    CHECK(settings_from(recorded_settings(own)).rate_days() == 31); // recon verify needs no rates
}
