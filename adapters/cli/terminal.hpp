// adapters/cli/terminal.hpp - what the streams are connected to: colours, marks and width are a
// terminal's matter, and files and pipes get neither escapes nor surprises.
#pragma once

#include <recon/io/report_text.hpp>

#include <chrono>
#include <cstdint>
#include <iosfwd>
#include <string>
#include <string_view>

namespace recon::cli {

/// How to write a report on a stream.
io::report_style style_for(std::ostream const& out, bool no_color);

/// Whether the locale can show more than ASCII.
bool has_unicode();

/// Says on a terminal how far a long run is; silent elsewhere, and for the first half second.
class progress_line {
  public:
    progress_line(std::ostream& err, bool quiet);
    progress_line(progress_line const&) = delete;
    progress_line& operator=(progress_line const&) = delete;
    ~progress_line();

    void show(std::string_view stage, std::uint64_t done, std::uint64_t total);
    /// The line goes, before anything else is written.
    void clear();

  private:
    std::ostream& err_;
    bool enabled_;
    bool shown_ = false;
    std::chrono::steady_clock::time_point started_ = std::chrono::steady_clock::now();
};

/// How long each stage of a run took, for --timings.
class stage_times {
  public:
    /// The stage that was running ends; `name` begins. An empty name ends the last.
    void begin(std::string name);
    /// "reading          12 ms", a stage a line, and their sum.
    std::string str() const;

  private:
    struct stage {
        std::string name;
        std::chrono::steady_clock::duration took{};
    };
    std::vector<stage> stages_;
    std::chrono::steady_clock::time_point since_;
};

} // namespace recon::cli
