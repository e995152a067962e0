// adapters/http/multipart.hpp - multipart/form-data as it streams in: any split of the bytes gives
// the same parts.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace recon::http {

struct part_head {
    std::string name;
    std::optional<std::string> filename; ///< there for files
};

/// Takes the parts, in order. May throw to end the reading.
class part_sink {
  public:
    virtual ~part_sink() = default;
    virtual void begin(part_head head) = 0;
    virtual void data(std::string_view bytes) = 0;
    virtual void end() = 0;

  protected:
    part_sink() = default;
    part_sink(part_sink const&) = default;
    part_sink& operator=(part_sink const&) = default;
};

/// The boundary of a Content-Type; nothing where it is no multipart/form-data with one of 1 to 70
/// characters.
std::optional<std::string> boundary_of(std::string_view content_type);

class multipart_reader {
  public:
    static constexpr std::size_t head_max = 4'096;

    multipart_reader(std::string_view boundary, part_sink& sink);

    /// Throws problem (400) at the first byte that cannot be.
    void feed(std::string_view bytes);
    /// Throws problem (400) where the last boundary is missing.
    void finish() const;

  private:
    enum class state { start, after_boundary, head, body, epilogue };

    bool step();
    bool read_start();
    bool read_after_boundary();
    bool read_head();
    bool read_body();

    part_sink& sink_;
    std::string delimiter_; ///< CRLF, two dashes and the boundary
    std::string pending_;
    std::size_t at_ = 0; ///< how much of `pending_` has been dealt with
    std::size_t epilogue_ = 0;
    state state_ = state::start;
};

} // namespace recon::http
