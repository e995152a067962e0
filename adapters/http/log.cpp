#include "adapters/http/log.hpp"

#include <recon/io/json.hpp>

#include <spdlog/async.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <chrono>
#include <cstdio>
#include <ctime>
#include <memory>

namespace recon::http {

namespace {

std::string_view name_of(log_level level) noexcept {
    switch (level) {
    case log_level::debug: return "DEBUG";
    case log_level::info: return "INFO";
    case log_level::warning: return "WARNING";
    case log_level::error: return "ERROR";
    }
    return "?";
}

class silent : public logger {
    bool enabled(log_level) const override { return false; }
    void write(log_level, std::string_view, std::initializer_list<log_field>) override {}
};

class to_standard_output : public logger {
  public:
    explicit to_standard_output(log_level least)
        : least_(least), pool_(std::make_shared<spdlog::details::thread_pool>(8'192U, 1U)),
          log_(std::make_shared<spdlog::async_logger>(
              "recond", std::make_shared<spdlog::sinks::stdout_sink_mt>(), pool_,
              spdlog::async_overflow_policy::overrun_oldest)) {
        log_->set_pattern("%v");
        log_->set_level(spdlog::level::trace);
        log_->flush_on(spdlog::level::trace); // in the pool's thread
    }
    bool enabled(log_level level) const override { return level >= least_; }
    void write(log_level level, std::string_view event,
               std::initializer_list<log_field> fields) override {
        if (!enabled(level)) return;
        auto const line = log_line(utc_text(now_ms()), level, event, fields);
        log_->log(spdlog::level::info, spdlog::string_view_t(line.data(), line.size()));
    }

  private:
    log_level least_;
    std::shared_ptr<spdlog::details::thread_pool> pool_;
    std::shared_ptr<spdlog::async_logger> log_;
};

} // namespace

std::unique_ptr<logger> standard_logger(log_level least) {
    return std::make_unique<to_standard_output>(least);
}

std::unique_ptr<logger> silent_logger() { return std::make_unique<silent>(); }

std::string log_line(std::string_view time, log_level level, std::string_view event,
                     std::initializer_list<log_field> fields) {
    io::json line{{"ts", time}, {"level", name_of(level)}, {"event", event}};
    for (auto const& field : fields)
        std::visit([&](auto const& value) { line[std::string(field.name)] = value; }, field.value);
    // Also what is no ASCII is escaped: a log has no place for characters that nobody sees.
    return line.dump(-1, ' ', true, io::json::error_handler_t::replace);
}

std::string utc_text(std::int64_t milliseconds) {
    auto const seconds = static_cast<std::time_t>(milliseconds / 1'000);
    std::tm parts{};
    ::gmtime_r(&seconds, &parts);
    char text[40];
    auto const size = std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &parts);
    char fraction[8];
    std::snprintf(fraction, sizeof fraction, ".%03dZ", static_cast<int>(milliseconds % 1'000));
    return std::string(text, size) + fraction;
}

std::int64_t now_ms() {
    return std::chrono::duration_cast<std::chrono::milliseconds>(
               std::chrono::system_clock::now().time_since_epoch())
        .count();
}

} // namespace recon::http
