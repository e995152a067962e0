// Files in a database that several processes share, in pieces.
#include "adapters/store/sql_store.hpp"

#include <recon/error.hpp>

#include <cerrno>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

namespace recon::store {

namespace {

constexpr std::size_t piece_size = std::size_t{1} << 20U;

std::int64_t now_ms() {
    using namespace std::chrono;
    return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
}

/// A file, or nothing of it.
class draft {
  public:
    explicit draft(std::string const& place)
        : place_(place), path_(place + ".part-" + std::to_string(::getpid()) + '-'
                               + std::to_string(reinterpret_cast<std::uintptr_t>(this))),
          file_(::open(path_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600)) {
        if (file_ < 0) fail();
    }
    draft(draft const&) = delete;
    draft& operator=(draft const&) = delete;
    ~draft() {
        if (file_ >= 0) ::close(file_);
        if (!kept_) ::unlink(path_.c_str());
    }
    void begin_again() {
        if (::ftruncate(file_, 0) != 0 || ::lseek(file_, 0, SEEK_SET) != 0) fail();
    }
    void write(std::string_view bytes) {
        while (!bytes.empty()) {
            auto const wrote = ::write(file_, bytes.data(), bytes.size());
            if (wrote < 0 && errno == EINTR) continue;
            if (wrote <= 0) fail();
            bytes.remove_prefix(static_cast<std::size_t>(wrote));
        }
    }
    void keep() {
        if (::rename(path_.c_str(), place_.c_str()) != 0) fail();
        kept_ = true;
    }

  private:
    [[noreturn]] void fail() const {
        throw output_error("cannot be written: " + std::generic_category().message(errno),
                           {place_});
    }
    std::string place_;
    std::string path_;
    int file_;
    bool kept_ = false;
};

/// Calls `take(piece, bytes)` for each piece of a file on the disk.
template <class Take>
void for_each_piece(std::string const& path, Take const& take) {
    std::unique_ptr<std::FILE, int (*)(std::FILE*)> const from(std::fopen(path.c_str(), "rbe"),
                                                               std::fclose);
    if (!from) throw service_unavailable_error("a file cannot be opened", {path});
    std::string bytes(piece_size, '\0');
    for (std::int64_t piece = 0;; ++piece) {
        auto const got = std::fread(bytes.data(), 1, bytes.size(), from.get());
        if (std::ferror(from.get()) != 0)
            throw service_unavailable_error("a file cannot be read", {path});
        if (got == 0) return;
        take(piece, std::string_view(bytes).substr(0, got));
    }
}

} // namespace

void sql_store::keep_file(file_name const& what, std::string const& path) {
    if (!db_->shared()) return;
    db_->write([&](connection& db) {
        db.take_time();
        // Touched, so that a cleaning that goes on meanwhile leaves it.
        if (db.run("UPDATE file SET created=? WHERE tenant=? AND key=? AND name=?", now_ms(),
                   what.tenant, what.key, what.name)
            == 1)
            return;
        std::error_code failure;
        auto const size = std::filesystem::file_size(path, failure);
        if (failure)
            throw not_found_error("the uploaded file is no longer kept: upload it again", {});
        if (db.run("INSERT INTO file(tenant, key, name, size, created) VALUES (?,?,?,?,?)"
                   " ON CONFLICT DO NOTHING",
                   what.tenant, what.key, what.name, static_cast<std::int64_t>(size), now_ms())
            == 0)
            return; // another process was quicker
        for_each_piece(path, [&](std::int64_t piece, std::string_view bytes) {
            auto add = db.ask("INSERT INTO file_piece(tenant, key, name, piece, bytes)"
                              " VALUES (?,?,?,?,?)");
            add.bind(what.tenant).bind(what.key).bind(what.name).bind(piece).bind_blob(bytes);
            add.next();
        });
    });
}

bool sql_store::fetch_file(file_name const& what, std::string const& path) {
    if (!db_->shared()) return false;
    std::optional<draft> to;
    bool const found = db_->read([&](connection& db) {
        db.take_time();
        std::int64_t size = -1;
        {
            auto rows = db.ask("SELECT size FROM file WHERE tenant=? AND key=? AND name=?");
            rows.bind(what.tenant).bind(what.key).bind(what.name);
            if (!rows.next()) return false;
            size = rows.number(0);
        }
        if (!to) to.emplace(path);
        to->begin_again();
        std::int64_t done = 0;
        for (std::int64_t piece = 0; done < size; ++piece) {
            auto rows = db.ask("SELECT bytes FROM file_piece WHERE tenant=? AND key=? AND name=?"
                               " AND piece=?");
            rows.bind(what.tenant).bind(what.key).bind(what.name).bind(piece);
            if (!rows.next()) return false; // removed meanwhile
            auto const bytes = rows.text(0);
            to->write(bytes);
            done += static_cast<std::int64_t>(bytes.size());
        }
        return true;
    });
    if (found) to->keep();
    return found;
}

} // namespace recon::store
