#include "adapters/cli/command_line.hpp"

#include <recon/error.hpp>
#include <recon/io/text_table.hpp>

#include <CLI/CLI.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace recon::cli {

namespace {

constexpr std::size_t help_width = 88;
constexpr std::size_t help_indent = 34;

std::string usage_of(command_spec const& command) {
    auto usage = "recon " + std::string(command.name);
    for (auto const& operand : command.operands)
        usage.append(" ").append(operand.name);
    return command.options.empty() ? usage : usage + " [OPTIONS]";
}

std::string joined(std::span<std::string_view const> names) {
    std::string text;
    for (auto const name : names) {
        if (!text.empty()) text += ", ";
        text += name;
    }
    return text;
}

/// Optimal string alignment distance: insertions, deletions, changes and swapped neighbours.
std::size_t edits_between(std::string_view a, std::string_view b) {
    std::vector<std::vector<std::size_t>> cost(a.size() + 1,
                                               std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i) {
        for (std::size_t j = 0; j <= b.size(); ++j) {
            if (i == 0 || j == 0) {
                cost[i][j] = i + j;
                continue;
            }
            auto const change = cost[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            cost[i][j] = std::min({change, cost[i - 1][j] + 1, cost[i][j - 1] + 1});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
        }
    }
    return cost[a.size()][b.size()];
}

[[noreturn]] void throw_unknown_command(std::span<command_spec const> commands,
                                        std::string const& typed) {
    std::vector<std::string_view> names;
    for (auto const& command : commands)
        names.push_back(command.name);
    auto const near = nearest_name(typed, names);
    throw usage_error("'" + typed + "' is no command"
                      + (near.empty() ? "; the commands are " + joined(names)
                                      : "; did you mean '" + std::string(near) + "'?"));
}

[[noreturn]] void throw_unexpected(command_spec const& command, std::string const& typed) {
    auto const usage = "; usage: " + usage_of(command);
    if (!typed.starts_with("--")) {
        auto const* const what =
            typed.starts_with('-') ? "' is no option" : "' is one argument too many";
        throw usage_error("'" + typed + what + usage);
    }
    std::vector<std::string_view> names;
    for (auto const& option : command.options)
        names.push_back(option.name);
    auto const name = typed.substr(2, typed.find('=') - 2);
    auto const near = nearest_name(name, names);
    throw usage_error("--" + name + " is no option of '" + std::string(command.name) + "'; "
                      + (near.empty() ? "see recon " + std::string(command.name) + " --help"
                                      : "did you mean --" + std::string(near) + "?"));
}

void take_options(invocation& result, CLI::App& app, command_spec const& command) {
    for (auto const& option : command.options) {
        auto const* const given = app.get_option("--" + std::string(option.name));
        if (given->count() == 0) continue;
        if (given->count() > 1)
            throw usage_error("--" + std::string(option.name) + " is given more than once");
        auto value = given->results().front();
        if (option.value.empty() && value != "true")
            throw usage_error("--" + std::string(option.name) + " takes no value");
        result.options.push_back({std::string(option.name), std::move(value)});
    }
}

/// CLI11 splits the arguments; what they mean, and every message, is ours.
invocation parse_command(command_spec const& command, std::vector<std::string> rest) {
    CLI::App app{std::string(command.summary), std::string(command.name)};
    app.allow_extras();
    app.set_help_flag("-h,--help");
    for (auto const& option : command.options) {
        auto const name = "--" + std::string(option.name);
        if (option.value.empty())
            app.add_flag(name);
        else
            app.add_option(name)->expected(1)->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    }
    std::reverse(rest.begin(), rest.end()); // CLI11 takes them from the back
    try {
        app.parse(std::move(rest));
    } catch (CLI::CallForHelp const&) {
        return {invocation::what::help, &command, {}, {}};
    } catch (CLI::ArgumentMismatch const& e) {
        auto const text = std::string(e.what());
        throw usage_error(text.substr(0, text.find(':')) + " needs a value; see recon "
                          + std::string(command.name) + " --help");
    } catch (CLI::ParseError const& e) {
        throw usage_error(e.what());
    }
    invocation result{invocation::what::command, &command, {}, {}};
    for (auto& argument : app.remaining()) {
        bool const dashed = argument.size() > 1 && argument.starts_with('-');
        if (dashed || result.operands.size() == command.operands.size())
            throw_unexpected(command, argument);
        result.operands.push_back(std::move(argument));
    }
    take_options(result, app, command);
    if (result.operands.size() < command.operands.size())
        throw usage_error(std::string(command.operands[result.operands.size()].name)
                          + " is missing; usage: " + usage_of(command));
    return result;
}

void append_entry(std::string& out, std::string const& term, std::string_view help) {
    out += "  " + term;
    auto column = io::display_width(term) + 2;
    if (column + 1 > help_indent) {
        out += '\n';
        column = 0;
    }
    for (auto const& line : io::wrapped(help, help_width - help_indent)) {
        out.append(help_indent - column, ' ').append(line) += '\n';
        column = 0;
    }
}

} // namespace

std::string_view nearest_name(std::string_view typed, std::span<std::string_view const> known) {
    if (typed.size() > 64) return {};
    std::string_view best;
    auto least = typed.size() / 3 + 2;
    for (auto const name : known) {
        auto const edits = edits_between(typed, name);
        if (edits >= least) continue;
        least = edits;
        best = name;
    }
    return best;
}

invocation parse_command_line(std::span<command_spec const> commands,
                              std::vector<std::string> const& args) {
    if (args.empty())
        throw usage_error("a command is missing; try recon match BANK LEDGER, or recon --help");
    auto const& first = args.front();
    if (first == "--version") return {invocation::what::version, nullptr, {}, {}};
    if (first == "--help" || first == "-h") return {};
    bool const help = first == "help" && args.size() == 2;
    if (first == "help" && !help) return {};
    auto const& name = help ? args[1] : first;
    auto const command = std::find_if(commands.begin(), commands.end(),
                                      [&](auto const& c) { return c.name == name; });
    if (command == commands.end()) {
        if (name.starts_with('-'))
            throw usage_error("the command comes before its options: recon match BANK LEDGER "
                              + name);
        throw_unknown_command(commands, name);
    }
    if (help) return {invocation::what::help, &*command, {}, {}};
    return parse_command(*command, {args.begin() + 1, args.end()});
}

std::string help_of(command_spec const& command) {
    auto out = "Usage: " + usage_of(command) + "\n\n";
    for (auto const& line : io::wrapped(command.summary, help_width))
        out += line + '\n';
    out += '\n';
    for (auto const& operand : command.operands)
        append_entry(out, std::string(operand.name), operand.help);
    for (auto const& option : command.options) {
        if (!option.group.empty()) out.append("\n").append(option.group).append(":\n");
        auto term = "--" + std::string(option.name);
        if (!option.value.empty()) term.append(" ").append(option.value);
        auto help = std::string(option.help);
        if (!option.fallback.empty()) help.append(" [").append(option.fallback).append("]");
        append_entry(out, term, help);
    }
    return out.append("\n").append(command.epilogue);
}

std::string help_of(std::span<command_spec const> commands) {
    std::string out = "recon tells which lines of a bank statement and which entries of a ledger "
                      "are the\nsame money, why, what is left over, and proves that nothing was "
                      "lost.\n\nUsage: recon COMMAND ...\n\n";
    for (auto const& command : commands)
        append_entry(out, std::string(command.name), command.summary);
    append_entry(out, "--version", "the version of recon");
    append_entry(out, "COMMAND --help", "the options of a command");
    return out + "\nStart with:  recon match bank.csv ledger.csv\n";
}

} // namespace recon::cli
