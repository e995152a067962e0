#include <recon/detail/reference_signatures.hpp>

#include "support/engine.hpp"
#include "support/random.hpp"
#include "support/rows.hpp"

#include <recon/reference.hpp>

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <string>

using namespace recon;
using namespace recon::test;

namespace {

/// Rows that name payments in their references, in their texts, or in neither.
two_sides rows_with_names(recon::test::random& rng, std::size_t count) {
    two_sides rows;
    auto const number = [&] { return std::to_string(10'000 + rng.below(40)); };
    for (auto* side : {&rows.left, &rows.right}) {
        for (std::size_t i = 0; i < count; ++i) {
            line l;
            l.amount = eur(100 + static_cast<std::int64_t>(rng.below(900)));
            switch (rng.below(6)) {
            case 0: l.reference = "INV-" + number(); break;
            case 1: l.reference = "E2E/2025/" + number() + "/A"; break;
            case 2: l.reference = number(); break;
            case 3: l.description = "Paid INV " + number() + " thanks"; break;
            case 4: l.description = "Cheque no " + number(); break;
            default: l.description = "Rent"; break;
            }
            if (rng.below(4) == 0) l.reference = "CHK-" + number();
            side->push_back(l);
        }
    }
    return rows;
}

/// Whether two rows name the same payment, everything compared.
bool meet(intake const& all, fact const& f, fact const& g) {
    return compare_references(all.references.normal(f.reference),
                              all.references.normal(g.reference))
               >= reference_match::contained
           || all.mentions.mentions(g.text, f.reference)
           || all.mentions.mentions(f.text, g.reference) || all.tokens.share(f.text, g.text)
           || all.tokens.names(f.text, g.reference) || all.tokens.names(g.text, f.reference);
}

} // namespace

TEST_CASE("reference signatures: rows that name the same payment are never told apart") {
    for (std::uint64_t seed = 1; seed <= 4; ++seed) {
        CAPTURE(seed);
        recon::test::random rng(seed);
        auto const rows = rows_with_names(rng, 250);
        auto const all = sorted_intake(rows);
        detail::reference_signatures const signatures(all);
        std::size_t met = 0;
        std::size_t looked_at = 0;
        for (auto const& f : all.left) {
            for (auto const& g : all.right) {
                bool const may = may_meet(signatures.of(f), signatures.of(g));
                looked_at += may ? 1 : 0;
                if (!meet(all, f, g)) continue;
                ++met;
                REQUIRE(may);
            }
        }
        CHECK(met > 300);
        CHECK(looked_at < all.left.size() * all.right.size() / 3);
    }
}

TEST_CASE("reference signatures: a row that names nothing refers to nothing") {
    two_sides rows;
    rows.left.push_back({eur(100), march(1), "Rent"});
    rows.right.push_back({eur(100), march(1), "Paid INV 10423", "INV-10423"});
    auto const all = sorted_intake(rows);
    detail::reference_signatures const signatures(all);
    CHECK_FALSE(signatures.of(all.left[0]).refers());
    CHECK(signatures.of(all.right[0]).refers());
    CHECK_FALSE(may_meet(signatures.of(all.left[0]), signatures.of(all.right[0])));
}
