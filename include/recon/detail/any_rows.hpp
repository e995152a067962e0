// recon/detail/any_rows.hpp - rows of whatever type, read through their traits: the parts of a
// stage that need no speed are compiled once.
#pragma once

#include <recon/outcome.hpp>
#include <recon/record.hpp>

#include <chrono>
#include <cstddef>
#include <iterator>
#include <string>
#include <string_view>

namespace recon::detail {

/// What can be read of a row. The views live as long as the row.
struct seen_row {
    money amount;
    std::chrono::sys_days day;
    std::string_view description;
    std::string_view counterparty;
    std::string_view reference;

    /// Who and what for, as one text; `buffer` may be where it lies.
    std::string_view text(std::string& buffer) const {
        if (counterparty.empty() || counterparty == description) return description;
        buffer.assign(counterparty).append(description.empty() ? "" : " ").append(description);
        return buffer;
    }
};

/// The rows of one side; they outlive this.
class any_rows {
  public:
    template <class Rows>
    explicit any_rows(Rows const& rows)
        : rows_(&rows), size_(std::ranges::size(rows)), see_([](void const* all, row_index row) {
              auto const first = std::ranges::begin(*static_cast<Rows const*>(all));
              auto const& r = first[static_cast<std::iter_difference_t<decltype(first)>>(row)];
              using traits = record_traits<std::iter_value_t<decltype(first)>>;
              return seen_row{traits::amount(r), traits::day(r), description_of(r),
                              counterparty_of(r), reference_of(r)};
          }) {}

    std::size_t size() const noexcept { return size_; }
    seen_row operator[](row_index row) const { return see_(rows_, row); }

  private:
    void const* rows_;
    std::size_t size_;
    seen_row (*see_)(void const*, row_index);
};

} // namespace recon::detail
