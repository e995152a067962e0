// adapters/cli/command_line.hpp - what a command line may say, as data; reading one; and the help.
#pragma once

#include <iosfwd>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace recon::cli {

struct option_spec {
    std::string_view name;     ///< without the dashes: "amount-tolerance"
    std::string_view value;    ///< what it takes, for the help: "AMOUNT"; empty: a flag
    std::string_view fallback; ///< the default, for the help; empty: none
    std::string_view help;
    std::string_view group; ///< a heading in the help; empty: that of the option before
};

struct operand_spec {
    std::string_view name;
    std::string_view help;
};

struct invocation;

/// The streams of a run: standard input, results, and everything else.
struct streams {
    std::istream& in;
    std::ostream& out;
    std::ostream& err;
};

struct command_spec {
    std::string_view name;
    std::string_view summary;
    std::span<operand_spec const> operands;
    std::span<option_spec const> options;
    std::string_view epilogue; ///< examples and exit statuses
    int (*run)(invocation const&, streams const&);
};

/// An option as given; a flag's value is "true".
struct given_option {
    std::string name;
    std::string value;
};

struct invocation {
    enum class what { command, help, version };
    what kind = what::help;
    command_spec const* command = nullptr; ///< none: `recon --help`
    std::vector<std::string> operands;
    std::vector<given_option> options;
};

/// Reads a command line. Throws usage_error with a sentence that helps.
invocation parse_command_line(std::span<command_spec const> commands,
                              std::vector<std::string> const& args);

/// The help of a command, or of recon as a whole.
std::string help_of(command_spec const& command);
std::string help_of(std::span<command_spec const> commands);

/// The known name nearest to a mistyped one, or nothing.
std::string_view nearest_name(std::string_view typed, std::span<std::string_view const> known);

} // namespace recon::cli
