#include "adapters/cli/terminal.hpp"

#include <recon/io/figures.hpp>
#include <recon/io/text_table.hpp>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <iostream>
#include <utility>

#include <sys/ioctl.h>
#include <unistd.h>

namespace recon::cli {

namespace {

bool is_terminal(std::ostream const& stream) {
    if (&stream == &std::cout) return ::isatty(STDOUT_FILENO) == 1;
    if (&stream == &std::cerr) return ::isatty(STDERR_FILENO) == 1;
    return false;
}

bool is_set(char const* name) {
    auto const* const value = std::getenv(name);
    return value != nullptr && *value != '\0';
}

} // namespace

bool has_unicode() {
    for (auto const* const name : {"LC_ALL", "LC_CTYPE", "LANG"}) { // the first that is set decides
        if (!is_set(name)) continue;
        std::string_view const locale = std::getenv(name);
        return std::ranges::any_of(std::array{"UTF-8", "utf-8", "UTF8", "utf8"},
                                   [&](auto const* code) { return locale.ends_with(code); });
    }
    return false;
}

io::report_style style_for(std::ostream const& out, bool no_color) {
    io::report_style style;
    style.unicode = has_unicode();
    style.items_max = 5;
    style.urgent_max = 3;
    style.all_assumptions = false;
    if (!is_terminal(out)) return style;
    auto const* const kind = std::getenv("TERM");
    style.colour =
        !no_color && !is_set("NO_COLOR") && kind != nullptr && std::string_view(kind) != "dumb";
    ::winsize size{};
    if (::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col != 0)
        style.width = std::clamp(std::size_t{size.ws_col}, std::size_t{60}, std::size_t{140});
    return style;
}

progress_line::progress_line(std::ostream& err, bool quiet)
    : err_(err), enabled_(!quiet && is_terminal(err)) {}

progress_line::~progress_line() {
    try {
        clear();
    } catch (...) { // a terminal that is gone needs no clearing
    }
}

void progress_line::show(std::string_view stage, std::uint64_t done, std::uint64_t total) {
    using namespace std::chrono_literals;
    if (!enabled_ || std::chrono::steady_clock::now() - started_ < 500ms) return;
    std::string line = "\r\x1b[K  ";
    line += stage;
    if (total > 1) {
        line += ' ';
        io::append_count(line, done * 100 / total);
        line += " %";
    }
    err_ << line << std::flush;
    shown_ = true;
}

void progress_line::clear() {
    if (shown_) err_ << "\r\x1b[K" << std::flush;
    shown_ = false;
}

void stage_times::begin(std::string name) {
    auto const now = std::chrono::steady_clock::now();
    if (!stages_.empty()) stages_.back().took += now - since_;
    since_ = now;
    if (!name.empty()) stages_.push_back({std::move(name), {}});
}

std::string stage_times::str() const {
    using namespace std::chrono;
    io::text_table table({io::text_table::align::left, io::text_table::align::right});
    steady_clock::duration sum{};
    auto const add = [&](std::string const& name, steady_clock::duration took) {
        auto const tenths = duration_cast<microseconds>(took).count() / 100;
        table.row({name, io::grouped_sum(tenths, 1) + " ms"});
    };
    for (auto const& [name, took] : stages_) {
        add(name, took);
        sum += took;
    }
    table.rule();
    add("total", sum);
    return table.str();
}

} // namespace recon::cli
