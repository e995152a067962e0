// tests/support/redis_server.hpp - a Redis of one's own, on a socket in a folder of its own.
#pragma once

#include <doctest/doctest.h>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>
#include <thread>

#include <sys/wait.h>
#include <unistd.h>

namespace recon::test {

class redis_server {
  public:
    redis_server() {
        static int number = 0;
        folder_ = (std::filesystem::temp_directory_path()
                   / ("recon-redis-" + std::to_string(::getpid()) + '-' + std::to_string(++number)))
                      .string();
        std::filesystem::create_directories(folder_);
        start();
    }
    redis_server(redis_server const&) = delete;
    redis_server& operator=(redis_server const&) = delete;
    ~redis_server() {
        kill();
        std::filesystem::remove_all(folder_);
    }

    /// False: this machine has none.
    bool running() const { return std::filesystem::exists(socket()); }
    std::string socket() const { return folder_ + "/s"; }
    std::string url() const { return "unix://" + socket(); }
    void send(int signal) const {
        if (pid_ > 0) ::kill(pid_, signal);
    }
    void kill() {
        if (pid_ <= 0) return;
        ::kill(pid_, SIGKILL);
        ::waitpid(pid_, nullptr, 0);
        pid_ = 0;
        std::filesystem::remove(socket());
    }
    void start() {
        pid_ = ::fork();
        if (pid_ == 0) {
            auto const path = socket();
            ::execlp("redis-server", "redis-server", "--port", "0", "--unixsocket", path.c_str(),
                     "--save", "", "--dir", folder_.c_str(), "--loglevel", "warning", "--logfile",
                     "log", static_cast<char*>(nullptr));
            ::_exit(127);
        }
        for (int i = 0; i < 500 && !running(); ++i) {
            if (::waitpid(pid_, nullptr, WNOHANG) == pid_) {
                pid_ = 0;
                return;
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        }
    }

  private:
    std::string folder_;
    ::pid_t pid_ = 0;
};

/// Whether a test can go on. Where this machine has no Redis it says so, in words that CMake looks
/// for so that the test counts as skipped; where CI has none, it fails.
inline bool there(redis_server const& server) {
    if (server.running()) return true;
    auto const* const ci = std::getenv("CI");
    bool const needed = ci != nullptr && std::string_view(ci) == "true";
    CHECK_MESSAGE(!needed, "no redis-server in CI");
    if (!needed) std::puts("skipped: no redis-server here");
    return false;
}

/// Whether a client reaches its server within some seconds: on a loaded machine not at once.
template <class Client>
bool comes(Client& to) {
    for (int i = 0; i < 100; ++i) {
        if (to.ping()) return true;
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    return false;
}

} // namespace recon::test
