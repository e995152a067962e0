// adapters/cli/run.hpp - the command recon as a function: arguments and streams in, status out.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

namespace recon::cli {

/// Runs `recon ARGS...`; `args` are without the program's name, and relative paths are relative to
/// the working directory. Results go to `out`, everything else to `err`. Returns the exit status.
/// Throws nothing but what the streams throw.
int run(std::vector<std::string> const& args, std::istream& in, std::ostream& out,
        std::ostream& err);

} // namespace recon::cli
