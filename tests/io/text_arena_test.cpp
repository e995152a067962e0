#include <recon/io/text_arena.hpp> // first: proves the header stands alone

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

using namespace recon::io;

TEST_CASE("text_arena: a kept text stays where it is while others come and the arena moves") {
    text_arena arena;
    std::vector<std::string_view> kept;
    for (int i = 0; i < 100'000; ++i)
        kept.push_back(arena.keep("text " + std::to_string(i)));
    auto const large = arena.keep(std::string(1'000'000, 'x')); // larger than a block
    text_arena const moved = std::move(arena);
    for (int i = 0; i < 100'000; i += 999)
        CHECK(kept[static_cast<std::size_t>(i)] == "text " + std::to_string(i));
    CHECK(large.size() == 1'000'000);
    CHECK(text_arena().keep("").empty());
}
