#include "adapters/http/multipart.hpp"

#include "adapters/http/message.hpp"
#include "adapters/http/problem.hpp"

#include <algorithm>
#include <utility>

namespace recon::http {

namespace {

[[noreturn]] void malformed(char const* what) {
    throw problem(400, "malformed-form", std::string("The form is malformed: ") + what + '.');
}

std::string_view trimmed(std::string_view text) noexcept {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t'))
        text.remove_prefix(1);
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t'))
        text.remove_suffix(1);
    return text;
}

/// Reads `; name="value"` and takes it off the front. Nothing at the end.
std::optional<std::pair<std::string, std::string>> next_parameter(std::string_view& text) {
    text = trimmed(text);
    if (text.empty()) return std::nullopt;
    if (text.front() != ';') malformed("a header has a parameter without a semicolon");
    text = trimmed(text.substr(1));
    if (text.empty()) return std::nullopt;
    auto const equals = text.find('=');
    if (equals == text.npos) malformed("a header has a parameter without a value");
    std::pair<std::string, std::string> out{lower(trimmed(text.substr(0, equals))), {}};
    text = trimmed(text.substr(equals + 1));
    if (text.empty() || text.front() != '"') {
        auto const end = std::min(text.find_first_of("; \t"), text.size());
        out.second = text.substr(0, end);
        text.remove_prefix(end);
        return out;
    }
    std::size_t i = 1;
    for (; i < text.size() && text[i] != '"'; ++i) {
        // Clients escape quotes only; a lone backslash belongs to a name from Windows.
        bool const escaped = text[i] == '\\' && i + 1 < text.size() && text[i + 1] == '"';
        if (escaped && text.find('"', i + 2) != text.npos) ++i;
        out.second += text[i];
    }
    if (i >= text.size()) malformed("a quoted parameter never ends");
    text.remove_prefix(i + 1);
    return out;
}

void read_disposition(std::string_view value, part_head& head, bool& seen) {
    if (std::exchange(seen, true)) malformed("a part has two Content-Disposition headers");
    auto const end = std::min(value.find(';'), value.size());
    if (!same_word(trimmed(value.substr(0, end)), "form-data")) malformed("a part is no form-data");
    value.remove_prefix(end);
    bool named = false;
    while (auto parameter = next_parameter(value)) {
        auto& [name, text] = *parameter;
        if (name == "name") {
            if (std::exchange(named, true)) malformed("a part has two names");
            head.name = std::move(text);
        } else if (name == "filename") {
            if (head.filename) malformed("a part has two file names");
            head.filename = std::move(text);
        } // filename* and others say nothing that we need
    }
    if (head.name.empty()) malformed("a part has no name");
}

part_head read_part_head(std::string_view text) {
    part_head head;
    bool disposed = false;
    while (!text.empty()) {
        auto const end = std::min(text.find("\r\n"), text.size());
        auto const line = text.substr(0, end);
        text.remove_prefix(std::min(end + 2, text.size()));
        auto const colon = line.find(':');
        bool const control = std::any_of(line.begin(), line.end(), [](char c) {
            return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == '\x7F';
        });
        if (control || colon == line.npos || colon == 0 || line[colon - 1] == ' ')
            malformed("a part has a header that is none");
        auto const name = line.substr(0, colon);
        auto const value = trimmed(line.substr(colon + 1));
        if (same_word(name, "content-disposition")) read_disposition(value, head, disposed);
        bool const coded = same_word(name, "content-transfer-encoding")
                           && !same_word(value, "binary") && !same_word(value, "8bit")
                           && !same_word(value, "7bit");
        if (coded) malformed("a part has a Content-Transfer-Encoding");
    }
    if (!disposed) malformed("a part has no Content-Disposition");
    return head;
}

} // namespace

std::optional<std::string> boundary_of(std::string_view content_type) {
    auto const end = std::min(content_type.find(';'), content_type.size());
    if (!same_word(trimmed(content_type.substr(0, end)), "multipart/form-data"))
        return std::nullopt;
    content_type.remove_prefix(end);
    std::optional<std::string> found;
    while (auto parameter = next_parameter(content_type)) {
        if (parameter->first != "boundary") continue;
        if (found) return std::nullopt;
        found = std::move(parameter->second);
    }
    if (!found || found->empty() || found->size() > 70) return std::nullopt;
    constexpr std::string_view marks = "'()+_,-./:=? ";
    bool const fits = std::all_of(found->begin(), found->end(), [&](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
               || marks.find(c) != marks.npos;
    });
    return fits && found->back() != ' ' ? found : std::nullopt;
}

multipart_reader::multipart_reader(std::string_view boundary, part_sink& sink)
    : sink_(sink), delimiter_("\r\n--" + std::string(boundary)) {}

void multipart_reader::feed(std::string_view bytes) {
    pending_.append(bytes);
    while (step()) {
    }
    pending_.erase(0, at_);
    at_ = 0;
}

void multipart_reader::finish() const {
    if (state_ != state::epilogue) malformed("it ends before its last boundary");
}

/// Whether something was done and more may be.
bool multipart_reader::step() {
    switch (state_) {
    case state::start: return read_start();
    case state::after_boundary: return read_after_boundary();
    case state::head: return read_head();
    case state::body: return read_body();
    case state::epilogue:
        epilogue_ += pending_.size() - at_;
        at_ = pending_.size();
        if (epilogue_ > head_max) malformed("there is text after the last boundary");
        return false;
    }
    return false;
}

/// The first boundary has no line end before it, or just one.
bool multipart_reader::read_start() {
    auto const rest = std::string_view(pending_).substr(at_);
    auto const dashes = std::string_view(delimiter_).substr(2);
    bool const line_end = !rest.empty() && rest.front() == '\r';
    auto const expected = line_end ? std::string_view(delimiter_) : dashes;
    auto const size = std::min(rest.size(), expected.size());
    if (rest.substr(0, size) != expected.substr(0, size))
        malformed("it does not begin with its boundary");
    if (rest.size() < expected.size()) return false;
    at_ += expected.size();
    state_ = state::after_boundary;
    return true;
}

bool multipart_reader::read_after_boundary() {
    auto const rest = std::string_view(pending_).substr(at_);
    auto const blank = std::min(rest.find_first_not_of(" \t"), rest.size()); // RFC 2046 padding
    if (blank > 100) malformed("a boundary is followed by blanks only");
    if (rest.size() < blank + 2) return false;
    auto const next = rest.substr(blank, 2);
    if (next == "--" && blank == 0)
        state_ = state::epilogue;
    else if (next == "\r\n")
        state_ = state::head;
    else
        malformed("a boundary is followed by something else");
    at_ += blank + 2;
    return true;
}

bool multipart_reader::read_head() {
    auto const rest = std::string_view(pending_).substr(at_);
    auto const end = rest.find("\r\n\r\n");
    if (end == rest.npos) {
        if (rest.size() > head_max) malformed("the head of a part is too long");
        return false;
    }
    if (end > head_max) malformed("the head of a part is too long");
    sink_.begin(read_part_head(rest.substr(0, end)));
    at_ += end + 4;
    state_ = state::body;
    return true;
}

bool multipart_reader::read_body() {
    auto const rest = std::string_view(pending_).substr(at_);
    auto const found = rest.find(delimiter_);
    if (found != rest.npos) {
        if (found != 0) sink_.data(rest.substr(0, found));
        sink_.end();
        at_ += found + delimiter_.size();
        state_ = state::after_boundary;
        return true;
    }
    // What may be the beginning of a delimiter is kept; without a CR near the end nothing is.
    auto keep = std::min(rest.size(), delimiter_.size() - 1);
    auto const cr = rest.find('\r', rest.size() - keep);
    keep = cr == rest.npos ? 0 : rest.size() - cr;
    if (rest.size() > keep) sink_.data(rest.substr(0, rest.size() - keep));
    at_ += rest.size() - keep;
    return false;
}

} // namespace recon::http
