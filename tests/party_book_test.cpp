#include <recon/detail/party_book.hpp>

#include <doctest/doctest.h>

TEST_CASE("texts that differ in numbers only are of one party") {
    recon::text_book texts;
    auto const first = texts.add("WALKER COFFEE #117 SALEM");
    auto const second = texts.add("Walker Coffee 0042, Salem");
    auto const other = texts.add("Walker Books, Salem");
    auto const number = texts.add("4711 0815");
    texts.close();
    recon::detail::party_book const parties(texts);
    auto const party = [&](recon::text_id text) { return parties.of(texts.class_of(text)); };
    CHECK(party(first) == party(second));
    CHECK(party(first) != party(other));
    CHECK(party(number) == 0);
    CHECK(parties.of(0) == 0);
    CHECK(parties.parties() == 2);
    CHECK(texts.normal(parties.text_of(party(other))) == texts.normal(texts.class_of(other)));
    std::uint32_t words[recon::detail::party_book::words_max];
    CHECK(parties.words(party(other), words) == 3);
}

TEST_CASE("spellings that are nearly the same are of the party that most rows name") {
    recon::text_book texts;
    auto const usual = texts.add("Halcyon Kitchens");
    for (int more = 0; more < 3; ++more)
        texts.add("Halcyon Kitchens");
    auto const misspelt = texts.add("DIRECT DEBIT Haalcyon Kitchens");
    auto const shortened = texts.add("HLCYN KITCHENS");
    auto const glued = texts.add("HALCYONKITCHENS");
    auto const other = texts.add("Harbour Kitchens");
    texts.close();
    recon::detail::party_book const parties(texts);
    auto const party = [&](recon::text_id text) { return parties.of(texts.class_of(text)); };
    CHECK(party(misspelt) == party(usual));
    CHECK(party(shortened) == party(usual));
    CHECK(party(glued) == party(usual));
    CHECK(party(other) != party(usual));
    CHECK(texts.normal(parties.text_of(party(misspelt))) == "HALCYON KITCHENS");
}
