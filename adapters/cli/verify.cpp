#include "adapters/cli/commands.hpp"
#include "adapters/cli/match_settings.hpp"
#include "adapters/cli/run_inputs.hpp"
#include "adapters/cli/terminal.hpp"
#include "adapters/cli/verification.hpp"
#include "adapters/status.hpp"

#include <recon/error.hpp>
#include <recon/io/text_table.hpp>

#include <ostream>
#include <string>

namespace recon::cli {

namespace {

constexpr operand_spec operands[] = {
    {"OUT", "the folder that recon match --out has written"},
    {"BANK", "the bank's statement of that run"},
    {"LEDGER", "the ledger's entries of that run"},
};

constexpr std::string_view epilogue =
    R"(Checks the fingerprints of the inputs and of every output, reads the inputs again with the
settings of the run, and adds up again: every transaction stands exactly once among the matches
and the open items with its own amount, every open row among the discrepancies, every rejected row
among the rejected; the sums are the control totals, and the bridge adds up.

Exit status: 0 when everything holds, 65 when anything does not.
)";

int verify(invocation const& given, streams const& io) {
    auto const& folder = given.operands[0];
    auto const checks = verify_run(folder, given.operands[1], given.operands[2], io.in);
    bool const unicode = has_unicode();
    std::size_t failed = 0;
    for (auto const& check : checks) {
        bool const holds = check.failures.empty();
        failed += holds ? 0 : 1;
        io.out << "  " << (holds ? (unicode ? "✓" : "ok") : (unicode ? "✗" : "NO")) << ' '
               << io::printable(check.what) << '\n';
        for (auto const& failure : check.failures)
            io.out << "      " << io::printable(failure) << '\n';
        if (check.more != 0) io.out << "      and " << check.more << " more\n";
    }
    io.out << (failed == 0 ? "\nThe run is verified.\n" : "\nThe run is not verified.\n");
    return failed == 0 ? adapters::exit_all_matched : adapters::status_of(errc::tampered).exit;
}

} // namespace

command_spec verify_command() {
    return {
        "verify", "Proves that results belong to these files, and that nothing is lost or changed.",
        operands, {},
        epilogue, verify};
}

} // namespace recon::cli
