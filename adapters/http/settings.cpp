#include "adapters/http/settings.hpp"

#include "adapters/notify/address_guard.hpp"

#include <recon/error.hpp>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <iterator>

namespace recon::http {

namespace {

using text = std::string const&;

[[noreturn]] void refuse(std::string const& expected) { throw validation_error(expected); }

std::uint64_t number(text value, std::uint64_t low, std::uint64_t high) {
    std::uint64_t out = 0;
    auto const [end, failed] = std::from_chars(value.data(), value.data() + value.size(), out);
    if (failed != std::errc{} || end != value.data() + value.size() || out < low || out > high)
        refuse("expected a whole number from " + std::to_string(low) + " to "
               + std::to_string(high));
    return out;
}

bool truth(text value) {
    if (value == "true" || value == "on" || value == "1") return true;
    if (value == "false" || value == "off" || value == "0") return false;
    refuse("expected true or false");
}

std::string trimmed(std::string_view value) {
    auto const begin = value.find_first_not_of(" \t");
    if (begin == value.npos) return {};
    return std::string(value.substr(begin, value.find_last_not_of(" \t") - begin + 1));
}

std::vector<std::string> list(std::string_view value) {
    std::vector<std::string> out;
    while (!value.empty()) {
        auto const comma = std::min(value.find(','), value.size());
        if (auto item = trimmed(value.substr(0, comma)); !item.empty())
            out.push_back(std::move(item));
        value.remove_prefix(std::min(comma + 1, value.size()));
    }
    return out;
}

/// "https://app.example.com" or "http://localhost:3000": no path, no wildcard, not null.
void check_origin(text origin) {
    auto const scheme = origin.starts_with("https://")  ? 8U
                        : origin.starts_with("http://") ? 7U
                                                        : 0U;
    bool const plain = std::all_of(origin.begin(), origin.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')
               || std::string_view(".-:/[]").find(c) != std::string_view::npos;
    });
    if (scheme == 0 || !plain || origin.size() == scheme
        || origin.find('/', scheme) != std::string::npos)
        refuse("'" + origin
               + "' is no origin: expected such as https://app.example.com; a "
                 "wildcard is not possible, because requests carry credentials");
}

void read_level(service_settings& s, text value) {
    auto const v = [&] {
        std::string up = value;
        std::transform(up.begin(), up.end(), up.begin(),
                       [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
        return up;
    }();
    if (v == "DEBUG")
        s.level = log_level::debug;
    else if (v == "INFO")
        s.level = log_level::info;
    else if (v == "WARNING" || v == "WARN")
        s.level = log_level::warning;
    else if (v == "ERROR" || v == "CRITICAL")
        s.level = log_level::error;
    else
        refuse("expected DEBUG, INFO, WARNING or ERROR");
}

constexpr std::uint64_t mib = 1U << 20U;

struct variable {
    setting_spec spec;
    void (*apply)(service_settings&, text);
};

variable const variables[] = {
    {{"HOST", "127.0.0.1", "the address to listen on; 0.0.0.0 for all"},
     [](service_settings& s, text v) {
         if (v.empty() || v.find_first_not_of("0123456789abcdefABCDEF.:") != v.npos) {
             if (v != "localhost") refuse("expected an address, such as 127.0.0.1 or 0.0.0.0");
         }
         s.host = v == "localhost" ? "127.0.0.1" : v;
     }},
    {{"PORT", "8000", "the port; 0 lets the system choose"},
     [](service_settings& s, text v) {
         s.port = static_cast<std::uint16_t>(number(v, 0, 65'535));
     }},
    {{"TLS_CERTIFICATE_FILE", "",
      "a PEM file, the certificate with its issuers' after it: https instead of http"},
     [](service_settings& s, text v) { s.tls_certificate = v; }},
    {{"TLS_KEY_FILE", "", "the PEM file of its private key, without a passphrase"},
     [](service_settings& s, text v) { s.tls_key = v; }},
    {{"WORKERS", "one a core", "how many runs are computed at once"},
     [](service_settings& s, text v) { s.workers = static_cast<unsigned>(number(v, 1, 256)); }},
    {{"LOG_LEVEL", "INFO", "DEBUG, INFO, WARNING or ERROR; health probes are logged at DEBUG"},
     read_level},
    {{"DATA_DIR", "recond-data", "the folder of the database, uploads and results"},
     [](service_settings& s, text v) {
         if (v.empty()) refuse("expected a folder");
         s.data_dir = v;
     }},
    {{"DATABASE_URL", "",
      "postgresql://user:password@host/recon?sslmode=verify-full, for one or several recond; by "
      "default SQLite, recon.db in DATA_DIR"},
     [](service_settings& s, text v) {
         if (v.starts_with("sqlite"))
             refuse("SQLite is recon.db in DATA_DIR: leave this unset, and set DATA_DIR");
         if (!v.starts_with("postgresql://") && !v.starts_with("postgres://"))
             refuse("expected such as postgresql://user:password@host:5432/recon");
         s.database_url = v;
     }},
    {{"DATABASE_POOL_SIZE", "10", "connections to PostgreSQL at once"},
     [](service_settings& s, text v) {
         s.database_connections = static_cast<unsigned>(number(v, 1, 1'000));
     }},
    {{"DATABASE_TIMEOUT", "2", "seconds that PostgreSQL may take before a request is refused"},
     [](service_settings& s, text v) {
         s.database_timeout = std::chrono::seconds(number(v, 1, 60));
     }},
    {{"JWT_SECRET_KEY", "",
      "signs access tokens: at least 32 characters of randomness, such as "
      "from `openssl rand -base64 48`; needed unless HOST is a loopback"},
     [](service_settings& s, text v) {
         if (v.size() < 32)
             refuse("the secret is too short: make one with `openssl rand -base64 48`");
         if (v.find("change-in-production") != v.npos || v.find("secret-key") != v.npos)
             refuse("this is an example, not a secret: make one with `openssl rand -base64 48`");
         if (std::all_of(v.begin(), v.end(), [&](char c) { return c == v.front(); }))
             refuse("the secret is one letter over and over: make one with "
                    "`openssl rand -base64 48`");
         s.jwt_secret = v;
     }},
    {{"JWT_ALGORITHM", "HS256", "the only one"},
     [](service_settings&, text v) {
         if (v != "HS256") refuse("expected HS256, or leave it unset");
     }},
    {{"JWT_ACCESS_TOKEN_EXPIRE_MINUTES", "30", "the life of an access token"},
     [](service_settings& s, text v) { s.access_ttl = std::chrono::minutes(number(v, 1, 1'440)); }},
    {{"JWT_REFRESH_TOKEN_EXPIRE_DAYS", "7", "the life of a refresh token"},
     [](service_settings& s, text v) {
         s.refresh_ttl = std::chrono::hours(24 * number(v, 1, 365));
     }},
    {{"AUTH", "on", "off: nobody signs in and all is one tenant; on a loopback address only"},
     [](service_settings& s, text v) { s.auth = truth(v); }},
    {{"REGISTRATION", "on", "off: no new users through /api/auth/register"},
     [](service_settings& s, text v) { s.registration = truth(v); }},
    {{"MAX_UPLOAD_SIZE_MB", "50", "the largest file, and the largest request"},
     [](service_settings& s, text v) { s.upload_max = number(v, 1, 4'096) * mib; }},
    {{"RATE_LIMIT_PER_MINUTE", "60",
      "what one user or key may ask for in a minute: a request counts 1, one with "
      "files 5, a sign-in 10; 0: no limit"},
     [](service_settings& s, text v) {
         s.rate_per_minute = static_cast<unsigned>(number(v, 0, 10'000'000));
     }},
    {{"CORS_ORIGINS", "", "pages of other origins that may call the service, parted by commas"},
     [](service_settings& s, text v) {
         s.cors_origins = list(v);
         for (auto const& origin : s.cors_origins)
             check_origin(origin);
     }},
    {{"TRUSTED_PROXIES", "", "addresses of proxies whose X-Forwarded-For is believed"},
     [](service_settings& s, text v) {
         s.trusted_proxies = list(v);
         for (auto const& proxy : s.trusted_proxies)
             if (proxy.find_first_not_of("0123456789abcdef.:") != proxy.npos)
                 refuse("'" + proxy + "' is no address");
     }},
    {{"WEBHOOK_ALLOWED_NETWORKS", "",
      "private networks that webhooks may lead to, such as 10.1.0.0/16, parted by commas; "
      "without: the internet only, by https"},
     [](service_settings& s, text v) {
         s.webhook_networks = list(v);
         for (auto const& one : s.webhook_networks)
             if (!notify::network_of(one))
                 refuse("'" + one + "' is no network: expected such as 10.1.0.0/16");
     }},
    {{"WEBHOOK_RETRY_SECONDS", "5,300,1800,7200,18000,36000,50400,72000,86400",
      "how long after each failure a webhook is tried again; after the last it is dead"},
     [](service_settings& s, text v) {
         s.webhook_retries.clear();
         for (auto const& one : list(v))
             s.webhook_retries.emplace_back(number(one, 0, 604'800));
     }},
    {{"CACHE_TTL", "3600",
      "seconds for which results are kept in memory and the same upload is "
      "answered from an earlier run; 0: never"},
     [](service_settings& s, text v) {
         s.cache_ttl = std::chrono::seconds(number(v, 0, 2'592'000));
     }},
    {{"CACHE_SIZE_MB", "64", "the memory that results may take"},
     [](service_settings& s, text v) { s.cache_bytes = number(v, 0, 65'536) * mib; }},
    {{"RETENTION_DAYS", "30", "results are removed after so many days"},
     [](service_settings& s, text v) {
         s.retention_days = static_cast<unsigned>(number(v, 1, 3'650));
     }},
    {{"UPLOAD_RETENTION_DAYS", "7", "uploaded files are removed after so many days"},
     [](service_settings& s, text v) {
         s.upload_retention_days = static_cast<unsigned>(number(v, 1, 3'650));
     }},
    {{"TENANT_QUOTA_MB", "5000", "what one tenant may store"},
     [](service_settings& s, text v) { s.tenant_quota = number(v, 1, 100'000'000) * mib; }},
    {{"DISK_FREE_MIN_MB", "256", "uploads are refused when less is free"},
     [](service_settings& s, text v) { s.free_floor = number(v, 0, 100'000'000) * mib; }},
    {{"MEMORY_MAX_MB", "3/4 of what there is",
      "the memory that runs may take together; one that would need more fails, and says so"},
     [](service_settings& s, text v) { s.memory_max = number(v, 64, 100'000'000) * mib; }},
    {{"QUEUE_MAX", "100", "runs that may wait; more are refused with 503"},
     [](service_settings& s, text v) {
         s.queue_max = static_cast<unsigned>(number(v, 1, 100'000));
     }},
    {{"REDIS_URL", "",
      "a Redis that shares results and rate limits between instances, such as "
      "redis://user:password@host:6379/0 or unix:///run/redis.sock; by default they are in memory"},
     [](service_settings& s, text v) {
         if (!cache::redis_available()) refuse("this recond was built without hiredis");
         s.redis = cache::parse_redis_url(v);
     }},
    {{"REDIS_PREFIX", "recon:", "of every key there: services with different ones share nothing"},
     [](service_settings& s, text v) {
         if (v.size() > 64 || v.find_first_of(" \r\n") != v.npos)
             refuse("expected at most 64 letters, without a blank");
         if (s.redis) s.redis->prefix = v; // which is read first
     }},
    {{"METRICS_PUBLIC", "on", "off: /metrics needs a key"},
     [](service_settings& s, text v) { s.metrics_public = truth(v); }},
};

/// How many letters two words differ by, as far as it is at most one edit.
bool one_edit_apart(std::string_view a, std::string_view b) noexcept {
    if (a.size() < b.size()) std::swap(a, b);
    if (a.size() - b.size() > 1) return false;
    auto const at =
        static_cast<std::size_t>(std::mismatch(b.begin(), b.end(), a.begin()).first - b.begin());
    if (a.size() > b.size()) return a.substr(at + 1) == b.substr(at);
    if (a.substr(std::min(at + 1, a.size())) == b.substr(std::min(at + 1, b.size()))) return true;
    return at + 1 < a.size() && a[at] == b[at + 1] && a[at + 1] == b[at]
           && a.substr(at + 2) == b.substr(at + 2); // two letters swapped
}

/// Secrets, which may come from a file instead: the environment of a process is seen by more
/// people.
constexpr std::string_view secrets[] = {"DATABASE_URL", "REDIS_URL", "JWT_SECRET_KEY",
                                        "OPENAI_API_KEY"};

/// The value of a variable, or of a secret what is in the file that NAME_FILE names.
std::optional<std::string> value_of(environment const& from, text name) {
    auto value = from(name);
    if (value && value->empty()) value.reset(); // "NAME=" in an env file stands for the default
    if (std::find(std::begin(secrets), std::end(secrets), name) == std::end(secrets)) return value;
    auto const path = from(name + "_FILE");
    if (!path || path->empty()) return value;
    if (value)
        throw usage_error(name + "_FILE and " + name + " are both set: one of them is enough");
    std::ifstream in(*path, std::ios::binary);
    std::string content{std::istreambuf_iterator<char>(in), {}};
    while (!content.empty() && (content.back() == '\n' || content.back() == '\r'))
        content.pop_back();
    if (!in || content.empty())
        throw usage_error(
            name + "_FILE: '" + *path
            + "' cannot be read or is empty: expected a file that holds the value and "
              "nothing else");
    return content;
}

/// A name that differs from a setting's by a letter is a mistake; one that differs by more may be
/// somebody else's.
void refuse_misspelt(std::vector<std::string> const& names) {
    std::vector<std::string> known;
    for (auto const& spec : setting_specs())
        known.emplace_back(spec.name);
    for (auto const secret : secrets)
        known.push_back(std::string(secret) + "_FILE");
    for (auto const& name : names) {
        if (name.size() < 8) continue; // shorter ones resemble each other by chance
        if (std::find(known.begin(), known.end(), name) != known.end()) continue;
        for (auto const& one : known)
            if (one_edit_apart(name, one))
                throw usage_error(name + " is no setting; did you mean " + one + "?");
    }
}

void check_together(service_settings const& s) {
    if (s.tls_certificate.empty() != s.tls_key.empty())
        throw usage_error(std::string(s.tls_key.empty() ? "TLS_KEY_FILE" : "TLS_CERTIFICATE_FILE")
                          + " is missing: a certificate and its key go together");
    if (!s.database_url.empty() && s.jwt_secret.empty())
        throw usage_error("JWT_SECRET_KEY must be set with DATABASE_URL, because every recond that "
                          "shares the database shares it: make one with `openssl rand -base64 48`");
    if (s.loopback()) return;
    if (!s.auth)
        throw usage_error("AUTH=off is possible on a loopback address only: leave HOST unset");
    if (s.jwt_secret.empty())
        throw usage_error("JWT_SECRET_KEY must be set when HOST is no loopback address: make one "
                          "with `openssl rand -base64 48`");
}

} // namespace

bool service_settings::loopback() const noexcept {
    return host.starts_with("127.") || host == "::1";
}

service_settings read_settings(environment const& from, std::vector<std::string> const& names) {
    service_settings settings;
    settings.llm =
        explain::read_llm_settings([&](std::string const& name) { return value_of(from, name); });
    for (auto const& known : variables) {
        auto const value = value_of(from, std::string(known.spec.name));
        if (!value) continue;
        try {
            known.apply(settings, *value);
        } catch (error const& e) {
            throw usage_error(std::string(known.spec.name) + ": " + e.what());
        }
    }
    refuse_misspelt(names);
    check_together(settings);
    return settings;
}

std::vector<setting_spec> setting_specs() {
    std::vector<setting_spec> out;
    for (auto const& v : variables)
        out.push_back(v.spec);
    for (auto const& v : explain::llm_variables())
        out.push_back({v.name, v.fallback, v.help});
    return out;
}

} // namespace recon::http
