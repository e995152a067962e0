// recon/currency.hpp - an ISO 4217 currency and how many digits its minor unit has.
#pragma once

#include <recon/error.hpp>

#include <array>
#include <bit>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace recon {

namespace detail {

/// ISO 4217 list one, active codes whose minor unit is not two digits, and the funds and metals
/// that have none ("N.A." is taken as 0). https://www.iso.org/iso-4217-currency-codes.html
struct currency_digits {
    std::string_view codes; // four bytes a code: "BIF "
    std::uint8_t digits;
};
inline constexpr std::array<currency_digits, 4> irregular_currencies{{
    {"BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XAG XAU XBA XBB XBC XBD XDR XOF "
     "XPD XPF XPT XSU XTS XUA XXX ",
     0},
    {"BHD IQD JOD KWD LYD OMR TND ", 3},
    {"CLF UYW ", 4},
    {"AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BOV BRL BSD BTN BWP BYN "
     "BZD CAD CDF CHE CHF CHW CNY COP COU CRC CUC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP "
     "GBP GEL GHS GIP GMD GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT "
     "LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO "
     "NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SLL SOS "
     "SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD "
     "XCD XCG YER ZAR ZMW ZWG ZWL "
     // withdrawn, but still in archives: before the euro and after
     "ATS BEF CYP DEM EEK ESP FIM FRF GRD IEP ITL LTL LUF LVL MTL NLG PTE ROL SIT SKK TRL BYR CSD "
     "GHC MRO STD VEF VEB ZMK AZM BGL MZM RUR YUM ",
     2},
}};

inline constexpr std::uint8_t no_currency = 0xFF;

/// How many digits a currency of ISO 4217 has, or no_currency.
constexpr std::uint8_t digits_of(std::string_view code) noexcept {
    if (code.size() != 3) return no_currency;
    for (auto const& group : irregular_currencies) {
        for (std::size_t at = 0; at + 3 < group.codes.size(); at += 4) {
            if (group.codes.substr(at, 3) == code) return group.digits;
        }
    }
    return no_currency;
}

} // namespace detail

/// A currency: three capital letters and its minor-unit digits (0 to 4). Four bytes, a plain value.
class currency {
  public:
    /// No currency: equal only to itself. The value of a row before its currency is known.
    constexpr currency() noexcept = default;

    /// `currency{"EUR"}`. Throws policy_error when ISO 4217 does not list the code (in a constant
    /// expression: does not compile).
    explicit(false) constexpr currency(char const (&iso)[4]) : currency(std::string_view(iso, 3)) {}

    explicit constexpr currency(std::string_view iso) {
        auto const found = detail::digits_of(iso);
        if (found == detail::no_currency)
            throw policy_error("'" + std::string(iso) + "' is no ISO 4217 currency code");
        assign(iso, found);
    }

    /// A currency outside ISO 4217 (a loyalty point, a coin). Throws policy_error when the code is
    /// not three capital letters, or digits is over 4.
    constexpr currency(std::string_view code, std::uint8_t digits) {
        bool capitals = code.size() == 3;
        for (char const c : code)
            capitals = capitals && c >= 'A' && c <= 'Z';
        if (!capitals || digits > 4)
            throw policy_error("a currency has three capital letters and 0 to 4 digits");
        assign(code, digits);
    }

    /// The currency of an ISO 4217 code in either case, or nothing.
    static constexpr std::optional<currency> find(std::string_view iso) noexcept {
        if (iso.size() != 3) return std::nullopt;
        std::array<char, 3> upper{};
        for (std::size_t i = 0; i < 3; ++i)
            upper[i] =
                static_cast<char>(iso[i] >= 'a' && iso[i] <= 'z' ? iso[i] - 'a' + 'A' : iso[i]);
        std::string_view const code(upper.data(), 3);
        auto const found = detail::digits_of(code);
        if (found == detail::no_currency) return std::nullopt;
        currency result;
        result.assign(code, found);
        return result;
    }

    constexpr std::string_view code() const noexcept {
        return {code_.data(), code_[0] == '\0' ? 0U : 3U};
    }
    /// How many decimals an amount of this currency has: 2 for EUR, 0 for JPY, 3 for KWD.
    constexpr unsigned digits() const noexcept { return digits_; }
    constexpr explicit operator bool() const noexcept { return code_[0] != '\0'; }

    /// By code: alphabetical.
    friend constexpr auto operator<=>(currency const&, currency const&) = default;
    friend constexpr bool operator==(currency const& a, currency const& b) noexcept {
        return std::bit_cast<std::uint32_t>(a) == std::bit_cast<std::uint32_t>(b);
    }

  private:
    constexpr void assign(std::string_view code, std::uint8_t digits) noexcept {
        code_ = {code[0], code[1], code[2]};
        digits_ = digits;
    }
    std::array<char, 3> code_{};
    std::uint8_t digits_ = 0;
};

} // namespace recon
