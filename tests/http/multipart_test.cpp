#include "adapters/http/multipart.hpp"

#include "adapters/http/problem.hpp"

#include "support/random.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace recon::http;

namespace {

struct part {
    part_head head;
    std::string body;
    bool ended = false;
    friend bool operator==(part const& a, part const& b) {
        return a.head.name == b.head.name && a.head.filename == b.head.filename && a.body == b.body
               && a.ended == b.ended;
    }
};

struct collecting : part_sink {
    std::vector<part> parts;
    void begin(part_head head) override { parts.push_back({std::move(head), {}, false}); }
    void data(std::string_view bytes) override { parts.back().body += bytes; }
    void end() override { parts.back().ended = true; }
};

struct outcome {
    bool good = true;
    std::vector<part> parts;
    friend bool operator==(outcome const&, outcome const&) = default;
};

template <class Cut>
outcome read(std::string const& body, Cut const& cut) {
    collecting sink;
    outcome out;
    try {
        multipart_reader reader("edge", sink);
        for (std::size_t at = 0; at < body.size();) {
            auto const size = std::min(cut(), body.size() - at);
            reader.feed(std::string_view(body).substr(at, size));
            at += size;
        }
        reader.finish();
    } catch (problem const& p) {
        CHECK(p.status == 400);
        out.good = false;
    }
    if (out.good) out.parts = std::move(sink.parts);
    return out;
}

outcome read_whole(std::string const& body) {
    return read(body, [&] { return body.size(); });
}

std::string const form =
    "--edge\r\n"
    "Content-Disposition: form-data; name=\"amount\"\r\n\r\n"
    "5.00\r\n"
    "--edge\r\n"
    "content-disposition: form-data; name=\"bank_file\"; filename=\"a b.csv\"\r\n"
    "Content-Type: text/csv\r\n\r\n"
    "a,b\r\n--edg\r\n-\r\n--edge \r--edg\r\r\n\r\n"
    "--edge\r\n"
    "Content-Disposition: form-data; name=\"empty\"; filename=\"\"\r\n\r\n"
    "\r\n--edge--\r\n";

} // namespace

TEST_CASE("parts come as they are") {
    auto const simple = std::string("--edge\r\nContent-Disposition: form-data; name=\"f\"; "
                                    "filename=\"x\\\"y.csv\"\r\n\r\n--edgy\r\n--ed\r\n--edge--");
    auto const out = read_whole(simple);
    REQUIRE(out.good);
    REQUIRE(out.parts.size() == 1);
    CHECK(out.parts[0].head.name == "f");
    CHECK(out.parts[0].head.filename == "x\"y.csv");
    CHECK(out.parts[0].body == "--edgy\r\n--ed");
}

TEST_CASE("any split of the bytes gives the same parts") {
    std::string good = form;
    good.replace(good.find("--edge \r"), 8, "--edxe \r"); // a boundary with padding is a boundary
    auto const whole = read_whole(good);
    REQUIRE(whole.good);
    REQUIRE(whole.parts.size() == 3);
    CHECK(whole.parts[1].body == "a,b\r\n--edg\r\n-\r\n--edxe \r--edg\r\r\n");
    CHECK(whole.parts[2].body.empty());
    CHECK(read(good, [] { return std::size_t{1}; }) == whole);
    recon::test::random random{7};
    for (int i = 0; i < 2'000; ++i)
        CHECK(read(good, [&] { return random.below(40) + 1; }) == whole);
}

TEST_CASE("mutated forms are read or refused alike, however they are split") {
    recon::test::random random{11};
    std::size_t refused = 0;
    for (int i = 0; i < 3'000; ++i) {
        auto body = form;
        for (auto changes = random.below(4) + 1; changes != 0; --changes) {
            auto const at = random.below(body.size());
            constexpr std::string_view letters = "\r\n-edge:;=\" x\0";
            auto const letter = letters[random.below(letters.size())];
            switch (random.below(3)) {
            case 0: body[at] = letter; break;
            case 1: body.insert(at, 1, letter); break;
            default: body.erase(at, 1 + random.below(5));
            }
        }
        auto const whole = read_whole(body);
        refused += whole.good ? 0U : 1U;
        CHECK(read(body, [] { return std::size_t{1}; }) == whole);
        CHECK(read(body, [&] { return random.below(30) + 1; }) == whole);
    }
    CHECK(refused > 500);
}

TEST_CASE("malformed forms") {
    std::string const head = "--edge\r\nContent-Disposition: form-data; name=\"a\"\r\n";
    std::string const bad[] = {
        "",
        "--edge",
        "--edgy\r\n",
        "preamble\r\n--edge--\r\n",
        "--edge\n\nx\n--edge--",
        head + "\r\nx",
        head + "\r\nx\r\n--edge",
        head + "\r\nx\r\n--edge-",
        head + "\r\nx\r\n--edge--" + std::string(5'000, 'x'),
        head + "X\r\n\r\nx\r\n--edge--",
        head + ": y\r\n\r\nx\r\n--edge--",
        head + "X : y\r\n\r\nx\r\n--edge--",
        head + "Content-Transfer-Encoding: base64\r\n\r\nx\r\n--edge--",
        head + "Content-Disposition: form-data; name=\"b\"\r\n\r\nx\r\n--edge--",
        head + "X: " + std::string(5'000, 'y') + "\r\n\r\nx\r\n--edge--",
        "--edge\r\n\r\nx\r\n--edge--",
        "--edge\r\nContent-Disposition: form-data\r\n\r\nx\r\n--edge--",
        "--edge\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\nx\r\n--edge--",
        "--edge\r\nContent-Disposition: form-data; name=\"\"\r\n\r\nx\r\n--edge--",
        "--edge\r\nContent-Disposition: form-data; name=\"a\r\n\r\nx\r\n--edge--",
        "--edge\r\nContent-Disposition: form-data; name=\"a\"; name=\"b\"\r\n\r\nx\r\n--edge--",
        "--edge\r\nContent-Disposition: form-data name=\"a\"\r\n\r\nx\r\n--edge--",
        "--edge\r\nContent-Disposition: form-data; name=\"a\"; filename=\"b\"; "
        "filename=\"c\"\r\n\r\nx\r\n--edge--",
    };
    for (auto const& body : bad) {
        CAPTURE(body);
        CHECK_FALSE(read_whole(body).good);
    }
}

TEST_CASE("boundaries") {
    CHECK(boundary_of("multipart/form-data; boundary=edge") == "edge");
    CHECK(boundary_of("Multipart/Form-Data;charset=x; Boundary=\"a b'c\"") == "a b'c");
    CHECK_FALSE(boundary_of("multipart/form-data"));
    CHECK_FALSE(boundary_of("multipart/form-data; boundary="));
    CHECK_FALSE(boundary_of("multipart/form-data; boundary=\"a \""));
    CHECK_FALSE(boundary_of("multipart/form-data; boundary=a; boundary=b"));
    CHECK_FALSE(boundary_of("multipart/form-data; boundary=" + std::string(71, 'x')));
    CHECK_FALSE(boundary_of("multipart/mixed; boundary=a"));
    CHECK_FALSE(boundary_of("text/csv"));
    CHECK_FALSE(boundary_of("multipart/form-data; boundary=\"a\r\nb\""));
}
