// recon/io/file_writer.hpp - files written whole or not at all.
#pragma once

#include <recon/detail/parallel.hpp>
#include <recon/error.hpp>
#include <recon/io/byte_sink.hpp>
#include <recon/io/sha256.hpp>

#include <cerrno>
#include <cstddef>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace recon::io {

namespace detail {

[[noreturn]] inline void throw_unwritable(std::string const& path, int reason) {
    throw output_error("cannot be written: " + std::generic_category().message(reason), {path});
}

/// Puts a file in the place of another, in one step. Changing places with it, rather than renaming
/// over it, leaves some file systems (ext4) no reason to write the new one out first.
inline void replace(std::string const& from, std::string const& place) {
#ifdef RENAME_EXCHANGE
    if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, place.c_str(), RENAME_EXCHANGE) == 0) {
        if (::unlink(from.c_str()) == 0 || errno != EISDIR) return; // the old one is gone
        ::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, place.c_str(), RENAME_EXCHANGE);
        throw_unwritable(place, EISDIR);
    }
#endif
    if (::rename(from.c_str(), place.c_str()) != 0) throw_unwritable(place, errno);
}

/// An open file; closed at the end of its life.
class descriptor : public byte_sink {
  public:
    descriptor(std::string const& path, int flags) : path_(path), number_(open_it(path, flags)) {}
    descriptor(descriptor const&) = delete;
    descriptor& operator=(descriptor const&) = delete;
    ~descriptor() override {
        if (number_ >= 0) ::close(number_);
    }

    void write(std::string_view bytes) override {
        while (!bytes.empty()) {
            auto const written = ::write(number_, bytes.data(), bytes.size());
            if (written < 0 && errno == EINTR) continue;
            if (written < 0) throw_unwritable(path_, errno);
            bytes.remove_prefix(static_cast<std::size_t>(written));
        }
    }
    /// Nothing stays in the system's memory only.
    void sync() {
        if (::fsync(number_) != 0 && errno != EINVAL && errno != EROFS)
            throw_unwritable(path_, errno);
    }

  private:
    static int open_it(std::string const& path, int flags) {
        auto const number = ::open(path.c_str(), flags | O_CLOEXEC, 0666);
        if (number < 0) throw_unwritable(path, errno);
        return number;
    }
    std::string path_;
    int number_;
};

} // namespace detail

/// A file that is being written, and its fingerprint.
class output_file : public byte_sink {
  public:
    /// Throws output_error.
    explicit output_file(std::string const& path) : file_(path, O_WRONLY | O_CREAT | O_TRUNC) {}
    void write(std::string_view bytes) override {
        file_.write(bytes);
        seen_.add(bytes);
    }
    /// The SHA-256 of all that was written; once, at the end.
    std::string finish() { return seen_.finish(); }

  private:
    detail::descriptor file_;
    sha256_stream seen_;
};

/// A folder that gets a set of files. Each is written beside its place under a temporary name;
/// commit() puts all of them in place. Without it, none of them is left behind. They are not forced
/// onto the disk one by one: after a power failure, a run is repeated.
class output_folder {
  public:
    /// Creates the folder, and those above it, where they are missing. Throws output_error.
    explicit output_folder(std::string path) : path_(std::move(path)) {
        if (path_.empty()) path_ = ".";
        std::error_code failure;
        std::filesystem::create_directories(std::filesystem::path(path_).parent_path(), failure);
        created_ = ::mkdir(path_.c_str(), 0777) == 0; // and a failure above shows here again
        if (!created_ && errno != EEXIST) detail::throw_unwritable(path_, errno);
        struct ::stat facts {};
        if (::stat(path_.c_str(), &facts) != 0) detail::throw_unwritable(path_, errno);
        if (!S_ISDIR(facts.st_mode)) detail::throw_unwritable(path_, ENOTDIR);
    }
    output_folder(output_folder const&) = delete;
    output_folder& operator=(output_folder const&) = delete;
    ~output_folder() {
        if (committed_) return;
        for (auto const& name : names_)
            ::unlink(temporary(name).c_str());
        if (created_) ::rmdir(path_.c_str());
    }

    /// Begins a file; several may be written at once. Throws output_error.
    std::unique_ptr<output_file> open(std::string const& name) {
        auto const place = path_ + '/' + name;
        struct ::stat facts {};
        if (::stat(place.c_str(), &facts) == 0 && S_ISDIR(facts.st_mode))
            detail::throw_unwritable(place, EISDIR);
        names_.push_back(name);
        return std::make_unique<output_file>(temporary(name));
    }

    /// Writes one file: `fill(byte_sink&)` gives its bytes. Returns their SHA-256. Throws
    /// output_error.
    template <class Fill>
    std::string write(std::string const& name, Fill const& fill) {
        auto const file = open(name);
        fill(static_cast<byte_sink&>(*file));
        return file->finish();
    }

    /// Puts every file in place, over an older one of its name, and the one that was begun last
    /// after all others: many large ones take the system a while to forget, on each of the threads.
    /// Throws output_error.
    void commit(unsigned threads = 1) {
        auto const put = [&](unsigned, std::size_t i) {
            detail::replace(temporary(names_[i]), path_ + '/' + names_[i]);
        };
        if (!names_.empty()) {
            recon::detail::for_each_task(names_.size() - 1, threads, put);
            put(0, names_.size() - 1);
        }
        detail::descriptor(path_, O_RDONLY | O_DIRECTORY).sync();
        committed_ = true;
    }

    std::string const& path() const noexcept { return path_; }

  private:
    std::string temporary(std::string const& name) const {
        return path_ + "/." + name + ".tmp-" + std::to_string(::getpid());
    }

    std::string path_;
    std::vector<std::string> names_;
    bool created_ = false;
    bool committed_ = false;
};

} // namespace recon::io
