// recon/io/folded_text.hpp - header cells and key words as they are compared.
#pragma once

#include <recon/detail/fold.hpp>

#include <cstddef>
#include <string>
#include <string_view>

namespace recon::io {

/// Upper case without accents, one space for whatever is neither letter nor digit, and between
/// "transaction" and "Date" of "transactionDate". "  Betrag (EUR)" is "BETRAG EUR". O(size).
inline std::string fold_text(std::string_view text) {
    std::string folded;
    bool gap = false;
    bool lower_before = false;
    auto const put = [&](std::string_view letters) {
        if (gap && !folded.empty()) folded += ' ';
        gap = false;
        folded += letters;
    };
    for (std::size_t at = 0; at < text.size();) {
        auto const letter = recon::detail::decode(text, at);
        at += letter.size;
        if (letter.value < 0x80) {
            char const c = static_cast<char>(letter.value);
            bool const upper = c >= 'A' && c <= 'Z';
            bool const lower = c >= 'a' && c <= 'z';
            bool const digit = c >= '0' && c <= '9';
            gap = gap || (upper && lower_before) || !(upper || lower || digit);
            if (upper || digit) put(std::string_view(&c, 1));
            char const raised = static_cast<char>(c - 'a' + 'A');
            if (lower) put(std::string_view(&raised, 1));
            lower_before = lower;
            continue;
        }
        auto const what = recon::detail::fold(letter.value);
        char buffer[4];
        auto const size = static_cast<std::size_t>(recon::detail::write(what, buffer) - buffer);
        if (size != 0) put(std::string_view(buffer, size));
        gap = gap || what.separator;
        lower_before = false;
    }
    return folded;
}

/// fold_text() without its spaces: "Booking Date", "booking_date" and "BookingDate" are one key.
inline std::string fold_key(std::string_view text) {
    auto key = fold_text(text);
    std::erase(key, ' ');
    return key;
}

} // namespace recon::io
