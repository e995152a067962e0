#include <recon/io/source.hpp> // first: proves the header stands alone

#include <doctest/doctest.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

using namespace recon;
using namespace recon::io;

TEST_CASE("source: holds the bytes of a file as they are, under its name without the folder") {
    auto const path = std::filesystem::temp_directory_path() / "recon_source_test.csv";
    std::string bytes("a\0b\r\n", 5);
    bytes += std::string(300'000, 'x'); // more than one buffer
    std::ofstream(path, std::ios::binary) << bytes;
    auto const file = load(path.string());
    CHECK(file.name == "recon_source_test.csv");
    CHECK(file.bytes == bytes);
    read_options small;
    small.bytes_max = 100;
    CHECK_THROWS_AS((void)load(path.string(), small), limit_error);
    std::filesystem::remove(path);
}

TEST_CASE("source: a file that does not open says which and why") {
    try {
        (void)load("/nowhere/bank.csv");
        FAIL("an error was expected");
    } catch (file_processing_error const& problem) {
        CHECK(problem.code() == errc::unreadable_file);
        CHECK(std::string(problem.what())
              == "/nowhere/bank.csv: cannot be read: No such file or directory");
    }
    CHECK_THROWS_AS((void)load(std::string("a\0b", 3)), file_processing_error);
    CHECK_THROWS_AS((void)load("/"), file_processing_error); // a folder
}

TEST_CASE("source: reads a stream to its end") {
    std::istringstream in(std::string(200'000, 'y'));
    auto const file = load(in, "-");
    CHECK(file.name == "-");
    CHECK(file.bytes.size() == 200'000);
    std::istringstream long_stream(std::string(200'000, 'y'));
    read_options small;
    small.bytes_max = 100'000;
    CHECK_THROWS_AS((void)load(long_stream, "-", small), limit_error);
}
