#include "adapters/jobs/run_queue.hpp"

#include "adapters/store/sql_store.hpp"
#include "adapters/store/sqlite.hpp"

#include "support/served.hpp"

#include <recon/error.hpp>

#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <functional>
#include <future>
#include <memory>
#include <new>
#include <string>
#include <thread>

using namespace recon;
using namespace std::chrono_literals;

namespace {

namespace kept = recon::store; // whose name a class of it would hide

/// SQLite that says of itself that others use it too, where `shared`.
class said_shared : public kept::sqlite_database {
  public:
    said_shared(std::string path, bool shared)
        : kept::sqlite_database(std::move(path)), shared_(shared) {}
    bool shared() const noexcept override { return shared_; }

  private:
    bool shared_;
};

/// A store that is away now and then.
class flaky_store : public kept::sql_store {
  public:
    flaky_store(std::string const& path, bool shared)
        : kept::sql_store(std::make_unique<said_shared>(path, shared)) {}

    std::atomic<int> unreadable{0};      ///< so many times the bank's file cannot be read
    std::atomic<int> untaken{0};         ///< so many ends of a run are not taken
    std::atomic<int> attempts_before{0}; ///< that other processes have made, it says
    std::atomic<int> read{0};

    std::optional<kept::run_input> upload(std::string const& tenant,
                                          std::string const& sha) override {
        if (sha.starts_with("flaky")) {
            ++read;
            if (unreadable > 0) {
                --unreadable;
                throw service_unavailable_error("the database is away");
            }
        }
        return kept::sql_store::upload(tenant, sha);
    }
    std::vector<kept::run> claim(std::string const& worker, std::size_t count, std::int64_t now,
                                 std::int64_t lease_until) override {
        auto out = kept::sql_store::claim(worker, count, now, lease_until);
        for (auto& one : out)
            one.attempts += attempts_before;
        return out;
    }
    void finish(kept::run const& of, kept::run_end const& end, std::int64_t now,
                std::function<void(kept::finished)> done) override {
        if (untaken > 0) {
            --untaken;
            return done(kept::finished::failed);
        }
        kept::sql_store::finish(of, end, now, std::move(done));
    }
};

/// A language model that answers when it is let.
class slow_model : public explain::chat_endpoint {
  public:
    explicit slow_model(bool throws = false) : throws_(throws) {}
    net_client::answer post(std::string const&, std::chrono::milliseconds,
                            std::function<bool()> const& stop) override {
        if (throws_) throw std::bad_alloc();
        ++asked;
        while (!let_go && !(stop && stop()))
            std::this_thread::sleep_for(1ms);
        return {net_client::answer::what::answered, 500, {}, {}};
    }
    bool reachable() override { return true; }

    static inline std::atomic<int> asked{0};
    static inline std::atomic<bool> let_go{false};

  private:
    bool throws_;
};

/// A queue of one worker, and what it needs.
struct working {
    explicit working(bool shared, std::unique_ptr<explain::chat_endpoint> model = nullptr)
        : content(folder), db(content.database(), shared) {
        settings.data_dir = folder;
        settings.workers = 1;
        settings.free_floor = 0;
        slow_model::asked = 0;
        slow_model::let_go = false;
        if (model) explainer.emplace(explain::llm_settings{}, std::move(model), nullptr);
        queue.emplace(settings, db, content, counted, *log, explainer ? &*explainer : nullptr);
    }
    working(working const&) = delete;
    working& operator=(working const&) = delete;
    ~working() {
        slow_model::let_go = true;
        queue.reset();
        std::filesystem::remove_all(folder);
    }

