// Runs golden files through the command line and compares what comes out, byte for byte.
//   run_golden FILE.recon...     RECON_UPDATE=1 rewrites the files instead of failing
// The format is described in CONTRIBUTING.md.
#include "adapters/cli/run.hpp"

#include <cstdlib>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include <unistd.h>

namespace {
namespace fs = std::filesystem;

/// One `-- kind rest` line and the lines below it, with escapes and line ends resolved.
struct section {
    std::string kind;
    std::vector<std::string> words; // the rest of the line, split as a shell would
    std::string header;             // as written, without "-- "
    std::string body;
    bool crlf = false;
};

struct golden {
    std::string preamble; // comments before the first section
    std::vector<section> sections;
};

struct result {
    int exit = -1;
    std::string out;
    std::string err;
};

[[noreturn]] void malformed(std::string const& detail) { throw std::runtime_error(detail); }

/// Words are separated by spaces; single and double quotes keep spaces and empty words.
std::vector<std::string> split(std::string_view line) {
    std::vector<std::string> words;
    std::string word;
    bool open = false; // a word has begun, though it may be empty
    char quote = 0;
    for (char const c : line) {
        if (quote != 0) {
            if (c != quote) word += c;
            if (c == quote) quote = 0;
        } else if (c == '"' || c == '\'') {
            quote = c;
            open = true;
        } else if (c == ' ') {
            if (open) words.push_back(std::exchange(word, {}));
            open = false;
        } else {
            word += c;
            open = true;
        }
    }
    if (quote != 0) malformed("a quote is not closed: " + std::string(line));
    if (open) words.push_back(word);
    return words;
}

std::string slurp(fs::path const& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) malformed("cannot read " + path.string());
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

void spill(fs::path const& path, std::string_view bytes) {
    if (path.has_parent_path()) fs::create_directories(path.parent_path());
    std::ofstream out(path, std::ios::binary);
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (!out.flush()) malformed("cannot write " + path.string());
}

bool begins_section(std::string_view line) { return line.substr(0, 3) == "-- "; }

void begin_section(golden& file, std::string_view header) {
    section next;
    next.header = header;
    next.words = split(header);
    if (next.words.empty()) malformed("a section has no kind");
    next.kind = next.words.front();
    next.words.erase(next.words.begin());
    file.sections.push_back(std::move(next));
}

/// Takes the attributes `crlf` and `no-final-newline` off the end of the words and applies them.
void apply_attributes(section& part) {
    if (part.kind != "file" && part.kind != "stdin" && part.kind != "stdout"
        && part.kind != "stderr")
        return;
    while (!part.words.empty()) {
        if (part.words.back() == "crlf") {
            part.crlf = true;
            std::string body;
            for (char const c : part.body) {
                if (c == '\n') body += '\r';
                body += c;
            }
            part.body = std::move(body);
        } else if (part.words.back() == "no-final-newline") {
            auto const end = part.body.find_last_not_of("\r\n");
            part.body.resize(end == std::string::npos ? 0 : end + 1);
        } else {
            return;
        }
        part.words.pop_back();
    }
}

golden parse(std::string_view text) {
    golden file;
    while (!text.empty()) {
        auto const end = text.find('\n');
        auto line = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        if (begins_section(line)) {
            begin_section(file, line.substr(3));
        } else if (file.sections.empty()) {
            file.preamble.append(line) += '\n';
        } else {
            if (line.substr(0, 1) == "\\") line.remove_prefix(1);
            file.sections.back().body.append(line) += '\n';
        }
    }
    for (section& part : file.sections)
        apply_attributes(part);
    return file;
}

/// The section's line without attributes: those of new content are told from the content.
std::string title(section const& part) {
    if (part.kind == "exit") return "exit " + part.words.at(0);
    std::string line = part.header;
    for (bool again = true; again;) {
        again = false;
        for (std::string_view const attribute : {" crlf", " no-final-newline"}) {
            if (!line.ends_with(attribute)) continue;
            line.resize(line.size() - attribute.size());
            again = true;
        }
    }
    return line;
}

/// The inverse of parse for a section whose content was replaced.
void print(std::string& text, section const& part, bool replaced) {
    std::string body = part.body;
    std::string header = replaced ? title(part) : part.header;
    bool const unfinished = !body.empty() && body.back() != '\n';
    if (part.crlf) { // shown with plain line ends, unless the new content mixes them
        std::string plain;
        for (std::size_t i = 0; i < body.size(); ++i) {
            if (body[i] != '\r' || i + 1 == body.size() || body[i + 1] != '\n') plain += body[i];
        }
        body = std::move(plain);
        if (replaced) header += " crlf";
    }
    if (unfinished) {
        body += '\n';
        if (replaced) header += " no-final-newline";
    }
    text += "-- " + header + "\n";
    for (std::string_view rest = body; !rest.empty();) {
        auto const line = rest.substr(0, rest.find('\n'));
        if (begins_section(line) || line.substr(0, 1) == "\\") text += '\\';
        text.append(line) += '\n';
        rest.remove_prefix(line.size() + 1);
    }
}

/// The first line on which two texts differ, for the reader of a failed test.
std::string difference(std::string_view expected, std::string_view actual) {
    auto const line_of = [](std::string_view text) {
        return text.empty() ? std::string("(end)") : std::string(text.substr(0, text.find('\n')));
    };
    for (std::size_t line = 1;; ++line) {
        auto const left = expected.substr(0, expected.find('\n'));
        auto const right = actual.substr(0, actual.find('\n'));
        bool const last = left.size() == expected.size() || right.size() == actual.size();
        if (left != right || last)
            return "  line " + std::to_string(line) + "\n    expected: " + line_of(expected)
                   + "\n    actual:   " + line_of(actual) + "\n";
        expected.remove_prefix(left.size() + 1);
        actual.remove_prefix(right.size() + 1);
    }
}

/// An empty directory that is the working directory while it lives.
class scratch {
  public:
    scratch() : before_(fs::current_path()) {
        std::string name = (fs::temp_directory_path() / "recon-golden-XXXXXX").string();
        if (mkdtemp(name.data()) == nullptr) malformed("cannot make a temporary directory");
        here_ = name;
        fs::current_path(here_);
    }
    ~scratch() {
        std::error_code ignored;
        fs::current_path(before_, ignored);
        fs::remove_all(here_, ignored);
    }
    scratch(scratch const&) = delete;
    scratch& operator=(scratch const&) = delete;

