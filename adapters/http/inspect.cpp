// How a file would be read, before it is: what `recon inspect` says, for one upload.
#include "adapters/http/handlers.hpp"

#include "adapters/cli/option_values.hpp"
#include "adapters/cli/read_choices.hpp"

#include <recon/error.hpp>
#include <recon/io/inspection.hpp>
#include <recon/io/inspection_json.hpp>
#include <recon/io/read.hpp>

namespace recon::http {

namespace {

constexpr int rows_max = 100;

struct choice {
    std::string_view name;
    void (*apply)(io::read_options&, std::string const&);
};

constexpr choice choices[] = {
    {"format", cli::choose_format},
    {"columns", cli::choose_columns},
    {"date_order", cli::choose_date_order},
    {"decimal_mark", cli::choose_decimal_mark},
    {"sign", cli::choose_sign},
    {"currency",
     [](io::read_options& to, std::string const& v) { to.fallback = cli::currency_value(v); }},
    {"side",
     [](io::read_options& to, std::string const& v) {
         to.side = cli::choice_value(v, {"bank", "ledger"}) == 0 ? "bank" : "ledger";
     }},
};

[[noreturn]] void bad_field(std::string const& name, std::string detail) {
    throw problem(400, "VALIDATION_ERROR", "A field of the request has a wrong value.",
                  {{name, std::move(detail)}});
}

} // namespace

response inspect_file(context&, exchange& x) {
    io::read_options options;
    std::size_t rows = 5;
    for (auto const& [name, value] : x.in.form) {
        try {
            auto const* found = std::find_if(std::begin(choices), std::end(choices),
                                             [&](auto const& c) { return c.name == name; });
            if (found != std::end(choices))
                found->apply(options, value);
            else if (name == "rows")
                rows = static_cast<std::size_t>(cli::whole_value(value, 0, rows_max, "rows"));
            else
                bad_field(name, "no such field: see /openapi.json");
        } catch (error const& e) {
            bad_field(name, e.what());
        }
    }
    if (x.in.uploads.size() != 1 || x.in.uploads.front().field != "file")
        throw problem(400, "VALIDATION_ERROR", "Expected one file.",
                      {{"file", "a file is expected here"}});
    auto& given = x.in.uploads.front();
    auto source = given.path.empty() ? io::from_bytes(given.bytes, given.label)
                                     : io::load(given.path, options);
    source.name = given.label;
    auto const file = io::read(source, options);
    auto body = io::inspection_to_json(file, io::inspect(file), rows);
    // A file of nothing but bad rows need not come back whole.
    constexpr std::size_t listed_max = 200;
    for (auto const* const list : {"rejected", "noted"})
        if (body[list].size() > listed_max)
            body[list].erase(body[list].begin() + listed_max, body[list].end());
    return json_response(200, body);
}

} // namespace recon::http
