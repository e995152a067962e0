// adapters/store/content.hpp - the files under the data directory. Every name in it is made by the
// service; what a client calls a file never becomes a path.
#pragma once

#include "adapters/store/store.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>

namespace recon::store {

/// DATA_DIR: instance.id (its name among those that share a database), recon.db, incoming/ (uploads
/// that arrive), uploads/TENANT/SHA256, results/TENANT/KEY/FILE, working/ (which runs are being
/// computed), lock.
class content {
  public:
    /// Makes the folders, takes the lock and clears what a dead process has left in incoming/.
    /// Throws service_unavailable_error with one line when the folder cannot be used, or another
    /// process has it.
    explicit content(std::string folder);
    content(content const&) = delete;
    content& operator=(content const&) = delete;
    ~content();

    std::string const& folder() const noexcept { return folder_; }
    std::string incoming() const { return folder_ + "/incoming"; }
    std::string database() const { return folder_ + "/recon.db"; }

    /// Moves a file that has arrived to its place, synced to the disk. Throws output_error.
    void keep_upload(std::string const& tenant, std::string const& sha, std::string const& from);
    std::string upload_path(std::string const& tenant, std::string const& sha) const;
    /// Where a result is written, and where it then belongs.
    std::string result_draft(std::string const& tenant, std::string const& run);
    std::string result_path(std::string const& tenant, std::string const& key) const;
    /// Puts a draft in its place; if the same result is there already, the draft is dropped.
    void keep_result(std::string const& draft, std::string const& place);
    /// Where an upload stands, or a file of a result; fetched from a shared store where this
    /// machine has no copy yet. It may not be there.
    std::string upload_file(store& from, std::string const& tenant, std::string const& sha);
    std::string result_file(store& from, std::string const& tenant, std::string const& key,
                            std::string const& name);
    /// Copies an upload that is in its place, or the files of a draft, into a shared store.
    void share_upload(store& to, std::string const& tenant, std::string const& sha);
    void share_result(store& to, std::string const& draft, std::string const& tenant,
                      std::string const& key);
    void drop(swept const& gone) noexcept;
    /// What stands in uploads/ and results/ for an hour and more, as tenant and name: also what a
    /// process left there that died before it committed.
    swept old_files() const;

    /// Held shared while an upload is put in place and then committed, and alone while unused ones
    /// are looked for and removed.
    std::shared_mutex& guard() noexcept { return guard_; }

    /// Notes on the disk what a worker computes, so that the next process knows what killed this.
    void working(unsigned worker, std::string_view run) noexcept;
    /// What was noted when the last process died.
    std::vector<std::string> left_working();

    std::uint64_t free_bytes() const noexcept;
    bool writable() const noexcept;
    /// The contents of DATA_DIR/NAME, made with `make` and kept for the owner only if missing.
    std::string secret(std::string const& name, std::string (*make)());

  private:
    std::string fetched(store& from, file_name const& what, std::string const& folder,
                        std::string const& name);

    std::string folder_;
    int lock_ = -1;
    std::shared_mutex guard_;
};

} // namespace recon::store
