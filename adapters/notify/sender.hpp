// adapters/notify/sender.hpp - one POST to somebody else's server: to a checked address and no
// other, without redirects, within bounded time, reading little.
#pragma once

#include "adapters/notify/address_guard.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace recon::notify {

struct send_rules {
    std::vector<network> allowed; ///< besides the internet, and there http will do
    std::chrono::milliseconds timeout{10'000};
    std::size_t answer_max = 65'536; ///< of the answer's body, which nobody uses
};

struct sent {
    long status = 0;               ///< 0: there was no answer
    std::int64_t retry_after = -1; ///< seconds; -1: not said
    std::string failure;           ///< empty: it was sent and answered
    bool refused = false;          ///< by the rules: nothing was sent
};

/// Names to addresses, once a message: the system's own outside of tests.
using resolver = std::function<std::vector<address>(std::string const& host)>;
std::vector<address> resolve(std::string const& host);

/// A URL as far as it can be judged without asking anybody. Empty: it will do; else what is wrong.
std::string fault_of_url(std::string const& url, send_rules const& rules);

sent post(std::string const& url, std::vector<std::pair<std::string, std::string>> const& headers,
          std::string_view body, send_rules const& rules, resolver const& names = resolve);

} // namespace recon::notify
