// recon/io/source.hpp - the bytes of a file, as they are.
#pragma once

#include <recon/error.hpp>
#include <recon/io/read_options.hpp>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <istream>
#include <memory>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

namespace recon::io {

/// A file in memory: what is hashed is what is read, even when the file changes meanwhile.
struct source {
    std::string name;       ///< for messages and reports: without its folder; "-" is standard input
    std::string_view bytes; ///< live as long as `storage`
    std::shared_ptr<void const> storage;
};

namespace detail {

inline std::string base_name(std::string const& path) {
    auto const slash = path.find_last_of('/');
    return slash == std::string::npos || slash + 1 == path.size() ? path : path.substr(slash + 1);
}

[[noreturn]] inline void throw_too_large(std::string const& name, read_options const& options) {
    throw limit_error("the file is larger than " + std::to_string(options.bytes_max)
                          + " bytes: raise the limit, or split the file by month",
                      {name});
}

inline source owning(std::string name, std::string bytes) {
    auto kept = std::make_shared<std::string const>(std::move(bytes));
    return {std::move(name), *kept, kept};
}

/// Reads until `read(buffer, size)` gives 0. The buffer doubles, so that a pipe costs O(size).
template <class Read>
source slurp(std::string name, std::size_t expected, read_options const& options, Read read) {
    auto room = expected + 1; // one more, so that the end is seen without another growth
    auto bytes = std::make_unique_for_overwrite<char[]>(room);
    std::size_t size = 0;
    for (;;) {
        auto const got = read(bytes.get() + size, room - size);
        if (got == 0) break;
        size += got;
        if (size > options.bytes_max) throw_too_large(name, options);
        if (size < room) continue;
        room = room * 2 + 4096;
        auto larger = std::make_unique_for_overwrite<char[]>(room);
        std::memcpy(larger.get(), bytes.get(), size);
        bytes = std::move(larger);
    }
    std::string_view const all(bytes.get(), size);
    return {std::move(name), all, std::shared_ptr<char[]>(std::move(bytes))};
}

} // namespace detail

/// The whole rest of a stream. Throws file_processing_error (unreadable_file) when it fails and
/// limit_error beyond options.bytes_max.
inline source load(std::istream& in, std::string name, read_options const& options = {}) {
    auto result = detail::slurp(name, 65'536, options, [&in](char* to, std::size_t size) {
        in.read(to, static_cast<std::streamsize>(size));
        return static_cast<std::size_t>(in.gcount());
    });
    if (in.bad())
        throw file_processing_error("the stream failed while it was read", {std::move(name)},
                                    errc::unreadable_file);
    return result;
}

/// A whole file. Throws file_processing_error (unreadable_file) with the system's reason, naming
/// the path as given, and limit_error beyond options.bytes_max.
inline source load(std::string const& path, read_options const& options = {}) {
    struct closer {
        void operator()(std::FILE* file) const noexcept { std::fclose(file); }
    };
    auto const fail = [&path](int reason) {
        throw file_processing_error("cannot be read: " + std::generic_category().message(reason),
                                    {path}, errc::unreadable_file);
    };
    if (path.empty())
        throw file_processing_error("the name of the file is empty", {}, errc::unreadable_file);
    if (path.find('\0') != std::string::npos) fail(ENOENT);
    std::unique_ptr<std::FILE, closer> const file(std::fopen(path.c_str(), "rb"));
    if (!file) fail(errno);
    std::setvbuf(file.get(), nullptr, _IONBF, 0); // the whole is read at once: no second copy
    std::size_t expected = 65'536;                // of a pipe, which has no size
    if (std::fseek(file.get(), 0, SEEK_END) == 0) {
        auto const size = std::ftell(file.get());
        if (size > 0) expected = static_cast<std::size_t>(size);
        if (std::fseek(file.get(), 0, SEEK_SET) != 0) fail(errno);
        if (size > 0 && expected > options.bytes_max && expected < (std::size_t{1} << 62U))
            detail::throw_too_large(detail::base_name(path), options);
        if (expected >= (std::size_t{1} << 62U)) expected = 65'536; // a folder says so
    }
    auto result = detail::slurp(
        detail::base_name(path), expected, options,
        [&file](char* to, std::size_t size) { return std::fread(to, 1, size, file.get()); });
    if (std::ferror(file.get()) != 0) fail(errno == 0 ? EIO : errno);
    return result;
}

/// Bytes that are in memory already; copied, so that they live as long as the source.
inline source from_bytes(std::string_view bytes, std::string name) {
    return detail::owning(std::move(name), std::string(bytes));
}

} // namespace recon::io
