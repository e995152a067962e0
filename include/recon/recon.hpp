// recon/recon.hpp - everything that a run needs, in the order the data flows. No third-party
// header. What is left to do after it has a header of its own: <recon/find_discrepancies.hpp>.
#pragma once

// IWYU pragma: begin_exports

// the words: what an amount, a row and a failure are
#include <recon/currency.hpp>
#include <recon/error.hpp>
#include <recon/money.hpp>
#include <recon/record.hpp>
#include <recon/version.hpp>

// the choices: what counts as the same
#include <recon/amount_tolerance.hpp>
#include <recon/calendar.hpp>
#include <recon/day_tolerance.hpp>
#include <recon/fx.hpp>
#include <recon/learn.hpp>
#include <recon/likelihood.hpp>
#include <recon/score.hpp>
#include <recon/tolerance.hpp>

// the work: a header a stage
#include <recon/normalise.hpp>
#include <recon/reference.hpp>
#include <recon/similarity.hpp>

#include <recon/fact.hpp>
#include <recon/intake.hpp>

#include <recon/candidates.hpp>
#include <recon/comparer.hpp>

#include <recon/assign.hpp>
#include <recon/posterior.hpp>

#include <recon/settle.hpp>
#include <recon/stages.hpp>

#include <recon/amount_error.hpp>
#include <recon/classify.hpp>

#include <recon/prove.hpp>

// the answer, and the whole
#include <recon/outcome.hpp>

#include <recon/reconcile.hpp>

// IWYU pragma: end_exports
