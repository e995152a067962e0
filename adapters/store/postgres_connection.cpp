#include "adapters/store/postgres_connection.hpp"

#include <recon/io/utf8.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cerrno>
#include <cstdlib>
#include <new>
#include <utility>
#include <vector>

#include <libpq-fe.h>
#include <poll.h>

namespace recon::store {

namespace {

using namespace std::chrono_literals;
using std::chrono::steady_clock;

constexpr ::Oid type_bytes = 17; // these are fixed, in pg_type.dat
constexpr ::Oid type_number = 20;
constexpr ::Oid type_text = 25;

constexpr auto long_time = 60s;

/// "?" as $1, $2, ...; and what holds for a shared database.
std::string translated(std::string_view sql) {
    std::string out;
    int number = 0;
    bool quoted = false;
    constexpr std::string_view open = "/*shared ";
    for (std::size_t at = 0; at < sql.size(); ++at) {
        if (sql.substr(at).starts_with(open)) {
            auto const end = sql.find("*/", at);
            out += sql.substr(at + open.size(), end - at - open.size());
            at = end + 1;
        } else if (sql[at] == '?' && !quoted) {
            out += '$' + std::to_string(++number);
        } else {
            if (sql[at] == '\'') quoted = !quoted;
            out += sql[at];
        }
    }
    return out;
}

/// One line, without its end.
std::string one_line(char const* text) {
    std::string out = text == nullptr ? "" : text;
    while (!out.empty() && out.back() == '\n')
        out.pop_back();
    std::replace(out.begin(), out.end(), '\n', ' ');
    return out;
}

/// PostgreSQL takes nothing but UTF-8 as text, and no NUL.
std::string as_text(std::string_view given) {
    return io::is_clean_utf8(given) ? std::string(given) : io::clean_utf8(given);
}

std::string big_endian(std::int64_t value) {
    std::string out(8, '\0');
    for (std::size_t i = 0; i < 8; ++i)
        out[i] = static_cast<char>(static_cast<std::uint64_t>(value) >> (56 - 8 * i));
    return out;
}

} // namespace

class postgres_statement : public statement {
  public:
    postgres_statement(postgres_connection& of, std::string sql, std::string name)
        : of_(of), sql_(std::move(sql)), name_(std::move(name)) {}

    void bind(std::string_view text) override { add(type_text, as_text(text)); }
    void bind(std::int64_t value) override { add(type_number, big_endian(value)); }
    void bind_blob(std::string_view bytes) override { add(type_bytes, std::string(bytes)); }
    void bind_no_blob() override { bound_.push_back({type_bytes, {}, true}); }

    bool step() override {
        if (!result_) execute();
        return ++row_ < ::PQntuples(result_.get());
    }
    void reset() noexcept override {
        bound_.clear();
        result_.reset();
        row_ = -1;
    }
    std::string text(int column) const override {
        auto const* const data = ::PQgetvalue(result_.get(), row_, column);
        return {data, static_cast<std::size_t>(::PQgetlength(result_.get(), row_, column))};
    }
    std::int64_t number(int column) const override {
        auto const bytes = text(column); // big-endian, of two, four or eight bytes
        std::uint64_t value = !bytes.empty() && (bytes[0] & '\x80') != 0 ? ~std::uint64_t{0} : 0;
        for (char const c : bytes)
            value = value << 8U | static_cast<unsigned char>(c);
        return std::bit_cast<std::int64_t>(value);
    }
    std::int64_t changed() const override {
        return std::strtoll(::PQcmdTuples(result_.get()), nullptr, 10);
    }

  private:
    struct parameter {
        ::Oid type;
        std::string bytes;
        bool null;
    };

    void add(::Oid type, std::string bytes) { bound_.push_back({type, std::move(bytes), false}); }

    void execute() {
        auto* const handle = of_.handle_;
        auto const count = static_cast<int>(bound_.size());
        if (!prepared_) {
            std::vector<::Oid> types;
            for (auto const& v : bound_)
                types.push_back(v.type);
            if (::PQsendPrepare(handle, name_.c_str(), sql_.c_str(), count, types.data()) == 0)
                of_.fail();
            of_.outcome();
            prepared_ = true;
        }
        std::vector<char const*> values;
        std::vector<int> lengths;
        std::vector<int> formats(bound_.size(), 1); // as bytes, not as text
        for (auto const& v : bound_) {
            values.push_back(v.null ? nullptr : v.bytes.c_str());
            lengths.push_back(static_cast<int>(v.bytes.size()));
        }
        if (::PQsendQueryPrepared(handle, name_.c_str(), count, values.data(), lengths.data(),
                                  formats.data(), 1)
            == 0)
            of_.fail();
        result_ = of_.outcome();
    }

