// recon/io/csv_date_order.hpp - day before month or after it: decided by all dates of a file, or
// asked for.
#pragma once

#include <recon/error.hpp>
#include <recon/io/csv_evidence.hpp>
#include <recon/io/read_options.hpp>
#include <recon/io/statement.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace recon::io {

namespace detail {

constexpr std::string_view name_of(date_order order) noexcept {
    switch (order) {
    case date_order::dmy: return "day-month-year";
    case date_order::mdy: return "month-day-year";
    case date_order::ymd: return "year-month-day";
    }
    return "?";
}
constexpr std::string_view flag_of(date_order order) noexcept {
    switch (order) {
    case date_order::dmy: return "dmy";
    case date_order::mdy: return "mdy";
    case date_order::ymd: return "ymd";
    }
    return "?";
}

/// How a column of dates looks when it is read in one order.
struct date_sequence {
    std::size_t rising = 0;
    std::size_t falling = 0;
    std::chrono::days apart_max{0}; ///< between booking and value date of a row
    std::size_t pairs = 0;

    bool sorted() const noexcept { return rising == 0 || falling == 0; }
};

inline date_sequence sequence_of(date_evidence const& dates, date_order order) {
    date_sequence found;
    std::optional<std::chrono::sys_days> before;
    for (auto const& [booking, value] : dates.rows) {
        auto const day = day_of(booking, order);
        if (!day) continue;
        if (before && *before < *day) ++found.rising;
        if (before && *before > *day) ++found.falling;
        before = day;
        if (auto const other = day_of(value, order)) {
            ++found.pairs;
            found.apart_max = std::max(found.apart_max, std::chrono::abs(*day - *other));
        }
    }
    return found;
}

inline bool reads_the_same(date_evidence const& dates) {
    for (auto const& row : dates.rows)
        for (auto const& cell : row)
            if (day_of(cell, date_order::dmy) != day_of(cell, date_order::mdy)) return false;
    return dates.rows.size() < date_evidence::rows_max;
}

/// An order and why; nothing when the file leaves it open.
struct order_choice {
    date_order order;
    std::string evidence;
};

inline std::optional<order_choice> order_by_sequence(date_evidence const& dates) {
    auto const dmy = sequence_of(dates, date_order::dmy);
    auto const mdy = sequence_of(dates, date_order::mdy);
    constexpr std::chrono::days near{10};
    constexpr std::chrono::days far{25};
    auto const choose = [](bool first, std::string evidence) {
        return order_choice{first ? date_order::dmy : date_order::mdy, std::move(evidence)};
    };
    bool const dmy_near = dmy.apart_max <= near && mdy.apart_max >= far;
    bool const mdy_near = mdy.apart_max <= near && dmy.apart_max >= far;
    if (dmy.pairs != 0 && dmy_near != mdy_near)
        return choose(dmy_near, "only so are the two dates of each row within "
                                    + std::to_string(near.count()) + " days of each other");
    constexpr std::size_t steps_min = 4; // fewer are sorted by chance too easily
    bool const dmy_sorted = dmy.sorted() && !mdy.sorted() && dmy.rising + dmy.falling >= steps_min;
    bool const mdy_sorted = mdy.sorted() && !dmy.sorted() && mdy.rising + mdy.falling >= steps_min;
    if (dmy_sorted || mdy_sorted)
        return choose(dmy_sorted, "only so are the rows in order of date");
    return std::nullopt;
}

/// "13 of 45 dates have a day above 12: line 21 has '13.03.2025'". The cells are those looked at:
/// all of a small file, of a long one as many as settle it.
inline std::string days_above_12(cell_example const& proof, std::size_t cells) {
    return std::to_string(proof.count) + " of " + std::to_string(cells)
           + (cells == 1 ? " date has" : " dates have") + " a day above 12: " + to_string(proof);
}

inline std::optional<order_choice> order_by_evidence(date_evidence const& dates) {
    auto const [dmy, mdy, ymd] = dates.valid;
    auto const most = std::max(dmy, mdy);
    if (most == 0 && ymd != 0) return order_choice{date_order::ymd, "no other order reads them"};
    auto const& [dmy_proof, mdy_proof, unused] = dates.proof;
    if (outweighs(dmy_proof, mdy_proof))
        return order_choice{date_order::dmy, days_above_12(dmy_proof, dates.cells)};
    if (outweighs(mdy_proof, dmy_proof))
        return order_choice{date_order::mdy, days_above_12(mdy_proof, dates.cells)};
    if (dmy_proof.count + mdy_proof.count != 0) return std::nullopt; // both are proved
    if (reads_the_same(dates))
        return order_choice{date_order::dmy, "every date reads the same in either order"};
    if (auto const choice = order_by_sequence(dates)) return choice;
    auto const& [dmy_above, mdy_above] = dates.above;
    if ((dmy_above.count != 0) == (mdy_above.count != 0)) return std::nullopt;
    return order_choice{dmy_above.count != 0 ? date_order::dmy : date_order::mdy,
                        "so are the dates above the header: "
                            + to_string(dmy_above.count != 0 ? dmy_above : mdy_above)};
}

inline date_order decide_order(csv_evidence const& evidence, read_options const& options,
                               statement& out) {
    auto const& dates = evidence.dates;
    auto const flag = options.option("date-order");
    if (options.order) {
        out.evident.push_back(
            {"dates are " + std::string(name_of(*options.order)), "as " + flag + " says", ""});
        return *options.order;
    }
    if (dates.cells == 0) {
        if (dates.complete != 0)
            out.evident.push_back({"dates tell day from month by themselves",
                                   "all of them begin with the year or name the month", ""});
        return date_order::ymd;
    }
    auto const choice = order_by_evidence(dates);
    if (!choice) {
        auto const& [dmy, mdy, unused] = dates.proof;
        if (dmy.count != 0 && mdy.count != 0)
            throw file_processing_error("some dates have the day first, others the month ("
                                            + to_string(dmy) + ", " + to_string(mdy) + "): say "
                                            + flag + " dmy or " + flag
                                            + " mdy; rows in the other order are then rejected, or "
                                              "read wrongly where both fit",
                                        {out.name});
        throw file_processing_error("the dates do not tell day from month (" + to_string(dates.open)
                                        + "): say " + flag + " dmy or " + flag + " mdy",
                                    {out.name});
    }
    auto const misfits = dates.cells - dates.valid[static_cast<std::size_t>(choice->order)];
    auto text = choice->evidence;
    if (misfits != 0) text += "; " + std::to_string(misfits) + " dates do not fit";
    out.assumptions.push_back({"dates are " + std::string(name_of(choice->order)), text,
                               flag + " " + std::string(flag_of(choice->order)), misfits == 0});
    return choice->order;
}

} // namespace detail

} // namespace recon::io
