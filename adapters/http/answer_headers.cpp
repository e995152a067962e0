#include "adapters/http/answer_headers.hpp"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string>
#include <string_view>
#include <utility>

namespace recon::http {

namespace {

/// The origin, where it is one that may call.
std::string_view allowed_origin(context const& of, request const& in) {
    auto const origin = in.header_value("origin");
    auto const& allowed = of.settings.cors_origins;
    bool const fits = std::find(allowed.begin(), allowed.end(), origin) != allowed.end();
    return fits ? origin : std::string_view{};
}

bool is_page(route const* to) noexcept {
    if (to == nullptr) return false;
    switch (to->id) {
    case route_id::root:
    case route_id::docs:
    case route_id::redoc:
    case route_id::docs_script:
    case route_id::docs_style:
    case route_id::page_sign_in:
    case route_id::page_new:
    case route_id::page_compare:
    case route_id::page_run:
    case route_id::page_run_view:
    case route_id::page_asset: return true;
    default: return false;
    }
}

constexpr std::string_view page_policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'; object-src 'none'";

} // namespace

void answer_options(context const& of, exchange& x) {
    if (x.to.allow.empty() && x.to.found == nullptr)
        throw problem(404, "not-found", "There is nothing here: see /api/docs.");
    response out;
    out.status = 204;
    out.set("Allow", x.to.allow);
    if (!allowed_origin(of, x.in).empty()) {
        out.set("Access-Control-Allow-Methods", x.to.allow);
        out.set("Access-Control-Allow-Headers",
                "Authorization, Content-Type, Idempotency-Key, If-None-Match, Prefer, "
                "X-Request-Id, traceparent");
        out.set("Access-Control-Max-Age", "600");
    }
    x.out = std::move(out);
}

void set_common_headers(context const& of, exchange const& x, response& out) {
    auto const* const to = x.to.found;
    out.set("X-Request-Id", x.request_id);
    out.set("traceparent", x.traced.header());
    char seconds[32];
    auto const took = std::chrono::steady_clock::now() - x.began;
    std::snprintf(seconds, sizeof seconds, "%.6f", std::chrono::duration<double>(took).count());
    out.set("X-Process-Time", seconds);
    out.set("X-Content-Type-Options", "nosniff");
    out.set("Content-Security-Policy",
            is_page(to) ? page_policy : "default-src 'none'; frame-ancestors 'none'");
    out.set("Referrer-Policy", "no-referrer");
    out.set("Cross-Origin-Opener-Policy", "same-origin");
    out.set("Cross-Origin-Resource-Policy", "same-origin");
    out.set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=()");
    bool const hashed = to != nullptr && to->id == route_id::page_asset && out.status < 400;
    out.set("Cache-Control", hashed ? "public, max-age=31536000, immutable" : "no-store");
    if (x.in.secure) out.set("Strict-Transport-Security", "max-age=31536000");
    if (!of.settings.cors_origins.empty()) {
        out.set("Vary", is_page(to) ? "Origin, Accept, Accept-Encoding" : "Origin, Accept");
        if (auto const origin = allowed_origin(of, x.in); !origin.empty()) {
            out.set("Access-Control-Allow-Origin", origin);
            out.set("Access-Control-Allow-Credentials", "true");
            out.set("Access-Control-Expose-Headers",
                    "ETag, Location, RateLimit, RateLimit-Policy, Retry-After, X-Request-Id, "
                    "Idempotency-Replayed");
        }
    }
    if (!x.rate) return;
    auto const quota = std::to_string(of.settings.rate_per_minute);
    auto const left = std::to_string(x.rate->remaining);
    auto const reset = std::to_string((x.rate->allowed ? x.rate->reset : x.rate->retry).count());
    out.set("RateLimit-Policy", "\"default\";q=" + quota + ";w=60");
    out.set("RateLimit", "\"default\";r=" + left + ";t=" + reset);
    out.set("X-RateLimit-Limit", quota);
    out.set("X-RateLimit-Remaining", left);
    out.set("X-RateLimit-Reset", reset);
}

} // namespace recon::http
