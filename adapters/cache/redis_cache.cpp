#include "adapters/cache/redis_cache.hpp"

#include <recon/io/sha256.hpp>

#include <cstddef>
#include <utility>

namespace recon::cache {

namespace {

constexpr std::size_t value_max = std::size_t{1} << 20U; ///< larger ones take too long on the way

} // namespace

/// A name tells nothing of what it is for.
std::string redis_cache::name_of(std::string const& key) const {
    return shared_.prefix() + "cache:" + io::sha256(key);
}

bytes redis_cache::get(std::string const& key, instant now) {
    if (auto found = memory_.get(key, now)) return found;
    if (ttl_.count() == 0) return nullptr;
    auto const name = name_of(key);
    std::string_view const words[] = {"GET", name};
    auto found = shared_.command(words);
    if (!found || !found->text || found->text->size() > value_max) return nullptr;
    auto value = std::make_shared<std::string const>(std::move(*found->text));
    memory_.put(key, value, now);
    return value;
}

void redis_cache::put(std::string const& key, bytes value, instant now) {
    memory_.put(key, value, now);
    if (ttl_.count() == 0 || value->size() > value_max) return;
    auto const name = name_of(key);
    auto const life = std::to_string(ttl_.count());
    std::string_view const words[] = {"SET", name, *value, "EX", life};
    static_cast<void>(shared_.command(words));
}

} // namespace recon::cache
