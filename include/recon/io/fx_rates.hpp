// recon/io/fx_rates.hpp - a file of exchange rates: date,from,to,rate.
#pragma once

#include <recon/error.hpp>
#include <recon/fx.hpp>
#include <recon/io/canonical.hpp>
#include <recon/io/day.hpp>
#include <recon/io/source.hpp>

#include <chrono>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace recon::io {

namespace detail {

/// The cells of a rates file, row by row; what does not fit is an error with its place.
class fx_rate_rows {
  public:
    explicit fx_rate_rows(source const& file)
        : file_(file), reader_(file, {"date", "from", "to", "rate"}, 4) {}

    std::vector<dated_rate> read() {
        std::vector<dated_rate> rates;
        for (reader_type::cells row; reader_.next(row);) {
            dated_rate const rate{day_in(row[date]), currency_in(from, row[from]),
                                  currency_in(to, row[to]), rate_in(row[value])};
            if (rate.from == rate.to)
                reader_.fail(to, "a rate from " + row[from] + " to itself converts nothing");
            check_once(rate);
            rates.push_back(rate);
        }
        if (rates.empty())
            throw file_processing_error("holds no rate: expected lines such as "
                                        "2025-03-14,EUR,USD,1.0842 below date,from,to,rate",
                                        {file_.name});
        return rates;
    }

  private:
    enum : std::size_t { date, from, to, value };
    using reader_type = canonical_reader<4>;

    std::chrono::sys_days day_in(std::string const& cell) const {
        bool const iso = cell.size() == 10 && cell[4] == '-' && cell[7] == '-';
        if (auto const day = iso ? parse_day(cell) : std::nullopt) return *day;
        reader_.fail(date, "'" + cell.substr(0, 40) + "' is no date: expected YYYY-MM-DD");
    }
    currency currency_in(std::size_t column, std::string const& cell) const {
        if (auto const unit = currency::find(cell)) return *unit;
        reader_.fail(column, "'" + cell.substr(0, 40) + "' is no ISO 4217 currency code");
    }
    exchange_rate rate_in(std::string const& cell) const {
        try {
            return exchange_rate{cell};
        } catch (validation_error const& e) {
            reader_.fail(value, e.what());
        }
    }
    /// The same rate may stand there again, another one may not.
    void check_once(dated_rate const& r) {
        auto const [known, is_new] =
            seen_.try_emplace(std::tuple(r.from, r.to, r.day), r.rate, reader_.line());
        if (!is_new && known->second.first != r.rate)
            reader_.fail(value, "line " + std::to_string(known->second.second)
                                    + " has another rate for this day");
    }

    source const& file_;
    reader_type reader_;
    std::map<std::tuple<currency, currency, std::chrono::sys_days>,
             std::pair<exchange_rate, std::size_t>>
        seen_;
};

} // namespace detail

/// Reads exchange rates: columns date (YYYY-MM-DD), from, to (ISO 4217) and rate, how many units of
/// `to` a unit of `from` is worth, as a plain decimal; others are ignored. A rate holds for
/// `days_max` days where there is no later one. Throws file_processing_error with line and column
/// at the first cell that does not fit, and for two rates of a pair on one day. O(size log size).
inline rate_book read_fx_rates(source const& file, int days_max = rate_book::usual_days) {
    return rate_book(detail::fx_rate_rows(file).read(), days_max);
}

} // namespace recon::io
