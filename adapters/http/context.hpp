// adapters/http/context.hpp - what the handlers share: one request on its way through the service,
// and the parts that it may use.
#pragma once

#include "adapters/cache/cache.hpp"
#include "adapters/http/form.hpp"
#include "adapters/http/limiter.hpp"
#include "adapters/http/log.hpp"
#include "adapters/http/message.hpp"
#include "adapters/http/metrics.hpp"
#include "adapters/http/probe.hpp"
#include "adapters/http/problem.hpp"
#include "adapters/http/router.hpp"
#include "adapters/http/settings.hpp"
#include "adapters/http/trace.hpp"
#include "adapters/jobs/run_queue.hpp"
#include "adapters/notify/deliverer.hpp"
#include "adapters/store/content.hpp"
#include "adapters/store/store.hpp"

#include <atomic>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace recon::http {

/// Who asks. Nobody: `tenant` is empty.
struct principal {
    enum class what { nobody, user, key, local };
    what kind = what::nobody;
    std::string id;
    std::string tenant;
    std::string session; ///< of a user
    std::string scopes;  ///< parted by blanks

    bool known() const noexcept { return kind != what::nobody; }
    bool may(std::string_view scope) const noexcept;
    std::string name() const; ///< "user:…", for logs and limits
};

/// One request on its way through the service.
struct exchange {
    request in;
    routed to;
    worker where = worker::here;
    trace traced;
    std::string request_id;
    std::chrono::steady_clock::time_point began = std::chrono::steady_clock::now();
    std::string client; ///< the address, as far as proxies are trusted
    principal who;
    std::optional<rate_verdict> rate;
    std::unique_ptr<body_receiver> receiver; ///< there when a body is expected
    std::uint64_t bytes_in = 0;
    std::optional<response> out; ///< there when it is answered

    std::string wait_run;                             ///< the answer waits for this run to end,
    std::chrono::steady_clock::time_point wait_until; ///< but not longer
    bool wait_over = false;
    bool replayed = false; ///< the request was made before, with the same Idempotency-Key
    bool cached = false;
    std::string run; ///< that it made, for the log

    std::string const& value(std::size_t i) const { return to.values.at(i); }
    std::string_view parameter(std::string_view name) const noexcept {
        for (auto const& [key, text] : in.query)
            if (key == name) return text;
        return {};
    }
    std::string const* field(std::string_view name) const noexcept {
        for (auto const& [key, text] : in.form)
            if (key == name) return &text;
        return nullptr;
    }
};

/// What the background probe saw last.
struct health_state {
    std::atomic<bool> store{true};
    std::atomic<bool> disk{true};
    std::atomic<bool> writable{true};
    std::atomic<std::uint64_t> waiting{0};
    std::atomic<bool> draining{false};
};

/// What the audit log is to say of a request that changes something.
store::audit_entry audit_entry_of(exchange const& x, std::string_view action,
                                  std::string_view subject);

struct context {
    service_settings settings;
    std::string jwt_secret;
    std::string cursor_secret;
    std::unique_ptr<logger> log;
    std::unique_ptr<metrics> counted;
    std::unique_ptr<cache::redis> redis; ///< null: none is configured
    std::unique_ptr<probe> redis_probe;
    std::unique_ptr<limiter> limits;
    std::unique_ptr<cache::cache> cached;
    std::unique_ptr<store::content> content;
    std::unique_ptr<store::store> store;
    notify::send_rules sending;
    std::unique_ptr<notify::deliverer> deliverer;
    std::unique_ptr<explain::explainer> explainer; ///< null: no language model is configured
    std::unique_ptr<probe> llm_probe;
    std::unique_ptr<jobs::run_queue> queue; ///< last: it uses the others
    health_state health;
    std::string password_of_nobody; ///< a hash that no password fits, for unknown addresses
};

} // namespace recon::http
