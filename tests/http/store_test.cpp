#include "adapters/store/store.hpp"

#include "support/database.hpp"
#include "support/served.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <thread>

using namespace recon::store;

namespace {

struct opened {
    std::string folder = recon::test::temporary_folder();
    std::string url = recon::test::fresh_database();
    std::unique_ptr<store> db;
    opened() {
        std::filesystem::create_directories(folder);
        open();
    }
    void open() { db = url.empty() ? open_sqlite(folder + "/recon.db") : open_postgres({url}); }
    opened(opened const&) = delete;
    opened& operator=(opened const&) = delete;
    ~opened() {
        db.reset();
        std::filesystem::remove_all(folder);
    }
};

run run_named(std::string id, std::string tenant = "t", std::string key = "k") {
    run out;
    out.id = std::move(id);
    out.tenant = std::move(tenant);
    out.created_by = "user:u";
    out.created = 1'000;
    out.settings = "{}";
    out.result_key = std::move(key);
    out.inputs = {{"bank", "b" + out.result_key, "bank.csv", 4, "bank", false},
                  {"ledger", "l" + out.result_key, "ledger.csv", 6, "ledger", false}};
    return out;
}

limits const wide{0, 100, 1'000'000};

bool finish(store& db, run const& of, run_end const& end) {
    std::mutex mutex;
    std::condition_variable changed;
    int answer = -1;
    db.finish(of, end, 2'000, [&](finished how) {
        std::lock_guard const lock(mutex);
        answer = how == finished::kept ? 1 : 0;
        changed.notify_all();
    });
    std::unique_lock lock(mutex);
    changed.wait(lock, [&] { return answer >= 0; });
    return answer == 1;
}

run_end good_end() {
    run_end end;
    end.counts = "{\"matches\":1}";
    end.files = {{"matches.csv", "a\n"}};
    end.size = 2;
    return end;
}

} // namespace

TEST_CASE("a run goes from the queue to its result") {
    opened at;
    auto& db = *at.db;
    CHECK(db.submit(run_named("r1"), {}, wide).outcome == submission::what::queued);
    CHECK(db.waiting() == 1);
    auto const claimed = db.claim("w", 10, 1'500, 61'500);
    REQUIRE(claimed.size() == 1);
    CHECK(claimed[0].inputs.size() == 2);
    CHECK(db.claim("w2", 10, 1'500, 61'500).empty());
    CHECK(db.upload("t", "bk")->bytes == "bank");
    CHECK(finish(db, claimed[0], good_end()));
    CHECK(db.find_run("t", "r1")->state == run_state::succeeded);
    CHECK(db.result_bytes("t", "k", "matches.csv") == "a\n");
    CHECK_FALSE(finish(db, claimed[0], good_end())); // not a second time
}

