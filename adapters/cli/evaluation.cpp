#include "adapters/cli/evaluation.hpp"

#include <recon/detail/wide.hpp>
#include <recon/io/canonical.hpp>
#include <recon/io/source.hpp>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace recon::cli {

namespace {

using position = std::uint64_t;

/// "17", or "carried:3". Nothing when it is neither.
std::optional<position> parse_position(std::string_view text) {
    constexpr std::string_view carried = "carried:";
    constexpr position carried_bit = position{1} << 63U;
    bool const is_carried = text.starts_with(carried);
    if (is_carried) text.remove_prefix(carried.size());
    position value = 0;
    auto const end = text.data() + text.size();
    auto const [at, error] = std::from_chars(text.data(), end, value);
    if (error != std::errc{} || at != end || value >= carried_bit) return std::nullopt;
    return is_carried ? value | carried_bit : value;
}

/// The positions of a list joined by ';', sorted, each once.
template <class Reader>
void parse_positions(Reader const& file, std::size_t column, std::string_view list,
                     std::vector<position>& to) {
    to.clear();
    while (!list.empty()) {
        auto const end = std::min(list.find(';'), list.size());
        auto const value = parse_position(list.substr(0, end));
        if (!value) file.fail(column, "expected lines such as 17 or 17;18;carried:3");
        to.push_back(*value);
        list.remove_prefix(std::min(end + 1, list.size()));
    }
    std::sort(to.begin(), to.end());
    to.erase(std::unique(to.begin(), to.end()), to.end());
}

/// Pairs of a bank row and a ledger row, or of two rows where there is one side alone.
constexpr std::uint64_t pairs_of(std::uint64_t bank, std::uint64_t ledger,
                                 bool is_one_sided) noexcept {
    auto const rows = bank + ledger;
    return !is_one_sided ? bank * ledger : rows == 0 ? 0 : rows * (rows - 1) / 2;
}

struct true_match {
    std::string const* kind;
    std::uint32_t bank;   ///< rows
    std::uint32_t ledger; ///< rows
    bool is_found = false;

    bool is_one_sided() const noexcept { return bank == 0 || ledger == 0; }
};

struct true_row {
    std::uint32_t match;
    bool is_found = false;
};
using true_rows = std::unordered_map<position, true_row>;

/// The rows that a found match and a true one have in common.
struct overlap {
    std::uint32_t match = 0;
    std::uint32_t bank = 0;
    std::uint32_t ledger = 0;
    std::uint32_t bank_again = 0;   ///< of them: found before
    std::uint32_t ledger_again = 0; ///< of them: found before

    /// Rows that were brought together before are not right once more.
    std::uint64_t pairs(bool is_one_sided) const noexcept {
        return pairs_of(bank, ledger, is_one_sided)
               - pairs_of(bank_again, ledger_again, is_one_sided);
    }
};

void add(scores& s, std::string const& kind, bool is_matched, std::uint64_t figures::*counter,
         std::uint64_t by) {
    auto& of_kind = s.kinds[kind];
    s.total.all.*counter += by;
    of_kind.all.*counter += by;
    if (!is_matched) return;
    s.total.matched.*counter += by;
    of_kind.matched.*counter += by;
}

class evaluator {
  public:
    void read_truth(std::string const& path);
    void read_matches(std::string const& path);

    evaluation result;

  private:
    void meet(true_rows& rows, std::vector<position> const& found, std::uint32_t overlap::*common,
              std::uint32_t overlap::*again);
    void merge_overlaps();
    void judge(std::string const& kind, bool is_matched);

