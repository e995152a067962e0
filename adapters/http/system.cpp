#include "adapters/http/assets.hpp"
#include "adapters/http/handlers.hpp"
#include "adapters/http/web_assets.hpp"

#include <recon/version.hpp>

namespace recon::http {

namespace {

/// What is the same for as long as the process runs.
response constant(std::string_view type, std::string_view text) {
    response out;
    out.body = std::make_shared<std::string const>(text);
    out.set("Content-Type", type);
    return out;
}

char const* word(bool good) { return good ? "available" : "unavailable"; }

struct verdict {
    bool store;
    bool disk;
    bool writable;
    bool queue;
    bool draining;
    bool good() const noexcept { return store && disk && writable && queue && !draining; }
};

/// What the background probe saw: asking for health costs nothing.
verdict verdict_of(context const& of) {
    return {of.health.store, of.health.disk, of.health.writable,
            of.health.waiting < of.settings.queue_max, of.health.draining};
}

} // namespace

response root(context& of, exchange& x) {
    if (has_page() && list_item(x.in.header_value("accept"), "text/html")) return page(of, x);
    auto out = json_response(200, {{"message", "recon: financial reconciliation"},
                                   {"version", RECON_VERSION},
                                   {"docs", "/api/docs"}});
    out.set("Vary", "Accept");
    return out;
}

response livez(context&, exchange&) {
    static auto const fixed = constant("application/health+json", "{\"status\":\"pass\"}");
    return fixed;
}

response readyz(context& of, exchange&) {
    auto const now = verdict_of(of);
    io::json const body{{"status", now.good() ? "pass" : "fail"}};
    auto out = text_response(now.good() ? 200 : 503, "application/health+json", body.dump());
    if (!now.good()) out.set("Retry-After", "2");
    return out;
}

response health(context& of, exchange&) {
    auto const now = verdict_of(of);
    io::json dependencies{{"llm", "not_configured"},
                          {"filesystem", word(now.disk && now.writable)},
                          {"database", word(now.store)},
                          {"queue", now.queue ? "available" : "full"}};
    io::json checks = io::json::object();
    bool whole = now.good();
    auto const look = [&](char const* name, probe const* at) { // not essential: readyz is not told
        if (at == nullptr) return;
        auto const seen = at->seen();
        dependencies[name] = seen.asked ? word(seen.good) : "unknown";
        checks[name] = {{"age_seconds", seen.asked ? io::json(seen.age.count()) : io::json()}};
        if (seen.asked && !seen.good) whole = false;
    };
    look("llm", of.llm_probe.get());
    look("redis", of.redis_probe.get());
    return json_response(200, {{"status", whole ? "healthy" : "degraded"},
                               {"timestamp", utc_text(now_ms())},
                               {"version", RECON_VERSION},
                               {"dependencies", dependencies},
                               {"checks", checks}});
}

response metrics_page(context& of, exchange&) {
    return text_response(200, "text/plain; version=0.0.4; charset=utf-8", of.counted->text());
}

response static_page(context&, exchange& x) {
    switch (x.to.found->id) {
    case route_id::openapi: {
        static auto const fixed = constant("application/json", assets::openapi_json);
        return fixed;
    }
    case route_id::docs_script: {
        static auto const fixed = constant("text/javascript; charset=utf-8", assets::docs_js);
        return fixed;
    }
    case route_id::docs_style: {
        static auto const fixed = constant("text/css; charset=utf-8", assets::docs_css);
        return fixed;
    }
    default: {
        static auto const fixed = constant("text/html; charset=utf-8", assets::docs_html);
        return fixed;
    }
    }
}

} // namespace recon::http