    /// A run of two small files; the bank's has a name that the store may fail at.
    void submit(std::string const& id, bool explained = false, std::string const& bank = "bank") {
        kept::run made;
        made.id = id;
        made.tenant = "t";
        made.settings = explained ? R"({"match":{},"explain":"llm"})" : R"({"match":{}})";
        made.result_key = "key-" + id;
        auto const input = [&](std::string role, std::string sha, std::string_view text) {
            made.inputs.push_back(
                {std::move(role), std::move(sha), "a.csv", text.size(), std::string(text), false});
        };
        input("bank", bank + id, test::small_bank);
        input("ledger", "ledger" + id, test::small_ledger);
        db.submit(made, {}, {0, 100, 1U << 30U}, {});
        queue->poke();
    }
    kept::run run(std::string const& id) { return *db.find_run("t", id); }
    /// Whether it has ended so within some seconds.
    bool comes(std::string const& id, kept::run_state state) {
        for (int i = 0; i < 2'000 && run(id).state != state; ++i)
            std::this_thread::sleep_for(10ms);
        return run(id).state == state;
    }

    std::string folder = test::temporary_folder();
    http::service_settings settings;
    kept::content content;
    flaky_store db;
    http::metrics counted;
    std::unique_ptr<http::logger> log = http::silent_logger();
    std::optional<explain::explainer> explainer;
    std::optional<jobs::run_queue> queue;
};

using enum kept::run_state;

bool asked(int times) {
    for (int i = 0; i < 2'000 && slow_model::asked < times; ++i)
        std::this_thread::sleep_for(5ms);
    return slow_model::asked >= times;
}

} // namespace

TEST_CASE("run_queue: a run whose files a shared store cannot give now waits, and others do not") {
    working at(true);
    at.db.unreadable = 1;
    auto const began = std::chrono::steady_clock::now();
    at.queue->start();
    at.submit("one", false, "flaky");
    at.submit("two");
    CHECK(at.comes("two", succeeded));
    // Still ours, unless this machine took two seconds for so little.
    CHECK((at.run("one").state == running || std::chrono::steady_clock::now() - began >= 2s));
    CHECK(at.comes("one", succeeded));
    CHECK(std::chrono::steady_clock::now() - began >= 2s); // not again at once
    CHECK(at.db.read == 2);
}

TEST_CASE("run_queue: what a shared store can never give ends, and at once where nobody shares") {
    working at(true);
    at.db.unreadable = 1'000;
    at.db.attempts_before = 9; // of ten
    at.queue->start();
    at.submit("one", false, "flaky");
    CHECK(at.comes("one", failed));
    CHECK(at.run("one").error_code == "SERVICE_UNAVAILABLE");
    CHECK(at.db.read == 1);

    working alone(false);
    alone.db.unreadable = 1;
    alone.queue->start();
    alone.submit("one", false, "flaky");
    CHECK(alone.comes("one", failed));
    CHECK(alone.run("one").error_code == "SERVICE_UNAVAILABLE");
}

TEST_CASE("run_queue: the end of a run is said until the store takes it, and computed once") {
    working at(false);
    at.db.untaken = 1;
    at.queue->start();
    std::promise<void> told;
    at.queue->when_ended("one", [&] { told.set_value(); });
    at.submit("one", false, "flaky");
    CHECK(told.get_future().wait_for(20s) == std::future_status::ready);
    CHECK(at.run("one").state == succeeded);
    CHECK(at.db.read == 1);
}

TEST_CASE("run_queue: a run that waits for its model leaves its core to others") {
    working at(false, std::make_unique<slow_model>());
    at.queue->start();
    at.submit("asks", true);
    REQUIRE(asked(1));
    for (auto const* const id : {"a", "b", "c"}) {
        at.submit(id);
        CHECK(at.comes(id, succeeded)); // with one worker
    }
    CHECK(at.run("asks").state == running);
    CHECK(at.queue->progress_of("asks")->stage == "explaining");
    slow_model::let_go = true;
    CHECK(at.comes("asks", succeeded)); // as it would have been
}

TEST_CASE("run_queue: a run can be cancelled while it waits for its model") {
    working at(false, std::make_unique<slow_model>());
    at.queue->start();
    at.submit("asks", true);
    REQUIRE(asked(1));
    CHECK(at.db.cancel("t", "asks", 1, {}));
    at.queue->cancelled("asks");
    at.submit("next");
    CHECK(at.comes("next", succeeded));
    for (int i = 0; i < 500 && at.queue->progress_of("asks"); ++i)
        std::this_thread::sleep_for(10ms);
    CHECK_FALSE(at.queue->progress_of("asks"));
    CHECK(at.run("asks").state == cancelled);
}

TEST_CASE("run_queue: an explanation that ends badly takes no core with it") {
    working at(false, std::make_unique<slow_model>(true));
    at.queue->start();
    at.submit("one", true);
    CHECK(at.comes("one", failed));
    at.submit("two", true);
    CHECK(at.comes("two", failed));
    at.submit("three");
    CHECK(at.comes("three", succeeded));
}

TEST_CASE("run_queue: whoever stops does not wait for a model, and the next takes the run up") {
    working at(false, std::make_unique<slow_model>());
    at.queue->start();
    at.submit("asks", true);
    REQUIRE(asked(1));
    auto const began = std::chrono::steady_clock::now();
    at.queue->stop();
    CHECK(std::chrono::steady_clock::now() - began < 10s); // a call may take twenty
    CHECK(at.run("asks").state == running);                // its lease, until somebody begins
    slow_model::let_go = true;
    at.queue.emplace(at.settings, at.db, at.content, at.counted, *at.log, &*at.explainer);
    at.queue->start();
    CHECK(at.comes("asks", succeeded));
}
