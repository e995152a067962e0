// The service inside another program: no socket, no port. A request goes in, a response comes out.
#include "adapters/http/service.hpp"

#include <recon/io/json.hpp>

#include <cstdio>
#include <filesystem>

int main() {
    auto const folder = std::filesystem::temp_directory_path() / "recon-example-service";
    std::filesystem::remove_all(folder);
    {
        recon::http::service_settings settings;
        settings.data_dir = folder.string();
        settings.auth = false; // whoever calls answer() has signed in by other means
        recon::http::service service(settings, recon::http::silent_logger());

        recon::http::request request;
        request.method = "POST";
        request.target = "/v1/runs";
        request.headers = {{"content-type", "multipart/form-data; boundary=edge"},
                           {"prefer", "wait=30"}};
        auto const response = service.answer(
            request,
            "--edge\r\n"
            "Content-Disposition: form-data; name=\"bank_file\"; filename=\"bank.csv\"\r\n\r\n"
            "Date,Amount,Description\n2025-01-15,100.00,Invoice 17\n\r\n"
            "--edge\r\n"
            "Content-Disposition: form-data; name=\"ledger_file\"; filename=\"books.csv\"\r\n\r\n"
            "Date,Amount,Description\n2025-01-15,100.00,INV 17\n\r\n"
            "--edge--\r\n");
        auto const run = recon::io::json::parse(*response.body);
        std::printf("%d %s\n", response.status, run.at("state").get<std::string>().c_str());
        std::printf("matches: %s\n", run.at("counts").at("matches").dump().c_str());
    }
    std::filesystem::remove_all(folder);
}
