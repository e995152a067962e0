// recon/io/csv_sample.hpp - the first records of a CSV file, and a way to read them.
#pragma once

#include <recon/io/csv.hpp>
#include <recon/io/csv_columns.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace recon::io {

/// The shape of one file.
struct csv_layout {
    csv_dialect dialect;
    std::size_t offset = 0;          ///< where the records begin: after a byte order mark or sep=
    std::size_t first_line = 1;      ///< the line of that
    std::size_t header_line = 0;     ///< 0: the file has no header
    std::vector<std::string> header; ///< its cells; empty without a header
    std::size_t width = 0;           ///< how many fields a record has
    column_map columns;
    currency unit;              ///< that the amount's header names, or a line above it
    std::size_t unit_line = 0;  ///< that line; 0 where the header does
    std::size_t title_line = 0; ///< of a file without a header: a first record of another form
};

namespace detail {

inline constexpr std::size_t header_records_max = 60;
inline constexpr std::size_t sample_records_max = 300;
inline constexpr std::size_t sample_cells_max = 40'000;
inline constexpr std::size_t header_fields_max = 512;
inline constexpr std::size_t headers_tried_max = 8;

/// What the cells of one record look like, each looked at once: many records may be tried as the
/// header, and each time all below it count.
struct record_look {
    std::vector<cell_look> cells;
    bool asked = false;
    bool dated = false; ///< one of the cells is a date
};

/// The first records under one delimiter.
struct csv_sample {
    text_arena arena;
    std::vector<csv_record> records;
    std::vector<record_look> looks; ///< one a record, those that were asked for
};

inline csv_sample sample_records(std::string_view bytes, csv_dialect dialect,
                                 std::size_t first_line) {
    csv_sample sample;
    csv_reader reader(bytes, dialect, sample.arena, std::size_t{1} << 16U);
    csv_record record;
    try {
        while (sample.records.size() < sample_records_max && reader.next(record)) {
            record.position += first_line - 1;
            sample.records.push_back(record);
        }
    } catch (limit_error const&) { // a long line: what stands before it is the sample
    }
    return sample;
}

inline std::size_t filled_fields(csv_record const& record) {
    return static_cast<std::size_t>(
        std::count_if(record.fields.begin(), record.fields.end(),
                      [](std::string_view field) { return !bare_cell(field).empty(); }));
}

/// Without the empty cells that trailing delimiters make.
inline std::size_t width_of(std::vector<std::string_view> const& fields) {
    auto width = fields.size();
    while (width > 0 && bare_cell(fields[width - 1]).empty())
        --width;
    return width;
}

inline std::string_view field(csv_record const& record, std::size_t i) {
    return i < record.fields.size() ? record.fields[i] : std::string_view{};
}

inline bool looks_like_transaction(csv_record const& record, column_map const& columns) {
    if (read_date_cell(bare_cell(field(record, columns.day))).shape == date_shape::none)
        return false;
    for (auto const i : {columns.amount, columns.debit, columns.credit}) {
        if (i == no_column) continue;
        auto const amount = read_amount_cell(field(record, i));
        if (amount && mark_of(amount) != mark_evidence::broken) return true;
    }
    return false;
}

inline bool has_transactions(csv_sample const& sample, std::size_t first, std::size_t last,
                             column_map const& columns) {
    for (auto i = first; i < last; ++i)
        if (looks_like_transaction(sample.records[i], columns)) return true;
    return false;
}

/// One way to read the file, and how well it does.
struct layout_candidate {
    csv_layout layout;
    std::size_t transactions = 0;
    std::size_t words = 0; ///< header cells that are known
};

inline bool better(layout_candidate const& a, layout_candidate const& b) {
    if (a.transactions != b.transactions) return a.transactions > b.transactions;
    return a.words > b.words;
}

inline bool has_date(csv_record const& record) {
    return std::any_of(record.fields.begin(), record.fields.end(), [](std::string_view field) {
        return read_date_cell(bare_cell(field)).shape != date_shape::none;
    });
}

inline record_look const& look_at(csv_sample& sample, std::size_t record) {
    sample.looks.resize(sample.records.size());
    auto& look = sample.looks[record];
    if (look.asked) return look;
    look.asked = true;
    for (auto const cell : sample.records[record].fields) {
        if (look.cells.size() == header_fields_max) break;
        look.cells.push_back(io::look_at(cell));
        look.dated = look.dated || look.cells.back().date;
    }
    return look;
}

/// What the columns hold, from the record `first` on. Separators, sums and notices, which have no
/// date, do not count; where no record has one, all do.
inline std::vector<column_sample> sample_columns(csv_sample& sample, std::size_t first,
                                                 std::size_t width) {
    std::vector<column_sample> columns(width);
    auto const rows = sample_cells_max / std::max<std::size_t>(width, 1) + 1;
    auto const last = std::min(sample.records.size(), first + rows);
    auto const add_all = [&](bool dated) {
        bool any = false;
        for (auto i = first; i < last; ++i) {
            auto const& look = look_at(sample, i);
            if (dated && !look.dated) continue;
            any = true;
            for (std::size_t at = 0; at < std::min(width, look.cells.size()); ++at)
                columns[at].add(look.cells[at]);
        }
        return any;
    };
    if (!add_all(true)) add_all(false);
    return columns;
}

/// Counts the transactions, and takes the width that most of them have: a header may have more
/// cells or fewer than the records below it.
inline void count_transactions(csv_sample const& sample, std::size_t first,
                               layout_candidate& candidate) {
    std::vector<std::size_t> widths;
    for (auto i = first; i < sample.records.size(); ++i)
        if (looks_like_transaction(sample.records[i], candidate.layout.columns))
            widths.push_back(sample.records[i].fields.size());
    candidate.transactions = widths.size();
    if (widths.empty()) return;
    auto const middle = widths.begin() + static_cast<std::ptrdiff_t>(widths.size() / 2);
    std::nth_element(widths.begin(), middle, widths.end());
    auto const same = std::count(widths.begin(), widths.end(), *middle);
    if (static_cast<std::size_t>(same) * 10 >= widths.size() * 9) candidate.layout.width = *middle;
}

} // namespace detail

} // namespace recon::io
