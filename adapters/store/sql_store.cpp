#include "adapters/store/sql_store.hpp"

#include "adapters/store/postgres.hpp"
#include "adapters/store/sqlite.hpp"

#include <string>
#include <utility>

namespace recon::store {

std::unique_ptr<store> open_sqlite(std::string const& path) {
    return std::make_unique<sql_store>(std::make_unique<sqlite_database>(path));
}

std::unique_ptr<store> open_postgres(postgres_settings settings) {
    return std::make_unique<sql_store>(std::make_unique<postgres_database>(std::move(settings)));
}

} // namespace recon::store
