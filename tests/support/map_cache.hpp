// tests/support/map_cache.hpp - a cache that forgets nothing, and shows what it has.
#pragma once

#include "adapters/cache/cache.hpp"

#include <map>
#include <string>
#include <utility>

namespace recon::test {

class map_cache : public cache::cache {
  public:
    recon::cache::bytes get(std::string const& key, recon::cache::instant) override {
        return values[key];
    }
    void put(std::string const& key, recon::cache::bytes value, recon::cache::instant) override {
        values[key] = std::move(value);
    }
    std::map<std::string, recon::cache::bytes> values;
};

} // namespace recon::test
