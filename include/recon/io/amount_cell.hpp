// recon/io/amount_cell.hpp - an amount cell taken apart: its number, sign, currency and words.
#pragma once

#include <recon/currency.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace recon::io {

/// Which way money moves, from the account holder's view.
enum class direction : std::uint8_t { unknown, in, out };

/// An amount cell taken apart, before the file's decimal mark is known.
struct amount_cell {
    static constexpr std::size_t size_max = 48;

    std::array<char, size_max> digits{}; ///< digits, and between them . , space or '
    std::uint8_t size = 0;               ///< 0: the cell holds no amount
    bool negative = false;               ///< a minus before or after, or parentheses
    bool dollar = false;                 ///< a bare "$", which many currencies use
    bool refunded = false;               ///< a note says that some of it came back later
    direction word = direction::unknown; ///< CR, DR, S or H beside the number
    currency unit;                       ///< by a code, or a sign that only one currency has

    constexpr std::string_view text() const noexcept { return {digits.data(), size}; }
    constexpr explicit operator bool() const noexcept { return size != 0; }
};

namespace detail {

struct amount_word {
    std::string_view text; // as it stands beside a number, in lower case where it has case
    std::string_view code; // the currency; "$" is a bare dollar sign, "" says nothing
    direction way;
};

// clang-format off
inline constexpr std::array amount_words{
    amount_word{"cr", "", direction::in},     amount_word{"dr", "", direction::out},
    amount_word{"c", "", direction::in},      amount_word{"d", "", direction::out},
    amount_word{"h", "", direction::in},      amount_word{"s", "", direction::out},
    amount_word{"db", "", direction::out},    amount_word{"kr", "", direction::unknown},
    amount_word{"€", "EUR", direction::unknown},   amount_word{"£", "GBP", direction::unknown},
    amount_word{"$", "$", direction::unknown},     amount_word{"us$", "USD", direction::unknown},
    amount_word{"a$", "AUD", direction::unknown},  amount_word{"c$", "CAD", direction::unknown},
    amount_word{"ca$", "CAD", direction::unknown}, amount_word{"hk$", "HKD", direction::unknown},
    amount_word{"s$", "SGD", direction::unknown},  amount_word{"nz$", "NZD", direction::unknown},
    amount_word{"nt$", "TWD", direction::unknown}, amount_word{"r$", "BRL", direction::unknown},
    amount_word{"¥", "", direction::unknown},      amount_word{"￥", "", direction::unknown},
    amount_word{"円", "JPY", direction::unknown},  amount_word{"元", "CNY", direction::unknown},
    amount_word{"원", "KRW", direction::unknown},  amount_word{"₩", "KRW", direction::unknown},
    amount_word{"₹", "INR", direction::unknown},   amount_word{"rs", "INR", direction::unknown},
    amount_word{"₽", "RUB", direction::unknown},   amount_word{"руб", "RUB", direction::unknown},
    amount_word{"zł", "PLN", direction::unknown},  amount_word{"kč", "CZK", direction::unknown},
    amount_word{"ft", "HUF", direction::unknown},  amount_word{"lei", "RON", direction::unknown},
    amount_word{"₺", "TRY", direction::unknown},   amount_word{"tl", "TRY", direction::unknown},
    amount_word{"₴", "UAH", direction::unknown},   amount_word{"₫", "VND", direction::unknown},
    amount_word{"đ", "VND", direction::unknown},   amount_word{"₪", "ILS", direction::unknown},
    amount_word{"rp", "IDR", direction::unknown},  amount_word{"fr", "CHF", direction::unknown},
    amount_word{"sfr", "CHF", direction::unknown}, amount_word{"euro", "EUR", direction::unknown},
    amount_word{"人民币", "CNY", direction::unknown}, amount_word{"rm", "MYR", direction::unknown},
    amount_word{"₱", "PHP", direction::unknown},   amount_word{"฿", "THB", direction::unknown},
    amount_word{"r", "ZAR", direction::unknown},   amount_word{"mx$", "MXN", direction::unknown},
    amount_word{"лв", "BGN", direction::unknown},  amount_word{"грн", "UAH", direction::unknown},
    amount_word{"din", "RSD", direction::unknown}, amount_word{"₦", "NGN", direction::unknown},
    amount_word{"р", "RUB", direction::unknown},   amount_word{"₸", "KZT", direction::unknown},
};

/// What separates groups of digits, of more than one byte; all are kept as one.
struct separator { std::string_view text; char kept; };
inline constexpr std::array separators{
    separator{"\u00A0", ' '}, separator{"\u202F", ' '}, separator{"\u2009", ' '},
    separator{"\u2007", ' '}, separator{"\u3000", ' '}, separator{"\u2019", '\''},
    separator{"\u02BC", '\''}, separator{"\u00B4", '\''},
};
inline constexpr std::array<std::string_view, 6> minus_signs{
    "-", "\u2212", "\u2013", "\u2010", "\u2011", "\uFF0D"};
// clang-format on

/// The separator at the start of `text`, its size in bytes, and how it is kept; size 0 if none.
constexpr separator separator_at(std::string_view text) noexcept {
    if (text.empty()) return {};
    char const c = text.front();
    if (c == '.' || c == ',' || c == ' ' || c == '\'') return {text.substr(0, 1), c};
    if ((c & '\x80') == 0) return {};
    for (auto const& known : separators)
        if (text.starts_with(known.text)) return known;
    return {};
}

/// Reads what stands before or after the number. False at a word that belongs to no amount.
class amount_affix {
  public:
    constexpr explicit amount_affix(amount_cell& cell) noexcept : cell_(cell) {}

