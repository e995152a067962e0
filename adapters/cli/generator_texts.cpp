#include "adapters/cli/generator_texts.hpp"

#include "adapters/cli/generator_payees.hpp"
#include "adapters/cli/generator_random.hpp"

#include <recon/io/figures.hpp>

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace recon::cli {

namespace {

constexpr std::size_t bank_letters = 30;
constexpr std::size_t cut_letters = 25;

constexpr std::array<std::string_view, 4> card_marks{"POS ", "SQ *", "TST* ", "PP*"};

void append_misspelt(std::string& out, splitmix& random, std::string_view word) {
    auto const begin = out.size();
    out += word;
    if (word.size() < 4) return;
    auto const at = begin + 1 + random.below(static_cast<std::uint32_t>(word.size()) - 3);
    if (random.chance(500))
        std::swap(out[at], out[at + 1]);
    else
        out.erase(at, 1);
}

/// The first letters of a name without its vowels: "NRTHG".
void append_consonants(std::string& out, std::string_view word, std::size_t most) {
    constexpr std::string_view left_out = "aeiouAEIOU& ";
    auto const end = out.size() + most;
    for (auto const c : word)
        if (out.size() < end && left_out.find(c) == left_out.npos) out += c;
}

void upper(std::string& text, std::size_t from) {
    for (auto i = from; i < text.size(); ++i) {
        if (text[i] >= 'a' && text[i] <= 'z') text[i] = static_cast<char>(text[i] - 'a' + 'A');
    }
}

/// "SQ *NRTHGTCFF 4829"
void append_cryptic(std::string& out, splitmix& random, generated_row const& row) {
    out += card_marks[row.payee % card_marks.size()];
    append_consonants(out, house_of(row.payee), 6);
    append_consonants(out, trade_of(row.payee).word, 4);
    io::append_count(out += ' ', random.between(1000, 9999));
}

/// The payee, as one of seven ways changes it. Returns how many letters fit.
std::size_t append_payee(std::string& out, splitmix& random, generated_row const& row) {
    auto const& of = trade_of(row.payee);
    auto const way = row.changed_text ? random.below(7) : 7;
    if (way == 0) {
        append_cryptic(out, random, row);
        return bank_letters;
    }
    if (way == 1) out += of.money_in ? "CREDIT TRANSFER " : "CARD PURCHASE ";
    if (way == 2) out += of.money_in ? "TRANSFER FROM " : "CARD PAYMENT TO ";
    if (way == 3)
        append_misspelt(out, random, house_of(row.payee));
    else
        out += house_of(row.payee);
    (out += ' ') += way == 4 ? of.short_word : of.word;
    if (way == 5) io::append_count(out += " #", 1 + random.below(999));
    if (way >= 5) (out += ' ') += town_of(row.payee);
    return way == 2 ? cut_letters : bank_letters;
}

} // namespace

void append_bank_text(std::string& out, generated_row const& row) {
    auto const begin = out.size();
    splitmix random(row.seed);
    std::size_t letters = bank_letters;
    if (row.payee >= first_of_staff) {
        append_person(out += "SALARY ", row.payee);
    } else if (row.role == row_role::deposit) { // of several payers, whom the bank does not name
        io::append_count(out += "BRANCH DEPOSIT ", random.between(1000, 9999));
    } else {
        if (row.role == row_role::payout) out += row.minor < 0 ? "BATCH " : "PAYOUT ";
        if (row.role == row_role::reversal) out += random.chance(500) ? "REVERSAL " : "REFUND ";
        letters = append_payee(out, random, row);
    }
    out.resize(std::min(out.size(), begin + letters));
    while (out.back() == ' ')
        out.pop_back();
    upper(out, begin);
}

void append_ledger_text(std::string& out, generated_row const& row) {
    if (row.payee >= first_of_staff) return append_person(out += "Payroll ", row.payee);
    splitmix random(row.seed);
    if (row.role == row_role::reversal) out += random.chance(500) ? "Void " : "Reversal ";
    if (row.role == row_role::fee) out += "Fee ";
    if (row.role == row_role::refund) out += "Refund ";
    ((out += house_of(row.payee)) += ' ') += trade_of(row.payee).word;
}

} // namespace recon::cli
