// adapters/store/records.hpp - what the service remembers. Times are milliseconds since 1970.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace recon::store {

struct user {
    std::string id;
    std::string tenant;
    std::string email; ///< in lower case
    std::string password_hash;
    bool active = true;
    std::int64_t created = 0;
};

/// A sign-in, from login to logout. Only the newest refresh token of it is good.
struct session {
    std::string id;
    std::string tenant;
    std::string user;
    std::string refresh_hash;
    std::int64_t created = 0;
    std::int64_t expires = 0;
};

struct api_key {
    std::string id; ///< eight characters, part of the key
    std::string tenant;
    std::string name;
    std::string hash;   ///< SHA-256 of the whole key
    std::string scopes; ///< parted by blanks
    std::int64_t created = 0;
    std::int64_t expires = 0; ///< 0: never
    std::int64_t revoked = 0; ///< 0: not
};

enum class run_state : std::uint8_t { queued, running, succeeded, failed, cancelled };

constexpr std::string_view to_string(run_state state) noexcept {
    switch (state) {
    case run_state::queued: return "queued";
    case run_state::running: return "running";
    case run_state::succeeded: return "succeeded";
    case run_state::failed: return "failed";
    case run_state::cancelled: return "cancelled";
    }
    return "?";
}

/// A file that a run reads. Content is stored once a tenant, under its SHA-256.
struct run_input {
    std::string role; ///< bank, ledger, open-items or holidays
    std::string sha256;
    std::string label; ///< what the client called it
    std::uint64_t size = 0;
    std::string bytes; ///< of a new small file; empty where it is known, or stands in a file
    bool in_file = false;
};

struct run {
    std::string id;
    std::string tenant;
    std::string created_by;
    run_state state = run_state::queued;
    std::int64_t created = 0;
    std::int64_t started = 0;
    std::int64_t finished = 0;
    std::string settings;   ///< JSON object of option names and values
    std::string decisions;  ///< a decisions file as it was when the run was made
    std::string result_key; ///< SHA-256 of inputs, settings and decisions: names the result
    bool from_cache = false;
    std::string error_code; ///< of a failed run
    std::string error_detail;
    std::string counts; ///< JSON: the figures of a succeeded run
    std::string worker;
    int attempts = 0;
    std::vector<run_input> inputs;

    run_input const* input(std::string_view role) const noexcept {
        for (auto const& in : inputs)
            if (in.role == role) return &in;
        return nullptr;
    }
};

/// What a person has said about rows of two files.
struct decision {
    std::string id;
    std::string tenant;
    std::string pair; ///< the SHA-256 of both files: "bank:ledger"
    std::string what; ///< confirm or reject
    std::string bank_positions;
    std::string ledger_positions;
    std::string note;
    std::string by;
    std::int64_t made = 0;
};

/// Who did what. It is written in the transaction of what it tells; without an action nothing is.
struct audit_entry {
    std::string tenant;
    std::string who;
    std::string action;
    std::string subject;
    std::string request_id;
    std::int64_t at = 0;
};

/// A file of a result.
struct result_file {
    std::string name;
    std::string bytes;
};

/// How a run ended.
struct run_end {
    run_state state = run_state::succeeded;
    std::string error_code;
    std::string error_detail;
    std::string counts;
    std::vector<result_file> files; ///< of a small result
    bool in_folder = false;         ///< a larger one stands in the folder of its key
    std::uint64_t size = 0;
};

/// The key that a client gave so that a repeated request does nothing twice.
struct idempotency {
    std::string key; ///< empty: none was given
    std::string fingerprint;
};

struct submission {
    enum class what {
        queued,
        cached,        ///< the result was there already
        replayed,      ///< the same request was made before: `id` is its run
        other_request, ///< the key was used for another request
        queue_full,
        over_quota
    };
    what outcome = what::queued;
    std::string id;
};

} // namespace recon::store
