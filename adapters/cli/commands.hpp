// adapters/cli/commands.hpp - the commands of recon, as data; each is defined in a file of its
// name.
#pragma once

#include "adapters/cli/command_line.hpp"

namespace recon::cli {

command_spec match_command();
command_spec inspect_command();
command_spec generate_command();
command_spec evaluate_command();
command_spec verify_command();
command_spec relate_command();

} // namespace recon::cli
