// recon/io/read.hpp - any file as a statement: detects what it is and hands it to its reader.
#pragma once

#include <recon/io/csv_statement.hpp>
#include <recon/io/detect.hpp>
#include <recon/io/encoding.hpp>
#include <recon/io/sha256.hpp>
#include <recon/io/source.hpp>

#include <istream>
#include <string>
#include <string_view>
#include <utility>

namespace recon::io {

namespace detail {

/// What a user can do about a file that is no CSV.
inline std::string why_unread(file_format format) {
    switch (format) {
    case file_format::empty: return "the file is empty: expected a header line and rows";
    case file_format::gzip:
    case file_format::zip:
        return "this is a compressed file: unpack it and give the statement that it holds";
    case file_format::xls:
    case file_format::xlsx: return "this is a spreadsheet: save it as CSV and give that file";
    case file_format::pdf:
        return "this is a PDF document: download the statement as CSV from the bank instead";
    case file_format::html:
        return "this is a web page, whatever its name says: download the statement as CSV";
    case file_format::json_text: return "this is JSON: a statement in CSV was expected";
    case file_format::xml: return "this is XML, but no bank statement that recon knows";
    case file_format::binary: return "this is no text file: a statement in CSV was expected";
    case file_format::camt:
    case file_format::mt940:
    case file_format::ofx:
    case file_format::qif:
    case file_format::bai2:
        return "this is a statement in the " + std::string(to_string(format))
               + " format, which this version does not read: download it as CSV";
    case file_format::utf16:
    case file_format::csv: break;
    }
    return "its text is damaged, or encoded twice: save the file as CSV in UTF-8";
}

/// Says how the text was decoded where that was not plain.
inline void say_encoding(decoded_text const& text, statement& out) {
    out.encoding = text.encoding;
    auto const flag = "save the file as UTF-8";
    if (text.evidence.empty())
        out.evident.push_back({"the text is encoded in " + text.encoding, text.proof, ""});
    if (!text.evidence.empty())
        out.assumptions.push_back(
            {"the text is encoded in " + text.encoding, text.evidence, flag, text.replaced == 0});
    auto const nuls = std::count(text.file.bytes.begin(), text.file.bytes.end(), '\0');
    if (nuls != 0)
        out.assumptions.push_back({"NUL bytes are kept as they are",
                                   std::to_string(nuls) + " of them: the file may be damaged",
                                   "export the file again", false});
}

/// Without the NULs and the Ctrl-Z that old systems fill the last block with.
inline std::string_view without_padding(std::string_view bytes) {
    while (!bytes.empty() && (bytes.back() == '\0' || bytes.back() == '\x1A'))
        bytes.remove_suffix(1);
    return bytes;
}

inline statement read_text(source const& file, bool utf16, read_options const& options) {
    auto text = decode_text(file, utf16);
    text.file.bytes = without_padding(text.file.bytes);
    if (utf16)
        if (auto const format = detect(text.file.bytes); format != file_format::csv)
            throw file_processing_error(why_unread(format), {file.name});
    auto result = read_csv(text.file, options);
    result.sha256 = sha256(file.bytes);
    say_encoding(text, result);
    return result;
}

} // namespace detail

/// Reads a file that is in memory. Throws file_processing_error (unusable_file) when its contents
/// cannot be read safely, with the option that mends it where there is one; limit_error beyond the
/// limits of the options. O(size).
inline statement read(source const& file, read_options const& options = {}) {
    auto format = detect(file.bytes);
    if (format == file_format::binary) format = detect(detail::without_padding(file.bytes));
    if (format != file_format::csv && format != file_format::utf16)
        throw file_processing_error(detail::why_unread(format), {file.name});
    try {
        return detail::read_text(file, format == file_format::utf16, options);
    } catch (limit_error const& problem) {
        if (!problem.where().file.empty()) throw;
        auto where = problem.where(); // the record reader does not know the file's name
        where.file = file.name;
        auto const place = to_string(problem.where());
        std::string_view const sentence = problem.what();
        throw limit_error(std::string(sentence.substr(place.empty() ? 0 : place.size() + 2)),
                          where);
    }
}

/// Reads a file by its path. Throws as read(source), and file_processing_error (unreadable_file)
/// when it does not open.
inline statement read(std::string const& path, read_options const& options = {}) {
    return read(load(path, options), options);
}

/// Reads a stream to its end, such as standard input, which is called "-".
inline statement read(std::istream& in, std::string name, read_options const& options = {}) {
    return read(load(in, std::move(name), options), options);
}

/// Reads bytes that are in memory. They are copied, so that they live as long as the statement.
inline statement read_bytes(std::string_view bytes, std::string name,
                            read_options const& options = {}) {
    return read(from_bytes(bytes, std::move(name)), options);
}

} // namespace recon::io
