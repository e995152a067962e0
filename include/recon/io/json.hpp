// recon/io/json.hpp - JSON as we write and read it: members stay in the order in which they were
// put. The only header that includes nlohmann/json.
#pragma once

#include <nlohmann/json.hpp>

namespace recon::io {

using json = nlohmann::ordered_json;

/// Text that may hold any bytes, as a file does; what is not UTF-8 becomes U+FFFD. Ends with LF.
inline std::string to_text(json const& value) {
    return value.dump(2, ' ', false, json::error_handler_t::replace) + '\n';
}

} // namespace recon::io
