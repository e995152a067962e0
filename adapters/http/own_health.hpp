// adapters/http/own_health.hpp - a running service asked from the same machine, for health checks
// of containers and systemd where there is no curl.
#pragma once

#include "adapters/http/settings.hpp"

#include <chrono>
#include <string>

namespace recon::http {

/// Where a client on this machine finds the service of these settings, such as 127.0.0.1:8000: an
/// address that stands for all is none to connect to.
std::string own_place(service_settings const& of);

/// The status with which the service of these settings answers GET /readyz: 200 where it takes
/// work, 503 where it does not. 0 where nothing answers `within` that time.
int own_health(service_settings const& of, std::chrono::milliseconds within);

} // namespace recon::http