    std::vector<true_match> truth_;
    true_rows bank_rows_;
    true_rows ledger_rows_;
    std::vector<position> bank_;    // of the line that is being read
    std::vector<position> ledger_;  // of the same
    std::vector<overlap> overlaps_; // of the same
};

void evaluator::read_truth(std::string const& path) {
    auto const file = io::load(path);
    io::canonical_reader<3> lines(file, {"kind", "bank_positions", "ledger_positions"}, 3);
    for (io::canonical_reader<3>::cells row; lines.next(row);) {
        auto const& kind = row[0];
        if (kind.starts_with("missing_")) continue; // a row without a partner
        parse_positions(lines, 1, row[1], bank_);
        parse_positions(lines, 2, row[2], ledger_);
        if (bank_.empty() && ledger_.empty()) lines.fail(1, "a match without rows");
        auto const match = static_cast<std::uint32_t>(truth_.size());
        for (auto const at : bank_)
            if (!bank_rows_.emplace(at, true_row{match}).second)
                lines.fail(1, "a row of it stands above already");
        for (auto const at : ledger_)
            if (!ledger_rows_.emplace(at, true_row{match}).second)
                lines.fail(2, "a row of it stands above already");
        add(result.matches, kind, true, &figures::truth, 1);
        truth_.push_back({&result.matches.kinds.find(kind)->first,
                          static_cast<std::uint32_t>(bank_.size()),
                          static_cast<std::uint32_t>(ledger_.size())});
        add(result.pairs, kind, true, &figures::truth,
            pairs_of(bank_.size(), ledger_.size(), truth_.back().is_one_sided()));
    }
}

void evaluator::read_matches(std::string const& path) {
    auto const file = io::load(path);
    io::canonical_reader<4> lines(file, {"kind", "status", "bank_positions", "ledger_positions"},
                                  4);
    for (io::canonical_reader<4>::cells row; lines.next(row);) {
        auto const& status = row[1];
        bool const is_matched = status == "matched";
        if (!is_matched && status != "review") lines.fail(1, "expected matched or review");
        parse_positions(lines, 2, row[2], bank_);
        parse_positions(lines, 3, row[3], ledger_);
        if (bank_.empty() && ledger_.empty()) lines.fail(2, "a match without rows");
        judge(row[0], is_matched);
    }
}

/// Notes with which true matches the found rows of one side are.
void evaluator::meet(true_rows& rows, std::vector<position> const& found,
                     std::uint32_t overlap::*common, std::uint32_t overlap::*again) {
    for (auto const at : found) {
        auto const row = rows.find(at);
        if (row == rows.end()) continue;
        auto& with = overlaps_.emplace_back(overlap{row->second.match});
        with.*common = 1;
        if (row->second.is_found) with.*again = 1;
        row->second.is_found = true;
    }
}

/// Makes one of the overlaps with the same true match.
void evaluator::merge_overlaps() {
    std::sort(overlaps_.begin(), overlaps_.end(),
              [](overlap const& a, overlap const& b) { return a.match < b.match; });
    std::size_t count = 0;
    for (auto const& more : overlaps_) {
        if (count == 0 || overlaps_[count - 1].match != more.match) {
            overlaps_[count++] = more;
            continue;
        }
        auto& sum = overlaps_[count - 1];
        sum.bank += more.bank;
        sum.ledger += more.ledger;
        sum.bank_again += more.bank_again;
        sum.ledger_again += more.ledger_again;
    }
    overlaps_.resize(count);
}

void evaluator::judge(std::string const& kind, bool is_matched) {
    bool const is_one_sided = bank_.empty() || ledger_.empty();
    overlaps_.clear();
    meet(bank_rows_, bank_, &overlap::bank, &overlap::bank_again);
    meet(ledger_rows_, ledger_, &overlap::ledger, &overlap::ledger_again);
    merge_overlaps();
    add(result.matches, kind, is_matched, &figures::found, 1);
    add(result.pairs, kind, is_matched, &figures::found,
        pairs_of(bank_.size(), ledger_.size(), is_one_sided));
    for (auto const& common : overlaps_) {
        auto& match = truth_[common.match];
        if (match.is_one_sided() != is_one_sided) continue;
        auto const pairs = common.pairs(is_one_sided);
        add(result.pairs, kind, is_matched, &figures::right, pairs);
        add(result.pairs, *match.kind, is_matched, &figures::met, pairs);
        bool const is_exact = common.bank == match.bank && common.ledger == match.ledger
                              && bank_.size() == match.bank && ledger_.size() == match.ledger;
        if (!is_exact || match.is_found) continue;
        match.is_found = true;
        add(result.matches, kind, is_matched, &figures::right, 1);
        add(result.matches, *match.kind, is_matched, &figures::met, 1);
    }
}

std::uint64_t share(std::uint64_t part, std::uint64_t whole) noexcept {
    return whole == 0 ? 1'000'000 : detail::mul_div_floor(part, 1'000'000, whole);
}

} // namespace

std::uint64_t figures::precision() const noexcept { return share(right, found); }
std::uint64_t figures::recall() const noexcept { return share(met, truth); }

std::uint64_t figures::f1() const noexcept {
    if (right == met) return share(2 * right, found + truth);
    if (right == 0 || met == 0) return 0;
    auto const both = static_cast<detail::uint128>(right) * met * 2'000'000;
    auto const of =
        static_cast<detail::uint128>(right) * truth + static_cast<detail::uint128>(met) * found;
    return static_cast<std::uint64_t>(both / of);
}

evaluation evaluate_files(std::string const& truth_path, std::string const& matches_path) {
    evaluator judge;
    judge.read_truth(truth_path);
    judge.read_matches(matches_path);
    return std::move(judge.result);
}

} // namespace recon::cli
