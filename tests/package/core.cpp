// A program that knows the core only.
#include <recon/recon.hpp>
#include <recon/version.hpp>

#include <cstdio>

recon::money again(recon::money amount);

int main() {
    auto const sum = again({100'00, "EUR"});
    std::printf("recon %s: %s\n", RECON_VERSION, recon::to_string(sum).c_str());
    return sum == recon::money{200'00, "EUR"} ? 0 : 1;
}
