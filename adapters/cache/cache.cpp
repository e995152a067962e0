#include "adapters/cache/cache.hpp"

#include <iterator>
#include <utility>

namespace recon::cache {

namespace {

/// What an entry costs beside its value.
constexpr std::uint64_t overhead = 256;

} // namespace

bytes memory_cache::get(std::string const& key, instant now) {
    std::lock_guard const lock(mutex_);
    auto const found = places_.find(key);
    if (found == places_.end()) return nullptr;
    auto const place = found->second;
    if (place->until <= now) {
        erase(place);
        return nullptr;
    }
    entries_.splice(entries_.begin(), entries_, place);
    return place->value;
}

void memory_cache::put(std::string const& key, bytes value, instant now) {
    if (ttl_.count() == 0) return;
    auto const cost = value->size() + overhead;
    std::lock_guard const lock(mutex_);
    if (cost > bytes_max_ / 4) return; // one large value would push out all others
    if (auto const found = places_.find(key); found != places_.end()) erase(found->second);
    while (size_ + cost > bytes_max_)
        erase(std::prev(entries_.end()));
    entries_.push_front({key, std::move(value), now + ttl_});
    places_[key] = entries_.begin();
    size_ += cost;
}

std::uint64_t memory_cache::size() const {
    std::lock_guard const lock(mutex_);
    return size_;
}

void memory_cache::erase(entries::iterator which) {
    size_ -= which->value->size() + overhead;
    places_.erase(which->key);
    entries_.erase(which);
}

} // namespace recon::cache
