#include "adapters/explain/embeddings.hpp"

#include <recon/detail/wide.hpp>
#include <recon/error.hpp>
#include <recon/io/json.hpp>
#include <recon/io/sha256.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdlib>
#include <utility>

namespace recon::explain {

namespace {

constexpr std::size_t batch_max = 64;
constexpr std::size_t parts_max = 8'192;
constexpr double part_max = 16'383;
constexpr std::uint64_t weight = 10; ///< sure pairs that an affinity of meaning stands for

std::int64_t dot(word_vector const& a, word_vector const& b) noexcept {
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        sum += std::int64_t{a[i]} * b[i];
    return sum;
}

/// The largest whole number whose square is not above `of`.
std::uint64_t root(std::uint64_t of) noexcept {
    std::uint64_t out = 0;
    for (std::uint64_t bit = std::uint64_t{1} << 31U; bit != 0; bit >>= 1U)
        if ((out + bit) * (out + bit) <= of) out += bit;
    return out;
}

std::string kept(word_vector const& of) { return io::json(of).dump(); }

std::optional<word_vector> read_kept(std::string const& text) {
    auto const read = io::json::parse(text, nullptr, false);
    if (!read.is_array() || read.empty() || read.size() > parts_max) return std::nullopt;
    word_vector out;
    for (auto const& part : read) {
        if (!part.is_number_integer() || std::abs(part.get<std::int64_t>()) > 16'383)
            return std::nullopt;
        out.push_back(part.get<std::int16_t>());
    }
    return out;
}

[[noreturn]] void refuse(net_client::answer const& of) {
    using enum net_client::answer::what;
    std::string what = "does not answer";
    if (of.how == too_late) what = "takes too long";
    if (of.how == too_large) what = "answers too much";
    if (of.how == answered)
        what = of.status == 200 ? "answers with no vectors"
                                : "answers with status " + std::to_string(of.status);
    throw explanation_error("the server of OPENAI_BASE_URL " + what
                            + " when it is asked for embeddings");
}

} // namespace

word_vector quantised(std::span<double const> parts) {
    double largest = 0;
    for (double const part : parts)
        largest = std::max(largest, std::abs(part));
    if (!(largest > 0) || !std::isfinite(largest)) return {};
    word_vector out;
    for (double const part : parts)
        out.push_back(static_cast<std::int16_t>(std::lround(part / largest * part_max)));
    return out;
}

score_t cosine(word_vector const& a, word_vector const& b) noexcept {
    constexpr unsigned fraction = 8; // bits of the roots behind the point
    if (a.empty() || a.size() != b.size()) return 0;
    auto const together = dot(a, b);
    if (together <= 0) return 0;
    auto const length = [](word_vector const& of) {
        return root(static_cast<std::uint64_t>(dot(of, of)) << 2U * fraction);
    };
    using wide = recon::detail::int128;
    auto const lengths = wide{length(a)} * length(b);
    auto const out = wide{together} * score_max * (wide{1} << 2U * fraction) / lengths;
    return static_cast<score_t>(std::min<wide>(out, score_max));
}

std::optional<std::vector<word_vector>> read_embeddings(std::string const& body,
                                                        std::size_t count) {
    auto const read = io::json::parse(body, nullptr, false);
    if (!read.is_object() || !read.contains("data") || !read.at("data").is_array()
        || read.at("data").size() != count)
        return std::nullopt;
    std::vector<word_vector> out;
    for (auto const& item : read.at("data")) {
        if (!item.is_object() || item.value("index", io::json(out.size())) != out.size()
            || !item.contains("embedding") || !item.at("embedding").is_array())
            return std::nullopt;
        std::vector<double> parts;
        for (auto const& part : item.at("embedding")) {
            if (!part.is_number() || parts.size() == parts_max) return std::nullopt;
            parts.push_back(part.get<double>());
        }
        out.push_back(quantised(parts));
        if (out.back().size() != out.front().size()) return std::nullopt;
    }
    return out;
}

embedding_call http_embeddings(llm_settings const& settings) {
    auto client = std::make_shared<net_client::http_client>();
    return [settings, client](std::string const& body) {
        std::vector<std::string> headers{"Content-Type: application/json"};
        if (!settings.key.empty()) headers.push_back("Authorization: Bearer " + settings.key);
        return client->ask({settings.url() + "/embeddings",
                            std::move(headers),
                            body,
                            settings.call_time,
                            std::size_t{32} << 20U,
                            {}});
    };
}

std::vector<word_vector> embed(std::vector<std::string> const& words, std::string const& model,
                               std::string const& url, embedding_call const& call,
                               recon::cache::cache* known) {
    std::vector<word_vector> out(words.size());
    std::vector<std::size_t> missing;
    auto const key_of = [&](std::string const& word) {
        return io::sha256("embedding\n" + url + '\n' + model + '\n' + word);
    };
    for (std::size_t i = 0; i < words.size(); ++i) {
        auto const text = known != nullptr ? known->get(key_of(words[i]), {}) : nullptr;
        auto found = text ? read_kept(*text) : std::nullopt;
        if (found)
            out[i] = std::move(*found);
        else
            missing.push_back(i);
    }
    for (std::size_t begin = 0; begin < missing.size(); begin += batch_max) {
        auto const batch =
            std::span(missing).subspan(begin, std::min(batch_max, missing.size() - begin));
        io::json input = io::json::array();
        for (auto const i : batch)
            input.push_back(words[i]);
        auto const reply =
            call(io::json{{"model", model}, {"input", input}, {"encoding_format", "float"}}.dump(
                -1, ' ', false, io::json::error_handler_t::replace));
        bool const answered =
            reply.how == net_client::answer::what::answered && reply.status == 200;
        auto read = answered ? read_embeddings(reply.body, batch.size()) : std::nullopt;
        if (!read) refuse(reply);
        for (std::size_t i = 0; i < batch.size(); ++i) {
            out[batch[i]] = std::move((*read)[i]);
            if (known != nullptr && !out[batch[i]].empty())
                known->put(key_of(words[batch[i]]),
                           std::make_shared<std::string const>(kept(out[batch[i]])), {});
        }
    }
    return out;
}

std::vector<affinity> related(std::vector<std::string> const& left,
                              std::vector<std::string> const& right,
                              std::vector<word_vector> const& left_vectors,
                              std::vector<word_vector> const& right_vectors, score_t least) {
    struct best {
        std::size_t other = 0;
        score_t likeness = -1;
        void see(std::size_t place, score_t found) {
            if (found > likeness) *this = {place, found}; // the first of equals
        }
    };
    std::vector<best> of_left(left.size());
    std::vector<best> of_right(right.size());
    for (std::size_t i = 0; i < left.size(); ++i)
        for (std::size_t j = 0; j < right.size(); ++j) {
            auto const found = cosine(left_vectors[i], right_vectors[j]);
            of_left[i].see(j, found);
            of_right[j].see(i, found);
        }
    std::vector<affinity> out;
    for (std::size_t i = 0; i < left.size(); ++i) {
        auto const [j, likeness] = of_left[i];
        if (likeness < least || of_right[j].other != i) continue;
        auto const pairs = static_cast<std::uint64_t>(likeness) * weight / score_max;
        out.push_back({left[i], right[j], pairs, weight, weight});
    }
    return out;
}

} // namespace recon::explain
