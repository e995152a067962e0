#include "adapters/store/sqlite_store.hpp"

#include "adapters/store/schema.hpp"

#include <recon/error.hpp>

#include <string>

namespace recon::store {

bool sqlite_store::healthy() {
    try {
        return readers_.read([](connection& db) {
            auto rows = db.ask("SELECT count(*) FROM audit WHERE seq < 0");
            return rows.next();
        });
    } catch (error const&) {
        return false;
    }
}

void sqlite_store::migrate() {
    writer_.write([](connection& db) {
        std::int64_t version = 0;
        {
            auto rows = db.ask("PRAGMA user_version");
            if (rows.next()) version = rows.number(0);
        }
        auto const newest = static_cast<std::int64_t>(schema_steps.size());
        if (version > newest)
            throw service_unavailable_error("the database is of a later version of recond");
        for (auto step = version; step < newest; ++step)
            db.script(schema_steps[static_cast<std::size_t>(step)]);
        if (version != newest) db.script(("PRAGMA user_version=" + std::to_string(newest)).c_str());
    });
}

std::unique_ptr<store> open_sqlite(std::string const& path) {
    return std::make_unique<sqlite_store>(path);
}

} // namespace recon::store
