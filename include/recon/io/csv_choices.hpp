// recon/io/csv_choices.hpp - the columns that the user names, put over those that were found.
#pragma once

#include <recon/error.hpp>
#include <recon/io/csv_sample.hpp>
#include <recon/io/read_options.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace recon::io {

namespace detail {

/// Where `text` stands in the header, by its own words or as a number from 1.
inline std::size_t chosen_column(csv_record const& record, std::string_view text) {
    if (all_digits(text) && text.size() <= 6) {
        auto const number = static_cast<std::size_t>(number_of(text));
        return number >= 1 ? number - 1 : no_column;
    }
    auto const key = fold_key(text);
    for (std::size_t i = 0; i < record.fields.size(); ++i)
        if (bare_cell(record.fields[i]) == text || fold_key(record.fields[i]) == key) return i;
    return no_column;
}

[[noreturn]] inline void throw_unknown_meaning(column_choice const& choice,
                                               read_options const& options) {
    throw validation_error("'" + choice.meaning
                           + "' is no meaning of a column: " + options.option("columns")
                           + " knows date, value_date, amount, debit, credit, type, "
                             "description, reference, counterparty, account, currency, balance, "
                             "id, status, fee");
}

/// The place in the map that a meaning names.
inline std::size_t* place_of(column_map& columns, std::string_view meaning) {
    if (meaning == "date") return &columns.day;
    if (meaning == "value_date") return &columns.value_day;
    if (meaning == "amount") return &columns.amount;
    if (meaning == "debit") return &columns.debit;
    if (meaning == "credit") return &columns.credit;
    if (meaning == "type") return &columns.type;
    if (meaning == "reference") return &columns.reference;
    if (meaning == "account") return &columns.account;
    if (meaning == "currency") return &columns.currency;
    if (meaning == "balance") return &columns.balance;
    if (meaning == "id") return &columns.id;
    if (meaning == "status") return &columns.status;
    return nullptr;
}

inline void release(column_map& columns, std::size_t index) {
    for (auto* const place :
         {&columns.day, &columns.value_day, &columns.amount, &columns.debit, &columns.credit,
          &columns.type, &columns.balance, &columns.currency, &columns.status, &columns.pending,
          &columns.reference, &columns.id, &columns.cheque, &columns.account})
        if (*place == index) *place = no_column;
    std::erase(columns.description, index);
    std::erase(columns.payee, index);
}

/// Puts the user's columns over the found ones. False when the record lacks one of them.
inline bool apply_choices(csv_record const& record, column_map& columns,
                          read_options const& options) {
    bool describes = false;
    bool names_payee = false;
    for (auto const& choice : options.columns) {
        auto const index = chosen_column(record, choice.header);
        if (index == no_column) return false;
        release(columns, index);
        if (choice.meaning == "amount") columns.debit = columns.credit = no_column;
        if (choice.meaning == "debit" || choice.meaning == "credit") columns.amount = no_column;
        if (choice.meaning == "description") {
            if (!std::exchange(describes, true)) columns.description.clear();
            columns.description.push_back(index);
        } else if (choice.meaning == "counterparty") {
            if (!std::exchange(names_payee, true)) columns.payee.clear();
            columns.payee.push_back(index);
        } else if (auto* const place = place_of(columns, choice.meaning)) {
            *place = index;
        } else if (choice.meaning != "fee") { // known, so that it is taken for nothing else
            throw_unknown_meaning(choice, options);
        }
    }
    return true;
}

} // namespace detail

} // namespace recon::io