    constexpr bool read(std::string_view text, bool suffix) noexcept {
        while (!text.empty()) {
            if (auto const gap = separator_at(text); gap.kept == ' ') {
                text.remove_prefix(gap.text.size());
            } else if (text.front() == '\t' || (suffix && text.front() == '.')) {
                text.remove_prefix(1); // "Rs." before, "kr." after
            } else if (text.front() == '+') {
                if (signed_) return false;
                signed_ = true;
                text.remove_prefix(1);
            } else if (auto const size = minus_at(text); size != 0) {
                if (signed_) return false;
                signed_ = cell_.negative = true;
                text.remove_prefix(size);
            } else if (!read_bracket_or_word(text, suffix)) {
                return false;
            }
        }
        return true;
    }

    /// Whether brackets are closed, and words and signs do not contradict each other.
    constexpr bool agrees() const noexcept {
        return !open_bracket_ && !(cell_.negative && cell_.word == direction::in);
    }

  private:
    static constexpr std::size_t minus_at(std::string_view text) noexcept {
        for (auto const sign : minus_signs)
            if (text.starts_with(sign)) return sign.size();
        return 0;
    }

    constexpr bool read_bracket_or_word(std::string_view& text, bool suffix) noexcept {
        if (text.front() == '(' && !suffix) { // (12.50) is negative
            if (open_bracket_ || signed_) return false;
            open_bracket_ = signed_ = cell_.negative = true;
            text.remove_prefix(1);
            return true;
        }
        if (text.front() == ')' && open_bracket_) {
            open_bracket_ = false;
            text.remove_prefix(1);
            return true;
        }
        if (text.front() == '(') { // "3.90(CN)": a tag of two or three capitals
            auto const end = text.find(')');
            for (std::string_view const note : {"(已退款", "(已全额退款"}) // "131.77(已退款89.84)"
                if (end != std::string_view::npos && text.starts_with(note)) {
                    cell_.refunded = true;
                    text.remove_prefix(end + 1);
                    return true;
                }
            if (end == std::string_view::npos || end < 3 || end > 4) return false;
            for (char const c : text.substr(1, end - 1))
                if (c < 'A' || c > 'Z') return false;
            text.remove_prefix(end + 1);
            return true;
        }
        return read_word(text);
    }

    constexpr bool read_word(std::string_view& text) noexcept {
        std::size_t size = 0;
        while (size < text.size() && !ends_word(text.substr(size)))
            ++size;
        auto const word = text.substr(0, size);
        if (word.empty() || word.size() > 9) return false;
        text.remove_prefix(size);
        if (!text.empty() && text.front() == '.') text.remove_prefix(1); // "Rs.", "Cr."
        std::array<char, 9> lower{};
        for (std::size_t i = 0; i < size; ++i)
            lower[i] =
                word[i] >= 'A' && word[i] <= 'Z' ? static_cast<char>(word[i] - 'A' + 'a') : word[i];
        std::string_view const folded(lower.data(), size);
        for (auto const& known : amount_words) {
            if (known.text != folded) continue;
            if (known.code == "$") cell_.dollar = true;
            if (known.code.size() == 3) return set_unit(*currency::find(known.code));
            if (known.way == direction::unknown) return true;
            if (cell_.word != direction::unknown) return false;
            cell_.word = known.way;
            return true;
        }
        if (auto const unit = currency::find(word)) return set_unit(*unit);
        return false;
    }

