// adapters/http/problem.hpp - every failure as RFC 9457 problem details. The old product's members
// (error, message, details) are kept inside.
#pragma once

#include "adapters/http/message.hpp"

#include <recon/error.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace recon::http {

/// One value of the request that is at fault.
struct fault {
    std::string where; ///< a parameter or form field, or a JSON pointer beginning with "/"
    std::string detail;
};

/// What is thrown to answer with a failure that no recon::error stands for. `code` is stable and
/// for programs; `detail` is for people, and holds nothing internal.
struct problem : std::exception {
    problem(int of_status, std::string_view of_code, std::string of_detail,
            std::vector<fault> of_faults = {})
        : status(of_status), code(of_code), detail(std::move(of_detail)),
          faults(std::move(of_faults)) {}
    char const* what() const noexcept override { return detail.c_str(); }

    int status;
    std::string_view code; ///< a literal
    std::string detail;
    std::vector<fault> faults;
    std::vector<header> headers; ///< such as Retry-After
    problem&& with(std::string name, std::string value) && {
        headers.push_back({std::move(name), std::move(value)});
        return std::move(*this);
    }
};

/// The words of the command line in an error's sentence as the names of form fields:
/// "--bank-date-order" becomes "bank_date_order".
std::string in_field_names(std::string_view sentence);

/// A failure of the engine or of a reader as a problem, by the table in adapters/status.hpp. The
/// text of one that is our own fault stays inside.
problem problem_of(error const& failure);

/// The response to a problem. `instance` is the request's id.
response problem_response(problem const& of, std::string_view instance);

} // namespace recon::http
