#include <recon/io/report_html_charts.hpp>

#include "support/small_run.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace recon;
using namespace recon::io;

TEST_CASE("report_html_charts: shares of a whole; something is never nothing") {
    CHECK(io::detail::share(0, 10) == 0);
    CHECK(io::detail::share(10, 10) == 10'000);
    CHECK(io::detail::share(1, 3'000'000) == 1);
    CHECK(io::detail::share(1, 0) == 0);
}

TEST_CASE("report_html_charts: a ring has a part for each bucket, one behind the other") {
    std::string out;
    io::detail::append_ring(out, test::small_run(), side::left);
    CHECK(out.find("class=\"s-matched\" cx=\"60\" cy=\"60\" r=\"50\" pathLength=\"10000\" "
                   "stroke-dasharray=\"3334 10000\" stroke-dashoffset=\"-0\"")
          != std::string::npos);
    CHECK(out.find("class=\"s-review\"") < out.find("class=\"s-open\""));
    CHECK(out.find("s-netted") == std::string::npos);
}

TEST_CASE("report_html_charts: sums have a true minus sign") {
    CHECK(io::detail::html_sum(-119'000, "EUR")
          == "\xe2\x88\x92"
             "1,190.00");
    CHECK(io::detail::html_sum(5, "JPY") == "5");
}
