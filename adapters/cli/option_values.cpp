#include "adapters/cli/option_values.hpp"

#include <recon/error.hpp>
#include <recon/io/day.hpp>
#include <recon/io/figures.hpp>
#include <recon/money.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <system_error>

namespace recon::cli {

namespace {

constexpr std::array<std::string_view, 15> column_meanings{
    "date",     "value_date",  "amount",    "debit",        "credit",
    "type",     "description", "reference", "counterparty", "account",
    "currency", "balance",     "id",        "fee",          "status"};

std::string quoted(std::string_view text) {
    constexpr std::size_t most = 60;
    if (text.empty()) return "nothing";
    return "'" + std::string(text.substr(0, most)) + (text.size() > most ? "...'" : "'");
}

bool all_digits(std::string_view text) {
    return !text.empty()
           && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// What the user most likely meant: "5,00" is 5.00.
std::string hint(std::string_view text) {
    auto const comma = text.find(',');
    if (comma == text.npos || comma == 0 || text.find(',', comma + 1) != text.npos) return {};
    auto const decimals = text.substr(comma + 1);
    if (!all_digits(text.substr(0, comma)) || !all_digits(decimals)) return {};
    if (decimals.size() == 3)
        return "; write " + std::string(text.substr(0, comma)).append(decimals)
               + " without a separator of thousands";
    return "; write " + std::string(text.substr(0, comma)).append(".").append(decimals)
           + " with a decimal point";
}

} // namespace

std::string decimal_value(std::string_view text, unsigned digits, std::uint64_t whole_max,
                          std::string_view example) {
    auto const units = text.size() <= 40 ? parse_decimal(text, digits) : std::nullopt;
    if (units && *units >= 0 && text.front() != '+' && text.front() != '-'
        && static_cast<std::uint64_t>(*units) <= whole_max * power_of_ten(digits))
        return std::string(text);
    std::string most;
    io::append_count(most, whole_max);
    throw validation_error("expected a decimal from 0 to " + most + " with at most "
                           + std::to_string(digits) + " decimals, such as " + std::string(example)
                           + ", not " + quoted(text) + hint(text));
}

score_t confidence_value(std::string_view text) {
    auto const units = text.size() <= 40 ? parse_decimal(text, 6) : std::nullopt;
    if (units && *units >= 0 && *units <= score_max && text.front() != '+' && text.front() != '-')
        return static_cast<score_t>(*units);
    throw validation_error("expected a confidence from 0 to 1, such as 0.85, not " + quoted(text)
                           + hint(text));
}

int whole_value(std::string_view text, int low, int high, std::string_view what) {
    int value = 0;
    auto const [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (failure == std::errc{} && end == text.data() + text.size() && value >= low && value <= high)
        return value;
    throw validation_error("expected a whole number of " + std::string(what) + " from "
                           + std::to_string(low) + " to " + std::to_string(high) + ", not "
                           + quoted(text));
}

std::uint64_t seed_value(std::string_view text) {
    std::uint64_t value = 0;
    auto const [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (failure == std::errc{} && end == text.data() + text.size() && !text.empty()) return value;
    throw validation_error("expected a whole number from 0 to 18446744073709551615, not "
                           + quoted(text));
}

std::size_t choice_value(std::string_view text, std::initializer_list<std::string_view> allowed) {
    auto const found = std::find(allowed.begin(), allowed.end(), text);
    if (found != allowed.end()) return static_cast<std::size_t>(found - allowed.begin());
    std::string names;
    for (auto const name : allowed)
        names.append(names.empty()                  ? ""
                     : name == *(allowed.end() - 1) ? " or "
                                                    : ", ")
            .append(name);
    throw validation_error("expected " + names + ", not " + quoted(text));
}

bool flag_value(std::string_view text) { return choice_value(text, {"false", "true"}) == 1; }

std::chrono::sys_days day_value(std::string_view text) {
    bool const iso = text.size() == 10 && text[4] == '-' && text[7] == '-';
    if (auto const day = iso ? io::parse_day(text) : std::nullopt) return *day;
    throw validation_error("expected a date as YYYY-MM-DD, such as 2025-03-31, not "
                           + quoted(text));
}

currency currency_value(std::string_view text) {
    if (auto const found = currency::find(text)) return *found;
    throw validation_error("expected an ISO 4217 currency code, such as EUR, not " + quoted(text));
}

std::vector<io::column_choice> columns_value(std::string_view text) {
    std::vector<io::column_choice> choices;
    std::size_t begin = 0;
    while (begin <= text.size()) {
        auto const equals = text.find('=', begin);
        auto const meaning = text.substr(begin, equals == text.npos ? equals : equals - begin);
        if (equals == text.npos
            || std::find(column_meanings.begin(), column_meanings.end(), meaning)
                   == column_meanings.end()) {
            std::string names;
            for (auto const name : column_meanings)
                names.append(names.empty() ? "" : ", ").append(name);
            throw validation_error("expected columns such as date=Buchungstag,amount=Betrag, but "
                                   + quoted(meaning) + " is none of " + names);
        }
        auto end = text.find(',', equals);
        for (; end != text.npos; end = text.find(',', end + 1)) {
            auto const next = text.substr(end + 1, text.find('=', end) - end - 1);
            if (std::find(column_meanings.begin(), column_meanings.end(), next)
                != column_meanings.end())
                break;
        }
        auto const header = text.substr(equals + 1, end == text.npos ? end : end - equals - 1);
        if (header.empty())
            throw validation_error("the column for '" + std::string(meaning)
                                   + "' is empty: expected its header, or its number from 1");
        choices.push_back({std::string(meaning), std::string(header)});
        if (end == text.npos) break;
        begin = end + 1;
    }
    return choices;
}

} // namespace recon::cli
