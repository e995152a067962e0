// recon/detail/intern.hpp - distinct texts, numbered from 1 in the order in which they first came.
#pragma once

#include <recon/detail/buffer.hpp>
#include <recon/detail/wide.hpp>
#include <recon/error.hpp>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace recon::detail {

inline std::uint64_t mix(std::uint64_t a, std::uint64_t b) noexcept {
    auto const product = static_cast<uint128>(a) * b;
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

template <class T>
std::uint64_t load(char const* from) noexcept {
    T value;
    std::memcpy(&value, from, sizeof value);
    return value;
}

/// A hash of bytes by folded multiplication, after wyhash (Wang Yi, public domain). `seed` is
/// secret, so that nobody can prepare texts that collide.
inline std::uint64_t hash_of(std::string_view text, std::uint64_t seed) noexcept {
    constexpr std::uint64_t first = 0xa076'1d64'78bd'642f;
    constexpr std::uint64_t second = 0xe703'7ed1'a0b4'28db;
    char const* at = text.data();
    std::size_t left = text.size();
    std::uint64_t state = seed ^ first;
    for (; left > 16; left -= 16, at += 16)
        state = mix(load<std::uint64_t>(at) ^ second, load<std::uint64_t>(at + 8) ^ state);
    std::uint64_t a = 0;
    std::uint64_t b = 0;
    if (left >= 8) { // the two loads may overlap
        a = load<std::uint64_t>(at);
        b = load<std::uint64_t>(at + left - 8);
    } else if (left >= 4) {
        a = load<std::uint32_t>(at);
        b = load<std::uint32_t>(at + left - 4);
    } else if (left > 0) {
        a = load<std::uint8_t>(at);
        b = (load<std::uint8_t>(at + left / 2) << 8) | load<std::uint8_t>(at + left - 1);
    }
    return mix(mix(a ^ second, b ^ state) ^ first, text.size() ^ second);
}

/// Open addressing with linear probing; the texts lie end to end in one arena. Numbers depend on
/// the order of arrival alone, never on the hash.
class interner {
  public:
    using id = std::uint32_t;

    /// The number of `text`, a new one if it has none. Amortised O(length).
    /// Throws limit_error at 2^31 distinct texts.
    id add(std::string_view text) {
        if ((used() + 1) * 2 > slots_.size()) grow();
        auto const hash = short_hash(text);
        std::size_t const at = place(text, hash);
        if (slots_[at].number != 0) return slots_[at].number;
        if (used() == most) throw limit_error("more than 2^31 distinct texts");
        chars_.resize(ends_.back()); // a call that failed may have left more
        chars_.append(text.data(), text.size());
        ends_.push_back(chars_.size());
        slots_[at] = {hash, static_cast<id>(used())};
        return slots_[at].number;
    }

    /// The number of `text`, or 0.
    id find(std::string_view text) const noexcept {
        return slots_.empty() ? 0 : slots_[place(text, short_hash(text))].number;
    }

    /// The text of a number; empty for 0. Valid until the next add().
    std::string_view text(id number) const noexcept {
        if (number == 0 || number > used()) return {};
        return {chars_.data() + ends_[number - 1], ends_[number] - ends_[number - 1]};
    }

    /// How many there are, which is also the largest number.
    std::size_t used() const noexcept { return ends_.size() - 1; }

  private:
    static constexpr std::size_t most = std::size_t{1} << 31;
    struct slot {
        std::uint32_t hash = 0;
        id number = 0;
    };

    std::uint32_t short_hash(std::string_view text) const noexcept {
        return static_cast<std::uint32_t>(hash_of(text, seed_));
    }

    std::size_t place(std::string_view text, std::uint32_t hash) const noexcept {
        std::size_t const mask = slots_.size() - 1;
        std::size_t at = hash & mask;
        while (slots_[at].number != 0
               && (slots_[at].hash != hash || this->text(slots_[at].number) != text))
            at = (at + 1) & mask;
        return at;
    }

    void grow() {
        buffer<slot> old(slots_.empty() ? 64 : slots_.size() * 2);
        old.swap(slots_);
        std::size_t const mask = slots_.size() - 1;
        for (slot const& s : old) {
            if (s.number == 0) continue;
            std::size_t at = s.hash & mask;
            while (slots_[at].number != 0)
                at = (at + 1) & mask;
            slots_[at] = s;
        }
    }

    buffer<slot> slots_;
    buffer<char> chars_;
    buffer<std::size_t> ends_ = buffer<std::size_t>(1);
    // Where the loader put this object is not to be guessed from outside; only the speed hangs on
    // it.
    std::uint64_t seed_ = mix(std::bit_cast<std::uintptr_t>(this), 0x9e37'79b9'7f4a'7c15);
};

} // namespace recon::detail
