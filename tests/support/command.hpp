// tests/support/command.hpp - the command recon in an empty folder, as a user has it.
#pragma once

#include "adapters/cli/run.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

namespace recon::test {

/// A temporary folder that is the working directory as long as it lives.
class work_folder {
  public:
    work_folder() : before_(std::filesystem::current_path()) {
        auto name = (std::filesystem::temp_directory_path() / "recon-test-XXXXXX").string();
        if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
        here_ = name;
        std::filesystem::current_path(here_);
    }
    ~work_folder() {
        std::error_code ignored;
        std::filesystem::current_path(before_, ignored);
        std::filesystem::remove_all(here_, ignored);
    }
    work_folder(work_folder const&) = delete;
    work_folder& operator=(work_folder const&) = delete;

  private:
    std::filesystem::path before_;
    std::filesystem::path here_;
};

inline void spill(std::string const& path, std::string_view text) {
    std::ofstream(path, std::ios::binary) << text;
}
inline std::string slurp(std::string const& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

struct result {
    int status;
    std::string out;
    std::string err;
};

inline result recon_command(std::vector<std::string> const& args, std::string const& input = {}) {
    std::istringstream in(input);
    std::ostringstream out;
    std::ostringstream err;
    auto const status = cli::run(args, in, out, err);
    return {status, out.str(), err.str()};
}

} // namespace recon::test
