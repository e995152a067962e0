#include <recon/io/model_file.hpp>

#include <recon/error.hpp>
#include <recon/io/json.hpp>

#include <doctest/doctest.h>

#include <string>

using namespace recon;
using namespace recon::io;

namespace {

run_model sample() {
    run_model model;
    model.sure_pairs = 51;
    model.evidence.first_lag = -1;
    for (std::uint64_t i = 0; i < 3; ++i)
        model.evidence.lags.push_back({i, 10 + i, static_cast<millinats>(i) - 1});
    model.evidence.texts.resize(evidence_table::text_cells, {2, 3, 4});
    model.evidence.recurring.resize(evidence_table::text_cells, {5, 6, 7});
    auto& agree = model.evidence.agree;
    agree.left_equal = {100, 90};
    agree.right_usual = {200, 20};
    agree.left_any = {8, 7};
    agree.unequal = {60, 6};
    agree.different = {50, 2};
    agree.differences[70] = 6;
    model.affinities.push_back({"KARIM", "FIFIN", 7, 8, 9});
    return model;
}

std::string complaint(std::string const& text) {
    try {
        read_model(from_bytes(text, "m.json"));
    } catch (file_processing_error const& e) {
        return e.what();
    }
    return {};
}

} // namespace

TEST_CASE("model_file: what is written is read back") {
    auto const text = to_text(model_to_json(sample()));
    auto const model = read_model(from_bytes(text, "m.json"));
    CHECK(model.sure_pairs == 51);
    CHECK(model.evidence.first_lag == -1);
    REQUIRE(model.evidence.lags.size() == 3);
    CHECK(model.evidence.lags[2].sure == 2);
    CHECK(model.evidence.lags[2].chance == 12);
    CHECK(model.evidence.texts[20].chance == 3);
    CHECK(model.evidence.recurring[0].sure == 5);
    CHECK(model.evidence.agree.left_equal.have == 90);
    CHECK(model.evidence.agree.right_usual.of == 200);
    CHECK(model.evidence.agree.left_any.have == 7);
    CHECK(model.evidence.agree.unequal.of == 60);
    CHECK(model.evidence.agree.different.have == 2);
    CHECK(model.evidence.agree.differences[70] == 6);
    CHECK(model.evidence.agree.differences[71] == 0);
    REQUIRE(model.affinities.size() == 1);
    CHECK(model.affinities[0].right == "FIFIN");
    CHECK(model.affinities[0].right_pairs == 9);
}

TEST_CASE("model_file: what is no model is refused with its place") {
    auto const text = to_text(model_to_json(sample()));
    auto const with = [&](std::string const& from, std::string const& to) {
        auto changed = text;
        changed.replace(changed.find(from), from.size(), to);
        return complaint(changed);
    };
    CHECK(complaint("{").find("m.json: is no JSON") == 0);
    CHECK(complaint("[]").find("is no model") != std::string::npos);
    CHECK(with("\"recon_model\": 2", "\"recon_model\": 1").find("expected 2") != std::string::npos);
    CHECK(with("\"sure_pairs\": 51", "\"sure_pairs\": -1").find("expected a count")
          != std::string::npos);
    CHECK(with("\"bank_days_later\": 1", "\"bank_days_later\": 4").find("consecutive")
          != std::string::npos);
    CHECK(with("\"bank_partnered\": 90", "\"bank_partnered\": 900").find("no more than")
          != std::string::npos);
    CHECK(with("\"cell\": 70", "\"cell\": 700").find("less than 84") != std::string::npos);
    CHECK(with("\"bank\": \"KARIM\"", "\"bank\": 5").find("expected a text") != std::string::npos);
    CHECK(with("\"texts\"", "\"text\"").find("\"texts\" is missing") != std::string::npos);
}
