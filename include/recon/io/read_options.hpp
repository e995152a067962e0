// recon/io/read_options.hpp - what the user says about a file. Anything said wins over detection.
#pragma once

#include <recon/currency.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace recon::io {

enum class date_order : std::uint8_t { dmy, mdy, ymd };
enum class sign_rule : std::uint8_t {
    automatic, ///< by the file's own evidence
    as_is,     ///< money in is positive in the file
    inverted   ///< money in is negative in the file, as a card's or the books' side has it
};

/// One column by hand: `date=Buchungstag`, or `amount=3` for the third column of a headerless file.
struct column_choice {
    std::string meaning; ///< date, value_date, amount, debit, credit, type, description, reference,
                         ///< counterparty, account, currency, balance, id, fee, status
    std::string header;  ///< the header's text, or a column number from 1
};

struct read_options {
    std::string side = "bank"; ///< for messages: "bank", "ledger", or empty where there is one file
    std::optional<date_order> order;
    std::optional<char> decimal_mark; ///< '.' or ','
    sign_rule sign = sign_rule::automatic;
    std::vector<column_choice> columns;
    currency fallback{"USD"};                      ///< for files that name no currency
    std::size_t bytes_max = std::size_t{4} << 30U; ///< larger: limit_error
    std::size_t rows_max = 50'000'000;             ///< more: limit_error
    std::size_t field_max = 1U << 20U;             ///< bytes in one record; longer: unusable file

    /// The option of the command line that says it: "--bank-date-order".
    std::string option(std::string_view name) const {
        auto flag = "--" + side;
        if (!side.empty()) flag += '-';
        return flag.append(name);
    }
};

} // namespace recon::io
