// adapters/explain/folder_cache.hpp - answers kept in a folder, a small file each, for the next run
// of the command.
#pragma once

#include "adapters/cache/cache.hpp"

#include <string>

namespace recon::explain {

/// Keys must be names of files. A file that cannot be read is a miss, and one that cannot be
/// written is not kept.
class folder_cache : public recon::cache::cache {
  public:
    /// Makes the folder where it is missing. Throws output_error.
    explicit folder_cache(std::string folder);

    recon::cache::bytes get(std::string const& key, recon::cache::instant now) override;
    void put(std::string const& key, recon::cache::bytes value, recon::cache::instant now) override;

  private:
    std::string folder_;
};

} // namespace recon::explain
