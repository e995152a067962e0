"""conan create cmake/conan: the headers of the core, which need the standard library only."""
import os
import re

from conan import ConanFile
from conan.tools.build import check_min_cppstd
from conan.tools.cmake import CMake, CMakeToolchain, cmake_layout
from conan.tools.files import copy, load


class Recon(ConanFile):
    name = "recon"
    license = "Apache-2.0"
    description = "Which bank lines and ledger entries are the same money"
    topics = ("finance", "reconciliation", "header-only")
    package_type = "header-library"
    settings = "os", "compiler", "build_type", "arch"
    no_copy_source = True

    def set_version(self):
        header = load(self, os.path.join(self.recipe_folder, "..", "..", "include/recon/version.hpp"))
        self.version = re.search(r'RECON_VERSION "(.*)"', header)[1]

    def export_sources(self):
        root = os.path.join(self.recipe_folder, "..", "..")
        for pattern in ("CMakeLists.txt", "LICENSE", "cmake/*", "include/*"):
            copy(self, pattern, root, self.export_sources_folder)

    def layout(self):
        cmake_layout(self)

    def validate(self):
        check_min_cppstd(self, 20)

    def generate(self):
        toolchain = CMakeToolchain(self)
        for option in ("DEVELOP", "BUILD_IO", "BUILD_CLI", "BUILD_HTTP"):
            toolchain.cache_variables["RECON_" + option] = False
        toolchain.generate()

    def build(self):
        CMake(self).configure()

    def package(self):
        CMake(self).install()

    def package_id(self):
        self.info.clear()

    def package_info(self):
        self.cpp_info.bindirs = []
        self.cpp_info.libdirs = []
        self.cpp_info.set_property("cmake_file_name", "recon")
        self.cpp_info.set_property("cmake_target_name", "recon::recon")
        self.cpp_info.set_property("pkg_config_name", "recon")
