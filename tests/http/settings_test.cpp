#include "adapters/http/settings.hpp"

#include "support/served.hpp"

#include <recon/error.hpp>

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <string>

using namespace recon::http;

namespace {

using variables = std::map<std::string, std::string>;

service_settings read(variables const& set) {
    std::vector<std::string> names;
    for (auto const& [name, value] : set)
        names.push_back(name);
    return read_settings(
        [&](std::string const& name) -> std::optional<std::string> {
            auto const found = set.find(name);
            return found == set.end() ? std::nullopt : std::optional(found->second);
        },
        names);
}

std::string refusal(variables const& set) {
    try {
        read(set);
    } catch (recon::usage_error const& e) {
        return e.what();
    }
    return {};
}

std::string const secret = "an-honest-random-text-of-40-characters!!";

} // namespace

TEST_CASE("with nothing set the service runs on this machine only") {
    auto const s = read({});
    CHECK(s.loopback());
    CHECK(s.auth);
    CHECK(s.port == 8'000);
    CHECK(s.upload_max == std::uint64_t{50} << 20U);
    CHECK(s.rate_per_minute == 60);
    CHECK(s.jwt_secret.empty());
    CHECK(s.cors_origins.empty());
}

TEST_CASE("the old names") {
    auto const s = read({{"HOST", "0.0.0.0"},
                         {"PORT", "9000"},
                         {"WORKERS", "4"},
                         {"LOG_LEVEL", "debug"},
                         {"MAX_UPLOAD_SIZE_MB", "10"},
                         {"RATE_LIMIT_PER_MINUTE", "120"},
                         {"CORS_ORIGINS", "http://localhost:3000, https://app.example.com"},
                         {"CACHE_TTL", "60"},
                         {"JWT_SECRET_KEY", secret},
                         {"JWT_ALGORITHM", "HS256"},
                         {"JWT_ACCESS_TOKEN_EXPIRE_MINUTES", "5"},
                         {"JWT_REFRESH_TOKEN_EXPIRE_DAYS", "1"}});
    CHECK(s.port == 9'000);
    CHECK(s.cors_origins.size() == 2);
    CHECK(s.cors_origins[1] == "https://app.example.com");
    CHECK(s.access_ttl == std::chrono::minutes(5));
}

TEST_CASE("a bad value stops the start with one line that names it") {
    variables const bad[] = {{{"PORT", "http"}},
                             {{"PORT", "70000"}},
                             {{"PORT", "-1"}},
                             {{"PORT", "80 "}},
                             {{"WORKERS", "0"}},
                             {{"MEMORY_MAX_MB", "1"}},
                             {{"LOG_LEVEL", "loud"}},
                             {{"MAX_UPLOAD_SIZE_MB", "1e3"}},
                             {{"RATE_LIMIT_PER_MINUTE", "many"}},
                             {{"CORS_ORIGINS", "*"}},
                             {{"CORS_ORIGINS", "null"}},
                             {{"CORS_ORIGINS", "http://a.example/path"}},
                             {{"CORS_ORIGINS", "app.example.com"}},
                             {{"JWT_SECRET_KEY", "short"}},
                             {{"JWT_SECRET_KEY", "your-secret-key-change-in-production"}},
                             {{"JWT_SECRET_KEY", std::string(40, 'a')}},
                             {{"JWT_ALGORITHM", "none"}},
                             {{"AUTH", "maybe"}},
                             {{"HOST", "example.com; rm"}},
                             {{"DATABASE_URL", "mysql://localhost/recon"}},
                             {{"DATABASE_URL", "sqlite:///recon.db"}},
                             {{"DATABASE_URL", "postgresql+asyncpg://localhost/recon"}},
                             {{"DATABASE_POOL_SIZE", "0"}},
                             {{"DATABASE_TIMEOUT", "0"}},
                             {{"WEBHOOK_ALLOWED_NETWORKS", "10.0.0.0/40"}},
                             {{"WEBHOOK_ALLOWED_NETWORKS", "localhost"}},
                             {{"WEBHOOK_RETRY_SECONDS", "5,x"}},
                             {{"REDIS_URL", "localhost:6379"}},
                             {{"TRUSTED_PROXIES", "proxy.example"}}};
    for (auto const& set : bad) {
        auto const text = refusal(set);
        CAPTURE(set.begin()->second);
        CHECK(text.starts_with(set.begin()->first + ": "));
        CHECK(text.find('\n') == text.npos);
        if (set.begin()->first == "JWT_SECRET_KEY" && set.begin()->second.size() > 5)
            CHECK(text.find(set.begin()->second) == text.npos);
    }
}

TEST_CASE("nothing is open to the network without a secret or without sign-in") {
    CHECK(refusal({{"HOST", "0.0.0.0"}}).starts_with("JWT_SECRET_KEY must be set"));
    CHECK(refusal({{"HOST", "0.0.0.0"}, {"AUTH", "off"}, {"JWT_SECRET_KEY", secret}})
              .starts_with("AUTH=off is possible on a loopback address only"));
    CHECK_FALSE(read({{"AUTH", "off"}}).auth);
}

TEST_CASE("a database that is shared needs a secret that is shared") {
    std::string const url = "postgresql://recon@localhost/recon?sslmode=verify-full";
    CHECK(refusal({{"DATABASE_URL", url}}).starts_with("JWT_SECRET_KEY must be set with DATABASE"));
    CHECK(read({{"DATABASE_URL", url}, {"JWT_SECRET_KEY", secret}}).database_url == url);
}

TEST_CASE("a certificate and its key go together") {
    CHECK(refusal({{"TLS_CERTIFICATE_FILE", "a.pem"}}).starts_with("TLS_KEY_FILE is missing"));
    CHECK(refusal({{"TLS_KEY_FILE", "a.pem"}}).starts_with("TLS_CERTIFICATE_FILE is missing"));
    CHECK(refusal({{"TLS_CERTIFICATE_FILE", "a.pem"}, {"TLS_KEY_FILE", "b.pem"}}).empty());
}

TEST_CASE("a secret may come from a file, and from one place only") {
    auto const folder = recon::test::temporary_folder();
    std::filesystem::create_directories(folder);
    auto const path = folder + "/secret";
    std::ofstream(path) << secret << '\n';
    CHECK(read({{"JWT_SECRET_KEY_FILE", path}}).jwt_secret == secret);
    CHECK(read({{"HOST", "0.0.0.0"}, {"JWT_SECRET_KEY_FILE", path}}).jwt_secret == secret);
    CHECK(read({{"JWT_SECRET_KEY_FILE", ""}, {"JWT_SECRET_KEY", secret}}).jwt_secret == secret);
    CHECK(refusal({{"JWT_SECRET_KEY_FILE", path}, {"JWT_SECRET_KEY", secret}})
              .starts_with("JWT_SECRET_KEY_FILE and JWT_SECRET_KEY are both set"));
    CHECK(refusal({{"JWT_SECRET_KEY_FILE", folder + "/none"}})
              .starts_with("JWT_SECRET_KEY_FILE: '" + folder + "/none' cannot be read"));
    CHECK(read({{"OPENAI_API_KEY_FILE", path}}).llm.key == secret);
    CHECK(refusal({{"OPENAI_API_KEY_FILE", folder + "/none"}})
              .starts_with("OPENAI_API_KEY_FILE: '" + folder + "/none' cannot be read"));
    std::ofstream(folder + "/short") << "short";
    CHECK(refusal({{"JWT_SECRET_KEY_FILE", folder + "/short"}})
              .starts_with("JWT_SECRET_KEY: the secret is too short"));
    CHECK(read({{"PORT_FILE", path}}).port == 8'000); // somebody else's
    std::filesystem::remove_all(folder);
}

TEST_CASE("a mistyped name stops the start") {
    CHECK(refusal({{"RATE_LIMIT_PER_MINUT", "5"}})
          == "RATE_LIMIT_PER_MINUT is no setting; did you mean RATE_LIMIT_PER_MINUTE?");
    CHECK(refusal({{"CORS_ORIGIN", "http://a.example"}}).ends_with("did you mean CORS_ORIGINS?"));
    CHECK(refusal({{"LOG_LEVLE", "INFO"}}).ends_with("did you mean LOG_LEVEL?"));
    CHECK(refusal({{"DATABASE_URL_FIEL", "x"}}).ends_with("did you mean DATABASE_URL_FILE?"));
    CHECK(refusal({{"PATH", "/bin"}, {"LANGUAGE", "en"}, {"XDG_DATA_DIR", "x"}}).empty());
}

TEST_CASE(".env.example has every setting, and its values are good") {
    std::ifstream in(RECON_SOURCE_FOLDER "/.env.example");
    REQUIRE(in);
    variables set;
    variables mentioned;
    for (std::string line; std::getline(in, line);) {
        bool const commented = line.starts_with("#") && !line.starts_with("# ");
        auto const text = commented ? line.substr(1) : line;
        auto const equals = text.find('=');
        if (text.starts_with('#') || equals == text.npos) continue;
        mentioned[text.substr(0, equals)] = text.substr(equals + 1);
        if (!commented) set[text.substr(0, equals)] = text.substr(equals + 1);
    }
    CHECK(refusal(set).empty());
    for (auto const& spec : setting_specs()) {
        CAPTURE(spec.name);
        CHECK(mentioned.contains(std::string(spec.name)));
        mentioned.erase(std::string(spec.name));
    }
    CHECK(mentioned.empty());
}
