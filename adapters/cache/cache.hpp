// adapters/cache/cache.hpp - results that were asked for lately, by a name that tells their
// content.
#pragma once

#include <chrono>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

namespace recon::cache {

using bytes = std::shared_ptr<std::string const>;
using instant = std::chrono::steady_clock::time_point;

/// One implementation is in memory; a shared one takes its place. A cache may forget anything at
/// any time, and its failure is a miss.
class cache {
  public:
    virtual ~cache() = default;
    virtual bytes get(std::string const& key, instant now) = 0; ///< null: not there
    virtual void put(std::string const& key, bytes value, instant now) = 0;

  protected:
    cache() = default;
    cache(cache const&) = default;
    cache& operator=(cache const&) = default;
};

/// Forgets by age, and the longest unused first when it is full.
class memory_cache : public cache {
  public:
    memory_cache(std::chrono::seconds ttl, std::uint64_t bytes_max)
        : ttl_(ttl), bytes_max_(bytes_max) {}

    bytes get(std::string const& key, instant now) override;
    void put(std::string const& key, bytes value, instant now) override;
    std::uint64_t size() const;

  private:
    struct entry {
        std::string key;
        bytes value;
        instant until;
    };
    using entries = std::list<entry>;
    void erase(entries::iterator which);

    mutable std::mutex mutex_;
    std::chrono::seconds ttl_;
    std::uint64_t bytes_max_;
    std::uint64_t size_ = 0;
    entries entries_; ///< the latest used first
    std::unordered_map<std::string, entries::iterator> places_;
};

} // namespace recon::cache
