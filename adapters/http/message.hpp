// adapters/http/message.hpp - a request and a response as values. No socket and no library behind
// them: the server makes the one and sends the other, and so can anything else.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace recon::http {

struct header {
    std::string name; ///< of a request in lower case, of a response as it is sent
    std::string value;
};

using parameters = std::vector<std::pair<std::string, std::string>>;

/// A file that came with a request, on the server's side: never under the client's name.
struct upload {
    std::string field; ///< "bank_file"
    std::string label; ///< what the client calls it, cleaned; for messages and reports only
    std::string sha256;
    std::uint64_t size = 0;
    std::string bytes; ///< of a small file
    std::string path;  ///< of a larger one: a temporary file, which `owner` removes
    std::shared_ptr<void const> owner;
};

struct request {
    std::string method;
    std::string target;                ///< as it came, for the log only
    std::vector<std::string> segments; ///< of the path, decoded: {"v1", "runs"}
    parameters query;
    std::vector<header> headers; ///< as they were after the head: trailers never get here
    std::string body;            ///< decoded of its transfer coding; empty where it is a form
    parameters form;             ///< the fields of a form
    std::vector<upload> uploads; ///< the files of a form
    std::string peer;            ///< the address of the other end
    bool secure = false;         ///< over TLS, as a program that embeds the service knows

    /// The value of a header that occurs just once; empty otherwise. `name` in lower case.
    std::string_view header_value(std::string_view name) const noexcept {
        std::string_view found;
        for (auto const& h : headers) {
            if (h.name != name) continue;
            if (found.data() != nullptr) return {};
            found = h.value;
        }
        return found;
    }
    std::size_t header_count(std::string_view name) const noexcept {
        std::size_t count = 0;
        for (auto const& h : headers)
            count += h.name == name ? 1 : 0;
        return count;
    }
};

/// A part of a file as the body of a response.
struct file_body {
    std::shared_ptr<int const> descriptor; ///< closed with its last owner
    std::uint64_t size = 0;
};

struct response {
    int status = 200;
    std::vector<header> headers; ///< only through set()
    std::shared_ptr<std::string const> body;
    std::optional<file_body> file; ///< instead of `body`
    bool close = false;            ///< the connection ends after it

    /// Sets a header, over one of the same name. The only way in: throws std::invalid_argument on a
    /// name that is no token and on a value with a control character, so that nothing that a user
    /// controls can split the response.
    void set(std::string_view name, std::string_view value);
    std::string_view get(std::string_view name) const noexcept;

    std::uint64_t size() const noexcept {
        return file ? file->size : body ? std::uint64_t{body->size()} : 0;
    }
};

/// A response of text.
response text_response(int status, std::string_view type, std::string body);

/// The reason phrase of a status.
std::string_view reason_of(int status) noexcept;

/// The head of a response as bytes: status line and headers. `head_only` for HEAD.
std::string head_bytes(response const& of, bool keep_alive);

/// Equal but for the case of ASCII letters.
bool same_word(std::string_view a, std::string_view b) noexcept;
std::string lower(std::string_view text);

/// Whether a list such as "gzip, wait=5" holds a word, ignoring case; gives what follows "word=".
std::optional<std::string_view> list_item(std::string_view list, std::string_view word) noexcept;

/// The parts of a list such as "gzip, br;q=0.5", without the spaces around them; no empty ones.
/// Views of `list`.
std::vector<std::string_view> items_of(std::string_view list);

} // namespace recon::http
