#include "adapters/store/content.hpp"

#include <recon/error.hpp>

#include <array>
#include <cerrno>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <system_error>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

namespace recon::store {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void unusable(std::string const& path, int reason) {
    throw service_unavailable_error(
        "cannot be used as a data directory: " + std::generic_category().message(reason), {path});
}

[[noreturn]] void unwritable(std::string const& path, int reason) {
    throw output_error("cannot be written: " + std::generic_category().message(reason), {path});
}

void make_folder(std::string const& path) {
    if (::mkdir(path.c_str(), 0700) == 0 || errno == EEXIST) return;
    unusable(path, errno);
}

void sync_path(std::string const& path, int flags) {
    auto const number = ::open(path.c_str(), flags | O_CLOEXEC);
    if (number < 0) unwritable(path, errno);
    auto const failed = ::fsync(number) != 0 && errno != EINVAL && errno != EROFS ? errno : 0;
    ::close(number);
    if (failed != 0) unwritable(path, failed);
}

} // namespace

content::content(std::string folder) : folder_(std::move(folder)) {
    std::error_code ignored;
    fs::create_directories(fs::path(folder_).parent_path(), ignored);
    make_folder(folder_);
    auto const lock = folder_ + "/lock";
    lock_ = ::open(lock.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (lock_ < 0) unusable(folder_, errno);
    if (::flock(lock_, LOCK_EX | LOCK_NB) != 0) {
        ::close(lock_);
        throw service_unavailable_error("another recond uses this data directory", {folder_});
    }
    for (auto const* const name : {"/incoming", "/uploads", "/results", "/working"})
        make_folder(folder_ + name);
    for (auto const& entry : fs::directory_iterator(incoming(), ignored))
        fs::remove(entry.path(), ignored);
    for (auto const& tenant : fs::directory_iterator(folder_ + "/results", ignored))
        for (auto const& entry : fs::directory_iterator(tenant.path(), ignored))
            if (entry.path().filename().string().starts_with("draft-"))
                fs::remove_all(entry.path(), ignored);
}

content::~content() { ::close(lock_); }

void content::keep_upload(std::string const& tenant, std::string const& sha,
                          std::string const& from) {
    auto const folder = folder_ + "/uploads/" + tenant;
    if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) unwritable(folder, errno);
    sync_path(from, O_RDONLY);
    auto const place = upload_path(tenant, sha);
    if (::rename(from.c_str(), place.c_str()) != 0) unwritable(place, errno);
    sync_path(folder, O_RDONLY | O_DIRECTORY);
}

std::string content::upload_path(std::string const& tenant, std::string const& sha) const {
    return folder_ + "/uploads/" + tenant + '/' + sha;
}

std::string content::result_draft(std::string const& tenant, std::string const& run) {
    auto const folder = folder_ + "/results/" + tenant;
    if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) unwritable(folder, errno);
    auto draft = folder + "/draft-" + run;
    std::error_code ignored;
    fs::remove_all(draft, ignored); // of an attempt that was cut short
    return draft;
}

std::string content::result_path(std::string const& tenant, std::string const& key) const {
    return folder_ + "/results/" + tenant + '/' + key;
}

void content::keep_result(std::string const& draft, std::string const& place) {
    std::error_code ignored;
    if (::rename(draft.c_str(), place.c_str()) != 0) {
        auto const reason = errno;
        fs::remove_all(draft, ignored);
        if (reason != EEXIST && reason != ENOTEMPTY) unwritable(place, reason);
        return; // the same inputs have the same result
    }
    sync_path(fs::path(place).parent_path().string(), O_RDONLY | O_DIRECTORY);
}

namespace {

constexpr char const* upload_name = "upload";

}

std::string content::fetched(store& from, file_name const& what, std::string const& folder,
                             std::string const& name) {
    auto place = folder + '/' + name;
    if (!from.shared() || ::access(place.c_str(), R_OK) == 0) return place;
    std::error_code ignored;
    fs::create_directories(folder, ignored);
    from.fetch_file(what, place);
    return place;
}

