// tests/reference/amount.hpp - the obvious way to read a grouped number: write it in every way that
// it could be grouped, and compare.
#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>

namespace recon::test {

/// `digits` with `separator` between groups: of three, or, as in India, of three and then twos.
inline std::string grouped(std::string const& digits, char separator, bool indian) {
    std::string text;
    std::size_t count = 0;
    std::size_t next = 3;
    for (auto i = digits.size(); i-- > 0;) {
        if (count == next) {
            text.insert(text.begin(), separator);
            next += indian ? 2 : 3;
        }
        text.insert(text.begin(), digits[i]);
        ++count;
    }
    return text;
}

/// The digits of an unsigned number as one string, its decimals filled up to `decimals`; nothing
/// when no way of writing it gives `text`, or decimals would be lost.
inline std::optional<std::string> digits_of_amount(std::string const& text, char mark,
                                                   std::size_t decimals) {
    auto const at = text.find(mark);
    std::string const whole = text.substr(0, at);
    std::string fraction = at == std::string::npos ? "" : text.substr(at + 1);
    std::string digits;
    char separator = 0;
    for (char const c : whole) {
        if (c >= '0' && c <= '9')
            digits += c;
        else
            separator = c;
    }
    bool const is_grouped = separator != mark && whole[0] != '0'
                            && (whole == grouped(digits, separator, false)
                                || whole == grouped(digits, separator, true));
    bool const fits = whole == digits || is_grouped;
    if (!fits || fraction.find_first_not_of("0123456789") != std::string::npos) return std::nullopt;
    while (fraction.size() > decimals) {
        if (fraction.back() != '0') return std::nullopt;
        fraction.pop_back();
    }
    fraction.resize(decimals, '0');
    digits += fraction;
    digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size() - 1));
    return digits;
}

} // namespace recon::test
