#include "adapters/cli/run.hpp"

#include <iostream>

int main(int count, char** arguments) {
    std::ios::sync_with_stdio(false);
    return recon::cli::run({arguments + (count > 0 ? 1 : 0), arguments + count}, std::cin,
                           std::cout, std::cerr);
}
