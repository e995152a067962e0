// Runs a fuzz target without a fuzzer: every file of a corpus, then seeded mutations of each.
//   fuzz_NAME [CORPUS [MUTATIONS]]     an input that crashes or hangs is left in crash-NAME.bin
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <csignal>
#include <fcntl.h>
#include <unistd.h>

#include "support/random.hpp"

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size);
extern "C" void __sanitizer_set_death_callback(void (*callback)()) __attribute__((weak));

namespace {
using bytes = std::vector<std::uint8_t>;

constexpr std::size_t size_max = 65'536; // of a mutated input
constexpr unsigned seconds_max = 20;     // for one input; it should take milliseconds

// What a signal handler needs, because it may neither allocate nor lock.
bytes current;
char crash_file[256] = "crash.bin";

void save_current() {
    int const file = ::open(crash_file, O_WRONLY | O_CREAT | O_TRUNC, 0644);
    if (file >= 0) {
        auto const written = ::write(file, current.data(), current.size());
        ::close(file);
        if (written < 0) return;
    }
    constexpr std::string_view text = "\nThis input failed, and was written to ";
    auto ignored = ::write(STDERR_FILENO, text.data(), text.size());
    ignored = ::write(STDERR_FILENO, crash_file, std::strlen(crash_file));
    ignored = ::write(STDERR_FILENO, "\n", 1);
    (void)ignored;
}

extern "C" void on_signal(int number) {
    save_current();
    if (number == SIGALRM) ::_exit(124);
    ::signal(number, SIG_DFL);
    ::raise(number);
}

void watch(std::string const& name) {
    std::snprintf(crash_file, sizeof crash_file, "crash-%s.bin", name.c_str());
    ::signal(SIGALRM, on_signal);
    if (__sanitizer_set_death_callback != nullptr) { // the sanitizer reports, then calls us
        __sanitizer_set_death_callback(save_current);
        ::signal(SIGABRT, on_signal);
        return;
    }
    static char stack[64 * 1024]; // its own, because the other one may have overflowed
    stack_t own{};
    own.ss_sp = stack;
    own.ss_size = sizeof stack;
    ::sigaltstack(&own, nullptr);
    struct sigaction action {};
    action.sa_handler = on_signal;
    action.sa_flags = SA_ONSTACK;
    for (int const number : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT})
        ::sigaction(number, &action, nullptr);
}

void run(bytes input) {
    current = std::move(input);
    // Exactly as long as the input and never null, so that a sanitizer sees one byte too far.
    auto const exact = std::make_unique<std::uint8_t[]>(current.size());
    std::copy(current.begin(), current.end(), exact.get());
    ::alarm(seconds_max);
    LLVMFuzzerTestOneInput(exact.get(), current.size());
    ::alarm(0);
}

std::vector<std::pair<std::string, bytes>> read_corpus(std::filesystem::path const& folder) {
    std::vector<std::pair<std::string, bytes>> corpus;
    if (std::filesystem::is_directory(folder)) {
        for (auto const& entry : std::filesystem::directory_iterator(folder)) {
            if (!entry.is_regular_file()) continue;
            std::ifstream in(entry.path(), std::ios::binary);
            corpus.emplace_back(entry.path().filename().string(),
                                bytes(std::istreambuf_iterator<char>(in), {}));
        }
    }
    std::sort(corpus.begin(), corpus.end()); // the order of a directory is not the same everywhere
    if (corpus.empty()) corpus.emplace_back("(empty)", bytes{});
    return corpus;
}

class mutator {
  public:
    explicit mutator(std::uint64_t seed) : random_(seed) {}

    /// A few random edits of `input`; `other` lends pieces.
    bytes operator()(bytes input, bytes const& other) {
        for (auto edits = below(4) + 1; edits > 0; --edits)
            edit(input, other);
        if (input.size() > size_max) input.resize(size_max);
        return input;
    }

  private:
    std::size_t below(std::size_t bound) {
        return static_cast<std::size_t>(random_.below(static_cast<std::uint64_t>(bound)));
    }
    std::ptrdiff_t position(bytes const& in) {
        return static_cast<std::ptrdiff_t>(below(in.size() + 1));
    }

    /// A piece of at most 64 bytes.
    bytes piece(bytes const& from) {
        auto const begin = static_cast<std::size_t>(position(from));
        auto const size = std::min(below(64) + 1, from.size() - begin);
        auto const first = from.begin() + static_cast<std::ptrdiff_t>(begin);
        return {first, first + static_cast<std::ptrdiff_t>(size)};
    }

    void insert(bytes& into, bytes const& what) {
        into.insert(into.begin() + position(into), what.begin(), what.end());
    }

    /// What parsers trip over: separators, quotes, signs, ends of ranges, broken encodings.
    bytes token() {
        using namespace std::string_view_literals;
        // clang-format off
        static constexpr std::string_view tokens[] = {
            ",", ";", "\t", "\"", "\"\"", "\n", "\r", "\r\n", "'", "-", "+", ".", "(", ")", "=", "%",
            "\xEF\xBB\xBF", "\xFF\xFE", "\0\0"sv, "\xC3", "\xED\xA0\x80", "\xF4\x90\x80\x80",
            "9223372036854775807", "-9223372036854775808", "92233720368547758.08", "0", "1e308",
            "999999999999999999999999", "2024-02-30", "0000-00-00", "9999-12-31", "31.12.1899",
            "USD", "JPY", "1,234.56", "1.234,56", "<", ">", "</", "&#x0;", "]]>", "{", "}", ":61:",
            ":86:", "\n-\n", "RF18"};
        // clang-format on
        auto const chosen = tokens[below(std::size(tokens))];
        return {chosen.begin(), chosen.end()};
    }

    void edit(bytes& input, bytes const& other) {
        auto const kind = below(7);
        if (kind == 0) return insert(input, token());
        if (kind == 1) return insert(input, piece(other));
        if (kind == 2) return insert(input, piece(input));
        if (input.empty()) return;
        auto const at = below(input.size());
        if (kind == 3) {
            input[at] = static_cast<std::uint8_t>(input[at] ^ (1U << below(8)));
        } else if (kind == 4) {
            input[at] = static_cast<std::uint8_t>(below(256));
        } else if (kind == 5) {
            auto const size = std::min(below(64) + 1, input.size() - at);
            auto const first = input.begin() + static_cast<std::ptrdiff_t>(at);
            input.erase(first, first + static_cast<std::ptrdiff_t>(size));
        } else {
            input.resize(at);
        }
    }

    recon::test::random random_;
};

} // namespace

int main(int count, char** arguments) {
    std::filesystem::path const program(arguments[0]);
    std::filesystem::path const folder(count > 1 ? arguments[1] : "");
    unsigned long const mutations = count > 2 ? std::strtoul(arguments[2], nullptr, 10) : 300;
    watch(program.filename().string());

    auto const corpus = read_corpus(folder);
    for (auto const& [name, input] : corpus)
        run(input);
    mutator mutate(0x7265'636f'6e00'0001); // fixed, so that a failure comes back
    for (unsigned long round = 0; round < mutations; ++round) {
        for (std::size_t i = 0; i < corpus.size(); ++i) {
            auto const& other = corpus[(i + round + 1) % corpus.size()].second;
            run(mutate(corpus[i].second, other));
        }
    }
    std::cout << corpus.size() << " inputs, " << mutations << " mutations of each\n";
}
