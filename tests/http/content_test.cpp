#include "adapters/store/content.hpp"

#include "support/served.hpp"

#include <recon/error.hpp>

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>

using recon::store::content;
namespace fs = std::filesystem;

namespace {

struct folder {
    std::string path = recon::test::temporary_folder();
    folder() = default;
    folder(folder const&) = delete;
    folder& operator=(folder const&) = delete;
    ~folder() { fs::remove_all(path); }
};

void write(std::string const& path, std::string const& text) { std::ofstream(path) << text; }

} // namespace

TEST_CASE("a data directory belongs to one process, and is for its owner only") {
    folder at;
    content first(at.path);
    CHECK_THROWS_AS(content(at.path), recon::service_unavailable_error);
    CHECK((fs::status(at.path).permissions() & fs::perms::others_all) == fs::perms::none);
    CHECK_THROWS_AS(content("/proc/none"), recon::service_unavailable_error);
}

TEST_CASE("uploads and results are put in place whole") {
    folder at;
    content here(at.path);
    write(here.incoming() + "/in-1", "rows");
    here.keep_upload("t", "abc", here.incoming() + "/in-1");
    CHECK(fs::exists(here.upload_path("t", "abc")));
    CHECK(fs::is_empty(here.incoming()));
    auto const draft = here.result_draft("t", "run");
    fs::create_directory(draft);
    write(draft + "/a", "1");
    here.keep_result(draft, here.result_path("t", "key"));
    CHECK(fs::exists(here.result_path("t", "key") + "/a"));
    fs::create_directory(here.result_draft("t", "run"));
    write(draft + "/a", "1");
    here.keep_result(draft, here.result_path("t", "key")); // it is there already
    CHECK_FALSE(fs::exists(draft));
    here.drop({{{"t", "abc"}}, {{"t", "key"}}, 1, 1});
    CHECK_FALSE(fs::exists(here.upload_path("t", "abc")));
    CHECK_FALSE(fs::exists(here.result_path("t", "key")));
}

TEST_CASE("what a dead process left is cleared, and what it computed is known") {
    folder at;
    {
        content dying(at.path);
        write(dying.incoming() + "/in-2", "half");
        fs::create_directories(dying.result_draft("t", "run"));
        dying.working(0, "00000000-0000-4000-8000-000000000001");
        dying.working(1, "00000000-0000-4000-8000-000000000002");
        dying.working(1, {});
    }
    content next(at.path);
    CHECK(fs::is_empty(next.incoming()));
    CHECK(fs::is_empty(at.path + "/results/t"));
    CHECK(next.left_working() == std::vector<std::string>{"00000000-0000-4000-8000-000000000001"});
    CHECK(next.left_working().empty());
}

TEST_CASE("old files are told for cleaning, young ones are not") {
    folder at;
    content here(at.path);
    for (auto const* const name : {"old", "young"}) {
        write(here.incoming() + "/x", "rows");
        here.keep_upload("t", name, here.incoming() + "/x");
    }
    fs::last_write_time(here.upload_path("t", "old"),
                        fs::file_time_type::clock::now() - std::chrono::hours(2));
    auto const found = here.old_files();
    REQUIRE(found.uploads.size() == 1);
    CHECK(found.uploads[0] == std::pair<std::string, std::string>("t", "old"));
    CHECK(found.results.empty());
}

TEST_CASE("a secret is made once, for its owner only") {
    folder at;
    content here(at.path);
    auto const made = here.secret("k", [] { return std::string(40, 's'); });
    CHECK(here.secret("k", [] { return std::string(40, 't'); }) == made);
    CHECK((fs::status(at.path + "/k").permissions() & fs::perms::group_all) == fs::perms::none);
    write(at.path + "/short", "x");
    CHECK_THROWS_AS(here.secret("short", [] { return std::string(40, 't'); }),
                    recon::service_unavailable_error);
}
