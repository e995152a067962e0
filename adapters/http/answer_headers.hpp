// adapters/http/answer_headers.hpp - the headers that every answer has: for security, for tracing,
// for pages of other origins, and for who counts requests.
#pragma once

#include "adapters/http/context.hpp"

namespace recon::http {

/// Answers OPTIONS, also a browser's question before a request of another origin. Throws problem
/// 404 where there is no such path.
void answer_options(context const& of, exchange& x);

void set_common_headers(context const& of, exchange const& x, response& out);

} // namespace recon::http