    postgres_connection& of_;
    std::string sql_;
    std::string name_;
    bool prepared_ = false;
    std::vector<parameter> bound_;
    postgres_connection::result result_{nullptr, ::PQclear};
    int row_ = -1;
};

postgres_connection::postgres_connection(std::string const& url, instant until) : until_(until) {
    try {
        connect(url);
    } catch (...) {
        ::PQfinish(handle_);
        throw;
    }
}

postgres_connection::~postgres_connection() {
    prepared_.clear();
    ::PQfinish(handle_);
}

void postgres_connection::connect(std::string const& url) {
    // The URI is expanded first, and what follows it wins.
    std::array<char const*, 4> const names{"dbname", "client_encoding", "fallback_application_name",
                                           nullptr};
    std::array<char const*, 4> const values{url.c_str(), "UTF8", "recond", nullptr};
    handle_ = ::PQconnectStartParams(names.data(), values.data(), 1);
    if (handle_ == nullptr) throw std::bad_alloc();
    for (auto state = PGRES_POLLING_WRITING; state != PGRES_POLLING_OK;) {
        if (::PQstatus(handle_) == CONNECTION_BAD || state == PGRES_POLLING_FAILED) fail();
        wait_for(state == PGRES_POLLING_READING ? POLLIN : POLLOUT);
        state = ::PQconnectPoll(handle_);
    }
    ::PQsetnonblocking(handle_, 1);
    ::PQsetNoticeProcessor(
        handle_, [](void*, char const*) {}, nullptr);
    if (std::string_view(::PQparameterStatus(handle_, "server_encoding")) != "UTF8")
        fail("it stores no UTF-8: make it with ENCODING 'UTF8'");
    script("SET statement_timeout=5000; SET lock_timeout=1500;"
           "SET idle_in_transaction_session_timeout=15000; SET client_min_messages=warning;"
           "SET default_transaction_isolation='read committed'");
}

bool postgres_connection::alive() const noexcept {
    if (broken_ || ::PQstatus(handle_) != CONNECTION_OK) return false;
    ::pollfd one{::PQsocket(handle_), POLLIN, 0}; // an idle server says nothing but that it goes
    return ::poll(&one, 1, 0) == 0;
}

void postgres_connection::fail(std::string const& detail) {
    auto const text = detail.empty() ? one_line(::PQerrorMessage(handle_)) : detail;
    broken_ = true; // it may be in the middle of an answer
    throw postgres_error(postgres_error::reason::lost, text);
}

void postgres_connection::wait_for(short events) {
    for (;;) {
        auto const left =
            std::chrono::ceil<std::chrono::milliseconds>(until_ - steady_clock::now());
        if (left.count() <= 0) fail("it does not answer in time");
        ::pollfd one{::PQsocket(handle_), events, 0};
        auto const ready = ::poll(&one, 1, static_cast<int>(left.count()));
        if (ready > 0) return;
        if (ready < 0 && errno != EINTR) fail("its socket is gone");
    }
}

postgres_connection::result postgres_connection::outcome() {
    for (;;) { // what the server says meanwhile is taken, so that neither waits for the other
        auto const flushed = ::PQflush(handle_);
        if (flushed < 0) fail();
        if (flushed == 0) break;
        wait_for(POLLIN | POLLOUT);
        if (::PQconsumeInput(handle_) == 0) fail();
    }
    result last{nullptr, ::PQclear};
    for (;;) {
        while (::PQisBusy(handle_) != 0) {
            wait_for(POLLIN);
            if (::PQconsumeInput(handle_) == 0) fail();
        }
        result next{::PQgetResult(handle_), ::PQclear};
        if (!next) break;
        bool const good = ::PQresultStatus(next.get()) == PGRES_COMMAND_OK
                          || ::PQresultStatus(next.get()) == PGRES_TUPLES_OK;
        if (!last || !good) last = std::move(next);
    }
    if (!last || ::PQstatus(handle_) == CONNECTION_BAD) fail();
    auto const status = ::PQresultStatus(last.get());
    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK) return last;
    auto const* const field = ::PQresultErrorField(last.get(), PG_DIAG_SQLSTATE);
    std::string_view const code = field == nullptr ? "" : field;
    using reason = postgres_error::reason;
    // 57P01 to 57P03: the server is going down, or is coming up.
    auto const kind = code == "40001" || code == "40P01" ? reason::clash
                      : code.starts_with("57P")          ? reason::lost
                                                         : reason::other;
    throw postgres_error(kind,
                         std::string(code) + ' '
                             + one_line(::PQresultErrorField(last.get(), PG_DIAG_MESSAGE_PRIMARY)));
}

void postgres_connection::script(char const* sql) {
    if (::PQsendQuery(handle_, sql) == 0) fail();
    outcome();
}

void postgres_connection::take_time() {
    until_ = steady_clock::now() + long_time;
    if (::PQtransactionStatus(handle_) == PQTRANS_INTRANS)
        script("SET LOCAL statement_timeout=60000; SET LOCAL lock_timeout=30000");
}

statement& postgres_connection::prepared(char const* sql) {
    auto& made = prepared_[sql];
    if (made == nullptr)
        made = std::make_unique<postgres_statement>(*this, translated(sql),
                                                    's' + std::to_string(prepared_.size()));
    return *made;
}

} // namespace recon::store