    static constexpr bool ends_word(std::string_view rest) noexcept {
        char const c = rest.front();
        if (c == '.' || c == '(' || c == ')' || c == '+' || c == '\t' || c == '-') return true;
        return separator_at(rest).kept != 0 || minus_at(rest) != 0;
    }

    constexpr bool set_unit(currency unit) noexcept {
        if (cell_.unit && cell_.unit != unit) return false;
        cell_.unit = unit;
        return true;
    }

    amount_cell& cell_;
    bool signed_ = false;
    bool open_bracket_ = false;
};

constexpr bool digit_at(std::string_view text, std::size_t at) noexcept {
    return at < text.size() && text[at] >= '0' && text[at] <= '9';
}

/// Digits up to the last one, with the separators between them. False when there are too many.
constexpr bool read_number(std::string_view text, amount_cell& cell) noexcept {
    std::size_t size = 0;
    for (std::size_t at = 0; at < text.size();) {
        if (size + 1 >= amount_cell::size_max) return false;
        if (digit_at(text, at)) {
            cell.digits[size++] = text[at++];
            continue;
        }
        auto const between = separator_at(text.substr(at));
        if (between.kept == 0) return false;
        at += between.text.size();
        cell.digits[size++] = between.kept;
    }
    cell.size = static_cast<std::uint8_t>(size);
    return true;
}

/// Where the number ends: after its last digit that only separators part from the one before.
constexpr std::size_t number_end(std::string_view text, std::size_t from) noexcept {
    std::size_t end = from;
    for (std::size_t at = from; at < text.size();) {
        if (digit_at(text, at)) {
            end = ++at;
            continue;
        }
        auto const between = separator_at(text.substr(at));
        if (between.kept == 0) break;
        at += between.text.size();
    }
    return end;
}

constexpr bool is_cell_space(char c) noexcept {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/// The cell without the spaces around it, and without what spreadsheets put there to keep a text a
/// text: ="12.50" and '12.50.
constexpr std::string_view bare_cell(std::string_view text) noexcept {
    auto const strip = [&text] {
        while (!text.empty() && is_cell_space(text.front()))
            text.remove_prefix(1);
        while (!text.empty() && is_cell_space(text.back()))
            text.remove_suffix(1);
    };
    strip();
    if (text.size() >= 3 && text.starts_with("=\"") && text.ends_with('"')) {
        text = text.substr(2, text.size() - 3);
        strip();
    } else if (text.size() >= 2 && text.front() == '\'') {
        text.remove_prefix(1);
        if (text.back() == '\'') text.remove_suffix(1);
        strip();
    }
    return text;
}

} // namespace detail

/// Takes a cell apart. "-1.234,56 EUR", "(12.50)", "12.50 CR", "1 234,50-", "£1,100.00",
/// "1,11,800.00", "11'373.94". Anything else that stands in the cell, and a cell over 100 bytes, is
/// no amount. O(size).
constexpr amount_cell read_amount_cell(std::string_view text) noexcept {
    text = detail::bare_cell(text);
    amount_cell cell;
    if (text.empty() || text.size() > 100) return {};
    std::size_t start = 0;
    while (start < text.size() && !detail::digit_at(text, start))
        ++start;
    if (start == text.size()) return {};
    // ".50" begins with its mark; "Rs.50" does not
    bool const bare_mark = start > 0 && (text[start - 1] == '.' || text[start - 1] == ',')
                           && (start == 1 || text[start - 2] == '-' || text[start - 2] == ' '
                               || text[start - 2] == '+' || text[start - 2] == '(');
    if (bare_mark) --start;
    auto end = detail::number_end(text, start + (bare_mark ? 1 : 0));
    if (!detail::read_number(text.substr(start, end - start), cell)) return {};
    if (end < text.size() && (text[end] == '.' || text[end] == ',')) { // "1000,", "5.-"
        ++end;
        if (text.substr(end) == "-" || text.substr(end) == "\u2013") end = text.size();
    }
    detail::amount_affix affix(cell);
    if (!affix.read(text.substr(0, start), false) || !affix.read(text.substr(end), true)
        || !affix.agrees())
        return {};
    return cell;
}

} // namespace recon::io
