// recon/io/csv_conventions.hpp - date order, decimal mark and signs of a file: decided by all of
// its cells, and said. Where they leave it open and a guess would change a date or an amount, the
// file is refused with the option that settles it.
#pragma once

#include <recon/error.hpp>
#include <recon/io/csv_date_order.hpp>
#include <recon/io/csv_evidence.hpp>
#include <recon/io/read_options.hpp>
#include <recon/io/statement.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

namespace recon::io {

/// How the cells of one file are to be read.
struct csv_conventions {
    date_order order = date_order::ymd; ///< for dates that need one
    char mark = '.';
    bool type_decides = false;  ///< the type column, not the sign, says which way
    bool signs_ignored = false; ///< beside the type column; otherwise a minus reverses it
    way_word blank_type = way_word::unknown;
    direction blank_word = direction::unknown; ///< of an amount without CR or DR
    int amount_sign = 1;
    int debit_sign = -1; ///< the value in the debit column times this is the effect
    int credit_sign = 1;
    currency unit; ///< of rows that name none; none where the others name several
};

namespace detail {

/// The mark that one group of numbers proves, 0 if none does.
inline char proven_mark(marks const& found) {
    if (outweighs(found.dot, found.comma)) return '.';
    if (outweighs(found.comma, found.dot)) return ',';
    if (found.dot.count + found.comma.count != 0) return 0;
    if (found.long_dot.line != 0 && found.open_comma.line == 0) return ',';
    if (found.long_comma.line != 0 && found.open_dot.line == 0) return '.';
    return 0;
}

inline cell_example const& mark_proof(marks const& found, char mark) {
    auto const& direct = mark == '.' ? found.dot : found.comma;
    return direct.line != 0 ? direct : mark == '.' ? found.long_comma : found.long_dot;
}

inline void decide_mark(csv_evidence const& evidence, read_options const& options, statement& out,
                        csv_conventions& result) {
    auto const& amounts = evidence.amounts;
    auto const flag = options.option("decimal-mark");
    auto const name = [](char mark) { return mark == '.' ? "a dot" : "a comma"; };
    bool const both = amounts.dot.count != 0 && amounts.comma.count != 0;
    if (options.decimal_mark) {
        if (*options.decimal_mark != '.' && *options.decimal_mark != ',')
            throw validation_error(flag + " is '.' or ','");
        result.mark = *options.decimal_mark;
        out.evident.push_back(
            {std::string("the decimal mark is ") + name(result.mark), "as " + flag + " says", ""});
        return;
    }
    if (auto const mark = proven_mark(amounts)) {
        result.mark = mark;
        auto evidence_text = to_string(mark_proof(amounts, mark));
        if (both) evidence_text += "; but " + to_string(mark == '.' ? amounts.comma : amounts.dot);
        bool const open = amounts.open() || mark == ',' || both;
        (open ? out.assumptions : out.evident)
            .push_back({std::string("the decimal mark is ") + name(mark), evidence_text,
                        flag + " '" + mark + "'", !both});
        return;
    }
    if (both)
        throw file_processing_error("the amounts use both a dot and a comma as decimal mark ("
                                        + to_string(amounts.dot) + ", " + to_string(amounts.comma)
                                        + "): say " + flag + " '.' or " + flag
                                        + " ','; rows with the other mark are then rejected",
                                    {out.name});
    if (!amounts.open()) { // no mark occurs: any will do
        if (evidence.rows != 0)
            out.evident.push_back({"the amounts are whole numbers", "none has decimals", ""});
        return;
    }
    if (auto const mark = proven_mark(evidence.balances)) {
        result.mark = mark;
        out.assumptions.push_back(
            {std::string("the decimal mark is ") + name(mark),
             "the balance on " + to_string(mark_proof(evidence.balances, mark)),
             flag + " '" + mark + "'"});
        return;
    }
    auto const& open = amounts.open_dot.line != 0 ? amounts.open_dot : amounts.open_comma;
    throw file_processing_error("the amounts do not tell the decimal mark: " + to_string(open)
                                    + ", which may be thousands or three decimals: say " + flag
                                    + " '.' or " + flag + " ','",
                                {out.name});
}

inline void decide_sides(csv_evidence const& evidence, csv_layout const& layout,
                         read_options const& options, statement& out, csv_conventions& result) {
    auto const decide = [&](signs const& found, std::string const& column, int usual) {
        if (found.negative == 0 || found.positive == 0)
            return found.negative == 0 ? usual : usual < 0 ? 1 : -1;
        bool const alone =
            &found == &evidence.debit && evidence.credit.negative + evidence.credit.positive == 0;
        bool const minus =
            found.negative > found.positive || (alone && found.negative == found.positive);
        out.assumptions.push_back(
            {"values in the " + column + " column are mostly "
                 + (minus ? "negative; the positive" : "positive; the negative")
                 + " ones are taken as reversals",
             std::to_string(found.negative) + " negative, " + std::to_string(found.positive)
                 + " positive",
             options.option("columns") + " " + column + "=...", false});
        return minus ? -usual : usual;
    };
    if (layout.columns.debit != no_column && layout.columns.credit != no_column) {
        result.debit_sign = decide(evidence.debit, "debit", -1);
        // negative credits are rare; where they stand alone, they reverse
        result.credit_sign = evidence.credit.positive == 0 && evidence.credit.negative != 0
                                     && evidence.debit.negative == 0
                                 ? -1
                                 : 1;
    } else if (layout.columns.debit != no_column) {
        result.debit_sign = evidence.debit.negative != 0 && evidence.debit.positive == 0 ? 1 : -1;
    }
}

inline void decide_type(csv_evidence const& evidence, read_options const& options,
                        std::string const& header, statement& out, csv_conventions& result) {
    auto const& in = evidence.in;
    auto const& out_ = evidence.out;
    bool const agrees = in.negative == 0 && out_.positive == 0;
    if (agrees && out_.negative != 0) { // the signs say it already
        out.evident.push_back({"the signs of the amounts say which way money moves",
                               "they agree with " + header, ""});
        return;
    }
    result.type_decides = true;
    // "CR" on some rows only: the others are the opposite
    bool const no_in = in.positive + in.negative == 0;
    bool const no_out = out_.positive + out_.negative == 0;
    if (evidence.blank_type != 0 && no_out) result.blank_type = way_word::out;
    if (evidence.blank_type != 0 && no_in) result.blank_type = way_word::in;
    bool const opposed = in.positive == 0 && out_.negative == 0;
    bool const plain = in.negative == 0 && out_.negative == 0;
    result.signs_ignored = !plain && opposed;
    std::string how = header + " says which way money moves";
    if (!plain && opposed) how += "; the signs, all opposite, are ignored";
    if (!plain && !opposed) how += "; a minus reverses it";
    out.assumptions.push_back({how,
                               std::to_string(in.positive + in.negative) + " rows in, "
                                   + std::to_string(out_.positive + out_.negative) + " rows out",
                               options.option("columns") + " type=...", plain || opposed});
}

/// What the signs or the two columns say where nothing else has a say.
inline void say_signs(csv_evidence const& evidence, column_map const& columns,
                      read_options const& options, statement& out) {
    auto const count = [](signs const& found) {
        return std::to_string(found.positive + found.negative);
    };
    if (options.sign != sign_rule::automatic) {
        bool const inverted = options.sign == sign_rule::inverted;
        out.evident.push_back({inverted ? "money in is negative in the file" : "the signs are kept",
                               "as " + options.option("sign") + " says", ""});
    } else if (columns.debit != no_column || columns.credit != no_column) {
        out.evident.push_back(
            {"money in and money out have columns of their own",
             count(evidence.credit) + " amounts in, " + count(evidence.debit) + " out", ""});
    } else if (evidence.words_in + evidence.words_out != 0) {
        out.evident.push_back({"words beside the amounts say which way money moves",
                               std::to_string(evidence.words_in) + " say in, "
                                   + std::to_string(evidence.words_out) + " say out",
                               ""});
    } else if (columns.type == no_column && evidence.amount.negative != 0) {
        out.evident.push_back({"the signs of the amounts say which way money moves",
                               std::to_string(evidence.amount.positive) + " are positive, "
                                   + std::to_string(evidence.amount.negative) + " negative",
                               ""});
    }
}

inline void decide_signs(csv_evidence const& evidence, csv_layout const& layout,
                         read_options const& options, statement& out, csv_conventions& result) {
    auto const& columns = layout.columns;
    auto const flag = options.option("sign") + " inverted";
    if (columns.amount == no_column) {
        decide_sides(evidence, layout, options, out, result);
    } else if (columns.type != no_column) {
        bool const named =
            columns.type < layout.header.size() && !layout.header[columns.type].empty();
        auto const header = named ? "the column '" + layout.header[columns.type] + "'"
                                  : "column " + std::to_string(columns.type + 1);
        decide_type(evidence, options, header, out, result);
    } else if (evidence.words_in + evidence.words_out != 0) {
        if (evidence.words_in == 0) result.blank_word = direction::in;
        if (evidence.words_out == 0) result.blank_word = direction::out;
    } else if (evidence.amount.negative == 0 && evidence.amount.positive != 0) {
        out.assumptions.push_back({std::string(all_money_in),
                                   "none of them is negative, and no "
                                   "column says which way money moves",
                                   flag, false});
    }
    say_signs(evidence, columns, options, out);
    if (options.sign == sign_rule::inverted) {
        for (auto* const sign : {&result.amount_sign, &result.debit_sign, &result.credit_sign})
            *sign = -*sign;
    }
}

inline bool is_dollar(currency unit) {
    for (std::string_view const code :
         {"USD", "CAD", "AUD", "NZD", "SGD", "HKD", "TWD", "MXN", "CLP", "COP", "ARS", "JMD"})
        if (unit.code() == code) return true;
    return false;
}

inline void decide_currency(csv_evidence const& evidence, csv_layout const& layout,
                            read_options const& options, statement& out, csv_conventions& result) {
    auto const assume = [&](currency unit, std::string const& why) {
        result.unit = unit;
        out.assumptions.push_back({"amounts are in " + std::string(unit.code()), why,
                                   "--currency " + std::string(unit.code()), false});
    };
    if (layout.unit && layout.unit_line != 0) {
        assume(layout.unit, "line " + std::to_string(layout.unit_line) + " names it");
        out.assumptions.back().decided = true;
    } else if (layout.unit) {
        result.unit = layout.unit;
        out.evident.push_back(
            {"amounts are in " + std::string(layout.unit.code()), "the header names it", ""});
    } else if (evidence.unit) {
        if (!evidence.units_differ) result.unit = evidence.unit; // else every row has to name one
        out.evident.push_back({evidence.units_differ
                                   ? "amounts are in several currencies"
                                   : "amounts are in " + std::string(evidence.unit.code()),
                               "the rows name it", ""});
    } else if (evidence.dollars != 0) {
        assume(is_dollar(options.fallback) ? options.fallback : currency("USD"),
               "the file says '$' and names no other currency");
    } else if (evidence.rows != 0) {
        assume(options.fallback, "the file names no currency");
    }
}

} // namespace detail

/// Decides, and appends what was decided to out.assumptions. Throws file_processing_error where the
/// cells leave the date order or the decimal mark open.
inline csv_conventions decide_conventions(csv_evidence const& evidence, csv_layout const& layout,
                                          read_options const& options, statement& out) {
    csv_conventions result;
    result.order = detail::decide_order(evidence, options, out);
    detail::decide_mark(evidence, options, out, result);
    detail::decide_signs(evidence, layout, options, out, result);
    detail::decide_currency(evidence, layout, options, out, result);
    return result;
}

} // namespace recon::io
