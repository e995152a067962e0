#include "adapters/http/csv_page.hpp"
#include "adapters/http/handlers.hpp"
#include "adapters/http/secret.hpp"

#include <recon/error.hpp>
#include <recon/io/sha256.hpp>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace recon::http {

namespace {

constexpr std::size_t page_default = 100;
constexpr std::size_t page_max = 1'000;
constexpr std::size_t window_size = std::size_t{4} << 20U;

[[noreturn]] void bad_query(char const* name, char const* detail) {
    throw problem(400, "VALIDATION_ERROR", "A parameter of the query has a wrong value.",
                  {{name, detail}});
}

std::uint64_t number_of(std::string_view text, std::uint64_t high, char const* name) {
    std::uint64_t out = 0;
    auto const [end, failed] = std::from_chars(text.data(), text.data() + text.size(), out);
    if (failed != std::errc{} || end != text.data() + text.size() || out > high)
        bad_query(name, "expected a whole number in its range");
    return out;
}

/// Results never change under their key, so their name and the question name the answer.
std::string etag_of(store::run const& run, std::string_view view) {
    return '"' + io::sha256(run.result_key + ' ' + std::string(view)).substr(0, 32) + '"';
}

bool is_known_to_client(exchange const& x, std::string_view etag) {
    auto const list = x.in.header_value("if-none-match");
    if (list == "*") return true;
    for (auto item : items_of(list)) {
        if (item.starts_with("W/")) item.remove_prefix(2);
        if (item == etag) return true;
    }
    return false;
}

response not_modified(std::string_view etag) {
    response out;
    out.status = 304;
    out.set("ETag", etag);
    return out;
}

void require_result(store::run const& run) {
    using enum store::run_state;
    switch (run.state) {
    case succeeded: return;
    case queued:
    case running:
        throw problem(409, "run-not-ended", "The run has not ended yet.").with("Retry-After", "1");
    case failed: throw problem(409, "run-failed", "The run has failed: it has no result.");
    case cancelled: throw problem(409, "run-cancelled", "The run was cancelled: it has no result.");
    }
}

[[noreturn]] void no_such_file() {
    throw problem(404, "RESOURCE_NOT_FOUND", "The run has no such file.");
}

/// A file of a result: in memory when it is small, else open.
struct opened {
    cache::bytes bytes;
    file_body file;
};

opened open_result(context& of, store::run const& run, std::string const& file) {
    auto const key = run.tenant + '/' + run.result_key + '/' + file;
    auto const now = std::chrono::steady_clock::now();
    if (auto found = of.cached->get(key, now)) {
        of.counted->cache("hit");
        return {std::move(found), {}};
    }
    of.counted->cache("miss");
    if (auto stored = of.store->result_bytes(run.tenant, run.result_key, file)) {
        auto bytes = std::make_shared<std::string const>(std::move(*stored));
        of.cached->put(key, bytes, now);
        return {std::move(bytes), {}};
    }
    auto const path = of.content->result_file(*of.store, run.tenant, run.result_key, file);
    auto const number = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (number < 0) no_such_file();
    std::shared_ptr<int const> const owner(new int(number), [](int const* open) {
        ::close(*open);
        delete open;
    });
    struct ::stat facts {};
    if (::fstat(number, &facts) != 0 || !S_ISREG(facts.st_mode)) no_such_file();
    return {nullptr, {owner, static_cast<std::uint64_t>(facts.st_size)}};
}

/// A file from its beginning on. Throws service_unavailable_error where it is shorter than it was.
std::string start_of(file_body const& from, std::uint64_t most) {
    std::string out(std::min(most, from.size), '\0');
    for (std::size_t at = 0; at < out.size();) {
        auto const got =
            ::pread(*from.descriptor, out.data() + at, out.size() - at, static_cast<::off_t>(at));
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) throw service_unavailable_error("a file of a result cannot be read");
        at += static_cast<std::size_t>(got);
    }
    return out;
}

/// A window of a file, from `offset` on.
std::string window_of(opened const& from, std::uint64_t offset) {
    if (from.bytes)
        return offset < from.bytes->size() ? from.bytes->substr(offset, window_size)
                                           : std::string();
    std::string out(window_size, '\0');
    auto const got =
        ::pread(*from.file.descriptor, out.data(), out.size(), static_cast<::off_t>(offset));
    out.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
    return out;
}

/// "OFFSET.MAC": nobody can make up a place in the middle of a record.
std::string cursor_of(context const& of, store::run const& run, std::string const& file,
                      std::uint64_t offset) {
    auto const place = std::to_string(offset);
    auto const mac = hmac_sha256(of.cursor_secret, run.result_key + file + place);
    return place + '.' + base64url(std::string_view(mac).substr(0, 9));
}

std::uint64_t offset_of(context const& of, store::run const& run, std::string const& file,
                        std::string_view cursor) {
    auto const dot = cursor.find('.');
    if (dot == cursor.npos || cursor.size() > 60)
        bad_query("cursor", "take it from next_cursor of the page before");
    auto const offset = number_of(cursor.substr(0, dot), UINT64_MAX / 2, "cursor");
    if (!same_secret(cursor_of(of, run, file, offset), cursor))
        bad_query("cursor", "take it from next_cursor of the page before");
    return offset;
}

