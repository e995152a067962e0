// recon/io/byte_sink.hpp - where an output's bytes go, and how many rows of it are made at once.
#pragma once

#include <recon/detail/parallel.hpp>
#include <recon/error.hpp>

#include <algorithm>
#include <cstddef>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace recon::io {

/// Takes the bytes of one output, in order.
class byte_sink {
  public:
    virtual ~byte_sink() = default;
    /// Throws output_error when the bytes cannot be written.
    virtual void write(std::string_view bytes) = 0;

  protected:
    byte_sink() = default;
    byte_sink(byte_sink const&) = default;
    byte_sink& operator=(byte_sink const&) = default;
};

class string_sink : public byte_sink {
  public:
    void write(std::string_view bytes) override { text += bytes; }
    std::string text;
};

class stream_sink : public byte_sink {
  public:
    explicit stream_sink(std::ostream& out) : out_(out) {}
    void write(std::string_view bytes) override {
        out_.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        if (!out_) throw output_error("standard output cannot be written to");
    }

  private:
    std::ostream& out_;
};

/// Writes rows 0 to count - 1: `append_row(std::string&, row)` makes each. Blocks of rows are made
/// on up to `threads` threads and written in order, so the bytes do not depend on their number.
template <class AppendRow>
void write_rows(byte_sink& to, std::size_t count, unsigned threads, AppendRow const& append_row) {
    constexpr std::size_t block = 4'096;
    auto const at_once = std::size_t{std::max(threads, 1U)} * 4;
    std::vector<std::string> texts(at_once);
    for (std::size_t wave = 0; wave < count; wave += at_once * block) {
        auto const blocks = std::min(at_once, (count - wave + block - 1) / block);
        recon::detail::for_each_task(blocks, threads, [&](unsigned, std::size_t task) {
            auto& text = texts[task];
            text.clear();
            auto const first = wave + task * block;
            auto const last = std::min(count, first + block);
            for (auto row = first; row < last; ++row)
                append_row(text, row);
        });
        for (std::size_t task = 0; task < blocks; ++task)
            to.write(texts[task]);
    }
}

} // namespace recon::io