TEST_CASE("the same inputs are answered from the result that is there") {
    opened at;
    auto& db = *at.db;
    db.submit(run_named("r1"), {}, wide);
    finish(db, db.claim("w", 1, 0, 1)[0], good_end());
    CHECK(db.submit(run_named("r2"), {}, wide).outcome == submission::what::cached);
    auto const second = *db.find_run("t", "r2");
    CHECK(second.from_cache);
    CHECK(second.counts == "{\"matches\":1}");
    CHECK(db.submit(run_named("r3", "other"), {}, wide).outcome == submission::what::queued);
    CHECK(db.submit(run_named("r4"), {}, {9'000, 100, 1'000'000}).outcome
          == submission::what::queued); // too old
}

TEST_CASE("a key makes one run, from however many threads") {
    opened at;
    auto& db = *at.db;
    std::atomic<int> queued{0};
    std::atomic<int> replayed{0};
    std::vector<std::thread> threads;
    for (int i = 0; i < 50; ++i)
        threads.emplace_back([&, i] {
            auto const done =
                db.submit(run_named("r" + std::to_string(i)), {"same-key-1", "print"}, wide);
            ++(done.outcome == submission::what::queued ? queued : replayed);
        });
    for (auto& thread : threads)
        thread.join();
    CHECK(queued == 1);
    CHECK(replayed == 49);
    CHECK(db.submit(run_named("x"), {"same-key-1", "other"}, wide).outcome
          == submission::what::other_request);
    CHECK(db.submit(run_named("y", "t2"), {"same-key-1", "other"}, wide).outcome
          == submission::what::queued);
}

TEST_CASE("what a dead process had is taken up, and what kills is given up") {
    opened at;
    auto& db = *at.db;
    db.submit(run_named("r1"), {}, wide);
    for (int crash = 1; crash <= 5; ++crash) {
        REQUIRE(db.claim("w" + std::to_string(crash), 1, 0, 60'000).size() == 1);
        db.recover("w", {"r1"}, 5, 3'000);
    }
    auto const given_up = *db.find_run("t", "r1");
    CHECK(given_up.state == run_state::failed);
    CHECK(given_up.error_code == "RUN_CRASHED");
    db.submit(run_named("r2", "t", "k2"), {}, wide);
    for (int restart = 0; restart < 20; ++restart) { // it only waited: that is no fault of its own
        REQUIRE(db.claim("w", 1, 0, 60'000).size() == 1);
        db.recover("w", {}, 5, 3'000);
    }
    CHECK(db.find_run("t", "r2")->state == run_state::queued);
}

TEST_CASE("a lease that is over goes to another worker, and the first comes too late") {
    opened at;
    auto& db = *at.db;
    db.submit(run_named("r1"), {}, wide);
    auto const first = db.claim("w1", 1, 1'000, 2'000);
    CHECK(db.claim("w2", 1, 1'999, 5'000).empty());
    auto const second = db.claim("w2", 1, 2'001, 5'000);
    REQUIRE(second.size() == 1);
    CHECK_FALSE(finish(db, first[0], good_end()));
    CHECK(finish(db, second[0], good_end()));
}

TEST_CASE("a tenant's things are its own") {
    opened at;
    auto& db = *at.db;
    db.submit(run_named("r1", "a"), {}, wide);
    CHECK_FALSE(db.find_run("b", "r1"));
    CHECK(db.runs_of("b", "", 10).empty());
    CHECK_FALSE(db.cancel("b", "r1", 1));
    CHECK_FALSE(db.remove_run("b", "r1"));
    CHECK_FALSE(db.upload("b", "bk"));
    db.add_key({"12345678", "a", "n", "h", "runs:read", 1, 0, 0});
    CHECK(db.keys_of("b").empty());
    CHECK_FALSE(db.revoke_key("b", "12345678", 1));
    db.change_decisions("a", "x:y", {}, {{"d1", "a", "x:y", "confirm", "1", "2", "", "u", 1}});
    CHECK(db.decisions_of("b", "x:y").empty());
    db.change_decisions("b", "x:y", {"d1"}, {});
    CHECK(db.decisions_of("a", "x:y").size() == 1);
    db.change_decisions("a", "x:y", {"d1"}, {});
    CHECK(db.decisions_of("a", "x:y").empty());
}

TEST_CASE("the audit log has what was done, and nothing that was not") {
    opened at;
    auto& db = *at.db;
    auto const by = [](std::string action, std::string subject = "r1") {
        return audit_entry{"t", "user:u", std::move(action), std::move(subject), "req", 7};
    };
    auto const told = [&] {
        std::string out;
        for (auto const& e : db.audit_of("t", 99))
            out += e.action + ' ' + e.subject + '\n';
        return out;
    };
    db.submit(run_named("r1"), {"key-1", "f"}, wide, by("run_created"));
    db.submit(run_named("r2"), {"key-1", "f"}, wide, by("run_created", "r2")); // is r1
    db.submit(run_named("r3"), {}, {0, 0, 9}, by("run_created", "r3"));        // no room
    CHECK(told() == "run_created r1\n");
    CHECK(db.cancel("t", "r1", 1, by("run_cancelled")));
    CHECK_FALSE(db.cancel("t", "r1", 1, by("run_cancelled"))); // it has ended
    CHECK_FALSE(db.remove_run("t", "none", by("run_deleted")));
    CHECK(db.remove_run("t", "r1", by("run_deleted")));
    CHECK(told() == "run_deleted r1\nrun_cancelled r1\nrun_created r1\n");
    decision const d{"d1", "t", "x:y", "confirm", "1", "2", "", "u", 1};
    db.change_decisions("t", "x:y", {}, {d}, by("decision"));
    db.change_decisions("t", "x:y", {"d1", "none"}, {}, by("decision"));
    CHECK(told().starts_with("decision_undone d1\ndecision_confirm d1\nrun_deleted"));
    user const ann{"u1", "t", "ann@example.com", "h", true, 1};
    CHECK(db.add_user(ann, by("user_registered", "u1")));
    CHECK_FALSE(db.add_user({"u2", "t", "ann@example.com", "h", true, 1}, by("user_registered")));
    CHECK(told().starts_with("user_registered u1\ndecision_undone"));
    CHECK(db.audit_of("other", 9).empty());
}

TEST_CASE("an entry of the audit log is there or not together with what it tells") {
    opened at;
    auto& db = *at.db;
    decision const d{"d1", "t", "x:y", "confirm", "1", "2", "", "u", 1};
    db.change_decisions("t", "x:y", {}, {d}, {"t", "u", "decision", "", "req", 1});
    // The second of these has the id of one that is there: nothing of it may stay.
    decision const fresh{"d2", "t", "x:y", "reject", "3", "4", "", "u", 2};
    CHECK_THROWS(
        db.change_decisions("t", "x:y", {}, {fresh, d}, {"t", "u", "decision", "", "req", 2}));
    CHECK(db.decisions_of("t", "x:y").size() == 1);
    CHECK(db.audit_of("t", 9).size() == 1);
}

TEST_CASE("limits are kept when a run is made") {
    opened at;
    auto& db = *at.db;
    CHECK(db.submit(run_named("r1"), {}, {0, 1, 1'000}).outcome == submission::what::queued);
    CHECK(db.submit(run_named("r2"), {}, {0, 1, 1'000}).outcome == submission::what::queue_full);
    CHECK(db.submit(run_named("r3"), {}, {0, 9, 15}).outcome == submission::what::over_quota);
    CHECK_FALSE(db.find_run("t", "r2"));
}

TEST_CASE("a refresh token is good once; used again it ends the session") {
    opened at;
    auto& db = *at.db;
    db.add_user({"u", "t", "a@b.c", "hash", true, 1});
    CHECK_FALSE(db.add_user({"u2", "t2", "a@b.c", "hash", true, 1}));
    db.add_session({"s", "t", "u", "one", 1, 9});
    CHECK(db.rotate("s", "one", "two", 10));
    CHECK_FALSE(db.rotate("s", "one", "three", 10));
    CHECK_FALSE(db.find_session("s"));
    CHECK_FALSE(db.rotate("s", "two", "three", 10));
}

TEST_CASE("cleaning takes what is old, and nothing that is needed") {
    opened at;
    auto& db = *at.db;
    db.submit(run_named("old"), {}, wide);
    finish(db, db.claim("w", 1, 0, 1)[0], good_end());
    db.submit(run_named("waiting", "t", "k2"), {}, wide);
    auto gone = db.sweep({10'000, 5'000, 1'500, 0}); // the run ended at 2,000
    CHECK(gone.uploads_count == 2);
    CHECK(gone.results_count == 0);
    CHECK(db.upload("t", "bk2"));
    gone = db.sweep({10'000, 5'000, 5'000, 0});
    CHECK(gone.results_count == 1);
    CHECK_FALSE(db.find_run("t", "old"));
    CHECK_FALSE(db.result_bytes("t", "k", "matches.csv"));
    CHECK(db.find_run("t", "waiting"));
}

TEST_CASE("a database that is opened again is as it was") {
    opened at;
    at.db->submit(run_named("r1"), {}, wide);
    at.db.reset();
    at.open();
    CHECK(at.db->find_run("t", "r1"));
}

TEST_CASE("what a process gives back is its own; a worker that is gone is known by its lease") {
    opened at;
    auto& db = *at.db;
    for (auto const* const id : {"r1", "r2"})
        db.submit(run_named(id, "t", id), {}, wide);
    REQUIRE(db.claim("one.1", 1, 0, 60'000).size() == 1);
    REQUIRE(db.claim("two.1", 1, 0, 60'000).size() == 1);
    CHECK(db.held_by("one.1") == std::vector<std::string>{"r1"});
    db.recover("two", {"r1", "r2"}, 5, 3'000);
    CHECK(db.find_run("t", "r1")->state == run_state::running);
    CHECK(db.find_run("t", "r2")->state == run_state::queued);
    db.renew("one.1", {"r1", "r2"}, 90'000);
    CHECK(db.claim("three", 9, 80'000, 99'000).size() == 1);
    auto const late = db.claim("four", 9, 90'001, 99'002); // of one and not of three
    REQUIRE(late.size() == 1);
    CHECK(late[0].attempts == 1);
    CHECK(db.ended_of({"r1", "none"}) == std::vector<std::string>{"none"});
    for (std::int64_t time = 1'000'000; time < 1'000'020; ++time)
        db.claim("w", 9, time + 1, time + 1);
    CHECK(db.find_run("t", "r1")->error_code == "RUN_CRASHED");
}

TEST_CASE("texts of any bytes can be kept") {
    opened at;
    auto& db = *at.db;
    auto odd = run_named("r1");
    odd.inputs[0].label = "\xFF\xFE?'\"\\ \xE2\x82\xAC";
    odd.inputs[0].bytes = std::string("a\0b\xFF", 4);
    odd.decisions = "'; DROP TABLE run; --";
    CHECK(db.submit(odd, {}, wide).outcome == submission::what::queued);
    auto const kept = *db.find_run("t", "r1");
    CHECK(kept.input("bank")->label.ends_with("?'\"\\ \xE2\x82\xAC"));
    CHECK(kept.decisions == odd.decisions);
    CHECK(db.upload("t", odd.inputs[0].sha256)->bytes == odd.inputs[0].bytes);
    CHECK_FALSE(db.find_key("\xFF' OR 1"));
    CHECK_FALSE(db.user_by_email(std::string("a\0b", 3)));
}

TEST_CASE("a store that is shared keeps files, and gives them back whole") {
    opened at;
    auto& db = *at.db;
    file_name const name{"t", "sha", "upload"};
    std::string const text(3'000'000, 'x');
    std::ofstream(at.folder + "/in") << text << "end";
    db.keep_file(name, at.folder + "/in");
    db.keep_file(name, at.folder + "/in");
    REQUIRE(db.fetch_file(name, at.folder + "/out") == db.shared());
    CHECK(std::filesystem::exists(at.folder + "/out") == db.shared());
    CHECK_FALSE(db.fetch_file({"t2", "sha", "upload"}, at.folder + "/none"));
    CHECK_FALSE(std::filesystem::exists(at.folder + "/none"));
    if (!db.shared()) return;
    CHECK(std::filesystem::file_size(at.folder + "/out") == text.size() + 3);
    auto const soon = std::chrono::duration_cast<std::chrono::milliseconds>(
                          std::chrono::system_clock::now().time_since_epoch())
                          .count();
    db.sweep({soon, 0, 0, 0});
    CHECK(db.fetch_file(name, at.folder + "/out")); // somebody may be about to use it
    db.sweep({soon + 3'700'000, 0, 0, 0});
    CHECK_FALSE(db.fetch_file(name, at.folder + "/out"));
}

namespace {

webhook hook_named(std::string id, std::string events, std::string tenant = "t") {
    return {std::move(id),
            std::move(tenant),
            "https://a.example",
            std::move(events),
            "n8n",
            "low",
            "whsec_",
            true,
            1};
}

} // namespace

TEST_CASE("what is to be told is written with the end of a run, for those who want it") {
    opened at;
    auto& db = *at.db;
    db.add_webhook(
        hook_named("all", "run.completed run.failed discrepancies.found ticket.created"));
    db.add_webhook(hook_named("some", "run.failed"));
    db.add_webhook(hook_named("other", "run.completed", "t2"));
    db.submit(run_named("r1"), {}, wide);
    CHECK(db.undelivered().pending == 0);
    auto const claimed = db.claim("w", 1, 0, 1);
    finish(db, claimed[0], good_end());
    finish(db, claimed[0], good_end()); // too late, and tells nobody
    CHECK(db.undelivered().pending == 3);
    CHECK(db.deliveries_of("t", "some", "", "", 9).empty());
    db.submit(run_named("r2"), {}, wide); // from the result that is there
    CHECK(db.undelivered().pending == 6);
    db.submit(run_named("r3", "t", "k3"), {}, wide);
    run_end bad;
    bad.state = run_state::failed;
    finish(db, db.claim("w", 1, 0, 1)[0], bad);
    CHECK(db.deliveries_of("t", "some", "pending", "", 9).size() == 1);
    CHECK(db.deliveries_of("t2", "some", "", "", 9).empty());
    CHECK_FALSE(db.remove_webhook("t2", "all"));
    CHECK(db.remove_webhook("t", "all"));
    CHECK(db.undelivered().pending == 1);
}

TEST_CASE("a webhook that does not answer has its pause, from what comes meanwhile too") {
    opened at;
    at.db->add_webhook(hook_named("h", "run.completed"));
    at.db->add_webhook(hook_named("other", "run.completed"));
    auto const message = [&](char const* id, char const* to, char const* run) {
        at.db->add_delivery({id, "t", to, "run.completed", run, {}, 0, 0, 10, 10, 0, 0, {}});
    };
    message("m1", "h", "r1");
    at.db->pause_webhook("h", 900);
    at.db->pause_webhook("h", 500);    // ends no earlier for that
    if (at.url.empty()) at.db.reset(); // one process at a time
    at.open();
    auto& db = *at.db;
    CHECK(db.find_webhook("t", "h")->paused_until == 900);
    db.submit(run_named("r9"), {}, wide); // a run that ends meanwhile
    finish(db, db.claim("w", 1, 0, 1)[0], good_end());
    CHECK(db.deliveries_of("t", "h", "pending", "", 9).size() == 2);
    auto const others = db.claim_deliveries("w", 9, 899, 999);
    CHECK(others.empty()); // their time has not come, or they have their pause
    auto const later = db.claim_deliveries("w", 9, 3'000, 3'999);
    CHECK(later.size() == 3);
    db.pause_webhook("h", 9'000);
    CHECK(db.claim_deliveries("w", 9, 5'000, 5'999).size() == 1); // the other webhook's
    message("m2", "h", "");                                       // somebody tries it by hand
    CHECK(db.find_webhook("t", "h")->paused_until == 0);
    CHECK(db.claim_deliveries("w", 9, 5'001, 5'999).size() == 3);
}

TEST_CASE("what is sent by hand goes before all that waits") {
    opened at;
    auto& db = *at.db;
    db.add_webhook(hook_named("h", "run.completed"));
    auto const message = [&](char const* id, std::string run, std::int64_t due) {
        db.add_delivery({id, "t", "h", "test", std::move(run), {}, 0, 0, due, 10, 0, 0, {}});
    };
    for (int i = 0; i < 5; ++i)
        message(("m" + std::to_string(i)).c_str(), "r" + std::to_string(i), 10 + i);
    auto dead = db.claim_deliveries("w", 5, 20, 99).back();
    CHECK(dead.id == "m4");
    dead.state = "dead";
    CHECK(db.note_delivery("w", dead, 0));
    db.pause_webhook("h", 5'000);
    CHECK(db.redeliver("t", "h", "m4"));
    message("by hand", "", sent_first);
    auto const first = db.claim_deliveries("w", 2, 100, 199);
    REQUIRE(first.size() == 2);
    CHECK(first[0].id == "m4");
    CHECK(first[1].id == "by hand");
    auto done = first[0];
    done.state = "delivered";
    CHECK(db.note_delivery("w", done, 0));
    auto failed = first[1]; // and is to be tried again, much later
    failed.due = 9'000;
    CHECK(db.note_delivery("w", failed, 0));
    message("once more", "", sent_first);
    auto const next = db.claim_deliveries("w", 1, 200, 299);
    REQUIRE(next.size() == 1);
    CHECK(next[0].id == "once more");
}

TEST_CASE("of a run one message after the other, and each by one worker") {
    opened at;
    auto& db = *at.db;
    db.add_webhook(hook_named("h", "run.completed"));
    for (auto const& [id, run] : {std::pair("m1", "r1"), {"m2", "r1"}, {"m3", "r2"}})
        db.add_delivery({id, "t", "h", "run.completed", run, {}, 0, 0, 10, 10, 0, 0, {}});
    CHECK(db.claim_deliveries("w", 9, 9, 100).empty());
    auto claimed = db.claim_deliveries("w", 9, 10, 100);
    REQUIRE(claimed.size() == 2); // m1 and m3
    CHECK(db.claim_deliveries("w2", 9, 50, 100).empty());
    auto first = claimed[0];
    first.part = 1;
    CHECK(db.note_delivery("w", first, 150)); // a part of it: it goes on
    CHECK_FALSE(db.note_delivery("w2", first, 150));
    first.state = "delivered";
    CHECK(db.note_delivery("w", first, 0));
    auto const next = db.claim_deliveries("w2", 9, 101, 200);
    REQUIRE(next.size() == 2); // m2, and m3 whose lease is over
    CHECK_FALSE(db.note_delivery("w", claimed[1], 300));
    auto dead = next[0];
    dead.state = "dead";
    dead.failure = "it answers 500";
    CHECK(db.note_delivery("w2", dead, 0));
    CHECK(db.undelivered().dead == 1);
    CHECK_FALSE(db.redeliver("t2", "h", dead.id));
    CHECK(db.redeliver("t", "h", dead.id));
    CHECK_FALSE(db.redeliver("t", "h", dead.id));
    CHECK(db.claim_deliveries("w3", 9, 301, 999).size() == 2);
    db.disable_webhook("t", "h");
    CHECK_FALSE(db.find_webhook("t", "h")->active);
    CHECK(db.undelivered().pending == 0);
}
