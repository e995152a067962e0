#include "adapters/http/trace.hpp"

#include "adapters/http/secret.hpp"

#include <algorithm>

namespace recon::http {

namespace {

bool is_hex(std::string_view text) noexcept {
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

/// Random digits for names that are no secrets: drawn from the system many at a time.
std::string name_digits(std::size_t digits) {
    thread_local std::string drawn;
    if (drawn.size() < digits) drawn = random_hex(512);
    auto out = drawn.substr(drawn.size() - digits);
    drawn.resize(drawn.size() - digits);
    return out;
}

bool all_zero(std::string_view text) noexcept { return text.find_first_not_of('0') == text.npos; }

} // namespace

std::string trace::header() const { return "00-" + trace_id + '-' + span_id + '-' + flags; }

std::optional<trace> read_traceparent(std::string_view value) {
    constexpr std::size_t size = 55;
    if (value.size() < size || value[2] != '-' || value[35] != '-' || value[52] != '-')
        return std::nullopt;
    auto const version = value.substr(0, 2);
    auto const id = value.substr(3, 32);
    auto const parent = value.substr(36, 16);
    auto const flags = value.substr(53, 2);
    // A later version may have more behind a dash; 00 has not.
    bool const end = value.size() == size || (version != "00" && value[size] == '-');
    if (!end || !is_hex(version) || version == "ff" || !is_hex(id) || !is_hex(parent)
        || !is_hex(flags) || all_zero(id) || all_zero(parent))
        return std::nullopt;
    return trace{std::string(id), {}, std::string(parent), std::string(flags)};
}

trace next_trace(std::string_view traceparent) {
    auto out = read_traceparent(traceparent).value_or(trace{});
    if (out.trace_id.empty()) out.trace_id = name_digits(32);
    out.span_id = name_digits(16);
    return out;
}

std::string request_id_of(std::string_view given) {
    bool const fits =
        !given.empty() && given.size() <= 64 && std::all_of(given.begin(), given.end(), [](char c) {
            return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
                   || c == '.' || c == '_' || c == '-';
        });
    return fits ? std::string(given) : name_digits(24);
}

} // namespace recon::http
