// tests/support/served.hpp - a service in a folder of its own, asked without a socket.
#pragma once

#include "adapters/http/access.hpp"
#include "adapters/http/service.hpp"

#include "support/database.hpp"

#include <recon/io/json.hpp>

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include <unistd.h>

namespace recon::test {

inline std::string temporary_folder() {
    static int number = 0;
    auto const path =
        std::filesystem::temp_directory_path()
        / ("recon-http-" + std::to_string(::getpid()) + '-' + std::to_string(++number));
    std::filesystem::remove_all(path);
    return path.string();
}

struct sent {
    std::string method = "GET";
    std::string target = "/";
    std::string body;
    std::string type;
    std::string key; ///< of an authorization header; empty: none
    std::vector<http::header> headers;
};

/// A multipart body of parts "name" or "name;file", and their contents.
inline std::string multipart(std::vector<std::pair<std::string, std::string>> const& parts) {
    std::string out;
    for (auto const& [name, content] : parts) {
        auto const semicolon = name.find(';');
        out +=
            "--edge\r\nContent-Disposition: form-data; name=\"" + name.substr(0, semicolon) + '"';
        if (semicolon != name.npos) out += "; filename=\"" + name.substr(semicolon + 1) + '"';
        out += "\r\n\r\n" + content + "\r\n";
    }
    return out + "--edge--\r\n";
}

inline constexpr std::string_view multipart_type = "multipart/form-data; boundary=edge";

inline constexpr std::string_view small_bank = "Date,Amount,Description\n"
                                               "2025-01-15,100.00,Invoice 17\n"
                                               "2025-01-16,-42.50,Coffee beans\n"
                                               "2025-01-20,12500.00,Big customer\n";
inline constexpr std::string_view small_ledger = "Date,Amount,Description\n"
                                                 "2025-01-15,100.00,INV 17\n"
                                                 "2025-01-17,-42.50,Beans of coffee\n"
                                                 "2025-02-01,77.00,=1+1 never paid\n";

class served {
  public:
    explicit served(http::service_settings settings = {}) {
        if (settings.data_dir == http::service_settings{}.data_dir)
            settings.data_dir = temporary_folder();
        if (settings.database_url.empty()) settings.database_url = fresh_database();
        settings.free_floor = 0;
        folder = settings.data_dir;
        app = std::make_unique<http::service>(settings, http::silent_logger());
        if (app->first_key()) key = *app->first_key();
    }
    served(served const&) = delete;
    served& operator=(served const&) = delete;
    ~served() {
        app.reset();
        std::filesystem::remove_all(folder);
    }

    http::response ask(sent const& what) {
        http::request in;
        in.method = what.method;
        in.target = what.target;
        in.peer = "127.0.0.1";
        in.headers = what.headers;
        in.headers.push_back({"host", "localhost:8000"});
        if (!what.type.empty()) in.headers.push_back({"content-type", what.type});
        if (!what.key.empty()) in.headers.push_back({"authorization", "Bearer " + what.key});
        return app->answer(std::move(in), what.body);
    }
    http::response get(std::string target, std::vector<http::header> headers = {}) {
        return ask({"GET", std::move(target), {}, {}, key, std::move(headers)});
    }
    http::response post(std::string target, std::string body, std::string_view type,
                        std::vector<http::header> headers = {}) {
        return ask({"POST", std::move(target), std::move(body), std::string(type), key,
                    std::move(headers)});
    }
    /// Runs two files to the end; gives the run.
    io::json run(std::string_view bank = small_bank, std::string_view ledger = small_ledger,
                 std::vector<std::pair<std::string, std::string>> more = {}) {
        more.emplace_back("bank_file;bank.csv", bank);
        more.emplace_back("ledger_file;ledger.csv", ledger);
        auto const out = post("/v1/runs", multipart(more), multipart_type, {{"prefer", "wait=60"}});
        return io::json::parse(*out.body);
    }

    /// The run once it has ended; what it is after a minute, if it has not.
    io::json ended(std::string const& id) {
        io::json run;
        for (int tries = 0; tries < 6'000; ++tries) {
            run = io::json::parse(*get("/v1/runs/" + id).body);
            auto const state = run.value("state", "");
            if (state != "queued" && state != "running") break;
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        }
        return run;
    }

    std::unique_ptr<http::service> app;
    std::string folder;
    std::string key;
};

inline io::json json_of(http::response const& of) {
    return of.body ? io::json::parse(*of.body, nullptr, false) : io::json();
}

inline std::string text_of(http::response const& of) { return of.body ? *of.body : std::string(); }

} // namespace recon::test
