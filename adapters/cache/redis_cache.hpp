// adapters/cache/redis_cache.hpp - a cache in memory with one behind it that instances share.
#pragma once

#include "adapters/cache/cache.hpp"
#include "adapters/cache/redis.hpp"

namespace recon::cache {

/// What one instance has put there, the others find. Values under a name never differ, so what is
/// in memory need not be asked for again. Without its Redis it is the memory.
class redis_cache : public cache {
  public:
    redis_cache(redis& shared, std::chrono::seconds ttl, std::uint64_t bytes_max)
        : shared_(shared), ttl_(ttl), memory_(ttl, bytes_max) {}

    bytes get(std::string const& key, instant now) override;
    void put(std::string const& key, bytes value, instant now) override;

  private:
    std::string name_of(std::string const& key) const;

    redis& shared_;
    std::chrono::seconds ttl_;
    memory_cache memory_;
};

} // namespace recon::cache
