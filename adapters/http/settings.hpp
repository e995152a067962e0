// adapters/http/settings.hpp - what an operator can set, all of it by environment variables. A bad
// value stops the start with one line; there is no secret with a default.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace recon::http {

enum class log_level : std::uint8_t { debug, info, warning, error };

struct service_settings {
    std::string host = "127.0.0.1";
    std::uint16_t port = 8'000;
    unsigned workers = 0; ///< runs at once; 0: one a core
    log_level level = log_level::info;
    std::uint64_t upload_max = std::uint64_t{50} << 20U;
    unsigned rate_per_minute = 60; ///< 0: no limit
    std::vector<std::string> cors_origins;
    std::chrono::seconds cache_ttl{3'600};
    std::uint64_t cache_bytes = std::uint64_t{64} << 20U;
    std::string data_dir = "recond-data";
    std::string database_url; ///< postgresql://…; empty: SQLite in the data directory
    unsigned database_connections = 10;
    std::chrono::seconds database_timeout{2};
    unsigned retention_days = 30;
    unsigned upload_retention_days = 7;
    std::uint64_t tenant_quota = std::uint64_t{5'000} << 20U;
    std::uint64_t free_floor = std::uint64_t{256} << 20U;
    unsigned queue_max = 100;
    std::chrono::seconds run_max{300};
    std::uint64_t memory_max = 0; ///< bytes that runs may take together; 0: 3/4 of what there is
    std::vector<std::string> trusted_proxies;
    std::vector<std::string> webhook_networks; ///< private ones that webhooks may lead to
    std::vector<std::chrono::seconds> webhook_retries{
        std::chrono::seconds(5), std::chrono::minutes(5), std::chrono::minutes(30),
        std::chrono::hours(2),   std::chrono::hours(5),   std::chrono::hours(10),
        std::chrono::hours(14),  std::chrono::hours(20),  std::chrono::hours(24)};
    bool auth = true;
    bool registration = true;
    bool metrics_public = true;
    std::string tls_certificate; ///< a PEM file; empty: without TLS
    std::string tls_key;
    std::string jwt_secret; ///< empty: one is made in the data directory, on loopback only
    std::chrono::minutes access_ttl{30};
    std::chrono::hours refresh_ttl{24 * 7};

    bool loopback() const noexcept;
};

/// Gives a variable's value, or nothing: std::getenv in the program.
using environment = std::function<std::optional<std::string>(std::string const&)>;

/// Reads the settings. `names` are all the variables that are set, to find mistyped ones. Throws
/// usage_error with one line that names the variable and says what is expected.
service_settings read_settings(environment const& from, std::vector<std::string> const& names);

/// One variable, for the help and for the test of .env.example.
struct setting_spec {
    std::string_view name;
    std::string_view fallback; ///< empty: none
    std::string_view help;
};
std::vector<setting_spec> setting_specs();

} // namespace recon::http