std::string content::upload_file(store& from, std::string const& tenant, std::string const& sha) {
    return fetched(from, {tenant, sha, upload_name}, folder_ + "/uploads/" + tenant, sha);
}

std::string content::result_file(store& from, std::string const& tenant, std::string const& key,
                                 std::string const& name) {
    return fetched(from, {tenant, key, name}, result_path(tenant, key), name);
}

void content::share_upload(store& to, std::string const& tenant, std::string const& sha) {
    to.keep_file({tenant, sha, upload_name}, upload_path(tenant, sha));
}

void content::share_result(store& to, std::string const& draft, std::string const& tenant,
                           std::string const& key) {
    if (!to.shared()) return;
    for (auto const& entry : fs::directory_iterator(draft))
        to.keep_file({tenant, key, entry.path().filename().string()}, entry.path().string());
}

void content::drop(swept const& gone) noexcept {
    std::error_code ignored;
    for (auto const& [tenant, sha] : gone.uploads)
        fs::remove(upload_path(tenant, sha), ignored);
    for (auto const& [tenant, key] : gone.results)
        fs::remove_all(result_path(tenant, key), ignored);
}

swept content::old_files() const {
    swept out;
    std::error_code ignored;
    auto const before = fs::file_time_type::clock::now() - std::chrono::hours(1);
    auto const list = [&](char const* kind, auto& to) {
        for (auto const& tenant : fs::directory_iterator(folder_ + kind, ignored))
            for (auto const& entry : fs::directory_iterator(tenant.path(), ignored))
                if (fs::last_write_time(entry.path(), ignored) < before)
                    to.emplace_back(tenant.path().filename().string(),
                                    entry.path().filename().string());
    };
    list("/uploads", out.uploads);
    list("/results", out.results);
    return out;
}

void content::working(unsigned worker, std::string_view run) noexcept {
    auto const path = folder_ + "/working/" + std::to_string(worker);
    auto const number = ::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    if (number < 0) return; // then a crash is not counted, and the run is tried again
    std::array<char, 64> text{};
    run.copy(text.data(), text.size());
    static_cast<void>(!::pwrite(number, text.data(), text.size(), 0));
    ::close(number);
}

std::vector<std::string> content::left_working() {
    std::vector<std::string> out;
    std::error_code ignored;
    for (auto const& entry : fs::directory_iterator(folder_ + "/working", ignored)) {
        std::ifstream in(entry.path(), std::ios::binary);
        std::array<char, 65> text{};
        in.read(text.data(), 64);
        if (text[0] != '\0') out.emplace_back(text.data());
        in.close();
        fs::remove(entry.path(), ignored);
    }
    return out;
}

std::uint64_t content::free_bytes() const noexcept {
    struct ::statvfs facts {};
    if (::statvfs(folder_.c_str(), &facts) != 0) return 0;
    return std::uint64_t{facts.f_bavail} * facts.f_frsize;
}

bool content::writable() const noexcept { return ::access(incoming().c_str(), W_OK | X_OK) == 0; }

std::string content::secret(std::string const& name, std::string (*make)()) {
    auto const path = folder_ + '/' + name;
    auto number = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (number >= 0) {
        std::string text(256, '\0');
        auto const size = ::read(number, text.data(), text.size());
        ::close(number);
        if (size < 32) throw service_unavailable_error("holds no secret: remove it", {path});
        text.resize(static_cast<std::size_t>(size));
        return text;
    }
    auto const text = make();
    number = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    auto const size = static_cast<::ssize_t>(text.size());
    if (number < 0 || ::write(number, text.data(), text.size()) != size) unusable(path, errno);
    ::fsync(number);
    ::close(number);
    return text;
}

} // namespace recon::store
