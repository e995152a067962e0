#include "adapters/explain/folder_cache.hpp"

#include <recon/error.hpp>
#include <recon/io/file_writer.hpp>

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

namespace recon::explain {

namespace {

constexpr std::size_t value_max = 65'536;

} // namespace

folder_cache::folder_cache(std::string folder) : folder_(std::move(folder)) {
    io::output_folder(folder_).commit(); // says what is wrong with it
}

recon::cache::bytes folder_cache::get(std::string const& key, recon::cache::instant) {
    std::ifstream file(folder_ + '/' + key, std::ios::binary);
    if (!file) return nullptr;
    std::string text(value_max + 1, '\0');
    file.read(text.data(), static_cast<std::streamsize>(text.size()));
    text.resize(static_cast<std::size_t>(file.gcount()));
    return text.size() > value_max ? nullptr : std::make_shared<std::string const>(std::move(text));
}

void folder_cache::put(std::string const& key, recon::cache::bytes value, recon::cache::instant) {
    try {
        io::output_folder to(folder_);
        to.write(key, [&](io::byte_sink& sink) { sink.write(*value); });
        to.commit();
    } catch (error const&) { // the answer is there all the same
    }
}

} // namespace recon::explain
