// A program that uses the edges too.
#include <recon/io/sha256.hpp>
#include <recon/recon.hpp>

#include <cstdio>
#include <string>

std::string again(std::string const& text);

int main() {
    auto const digest = recon::io::sha256("abc");
    std::printf("%s\n", digest.c_str());
    return digest == again("abc") && digest.rfind("ba7816bf", 0) == 0 ? 0 : 1;
}
