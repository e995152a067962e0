#include <recon/io/file_writer.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

using namespace recon;
using namespace recon::io;
namespace fs = std::filesystem;

namespace {

/// A folder of its own for each test.
struct scratch {
    scratch() {
        auto name = (fs::temp_directory_path() / "recon-writer-XXXXXX").string();
        REQUIRE(mkdtemp(name.data()) != nullptr);
        path = name;
    }
    ~scratch() { fs::remove_all(path); }
    fs::path path;
};

std::string content(fs::path const& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}
std::size_t files_in(fs::path const& path) {
    return static_cast<std::size_t>(
        std::distance(fs::directory_iterator(path), fs::directory_iterator{}));
}

} // namespace

TEST_CASE("file_writer: files appear on commit, with the fingerprint of their bytes") {
    scratch const here;
    auto const out = here.path / "a" / "out";
    {
        output_folder folder(out.string());
        auto const hash = folder.write("x.csv", [](byte_sink& to) {
            to.write("ab");
            to.write("c");
        });
        CHECK(hash == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        CHECK(folder.write("empty", [](byte_sink&) {})
              == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        CHECK(!fs::exists(out / "x.csv"));
        folder.commit();
    }
    CHECK(content(out / "x.csv") == "abc");
    CHECK(files_in(out) == 2);
}

TEST_CASE("file_writer: without commit nothing is left, and what was there stays") {
    scratch const here;
    auto const out = here.path / "out";
    {
        output_folder(out.string()).write("x.csv", [](byte_sink& to) { to.write("new"); });
    }
    CHECK(!fs::exists(out));
    fs::create_directory(out);
    std::ofstream(out / "x.csv") << "old";
    {
        output_folder(out.string()).write("x.csv", [](byte_sink& to) { to.write("new"); });
    }
    CHECK(content(out / "x.csv") == "old");
    CHECK(files_in(out) == 1);
    auto const failing = [&] {
        output_folder folder(out.string());
        folder.write("x.csv", [](byte_sink& to) { to.write("new"); });
        folder.write("y.csv", [](byte_sink&) { throw matching_error("on the way"); });
        folder.commit();
    };
    CHECK_THROWS_AS(failing(), matching_error);
    CHECK(content(out / "x.csv") == "old");
    CHECK(files_in(out) == 1);
}

TEST_CASE("file_writer: what cannot be written says where") {
    scratch const here;
    std::ofstream(here.path / "file") << "x";
    CHECK_THROWS_AS(output_folder((here.path / "file").string()), output_error);
    CHECK_THROWS_AS(output_folder((here.path / "file" / "below").string()), output_error);
    fs::create_directories(here.path / "out" / "x.csv");
    output_folder folder((here.path / "out").string());
    try {
        folder.write("x.csv", [](byte_sink&) {});
        FAIL("a folder was overwritten");
    } catch (output_error const& e) {
        CHECK(std::string_view(e.what()).find("x.csv: cannot be written: Is a directory")
              != std::string_view::npos);
    }
}
