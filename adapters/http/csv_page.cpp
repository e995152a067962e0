#include "adapters/http/csv_page.hpp"

#include <recon/io/csv_cells.hpp>

#include <utility>

namespace recon::http {

namespace {

/// Reads one cell from `at` on; false when the text ends within it.
bool read_cell(std::string_view text, std::size_t& at, std::string& cell) {
    if (at < text.size() && text[at] == '"') {
        for (++at;; ++at) {
            if (at >= text.size()) return false;
            if (text[at] != '"') {
                cell += text[at];
                continue;
            }
            if (at + 1 < text.size() && text[at + 1] == '"') {
                cell += '"';
                ++at;
                continue;
            }
            ++at;
            break;
        }
        return at < text.size();
    }
    auto const end = text.find_first_of(",\n", at);
    if (end == text.npos) return false;
    cell = text.substr(at, end - at);
    at = end;
    return true;
}

} // namespace

std::optional<csv_record> next_record(std::string_view text, std::size_t& at) {
    csv_record out;
    auto place = at;
    for (;;) {
        std::string cell;
        if (!read_cell(text, place, cell)) return std::nullopt;
        if (cell.size() > 1 && cell.front() == '\''
            && io::starts_formula(std::string_view(cell).substr(1)))
            cell.erase(0, 1);
        out.push_back(std::move(cell));
        bool const more = text[place] == ',';
        ++place;
        if (!more) break;
    }
    at = place;
    return out;
}

} // namespace recon::http