  private:
    fs::path before_;
    fs::path here_;
};

class runner {
  public:
    runner(fs::path path, bool update) : path_(std::move(path)), update_(update) {}

    /// True when every expectation holds, or was rewritten.
    bool run() {
        file_ = parse(slurp(path_));
        scratch const place;
        // By position: an update may add sections behind the one at hand.
        for (std::size_t i = 0; i < file_.sections.size(); ++i)
            step(i);
        if (!ran_) malformed("nothing is run");
        if (changed_) {
            std::string text = file_.preamble;
            for (std::size_t i = 0; i < file_.sections.size(); ++i)
                print(text, file_.sections[i], replaced_.size() > i && replaced_[i]);
            spill(path_, text);
            std::cout << path_.filename().string() << ": rewritten\n";
        }
        return !failed_;
    }

  private:
    void step(std::size_t i) {
        section& part = file_.sections[i];
        if (part.kind == "file" && !ran_) return spill(part.words.at(0), part.body);
        if (part.kind == "file") return check_file(i, part.words.at(0));
        if (part.kind == "copy") return copy(part);
        if (part.kind == "environment") return set_environment(part);
        if (part.kind == "stdin") return read_later(part.body);
        if (part.kind == "run") return execute(i);
        if (part.kind == "exit") return check_exit(i);
        if (part.kind == "stdout") return check(i, last_.out);
        if (part.kind == "stderr") return check(i, last_.err);
        if (part.kind == "absent") return check_absent(part);
        malformed("unknown section: " + part.header);
    }

    void read_later(std::string const& text) { input_ = text; }

    void copy(section const& part) {
        spill(part.words.at(1), slurp(path_.parent_path() / part.words.at(0)));
    }

    void set_environment(section const& part) {
        auto const& word = part.words.at(0);
        auto const equals = word.find('=');
        if (equals == std::string::npos) malformed("environment needs NAME=VALUE");
        ::setenv(word.substr(0, equals).c_str(), word.substr(equals + 1).c_str(), 1);
    }

    void execute(std::size_t i) {
        std::istringstream in(std::exchange(input_, {}));
        std::ostringstream out;
        std::ostringstream err;
        last_.exit = recon::cli::run(file_.sections[i].words, in, out, err);
        last_.out = out.str();
        last_.err = err.str();
        ran_ = true;
        if (i + 1 < file_.sections.size() && file_.sections[i + 1].kind == "exit") return;
        if (!update_) malformed("no exit section follows: " + file_.sections[i].header);
        section const status{"exit", {"-1"}, "exit -1", {}, false};
        section const output{"stdout", {}, "stdout", {}, false};
        auto const next = file_.sections.begin() + static_cast<std::ptrdiff_t>(i) + 1;
        file_.sections.insert(next, {status, output});
    }

    void check_file(std::size_t i, std::string const& name) {
        if (fs::is_regular_file(name)) return check(i, slurp(name));
        fail(name + " was not written"); // in an update too: a golden file names what must exist
    }

    void check(std::size_t i, std::string const& actual) {
        section const& part = file_.sections[i];
        if (part.body == actual) return;
        if (update_) return replace(i, actual);
        fail(part.header + "\n" + difference(part.body, actual));
    }

    void check_exit(std::size_t i) {
        auto const actual = std::to_string(last_.exit);
        std::string& expected = file_.sections[i].words.at(0);
        if (expected == actual) return;
        if (!update_) return fail("exit " + expected + ", but it was " + actual + "\n" + last_.err);
        expected = actual;
        replace(i, {});
    }

    void check_absent(section const& part) {
        if (fs::exists(part.words.at(0))) fail(part.words[0] + " exists, but must not");
    }

    void replace(std::size_t i, std::string body) {
        file_.sections[i].body = std::move(body);
        replaced_.resize(file_.sections.size());
        replaced_[i] = true;
        changed_ = true;
    }

    void fail(std::string const& detail) {
        std::cout << path_.string() << ": " << detail << '\n';
        failed_ = true;
    }

    fs::path path_;
    bool update_;
    golden file_;
    result last_;
    std::string input_;
    std::vector<bool> replaced_;
    bool ran_ = false;
    bool changed_ = false;
    bool failed_ = false;
};

} // namespace

int main(int count, char** arguments) {
    bool const update = std::getenv("RECON_UPDATE") != nullptr;
    bool good = count > 1;
    for (int i = 1; i < count; ++i) {
        try {
            good = runner(fs::absolute(arguments[i]), update).run() && good;
        } catch (std::exception const& e) {
            std::cout << arguments[i] << ": " << e.what() << '\n';
            good = false;
        }
    }
    if (!good) std::cout << "If the new output is right: RECON_UPDATE=1 rewrites golden files.\n";
    return good ? 0 : 1;
}
