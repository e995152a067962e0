// recon/io/byte_sink.hpp - where an output's bytes go, and how many rows of it are made at once.
#pragma once

#include <recon/detail/parallel.hpp>
#include <recon/error.hpp>
#include <recon/io/text_block.hpp>

#include <algorithm>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <ostream>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
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

/// Gathers the bytes at the end of a block.
class block_sink : public byte_sink {
  public:
    explicit block_sink(text_block& out) : out_(out) {}
    void write(std::string_view bytes) override { out_ += bytes; }

  private:
    text_block& out_;
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

/// An output that is made of rows, each by itself.
struct row_output {
    std::string header; ///< what stands before the rows
    std::size_t rows = 0;
    std::size_t block = 512; ///< how many rows are made at once
    /// Appends the rows from `first` until `last`. Called by several threads at once.
    std::function<void(text_block& out, std::size_t first, std::size_t last)> append{};
};

/// The rows 0 to count - 1, each made by `append_row(text_block&, row)`.
template <class AppendRow>
row_output rows_by(std::string_view header, std::size_t count, AppendRow append_row) {
    row_output made{std::string(header), count};
    made.append = [append_row](text_block& out, std::size_t first, std::size_t last) {
        for (auto row = first; row < last; ++row)
            append_row(out, row);
    };
    return made;
}

namespace detail {

/// Puts the blocks of one output in order: whoever brings the next one writes it, and those that
/// wait behind it.
class block_order {
  public:
    explicit block_order(byte_sink& to) : to_(to) {}

    /// Takes block `number`, and leaves a spare one in its place.
    void put(std::size_t number, text_block& text) {
        std::unique_lock alone(in_use_);
        waiting_.push_back({number, std::exchange(text, spare())});
        if (writing_) return;
        writing_ = true; // and stays so when a write fails: nothing may follow it
        for (auto at = find_next(); at != waiting_.end(); at = find_next()) {
            auto next = std::move(at->text);
            waiting_.erase(at);
            ++next_;
            alone.unlock();
            to_.write(next.view());
            auto const size = next.size();
            next.clear();
            alone.lock();
            if (size <= spare_most) spares_.push_back(std::move(next));
        }
        writing_ = false;
    }

  private:
    struct numbered_block {
        std::size_t number;
        text_block text;
    };
    std::vector<numbered_block>::iterator find_next() {
        return std::find_if(waiting_.begin(), waiting_.end(),
                            [this](auto const& b) { return b.number == next_; });
    }
    text_block spare() {
        if (spares_.empty()) return {};
        auto one = std::move(spares_.back());
        spares_.pop_back();
        return one;
    }

    static constexpr std::size_t spare_most = std::size_t{1} << 20U; ///< bytes worth keeping

    byte_sink& to_;
    std::mutex in_use_;
    std::vector<numbered_block> waiting_;
    std::vector<text_block> spares_;
    std::size_t next_ = 0;
    bool writing_ = false;
};

} // namespace detail

/// Writes outputs, each to the sink in its place. Blocks of rows are made on up to `threads`
/// threads, those of the first output first, and written in order: the bytes do not depend on the
/// threads, and all are busy to the end. Keeps a few blocks a thread.
inline void write_rows(std::span<row_output const> outputs, std::span<byte_sink* const> to,
                       unsigned threads) {
    struct task {
        std::size_t output;
        std::size_t number; ///< of the block
    };
    std::vector<task> tasks;
    std::deque<detail::block_order> orders;
    for (std::size_t i = 0; i < outputs.size(); ++i) {
        if (!outputs[i].header.empty()) to[i]->write(outputs[i].header);
        orders.emplace_back(*to[i]);
        for (std::size_t number = 0; number * outputs[i].block < outputs[i].rows; ++number)
            tasks.push_back({i, number});
    }
    auto const wave = std::size_t{std::max(threads, 1U)} * 32; // so that not too much can wait
    std::vector<text_block> texts(std::max(threads, 1U));
    for (std::size_t begin = 0; begin < tasks.size(); begin += wave)
        recon::detail::for_each_task(
            std::min(wave, tasks.size() - begin), threads, [&](unsigned worker, std::size_t i) {
                auto const& [index, number] = tasks[begin + i];
                auto const& output = outputs[index];
                auto& text = texts[worker];
                auto const first = number * output.block;
                output.append(text, first, std::min(output.rows, first + output.block));
                orders[index].put(number, text);
            });
}

/// Writes one output.
inline void write_rows(byte_sink& to, row_output const& output, unsigned threads) {
    auto* const place = &to;
    write_rows(std::span(&output, 1), std::span<byte_sink* const>(&place, 1), threads);
}

/// Writes rows 0 to count - 1: `append_row(text, row)` makes each, in a text_block or a
/// std::string.
template <class AppendRow>
void write_rows(byte_sink& to, std::size_t count, unsigned threads, AppendRow const& append_row) {
    if constexpr (std::is_invocable_v<AppendRow const&, text_block&, std::size_t>) {
        write_rows(to, rows_by({}, count, std::cref(append_row)), threads);
    } else {
        auto const through_string = [&append_row](text_block& out, std::size_t row) {
            std::string text;
            append_row(text, row);
            out += text;
        };
        write_rows(to, rows_by({}, count, through_string), threads);
    }
}

} // namespace recon::io
