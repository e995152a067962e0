// adapters/http/form.hpp - takes the body of a request while it arrives: small ones into memory,
// files to the disk under names of our own, hashed on the way, every cap checked on the way.
#pragma once

#include "adapters/http/message.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace recon::http {

struct body_limits {
    std::uint64_t body = 0;       ///< bytes of the whole; more: 413
    std::uint64_t file = 0;       ///< bytes of one file
    std::string folder;           ///< where larger files are kept meanwhile
    std::uint64_t free_floor = 0; ///< bytes that must stay free on its disk; less: 507
};

inline constexpr std::uint64_t small_body_max = 65'536;
inline constexpr std::size_t parts_max = 16;
inline constexpr std::size_t kept_in_memory_max = 65'536;

class body_receiver {
  public:
    virtual ~body_receiver() = default;
    /// Throws problem where a cap or the format is broken.
    virtual void write(std::string_view bytes) = 0;
    /// The body is complete: puts what it held into the request.
    virtual void finish(request& to) = 0;

  protected:
    body_receiver() = default;
    body_receiver(body_receiver const&) = default;
    body_receiver& operator=(body_receiver const&) = default;
};

/// The receiver for a request's content type. Throws problem: 415 where the route takes no such
/// body, 400 where a form has no boundary.
std::unique_ptr<body_receiver> receiver_for(request const& of, bool files, body_limits limits);

} // namespace recon::http
