#include "adapters/cli/run.hpp"

#include "adapters/cli/command_line.hpp"
#include "adapters/cli/commands.hpp"
#include "adapters/status.hpp"

#include <recon/error.hpp>
#include <recon/io/text_table.hpp>
#include <recon/version.hpp>

#include <array>
#include <exception>
#include <istream>
#include <new>
#include <ostream>

namespace recon::cli {

namespace {

constexpr char const* compiler =
#if defined(__clang__)
    "clang " __clang_version__;
#elif defined(__GNUC__)
    "gcc " __VERSION__;
#else
    "an unknown compiler";
#endif

int dispatch(std::vector<std::string> const& args, streams const& io) {
    std::array const commands{match_command(),    inspect_command(), generate_command(),
                              evaluate_command(), verify_command(),  relate_command()};
    auto const given = parse_command_line(commands, args);
    switch (given.kind) {
    case invocation::what::version:
        io.out << "recon " RECON_VERSION "\nbuilt with " << compiler << '\n';
        return adapters::exit_all_matched;
    case invocation::what::help:
        io.out << (given.command != nullptr ? help_of(*given.command) : help_of(commands));
        return adapters::exit_all_matched;
    case invocation::what::command: break;
    }
    auto const status = given.command->run(given, io);
    if (!io.out.flush()) throw output_error("standard output cannot be written to");
    return status;
}

/// One line on standard error; a file's text in it cannot steer the terminal.
int report(std::ostream& err, std::string const& sentence, int status) {
    err << "recon: " << io::printable(sentence) << '\n';
    return status;
}

} // namespace

int run(std::vector<std::string> const& args, std::istream& in, std::ostream& out,
        std::ostream& err) {
    try {
        return dispatch(args, {in, out, err});
    } catch (error const& e) {
        auto const status = adapters::status_of(e.code()).exit;
        std::string sentence = e.what();
        if (status == adapters::exit_internal)
            sentence += " (this is a bug in recon: please report it)";
        return report(err, sentence, status);
    } catch (std::bad_alloc const&) {
        return report(err,
                      "the memory does not suffice for these files: split them by month, or use a "
                      "larger machine",
                      adapters::exit_internal);
    } catch (std::exception const& e) {
        return report(err,
                      std::string("unexpected failure: ") + e.what()
                          + " (this is a bug in recon: please report it)",
                      adapters::exit_internal);
    }
}

} // namespace recon::cli
