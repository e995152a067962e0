#include "adapters/cli/command_line.hpp"

#include <recon/error.hpp>

#include <doctest/doctest.h>

#include <array>
#include <string>

using namespace recon;
using namespace recon::cli;

namespace {

constexpr operand_spec operands[] = {{"FROM", "where from"}, {"TO", "where to"}};
constexpr option_spec options[] = {
    {"speed", "KMH", "50", "how fast", "Going"},
    {"slow-lane", "", "", "a flag", ""},
};
constexpr command_spec commands[] = {
    {"drive", "Goes somewhere.", operands, options, "Examples: none\n", nullptr},
    {"stop", "Stays.", {}, {}, "", nullptr},
};

std::string refusal(std::vector<std::string> const& args) {
    try {
        (void)parse_command_line(commands, args);
        return "accepted";
    } catch (usage_error const& e) {
        return e.what();
    }
}

} // namespace

TEST_CASE("command_line: operands and options in any order, with a space or an equals sign") {
    for (auto const& args :
         {std::vector<std::string>{"drive", "--speed", "-5", "a", "--slow-lane", "-"},
          std::vector<std::string>{"drive", "a", "-", "--slow-lane", "--speed=-5"}}) {
        auto const given = parse_command_line(commands, args);
        CHECK(given.kind == invocation::what::command);
        CHECK(given.command == &commands[0]);
        CHECK(given.operands == std::vector<std::string>{"a", "-"});
        REQUIRE(given.options.size() == 2);
        CHECK(given.options[0].name == "speed");
        CHECK(given.options[0].value == "-5");
        CHECK(given.options[1].name == "slow-lane");
        CHECK(given.options[1].value == "true");
    }
}

TEST_CASE("command_line: help and version") {
    using what = invocation::what;
    CHECK(parse_command_line(commands, {"--version"}).kind == what::version);
    CHECK(parse_command_line(commands, {"--help"}).command == nullptr);
    CHECK(parse_command_line(commands, {"-h"}).kind == what::help);
    CHECK(parse_command_line(commands, {"help"}).kind == what::help);
    CHECK(parse_command_line(commands, {"help", "drive"}).command == &commands[0]);
    auto const given = parse_command_line(commands, {"drive", "--nonsense", "--help"});
    CHECK(given.kind == what::help);
    CHECK(given.command == &commands[0]);
    auto const text = help_of(commands[0]);
    CHECK(text.starts_with("Usage: recon drive FROM TO [OPTIONS]\n\nGoes somewhere.\n"));
    CHECK(text.find("  --speed KMH                     how fast [50]\n") != std::string::npos);
    CHECK(text.find("\nGoing:\n") != std::string::npos);
    CHECK(text.ends_with("Examples: none\n"));
    CHECK(help_of(commands).find("stop") != std::string::npos);
}

TEST_CASE("command_line: what cannot be understood says what to do") {
    struct row {
        std::vector<std::string> args;
        char const* said;
    };
    row const table[] = {
        {{}, "a command is missing"},
        {{"drvie"}, "'drvie' is no command; did you mean 'drive'?"},
        {{"xyzzy"}, "'xyzzy' is no command; the commands are drive, stop"},
        {{"--speed", "3", "drive"}, "the command comes before its options"},
        {{"drive"}, "FROM is missing; usage: recon drive FROM TO [OPTIONS]"},
        {{"drive", "a"}, "TO is missing"},
        {{"drive", "a", "b", "c"}, "'c' is one argument too many"},
        {{"drive", "a", "b", "--sped", "3"},
         "--sped is no option of 'drive'; did you mean --speed?"},
        {{"drive", "a", "b", "--qqqqqq"},
         "--qqqqqq is no option of 'drive'; see recon drive --help"},
        {{"drive", "a", "b", "-q"}, "'-q' is no option"},
        {{"drive", "a", "b", "--speed"}, "--speed needs a value"},
        {{"drive", "a", "b", "--speed", "1", "--speed", "2"}, "--speed is given more than once"},
        {{"drive", "a", "b", "--slow-lane=3"}, "--slow-lane takes no value"},
        {{"stop", "now"}, "'now' is one argument too many; usage: recon stop"},
        {{std::string(100'000, 'x')}, "'xxxx"},
    };
    for (auto const& [args, said] : table) {
        CAPTURE(said);
        CHECK(refusal(args).starts_with(said));
    }
}
