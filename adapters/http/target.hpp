// adapters/http/target.hpp - the target of a request, and forms: text that a client has encoded.
#pragma once

#include "adapters/http/message.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace recon::http {

inline constexpr std::size_t target_max = 8'192;
inline constexpr std::size_t segments_max = 16;
inline constexpr std::size_t fields_max = 100;
inline constexpr std::size_t field_value_max = 4'096;

/// Decodes %XX once; nothing on a broken escape, a control character, or what is no UTF-8.
/// `plus_is_space` as forms have it.
std::optional<std::string> percent_decoded(std::string_view text, bool plus_is_space);

/// Reads the origin form, "/path?query", into `to.segments` and `to.query`. False where it is
/// ambiguous or malformed: an encoded slash or NUL, an empty or a dot segment, a backslash, a
/// fragment. Such a path could mean one thing to a proxy and another to us.
bool read_target(std::string_view target, request& to);

/// Reads "a=1&b=2". Nothing on a broken escape or too many or too long fields.
std::optional<parameters> read_form(std::string_view text);

/// A file's name as the client calls it, made harmless: the last part of a path, without control
/// and direction characters, at most 100 bytes. For people to read, never for a file system.
std::string clean_label(std::string_view name);

} // namespace recon::http
