// recon/io/csv.hpp - the records and fields of a CSV file, well-behaved or not.
#pragma once

#include <recon/error.hpp>
#include <recon/io/byte_scanner.hpp>
#include <recon/io/text_arena.hpp>

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace recon::io {

/// How fields are told apart.
struct csv_dialect {
    char delimiter = ',';
    char quote = '"';
};

/// One record. The views live as long as the bytes and the arena that the reader was given.
struct csv_record {
    std::size_t position = 0; ///< the line on which it starts, from 1
    std::size_t lines = 1;    ///< how many lines it spans: more than one when a field is quoted
    std::string_view raw;     ///< as it stands in the file, without the line end
    std::vector<std::string_view> fields; ///< at least one; without their quotes
    bool open_quote = false; ///< a quote is never closed: split as if there were no quotes
};

/// Reads records one after the other. Lines end with LF, CR LF or CR. A field in quotes may hold
/// delimiters, line ends and doubled quotes (RFC 4180); spaces around the quotes are no part of
/// it. What RFC 4180 forbids and banks write is read as it is meant: a quote inside a field that
/// does not begin with one is a character, as is a quote in a quoted field that no delimiter
/// follows ("UAB "Naktida""), unless the field spans lines: then the first quote was a stray one.
/// O(size) whatever the bytes are.
class csv_reader {
  public:
    /// Throws limit_error from next() at a record over record_max bytes. A quoted field that is not
    /// closed within that is an open quote: its record is the first line.
    csv_reader(std::string_view bytes, csv_dialect dialect, text_arena& arena,
               std::size_t record_max = std::size_t{1} << 20U)
        : bytes_(bytes), dialect_(dialect), arena_(&arena),
          scanner_(bytes, {dialect.delimiter, dialect.quote, '\r', '\n'}), record_max_(record_max),
          reread_budget_(bytes.size()), search_budget_(bytes.size()) {}

    /// Reads the next record into `record`, or gives false at the end.
    bool next(csv_record& record) {
        if (at_ >= bytes_.size()) return false;
        begin(record);
        while (read_field(record)) {
        }
        if (end_ - start_ > record_max_)
            throw limit_error("the line is longer than " + std::to_string(record_max_)
                                  + " bytes: this is no file of records",
                              {{}, record.position});
        record.raw = bytes_.substr(start_, end_ - start_);
        record.lines = line_ - record.position;
        return true;
    }

    /// Reads the record that next() gave last once more, as its first line without quotes; what
    /// follows the line is read anew. For a record that a stray quote has made swallow its
    /// neighbours. Gives false, and does nothing, once this has been done for as many bytes as the
    /// file has: so reading stays linear.
    bool split_first_line(csv_record& record) {
        auto const cost = end_ - start_;
        if (cost > reread_budget_) return false;
        reread_budget_ -= cost;
        at_ = start_;
        line_ = record.position;
        read_line_without_quotes(record);
        record.raw = bytes_.substr(start_, end_ - start_);
        record.lines = 1;
        return true;
    }

    /// Where the next record starts, in bytes.
    std::size_t offset() const noexcept { return at_; }

  private:
    void begin(csv_record& record) {
        start_ = at_;
        record.position = line_;
        record.open_quote = false;
        record.fields.clear();
    }

    bool is_blank(char c) const noexcept {
        return (c == ' ' || c == '\t') && c != dialect_.delimiter;
    }
    std::size_t skip_blanks(std::size_t from) const noexcept {
        while (from < bytes_.size() && is_blank(bytes_[from]))
            ++from;
        return from;
    }
    bool ends_field(std::size_t at) const noexcept {
        at = skip_blanks(at);
        return at == bytes_.size() || bytes_[at] == dialect_.delimiter || bytes_[at] == '\r'
               || bytes_[at] == '\n';
    }

    /// True when another field follows.
    bool read_field(csv_record& record) {
        if (at_ < bytes_.size()) {
            // one comparison decides for nearly all fields
            char const first = bytes_[at_];
            if (first == dialect_.quote) return read_quoted(record, at_);
            if (is_blank(first)) {
                auto const content = skip_blanks(at_);
                if (content < bytes_.size() && bytes_[content] == dialect_.quote)
                    return read_quoted(record, content);
            }
        }
        auto end = scanner_.next(at_);
        while (end < bytes_.size() && bytes_[end] == dialect_.quote)
            end = scanner_.next(end + 1);
        record.fields.push_back(bytes_.substr(at_, end - at_));
        return finish_field(end);
    }

    /// The field ends at `end`: on a delimiter, a line end, or at the end of the file.
    bool finish_field(std::size_t end) noexcept {
        if (end < bytes_.size() && bytes_[end] == dialect_.delimiter) {
            at_ = end + 1;
            return true;
        }
        end_ = end;
        at_ = end == bytes_.size() ? end : after_line_end(end);
        ++line_;
        return false;
    }
    std::size_t after_line_end(std::size_t at) const noexcept {
        bool const two = bytes_[at] == '\r' && at + 1 < bytes_.size() && bytes_[at + 1] == '\n';
        return at + (two ? 2 : 1);
    }

    bool read_quoted(csv_record& record, std::size_t open) {
        auto const limit = std::min(bytes_.size(), start_ + std::min(record_max_, bytes_.size()));
        auto from = open + 1;
        bool doubled = false;
        bool bare = false;
        bool line_ends = false;
        while (from <= limit) {
            auto const at = scanner_.next(from);
            if (at >= limit) break;
            from = at + 1;
            if (bytes_[at] == '\n' || bytes_[at] == '\r') {
                if (search_budget_ == 0) break; // this file has been searched in vain too often
                line_ends = true;
            }
            if (bare && line_ends) break; // a lone quote on a later line begins another field
            if (bytes_[at] != dialect_.quote) continue;
            bool const pair = from < bytes_.size() && bytes_[from] == dialect_.quote;
            if (pair && bare && ends_field(from + 1)) // "UAB "Naktida"": this writer doubles none
                return close(record, open, from, false, line_ends);
            if (pair) {
                doubled = true;
                ++from;
                continue;
            }
            if (ends_field(from)) return close(record, open, at, doubled && !bare, line_ends);
            bare = true;
        }
        search_budget_ -= std::min(search_budget_, limit - open);
        at_ = start_;
        line_ = record.position;
        read_line_without_quotes(record);
        return false;
    }

    bool close(csv_record& record, std::size_t open, std::size_t at, bool doubled, bool line_ends) {
        auto const content = bytes_.substr(open + 1, at - open - 1);
        record.fields.push_back(doubled ? without_doubles(content) : content);
        if (line_ends) line_ += line_ends_in(content);
        return finish_field(skip_blanks(at + 1));
    }

    std::size_t line_ends_in(std::string_view text) const noexcept {
        std::size_t count = 0;
        for (std::size_t i = 0; i < text.size(); ++i) {
            bool const pair = text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n';
            if (text[i] == '\n' || (text[i] == '\r' && !pair)) ++count;
        }
        return count;
    }

    std::string_view without_doubles(std::string_view content) {
        char* const to = arena_->reserve(content.size());
        std::size_t size = 0;
        for (std::size_t i = 0; i < content.size(); ++i) {
            to[size++] = content[i];
            bool const pair = content[i] == dialect_.quote && i + 1 < content.size()
                              && content[i + 1] == dialect_.quote;
            if (pair) ++i;
        }
        return arena_->commit(size);
    }

    void read_line_without_quotes(csv_record& record) {
        begin(record);
        record.open_quote = true;
        for (;;) {
            auto end = scanner_.next(at_);
            while (end < bytes_.size() && bytes_[end] == dialect_.quote)
                end = scanner_.next(end + 1);
            record.fields.push_back(bytes_.substr(at_, end - at_));
            if (!finish_field(end)) return;
        }
    }

    std::string_view bytes_;
    csv_dialect dialect_;
    text_arena* arena_;
    byte_scanner scanner_;
    std::size_t record_max_;
    std::size_t reread_budget_; // bytes that split_first_line() may still give back
    std::size_t search_budget_; // bytes that may still be searched in vain for a closing quote
    std::size_t at_ = 0;        // where the next field starts
    std::size_t start_ = 0;     // of this record
    std::size_t end_ = 0;       // of this record
    std::size_t line_ = 1;      // of at_
};

} // namespace recon::io
