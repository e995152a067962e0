// recond: reconciliation as an HTTP service. Everything is set by environment variables.
#include "adapters/http/large_blocks.hpp"
#include "adapters/http/own_health.hpp"
#include "adapters/http/server.hpp"
#include "adapters/http/web_assets.hpp"

#include "adapters/status.hpp"
#include "adapters/store/backup.hpp"

#include <recon/error.hpp>
#include <recon/version.hpp>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string>
#include <string_view>
#include <thread>

#include <sys/resource.h>
#include <unistd.h>

extern char** environ;

namespace {

using namespace recon::http;

void print_help() {
    std::printf(
        "recond, reconciliation as an HTTP service\n\n"
        "  recond             serve\n"
        "  recond new-key     make another admin key; with SQLite while no recond runs\n"
        "  recond health      ask the recond that runs with these settings whether it takes\n"
        "                     work: status 0 if so, otherwise 1\n"
        "  recond backup DIR  copy DATA_DIR to a new folder, while a recond runs or not\n"
        "  recond --help | --version\n\n"
        "Everything is set by environment variables; DATABASE_URL, REDIS_URL, JWT_SECRET_KEY and\n"
        "OPENAI_API_KEY also by a file that holds the value, named by JWT_SECRET_KEY_FILE and so "
        "on:\n");
    for (auto const& setting : setting_specs()) {
        std::printf("  %-32.*s %.*s", static_cast<int>(setting.name.size()), setting.name.data(),
                    static_cast<int>(setting.help.size()), setting.help.data());
        if (!setting.fallback.empty())
            std::printf(" (%.*s)", static_cast<int>(setting.fallback.size()),
                        setting.fallback.data());
        std::printf("\n");
    }
}

service_settings settings_from_environment() {
    std::vector<std::string> names;
    for (char** variable = environ; *variable != nullptr; ++variable) {
        std::string_view const text(*variable);
        names.emplace_back(text.substr(0, text.find('=')));
    }
    return read_settings(
        [](std::string const& name) -> std::optional<std::string> {
            auto const* const value = std::getenv(name.c_str());
            return value == nullptr ? std::nullopt : std::optional<std::string>(value);
        },
        names);
}

/// How to begin, on standard error: standard output is the log.
void greet(service const& app, service_settings const& settings, std::uint16_t port) {
    auto const shown = settings.host == "0.0.0.0" ? std::string("localhost") : settings.host;
    auto const url = (settings.tls_certificate.empty() ? "http://" : "https://")
                     + (shown.find(':') == shown.npos ? shown : '[' + shown + ']') + ':'
                     + std::to_string(port);
    std::fprintf(stderr, "recond " RECON_VERSION " listens on %s; data in %s\n", url.c_str(),
                 settings.data_dir.c_str());
    char const* header = "";
    if (!settings.auth) {
        std::fprintf(stderr, "AUTH=off: nobody signs in; this machine only.\n");
    } else if (auto const& key = app.first_key()) {
        std::fprintf(stderr,
                     "A key for you, shown this once (recond new-key makes another):\n"
                     "  export RECON_KEY=%s\n",
                     key->c_str());
    }
    if (settings.auth) header = "-H \"Authorization: Bearer $RECON_KEY\" ";
    if (has_page()) std::fprintf(stderr, "In a browser: %s\n", url.c_str());
    std::fprintf(stderr,
                 "Try:\n"
                 "  curl %s/health\n"
                 "  curl %s-X POST %s/api/reconcile \\\n"
                 "    -F bank_file=@bank.csv -F ledger_file=@ledger.csv\n"
                 "More: %s/api/docs\n",
                 url.c_str(), header, url.c_str(), url.c_str());
}

/// As many connections as are allowed need more descriptors than a shell gives.
void raise_descriptor_limit() {
    ::rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
    limit.rlim_cur = std::min<::rlim_t>(limit.rlim_max, 16'384);
    static_cast<void>(::setrlimit(RLIMIT_NOFILE, &limit));
}

int serve() {
    auto settings = settings_from_environment();
    bound_large_blocks(settings.memory_max != 0 ? settings.memory_max : usual_memory_bound());
    raise_descriptor_limit();
    service app(settings, standard_logger(settings.level));
    server_limits limits;
    server front(app, limits);
    if (!settings.tls_certificate.empty())
        front.encipher({settings.tls_certificate, settings.tls_key});
    auto const port = front.listen(settings.host, settings.port);
    front.stop_on_signals();
    greet(app, settings, port);
    app.parts().log->write(log_level::info, "started",
                           {{"host", settings.host},
                            {"port", std::int64_t{port}},
                            {"auth", settings.auth ? "on" : "off"},
                            {"tls", settings.tls_certificate.empty() ? "off" : "on"},
                            {"rate_limit_per_minute", std::int64_t{settings.rate_per_minute}}});
    front.run();
    // A run that goes on and on is left to the next start: nothing is lost by it.
    std::thread([] {
        std::this_thread::sleep_for(std::chrono::seconds(4));
        ::_exit(0);
    }).detach();
    app.parts().log->write(log_level::info, "stopped", {});
    return 0;
}

int new_key() {
    std::printf("%s\n", add_admin_key(settings_from_environment()).c_str());
    return 0;
}

int ask_health() {
    auto const settings = settings_from_environment();
    auto const status = own_health(settings, std::chrono::seconds(3));
    if (status == 200) return 0;
    auto const place = own_place(settings);
    if (status == 0)
        std::fprintf(stderr, "recond: nothing answers at %s\n", place.c_str());
    else
        std::fprintf(stderr, "recond: not ready (%d) at %s\n", status, place.c_str());
    return 1;
}

int back_up(char const* folder) {
    for (auto const* const name : {"DATABASE_URL", "DATABASE_URL_FILE"})
        if (auto const* const value = std::getenv(name); value != nullptr && *value != '\0')
            throw recon::usage_error(
                std::string(name) + " is set: everything is in PostgreSQL, and pg_dump copies it");
    recon::store::back_up(settings_from_environment().data_dir, folder);
    return 0;
}

} // namespace

int main(int count, char** values) {
    std::signal(SIGPIPE, SIG_IGN);
    std::string_view const command = count > 1 ? values[1] : "";
    try {
        if (command == "--help" || command == "-h") return print_help(), 0;
        if (command == "--version") return std::printf("recond " RECON_VERSION "\n"), 0;
        if (command == "new-key" && count == 2) return new_key();
        if (command == "health" && count == 2) return ask_health();
        if (command == "backup" && count == 3) return back_up(values[2]);
        if (command == "backup" && count == 2)
            throw recon::usage_error("backup needs a folder: recond backup DIR");
        if (count == 1) return serve();
        std::fprintf(stderr, "recond: '%s' is no command; see recond --help\n", values[1]);
        return 2;
    } catch (recon::error const& e) {
        // Whatever stops the start is for whoever starts it to mend.
        std::fprintf(stderr, "recond: %s\n", e.what());
        return 2;
    } catch (std::exception const& e) {
        std::fprintf(stderr, "recond: unexpected failure: %s\n", e.what());
        return recon::adapters::exit_internal;
    }
}