/// A cell as JSON: positions are lists, what is empty is null, all else is text: decimals too, so
/// that no reader makes binary fractions of them.
io::json cell_json(std::string const& column, std::string const& cell) {
    if (column.ends_with("positions")) {
        io::json list = io::json::array();
        for (std::string_view rest = cell; !rest.empty();) {
            auto const end = std::min(rest.find(';'), rest.size());
            list.push_back(rest.substr(0, end));
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
        return list;
    }
    return cell.empty() ? io::json() : io::json(cell);
}

std::string page_json(context& of, store::run const& run, std::string const& file,
                      std::string_view cursor, std::size_t limit) {
    auto const from = open_result(of, run, file);
    std::size_t at = 0;
    auto const head_text = window_of(from, 0);
    auto const header = next_record(head_text, at);
    if (!header) no_such_file();
    auto const begin = cursor.empty() ? at : offset_of(of, run, file, cursor);
    auto const text = cursor.empty() ? std::string_view(head_text) : std::string_view{};
    auto const later = cursor.empty() ? std::string() : window_of(from, begin);
    auto const window = cursor.empty() ? text.substr(at) : std::string_view(later);
    io::json items = io::json::array();
    std::size_t place = 0;
    while (items.size() < limit) {
        auto const record = next_record(window, place);
        if (!record) break;
        io::json item = io::json::object();
        for (std::size_t i = 0; i < record->size() && i < header->size(); ++i)
            item[(*header)[i]] = cell_json((*header)[i], (*record)[i]);
        items.push_back(std::move(item));
    }
    auto const size = from.bytes ? std::uint64_t{from.bytes->size()} : from.file.size;
    auto const next = begin + place;
    return io::json{
        {"items", items},
        {"next_cursor", next < size ? io::json(cursor_of(of, run, file, next)) : io::json()}}
        .dump(-1, ' ', false, io::json::error_handler_t::replace);
}

} // namespace

response json_response(int status, io::json const& body) {
    return text_response(status, "application/json",
                         body.dump(-1, ' ', false, io::json::error_handler_t::replace));
}

response run_page(context& of, exchange& x, std::string const& file) {
    auto const run = run_of(of, x);
    require_result(run);
    if (list_item(x.in.header_value("accept"), "text/csv"))
        return result_download(of, x, run, file, "text/csv; charset=utf-8", file);
    auto const limit = x.parameter("limit");
    auto const count = limit.empty()
                           ? page_default
                           : static_cast<std::size_t>(number_of(limit, page_max, "limit"));
    if (count == 0) bad_query("limit", "expected 1 to 1000");
    auto const cursor = x.parameter("cursor");
    auto const view = file + '?' + std::to_string(count) + '&' + std::string(cursor);
    auto const etag = etag_of(run, view);
    if (is_known_to_client(x, etag)) return not_modified(etag);
    auto const key = "page " + run.tenant + ' ' + etag;
    auto const now = std::chrono::steady_clock::now();
    auto page = of.cached->get(key, now);
    if (!page) {
        page = std::make_shared<std::string const>(page_json(of, run, file, cursor, count));
        of.cached->put(key, page, now);
    }
    response out;
    out.body = std::move(page);
    out.set("Content-Type", "application/json");
    out.set("ETag", etag);
    return out;
}

response result_download(context& of, exchange& x, store::run const& run, std::string const& file,
                         std::string_view type, std::string const& name) {
    require_result(run);
    auto const etag = etag_of(run, file);
    if (is_known_to_client(x, etag)) return not_modified(etag);
    auto found = open_result(of, run, file);
    response out;
    if (found.bytes)
        out.body = std::move(found.bytes);
    else
        out.file = std::move(found.file);
    out.set("Content-Type", type);
    out.set("Content-Disposition",
            "attachment; filename=\"" + name + "\"; filename*=UTF-8''" + name);
    out.set("ETag", etag);
    return out;
}

cache::bytes result_text(context& of, store::run const& run, std::string const& file) {
    require_result(run);
    auto found = open_result(of, run, file);
    if (found.bytes) return std::move(found.bytes);
    if (found.file.size > result_text_max)
        throw problem(413, "answer-too-large",
                      "The answer would be made of " + std::to_string(found.file.size >> 20U)
                          + " MB: fetch the files of the run instead, at /v1/runs/" + run.id + '.');
    return std::make_shared<std::string const>(start_of(found.file, found.file.size));
}

std::string result_start(context& of, store::run const& run, std::string const& file,
                         std::size_t most) {
    require_result(run);
    auto const found = open_result(of, run, file);
    return found.bytes ? found.bytes->substr(0, most) : start_of(found.file, most);
}

response report_in(context& of, exchange& x, store::run const& run, std::string_view name) {
    struct format {
        std::string_view name;
        char const* file;
        std::string_view type;
    };
    static constexpr format formats[] = {
        {"json", "summary.json", "application/json"},
        {"txt", "report.txt", "text/plain; charset=utf-8"},
        {"csv", "report.csv", "text/csv; charset=utf-8"},
        {"html", "report.html", "text/html; charset=utf-8"},
        {"xlsx", "report.xlsx",
         "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}};
    for (auto const& f : formats)
        if (name == f.name) {
            if (name == "xlsx" && !io::json::parse(run.settings).value("xlsx", false))
                throw problem(404, "no-workbook",
                              "This run made no workbook: run it again with xlsx=true, and "
                              "rerun_of="
                                  + run.id + '.');
            return result_download(of, x, run, f.file, f.type,
                                   "recon-" + run.id.substr(0, 8) + '.' + std::string(f.name));
        }
    throw problem(404, "RESOURCE_NOT_FOUND", "Reports come as json, txt, csv, html and xlsx.");
}

response run_report(context& of, exchange& x) {
    auto const run = run_of(of, x);
    return report_in(of, x, run, x.value(1));
}

} // namespace recon::http
