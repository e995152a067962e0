#include "adapters/cache/redis.hpp"

#include <recon/error.hpp>

#include <algorithm>
#include <charconv>
#include <csignal>
#include <mutex>
#include <utility>

#include <sys/time.h>
#include <time.h>

#ifdef RECON_WITH_HIREDIS
#include <hiredis/hiredis.h>
#endif

namespace recon::cache {

using namespace std::chrono_literals;

namespace {

[[noreturn]] void refuse_url() {
    throw validation_error("expected such as redis://localhost:6379/0, redis://user:password@host "
                           "or unix:///run/redis.sock");
}

std::string unescaped(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            out += text[i];
            continue;
        }
        unsigned value = 0;
        auto const* const begin = text.data() + i + 1;
        if (text.size() - i < 3 || std::from_chars(begin, begin + 2, value, 16).ptr != begin + 2)
            refuse_url();
        out += static_cast<char>(value);
        i += 2;
    }
    return out;
}

int number(std::string_view text, int low, int high) {
    int out = 0;
    auto const [end, failed] = std::from_chars(text.data(), text.data() + text.size(), out);
    if (failed != std::errc{} || end != text.data() + text.size() || out < low || out > high)
        refuse_url();
    return out;
}

constexpr int database_max = 9'999;

redis_settings parse_socket(std::string_view rest) {
    redis_settings out;
    auto const query = rest.find("?db=");
    out.socket = unescaped(rest.substr(0, query));
    if (!out.socket.starts_with('/')) refuse_url();
    if (query != rest.npos) out.database = number(rest.substr(query + 4), 0, database_max);
    return out;
}

} // namespace

