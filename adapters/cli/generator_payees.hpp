// adapters/cli/generator_payees.hpp - whom a generated company pays, for what, and in which money.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>

namespace recon::cli {

/// What a trade sells, and for how much: few prices are very common, the rest lie in a range.
struct trade {
    std::string_view word;
    std::string_view short_word;
    std::string_view account;
    std::array<std::int32_t, 5> popular; // in cents
    std::int32_t low, high;
    bool money_in;
};
inline constexpr std::array<trade, 25> trades{{
    {"Coffee", "COF", "Travel", {320, 380, 450, 415, 520}, 250, 1900, false},
    {"Market", "MKT", "Supplies", {1099, 1999, 2499, 999, 4999}, 300, 18000, false},
    {"Fuel", "FUEL", "Vehicles", {4000, 5000, 6000, 7500, 10000}, 2000, 12000, false},
    {"Telecom", "TELCO", "Telephone", {2999, 3999, 4999, 1999, 5995}, 990, 24000, false},
    {"Energy", "ENRGY", "Utilities", {8900, 11900, 14500, 23000, 41000}, 4000, 90000, false},
    {"Office Supplies", "OFF SUPP", "Supplies", {1299, 2495, 4999, 7999, 899}, 400, 45000, false},
    {"Parking", "PARK", "Travel", {200, 350, 500, 1200, 1800}, 100, 3000, false},
    {"Railway", "RAIL", "Travel", {1990, 2990, 4990, 7990, 3990}, 690, 28000, false},
    {"Hotel", "HTL", "Travel", {8900, 9900, 11900, 12900, 14900}, 6500, 68000, false},
    {"Software", "SFTW", "Software", {999, 1499, 2900, 4900, 9900}, 500, 240000, false},
    {"Hosting", "HOST", "Software", {499, 990, 1999, 4999, 12000}, 299, 99000, false},
    {"Insurance", "INS", "Insurance", {4590, 8990, 12450, 19900, 32000}, 2500, 150000, false},
    {"Logistics", "LOGIST", "Freight", {690, 1290, 2490, 8900, 15000}, 500, 320000, false},
    {"Print", "PRT", "Marketing", {2900, 4900, 8900, 19900, 39900}, 900, 180000, false},
    {"Hardware", "HDWR", "Repairs", {799, 1599, 2999, 5999, 12999}, 250, 85000, false},
    {"Pharmacy", "PHARM", "Sundries", {499, 899, 1299, 1999, 3499}, 200, 9000, false},
    {"Restaurant", "REST", "Entertainment", {1850, 2400, 3600, 4800, 9600}, 900, 42000, false},
    {"Books", "BKS", "Training", {999, 1499, 1999, 2499, 3999}, 499, 16000, false},
    {"Cleaning", "CLEAN", "Premises", {12000, 18000, 24000, 36000, 9500}, 4000, 90000, false},
    {"Legal", "LGL", "Advice", {25000, 35000, 60000, 90000, 150000}, 9000, 900000, false},
    {"Advertising", "ADV", "Marketing", {5000, 10000, 25000, 50000, 100000}, 1000, 800000, false},
    {"Retail", "RETL", "Sales", {9900, 19900, 29900, 49900, 99900}, 2500, 1200000, true},
    {"Wholesale", "WHSL", "Sales", {45000, 90000, 125000, 250000, 480000}, 9000, 4500000, true},
    {"Studio", "STUD", "Sales", {12000, 24000, 36000, 60000, 120000}, 4000, 900000, true},
    {"Holdings", "HLDG", "Sales", {100000, 150000, 200000, 500000, 750000}, 30000, 9000000, true},
}};
inline constexpr std::array<std::string_view, 10> houses{
    "Northgate", "Riverside", "Alder & Finch", "Blue Harbour", "Kestrel",
    "Marlowe",   "Old Mill",  "Quayside",      "Summerfield",  "Tannery"};
inline constexpr std::array<std::string_view, 12> towns{"LONDON",  "LEEDS",  "BRISTOL", "YORK",
                                                        "GLASGOW", "DUBLIN", "CARDIFF", "OXFORD",
                                                        "DERBY",   "BATH",   "HULL",    "PRESTON"};
inline constexpr std::array<std::string_view, 40> surnames{
    "Whitcombe", "Okafor",    "Lindqvist", "Moreau",   "Brandt",     "Castellano", "Novak",
    "Tanaka",    "Petrov",    "Murphy",    "Andersen", "Ferreira",   "Haddad",     "Kowalski",
    "Schreiber", "Delgado",   "Ashworth",  "Bianchi",  "Carmichael", "Dvorak",     "Eriksen",
    "Fairfax",   "Gallagher", "Hoffmann",  "Ivanova",  "Jansen",     "Kaplan",     "Laurent",
    "Mbeki",     "Nakamura",  "Oliveira",  "Popescu",  "Quinn",      "Rossi",      "Silva",
    "Takahashi", "Ulrich",    "Vasquez",   "Weber",    "Yilmaz"};
inline constexpr std::uint32_t staff_size = 26 * surnames.size();

inline constexpr std::uint16_t payees = houses.size() * trades.size();
inline constexpr std::uint16_t first_of_staff = payees;
inline constexpr std::uint32_t popular_prices = std::tuple_size_v<decltype(trade::popular)>;

constexpr trade const& trade_of(std::uint16_t payee) { return trades[payee % trades.size()]; }
constexpr std::string_view house_of(std::uint16_t payee) {
    return houses[payee / trades.size() % houses.size()];
}
constexpr std::string_view town_of(std::uint16_t payee) { return towns[payee % towns.size()]; }

/// "A Whitcombe"
inline void append_person(std::string& out, std::uint16_t payee) {
    auto const person = payee - first_of_staff;
    out += static_cast<char>('A' + static_cast<int>(person % 26));
    (out += ' ') += surnames[static_cast<std::size_t>(person) / 26 % surnames.size()];
}

/// The first is the company's own.
struct generated_currency {
    std::string_view code;
    unsigned digits;
};
inline constexpr std::array<generated_currency, 4> generated_currencies{
    {{"USD", 2}, {"EUR", 2}, {"GBP", 2}, {"JPY", 0}}};

} // namespace recon::cli
