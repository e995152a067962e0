#include <recon/io/llm_notes.hpp>

#include "support/small_run.hpp"

#include <recon/io/discrepancies_csv.hpp>

#include <doctest/doctest.h>

#include <memory>

using namespace recon;
using namespace recon::io;

TEST_CASE("llm_notes: a note stands behind the engine's words, and is no formula") {
    auto run = test::small_run();
    string_sink without, with;
    write_discrepancies(without, run);
    llm_notes notes;
    notes.notes = {{"=1+1", "Wait, \"then\" ask."}};
    run.notes = std::make_shared<llm_notes const>(notes);
    write_discrepancies(with, run);
    auto const first = without.text.find('\n', without.text.find('\n') + 1);
    auto const header_end = without.text.find('\n');
    auto const second_row = without.text.substr(header_end + 1, first - header_end - 1);
    CHECK(with.text.starts_with(without.text.substr(0, header_end)
                                + ",llm_explanation,llm_suggested_action\n" + second_row
                                + ",'=1+1,\"Wait, \"\"then\"\" ask.\"\n"));
    CHECK(with.text.ends_with(",,\n")); // the others have none
    CHECK(in_words(notes.notes[0])
          == "A language model suggests, unchecked: =1+1 Next: Wait, \"then\" ask.");
}
