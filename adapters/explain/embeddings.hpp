// adapters/explain/embeddings.hpp - which words mean alike, by the embeddings of a language model.
// Vectors become whole numbers as soon as they arrive: what follows is the same on every machine.
#pragma once

#include "adapters/cache/cache.hpp"
#include "adapters/explain/llm_settings.hpp"
#include "adapters/net_client/http_client.hpp"

#include <recon/affinity.hpp>
#include <recon/score_unit.hpp>

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace recon::explain {

using word_vector = std::vector<std::int16_t>;

/// In proportion, the largest part becoming 16'383 or less. Empty where it has no direction.
word_vector quantised(std::span<double const> parts);

/// The cosine of two vectors of one size, in millionths; 0 where it is negative.
score_t cosine(word_vector const& a, word_vector const& b) noexcept;

/// The vectors of an answer to /embeddings, in the order that was asked for; nothing where it is
/// no such answer.
std::optional<std::vector<word_vector>> read_embeddings(std::string const& body, std::size_t count);

/// Sends the body of a request to /embeddings.
using embedding_call = std::function<net_client::answer(std::string const& body)>;
embedding_call http_embeddings(llm_settings const& settings);

/// The vectors of words, in batches; those that `known` has are not asked for. Throws
/// explanation_error that tells what the server did.
std::vector<word_vector> embed(std::vector<std::string> const& words, std::string const& model,
                               std::string const& url, embedding_call const& call,
                               recon::cache::cache* known);

/// For each word of the left the one of the right that is nearest in meaning, where that holds the
/// other way round as well and is at least `least`: as affinities that weigh like ten sure pairs,
/// so that what a run itself learns of them soon counts for more.
std::vector<affinity> related(std::vector<std::string> const& left,
                              std::vector<std::string> const& right,
                              std::vector<word_vector> const& left_vectors,
                              std::vector<word_vector> const& right_vectors, score_t least);

} // namespace recon::explain
