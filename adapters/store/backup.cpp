#include "adapters/store/backup.hpp"

#include <recon/error.hpp>

#include <sqlite3.h>

#include <filesystem>
#include <memory>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

namespace recon::store {

namespace fs = std::filesystem;

namespace {

void sync(fs::path const& what) {
    auto const descriptor = ::open(what.c_str(), O_RDONLY | O_CLOEXEC);
    auto const good = descriptor >= 0 && ::fsync(descriptor) == 0;
    if (descriptor >= 0) ::close(descriptor);
    if (!good) throw output_error("cannot be written to the disk", {what.string()});
}

/// As of one moment, whoever writes meanwhile.
void copy_database(fs::path const& from, fs::path const& to) {
    sqlite3* opened = nullptr;
    auto status = ::sqlite3_open_v2(from.c_str(), &opened, SQLITE_OPEN_READONLY, nullptr);
    std::unique_ptr<sqlite3, int (*)(sqlite3*)> const db(opened, ::sqlite3_close_v2);
    sqlite3_stmt* made = nullptr;
    if (status == SQLITE_OK) {
        ::sqlite3_busy_timeout(opened, 30'000);
        status = ::sqlite3_prepare_v2(opened, "VACUUM INTO ?", -1, &made, nullptr);
    }
    std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)> const copy(made, ::sqlite3_finalize);
    if (status == SQLITE_OK) {
        ::sqlite3_bind_text(made, 1, to.c_str(), -1, SQLITE_STATIC);
        status = ::sqlite3_step(made);
    }
    if (status != SQLITE_OK && status != SQLITE_DONE)
        throw service_unavailable_error(
            std::string("the database cannot be copied: ")
                + (opened != nullptr ? ::sqlite3_errmsg(opened) : "no memory"),
            {from.string()});
}

/// Copies a tree of files that never change once they are there. One that the service removes
/// meanwhile, because its time is over, is left out.
void copy_files(fs::path const& from, fs::path const& to) {
    fs::create_directories(to);
    fs::permissions(to, fs::perms::owner_all);
    std::error_code gone;
    for (fs::directory_iterator at(from, gone), end; !gone && at != end; at.increment(gone)) {
        auto const target = to / at->path().filename();
        if (at->is_directory(gone)) {
            copy_files(at->path(), target);
        } else if (fs::copy_file(at->path(), target, gone)) {
            fs::permissions(target, fs::perms::owner_read | fs::perms::owner_write);
            sync(target);
        } else if (fs::exists(at->path())) {
            throw output_error("cannot be copied: " + gone.message(), {at->path().string()});
        }
        gone.clear();
    }
    sync(to);
}

} // namespace

void back_up(std::string const& data_dir, std::string const& folder) {
    fs::path const from = data_dir;
    fs::path const to = fs::path(folder).lexically_normal();
    if (!fs::exists(from / "recon.db"))
        throw usage_error("'" + data_dir
                          + "' holds no recon.db: DATA_DIR says where recond keeps "
                            "its data");
    if (fs::exists(to))
        throw usage_error("'" + folder + "' exists already: a backup is a new folder");
    fs::path const draft = to.string() + ".part";
    try {
        fs::remove_all(draft);
        fs::create_directories(draft);
        fs::permissions(draft, fs::perms::owner_all);
        // The database first: what it names is on the disk before it is named.
        copy_database(from / "recon.db", draft / "recon.db");
        fs::permissions(draft / "recon.db", fs::perms::owner_read | fs::perms::owner_write);
        sync(draft / "recon.db");
        for (auto const* const name : {"uploads", "results"})
            copy_files(from / name, draft / name);
        if (fs::exists(from / "jwt.secret"))
            fs::copy_file(from / "jwt.secret", draft / "jwt.secret");
        sync(draft);
        fs::rename(draft, to);
        sync(to.has_parent_path() ? to.parent_path() : fs::path("."));
    } catch (fs::filesystem_error const& e) {
        throw output_error(e.code().message(), {e.path1().string()});
    }
}

} // namespace recon::store
