// recon/detail/any_rows.hpp - rows of whatever type, read through their traits: the parts of a
// stage that need no speed are compiled once.
#pragma once

#include <recon/detail/prefetch.hpp>
#include <recon/outcome.hpp>
#include <recon/record.hpp>

#include <chrono>
#include <cstddef>
#include <iterator>
#include <string>
#include <string_view>
#include <type_traits>

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
        : rows_(&rows), size_(std::ranges::size(rows)), place_([](void const* all, row_index row) {
              auto const first = std::ranges::begin(*static_cast<Rows const*>(all));
              using difference = std::iter_difference_t<decltype(first)>;
              using reference = std::iter_reference_t<decltype(first)>;
              if constexpr (std::is_lvalue_reference_v<reference>)
                  prefetch_all(first[static_cast<difference>(row)]);
          }),
          see_([](void const* all, row_index row) {
              auto const first = std::ranges::begin(*static_cast<Rows const*>(all));
              auto const& r = first[static_cast<std::iter_difference_t<decltype(first)>>(row)];
              using traits = record_traits<std::iter_value_t<decltype(first)>>;
              return seen_row{traits::amount(r), traits::day(r), description_of(r),
                              counterparty_of(r), reference_of(r)};
          }) {}

    std::size_t size() const noexcept { return size_; }
    /// Asks for the memory of a row that is read soon.
    void prefetch(row_index row) const { place_(rows_, row); }
    seen_row operator[](row_index row) const { return see_(rows_, row); }

  private:
    void const* rows_;
    std::size_t size_;
    void (*place_)(void const*, row_index);
    seen_row (*see_)(void const*, row_index);
};

} // namespace recon::detail