redis_settings parse_redis_url(std::string const& url) {
    std::string_view rest(url);
    if (rest.starts_with("rediss://"))
        throw validation_error("TLS to Redis is not supported: use a tunnel, or a private network");
    if (rest.starts_with("unix://")) return parse_socket(rest.substr(7));
    if (!rest.starts_with("redis://")) refuse_url();
    rest.remove_prefix(8);
    redis_settings out;
    if (auto const at = rest.rfind('@'); at != rest.npos) {
        auto const who = rest.substr(0, at);
        auto const colon = who.find(':');
        out.user = unescaped(who.substr(0, colon));
        if (colon == who.npos) // redis://password@host, as some write
            std::swap(out.user, out.password);
        else
            out.password = unescaped(who.substr(colon + 1));
        rest.remove_prefix(at + 1);
    }
    if (auto const slash = rest.find('/'); slash != rest.npos) {
        if (slash + 1 < rest.size()) out.database = number(rest.substr(slash + 1), 0, database_max);
        rest = rest.substr(0, slash);
    }
    if (rest.starts_with('[')) {
        auto const close = rest.find(']');
        if (close == rest.npos) refuse_url();
        out.host = rest.substr(1, close - 1);
        rest.remove_prefix(close + 1);
    } else {
        out.host = rest.substr(0, rest.find(':'));
        rest.remove_prefix(out.host.size());
    }
    if (!rest.empty() && !rest.starts_with(':')) refuse_url();
    if (!rest.empty()) out.port = number(rest.substr(1), 1, 65'535);
    if (out.host.empty() || out.host.find_first_of(" ?#") != out.host.npos) refuse_url();
    return out;
}

#ifdef RECON_WITH_HIREDIS

namespace {

using clock = std::chrono::steady_clock;

struct context_end {
    void operator()(redisContext* c) const noexcept { ::redisFree(c); }
};
using connection = std::unique_ptr<redisContext, context_end>;
struct reply_end {
    void operator()(redisReply* r) const noexcept { ::freeReplyObject(r); }
};
using reply = std::unique_ptr<redisReply, reply_end>;

/// What is left until then: at least a little, because nothing at all would be without end.
::timeval left_until(clock::time_point until) {
    auto const left = std::max<std::chrono::microseconds>(
        std::chrono::duration_cast<std::chrono::microseconds>(until - clock::now()), 1ms);
    ::timeval out{};
    out.tv_sec = left.count() / 1'000'000;
    out.tv_usec = left.count() % 1'000'000;
    return out;
}

/// Keeps a write to a closed connection from ending a program that has not provided for it.
class no_pipe_signal {
  public:
    no_pipe_signal() {
        ::sigemptyset(&pipe_);
        ::sigaddset(&pipe_, SIGPIPE);
        ::pthread_sigmask(SIG_BLOCK, &pipe_, &before_);
    }
    no_pipe_signal(no_pipe_signal const&) = delete;
    no_pipe_signal& operator=(no_pipe_signal const&) = delete;
    ~no_pipe_signal() {
        ::timespec const at_once{};
        if (::sigismember(&before_, SIGPIPE) == 0) // else it was somebody's own
            while (::sigtimedwait(&pipe_, nullptr, &at_once) == SIGPIPE) {
            }
        ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
    }

  private:
    ::sigset_t pipe_{};
    ::sigset_t before_{};
};

/// One command on one connection; null where the connection is no good any more.
reply send(redisContext& on, std::span<std::string_view const> words, clock::time_point until) {
    std::vector<char const*> begins;
    std::vector<std::size_t> sizes;
    for (auto const word : words) {
        begins.push_back(word.data());
        sizes.push_back(word.size());
    }
    no_pipe_signal const guarded;
    if (clock::now() >= until || ::redisSetTimeout(&on, left_until(until)) != REDIS_OK)
        return nullptr;
    return reply(static_cast<redisReply*>(
        ::redisCommandArgv(&on, static_cast<int>(words.size()), begins.data(), sizes.data())));
}

bool is_fine(reply const& of) noexcept { return of && of->type != REDIS_REPLY_ERROR; }

connection connect(redis_settings const& to, clock::time_point until) {
    auto const wait = left_until(until);
    connection out(to.socket.empty() ? ::redisConnectWithTimeout(to.host.c_str(), to.port, wait)
                                     : ::redisConnectUnixWithTimeout(to.socket.c_str(), wait));
    if (!out || out->err != 0) return nullptr;
    if (!to.password.empty()) {
        std::vector<std::string_view> words{"AUTH"};
        if (!to.user.empty()) words.push_back(to.user);
        words.push_back(to.password);
        if (!is_fine(send(*out, words, until))) return nullptr;
    }
    if (to.database == 0) return out;
    auto const number = std::to_string(to.database);
    std::string_view const words[] = {"SELECT", number};
    return is_fine(send(*out, words, until)) ? std::move(out) : nullptr;
}

std::optional<redis_reply> read(redisReply const& from) {
    redis_reply out;
    switch (from.type) {
    case REDIS_REPLY_ERROR: return std::nullopt;
    case REDIS_REPLY_INTEGER: out.numbers.push_back(from.integer); break;
    case REDIS_REPLY_STRING:
    case REDIS_REPLY_STATUS: out.text.emplace(from.str, from.len); break;
    case REDIS_REPLY_ARRAY:
        for (std::size_t i = 0; i < from.elements; ++i)
            if (from.element[i]->type == REDIS_REPLY_INTEGER)
                out.numbers.push_back(from.element[i]->integer);
        break;
    default: break;
    }
    return out;
}

} // namespace

bool redis_available() noexcept { return true; }

/// Connections that nobody uses now.
struct redis::inner {
    std::mutex mutex;
    std::vector<connection> idle;

    connection borrow() {
        std::lock_guard const lock(mutex);
        if (idle.empty()) return nullptr;
        auto out = std::move(idle.back());
        idle.pop_back();
        return out;
    }
    void give_back(connection of) {
        constexpr std::size_t kept = 64;
        std::lock_guard const lock(mutex);
        if (idle.size() < kept) idle.push_back(std::move(of));
    }
    void forget() {
        std::lock_guard const lock(mutex);
        idle.clear();
    }
};

std::optional<redis_reply> redis::command(std::span<std::string_view const> words) {
    auto const tell = [&](redis_result how) {
        if (told_.done) told_.done(how);
    };
    if (!up_) {
        tell(redis_result::skipped);
        return std::nullopt;
    }
    auto const until = clock::now() + settings_.timeout;
    auto const ups = ups_.load();
    auto on = inner_->borrow();
    bool const was_idle = on != nullptr;
    if (!on) on = connect(settings_, until);
    auto got = on ? send(*on, words, until) : nullptr;
    // The server may have closed what was idle: it was restarted, say.
    if (!got && was_idle && (on->err == REDIS_ERR_EOF || on->err == REDIS_ERR_IO)
        && clock::now() < until) {
        inner_->forget();
        on = connect(settings_, until);
        got = on ? send(*on, words, until) : nullptr;
    }
    if (!got) {
        inner_->forget();
        if (ups == ups_) set_up(false); // else it is there again meanwhile
        tell(redis_result::failed);
        return std::nullopt;
    }
    inner_->give_back(std::move(on));
    auto out = read(*got); // an error that the server tells is no reason to leave it alone
    tell(out ? redis_result::ok : redis_result::failed);
    return out;
}

bool redis::ping() {
    auto const until = clock::now() + 1s;
    std::string_view const words[] = {"PING"};
    auto on = inner_->borrow();
    bool good = on && is_fine(send(*on, words, until));
    if (!good) {
        on = connect(settings_, until);
        good = on && is_fine(send(*on, words, until));
    }
    if (good) inner_->give_back(std::move(on));
    set_up(good);
    return good;
}

#else

bool redis_available() noexcept { return false; }
struct redis::inner {};
std::optional<redis_reply> redis::command(std::span<std::string_view const>) {
    return std::nullopt;
}
bool redis::ping() { return false; }

#endif

redis::redis(redis_settings settings, redis_hooks told)
    : settings_(std::move(settings)), told_(std::move(told)), inner_(std::make_unique<inner>()) {}

redis::~redis() = default;

void redis::set_up(bool up) {
    if (up_.exchange(up) == up) return;
    if (up) ++ups_;
    if (told_.changed) told_.changed(up);
}

} // namespace recon::cache
