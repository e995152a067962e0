#include "adapters/explain/embeddings.hpp"

#include "support/map_cache.hpp"

#include <recon/error.hpp>
#include <recon/io/json.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>

using namespace recon;
using namespace recon::explain;

namespace {

word_vector of(std::vector<double> const& parts) { return quantised(parts); }

} // namespace

TEST_CASE("embeddings: cosines of whole numbers are those of the vectors, to a few millionths") {
    CHECK(cosine(of({1, 0}), of({2, 0})) == 1'000'000);
    CHECK(cosine(of({1, 0}), of({0, 3})) == 0);
    CHECK(cosine(of({1, 0}), of({-1, 0})) == 0);
    CHECK(cosine(of({1}), of({1, 0})) == 0);
    CHECK(of({0, 0}).empty());
    CHECK(cosine(of({0, 0}), of({1, 0})) == 0);
    unsigned seed = 7;
    auto const next = [&] {
        seed = seed * 1'103'515'245U + 12'345U;
        return static_cast<double>(seed >> 16U) / 65'536 - 0.4;
    };
    for (int i = 0; i < 100; ++i) {
        std::vector<double> a, b;
        double ab = 0, aa = 0, bb = 0;
        for (int k = 0; k < 384; ++k) {
            a.push_back(next());
            b.push_back(next());
            ab += a.back() * b.back();
            aa += a.back() * a.back();
            bb += b.back() * b.back();
        }
        auto const exact = std::max(ab / std::sqrt(aa * bb) * 1e6, 0.0);
        CHECK(std::abs(static_cast<double>(cosine(of(a), of(b))) - exact) < 50);
    }
}

TEST_CASE("embeddings: an answer is vectors of one size, in the order asked for, or nothing") {
    CHECK(read_embeddings(R"({"data":[{"index":0,"embedding":[1,2]},{"embedding":[0.5,1]}]})", 2));
    for (auto const* const bad :
         {"", "[]", "{}", R"({"data":[]})", R"({"data":[{"embedding":"x"},{"embedding":[1]}]})",
          R"({"data":[{"embedding":[1,"2"]},{"embedding":[1,2]}]})",
          R"({"data":[{"embedding":[1,2]},{"embedding":[1]}]})",
          R"({"data":[{"index":1,"embedding":[1,2]},{"index":0,"embedding":[1,2]}]})",
          R"({"data":[7,8]})"}) {
        CAPTURE(bad);
        CHECK_FALSE(read_embeddings(bad, 2));
    }
}

TEST_CASE("embeddings: words are asked for in batches, and once") {
    std::vector<std::string> words;
    for (int i = 0; i < 100; ++i)
        words.push_back("w" + std::to_string(i));
    int calls = 0;
    auto const call = [&](std::string const& body) {
        ++calls;
        io::json data = io::json::array();
        auto const asked = io::json::parse(body);
        for (auto const& word : asked.at("input"))
            data.push_back({{"embedding", {word.get<std::string>().size(), 1}}});
        return net_client::answer{
            net_client::answer::what::answered, 200, io::json{{"data", data}}.dump(), {}};
    };
    test::map_cache known;
    auto const first = embed(words, "m", "u", call, &known);
    CHECK(calls == 2);
    CHECK(embed(words, "m", "u", call, &known) == first);
    CHECK(calls == 2);
    for (auto& [key, value] : known.values)
        value = std::make_shared<std::string const>("[1, 99999999]");
    CHECK(embed(words, "m", "u", call, &known) == first); // what is spoilt is asked for again
    CHECK(calls == 4);
    auto const refused = [](std::string const&) {
        return net_client::answer{net_client::answer::what::answered, 401, "SECRET", {}};
    };
    try {
        embed(words, "m", "u", refused, nullptr);
        FAIL("accepted");
    } catch (explanation_error const& e) {
        CHECK(std::string(e.what()).find("401") != std::string::npos);
        CHECK(std::string(e.what()).find("SECRET") == std::string::npos);
    }
}

TEST_CASE("embeddings: words are related where each is the other's nearest") {
    std::vector<std::string> const left{"RENT", "LOHN", "PIZZA"}, right{"LEASE", "SALARY"};
    auto const found = related(left, right, {of({1, 0.1, 0}), of({0, 1, 0.2}), of({0.7, 0, 0.7})},
                               {of({1, 0, 0}), of({0.1, 1, 0})}, 800'000);
    REQUIRE(found.size() == 2);
    CHECK(found[0].left == "RENT");
    CHECK(found[0].right == "LEASE");
    CHECK(found[1].left == "LOHN");
    CHECK(found[1].likeness() > 600'000);
    CHECK(found[1].likeness() < 900'000);
    CHECK(related(left, right, {{}, {}, {}}, {{}, {}}, 1).empty());
}
