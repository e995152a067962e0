// recon/io/canonical.hpp - CSV files whose columns we name ourselves. The only header that includes
// fast-cpp-csv-parser.
#pragma once

#include <recon/error.hpp>
#include <recon/io/source.hpp>

#define CSV_IO_NO_THREAD
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic push // it cuts file names at 255 bytes, as it means to
#pragma GCC diagnostic ignored "-Wstringop-truncation"
#endif
#if __has_include(<libfccp/csv.h>)
#include <libfccp/csv.h>
#else
#include <csv.h>
#endif
#if defined(__GNUC__) && !defined(__clang__)
#pragma GCC diagnostic pop
#endif

#include <algorithm>
#include <array>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace recon::io {

namespace detail {

/// Stands for a line end inside quotes, which the line reader would take for the end of the row.
inline constexpr char folded_line_end = '\x1F';

/// Feeds the parser: folds line ends inside quotes, makes CR and CR LF one LF, and ends with one.
class canonical_bytes : public ::io::ByteSourceBase {
  public:
    explicit canonical_bytes(std::string_view bytes) : bytes_(bytes) {}

    int read(char* to, int size) override {
        int written = 0;
        while (written < size) {
            if (at_ == bytes_.size()) {
                if (ended_) break;
                ended_ = true;
                to[written++] = '\n'; // the parser looks past the end of a last line without one
                break;
            }
            char c = bytes_[at_++];
            if (c == '"') quoted_ = !quoted_;
            if (c == '\r') {
                if (at_ < bytes_.size() && bytes_[at_] == '\n') continue;
                c = '\n';
            }
            to[written++] = quoted_ && c == '\n' ? folded_line_end : c;
        }
        return written;
    }

  private:
    std::string_view bytes_;
    std::size_t at_ = 0;
    bool quoted_ = false;
    bool ended_ = false;
};

/// The line on which each line of the fed text starts.
inline std::vector<std::size_t> row_lines(std::string_view bytes) {
    std::vector<std::size_t> lines{1};
    bool quoted = false;
    std::size_t line = 1;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (bytes[i] == '"') quoted = !quoted;
        bool const pair = bytes[i] == '\r' && i + 1 < bytes.size() && bytes[i + 1] == '\n';
        if (bytes[i] != '\n' && (bytes[i] != '\r' || pair)) continue;
        ++line;
        if (!quoted) lines.push_back(line);
    }
    return lines;
}

} // namespace detail

/// Reads rows of `Columns` named cells. The file is RFC 4180 in UTF-8 with commas; its columns may
/// stand in any order, and others are ignored.
template <std::size_t Columns>
class canonical_reader {
  public:
    using names = std::array<char const*, Columns>;
    using cells = std::array<std::string, Columns>;

    /// The first `required` columns must be there. Throws file_processing_error when one is not, or
    /// the file holds a NUL. O(size).
    canonical_reader(source const& file, names const& columns, std::size_t required)
        : name_(file.name), columns_(columns), lines_(detail::row_lines(file.bytes)),
          reader_(file.name, std::make_unique<detail::canonical_bytes>(file.bytes)) {
        if (auto const at = file.bytes.find('\0'); at != std::string_view::npos)
            throw file_processing_error("byte " + std::to_string(at + 1)
                                            + " is NUL: this is no "
                                              "text file",
                                        {name_});
        guarded([&] {
            read_header(std::make_index_sequence<Columns>{});
            for (std::size_t i = 0; i < required; ++i)
                if (!reader_.has_column(columns_[i])) fail_missing(columns_[i]);
        });
    }

    /// The next row, or false at the end. A column that the file does not have is empty. Throws
    /// file_processing_error with the line when the row has another number of cells than the
    /// header, or a quote that is never closed.
    bool next(cells& row) {
        for (auto& cell : row)
            cell.clear();
        bool more = false;
        guarded([&] { more = read_row(row, std::make_index_sequence<Columns>{}); });
        for (auto& cell : row)
            std::replace(cell.begin(), cell.end(), detail::folded_line_end, '\n');
        return more;
    }

    /// Where the row that next() gave last starts.
    std::size_t line() const {
        auto const row = std::min<std::size_t>(reader_.get_file_line(), lines_.size());
        return row == 0 ? 0 : lines_[row - 1];
    }

    /// Throws file_processing_error about a cell of this row.
    [[noreturn]] void fail(std::size_t column, std::string const& detail) const {
        throw file_processing_error(std::string("column ") + columns_[column] + ": " + detail,
                                    {name_, line()});
    }

  private:
    using parser = ::io::CSVReader<static_cast<unsigned>(Columns), ::io::trim_chars<' ', '\t'>,
                                   ::io::double_quote_escape<',', '"'>, ::io::throw_on_overflow,
                                   ::io::empty_line_comment>;

    template <std::size_t... I>
    void read_header(std::index_sequence<I...>) {
        reader_.read_header(::io::ignore_extra_column | ::io::ignore_missing_column,
                            columns_[I]...);
    }
    template <std::size_t... I>
    bool read_row(cells& row, std::index_sequence<I...>) {
        return reader_.read_row(row[I]...);
    }

    [[noreturn]] void fail_missing(std::string const& column) const {
        std::string all;
        for (auto const* const name : columns_)
            all += (all.empty() ? "" : ",") + std::string(name);
        throw file_processing_error("the column '" + column
                                        + "' is missing: expected a first line with " + all
                                        + ", parted by commas",
                                    {name_, 1});
    }

    /// Runs `what` and says the parser's errors as ours.
    template <class What>
    void guarded(What what) const {
        auto const complain = [this](std::string const& detail) {
            throw file_processing_error(detail, {name_, line()});
        };
        try {
            what();
        } catch (::io::error::too_few_columns const&) {
            complain("the row has fewer cells than the header");
        } catch (::io::error::too_many_columns const&) {
            complain("the row has more cells than the header: quote cells that hold a comma");
        } catch (::io::error::escaped_string_not_closed const&) {
            complain("a quoted cell is never closed");
        } catch (::io::error::line_length_limit_exceeded const&) {
            complain("the row is longer than 16 MiB");
        } catch (::io::error::duplicated_column_in_header const& problem) {
            complain(std::string("the column '") + problem.column_name + "' stands there twice");
        } catch (::io::error::header_missing const&) {
            fail_missing(columns_[0]);
        } catch (::io::error::base const& problem) {
            complain(problem.what());
        }
    }

    std::string name_;
    names columns_;
    std::vector<std::size_t> lines_;
    parser reader_;
};

} // namespace recon::io
