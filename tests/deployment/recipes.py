"""The recipes for other package managers: Conan's is used by Conan itself, and a stranger's project finds
what it made; vcpkg's, which cannot be had everywhere, is run with stand-ins for vcpkg's functions."""

import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
CONAN = ROOT / "build-python/bin/conan"
sys.path.insert(0, str(ROOT / "tests/service"))
from client import Checks  # noqa: E402


def run(check, *command, **more):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, **more)
    return check(done.returncode == 0, f"{command}\n{done.stdout[-2000:]}{done.stderr[-2000:]}")


def conan(check, folder):
    environment = {**os.environ, "CONAN_HOME": str(folder / "home")}
    found = folder / "found"
    version = re.search(r'RECON_VERSION "(.*)"', (ROOT / "include/recon/version.hpp").read_text())[1]
    cppstd = ("--settings", "compiler.cppstd=20")
    run(check, CONAN, "profile", "detect", env=environment)
    run(check, CONAN, "create", ROOT / "cmake/conan", *cppstd, env=environment)
    run(check, CONAN, "install", f"--requires=recon/{version}", "--generator=CMakeDeps",
        "--generator=CMakeToolchain", *cppstd, "--output-folder", found, env=environment)
    run(check, "cmake", "-S", ROOT / "tests/package", "-B", folder / "consumer", "-DCMAKE_BUILD_TYPE=Release",
        f"-DCMAKE_TOOLCHAIN_FILE={found}/conan_toolchain.cmake")
    run(check, "cmake", "--build", folder / "consumer", "--target", "run_consumer")


def vcpkg(check, folder):
    if run(check, "cmake", f"-Dfolder={folder}", f"-Droot={ROOT}", "-P", ROOT / "tests/deployment/vcpkg.cmake"):
        made = {path.relative_to(folder / "packages").as_posix() for path in (folder / "packages").rglob("*")}
        for name in ("include/recon/recon.hpp", "include/recon/io/read.hpp", "share/recon/recon-config.cmake",
                     "share/recon/LICENSE", "share/pkgconfig/recon.pc"):
            check(name in made, f"the port has no {name}")
        check(not {"lib", "debug", "bin"} & made, "it is headers only")
    manifest = json.loads((ROOT / "cmake/vcpkg/vcpkg.json").read_text())
    check(set(manifest) == {"name", "version", "description", "license", "dependencies", "features"}, "known fields")
    needed = [one if isinstance(one, str) else one["name"]
              for one in manifest["dependencies"] + manifest["features"]["io"]["dependencies"]]
    check(all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name) for name in needed + [manifest["name"]]), "names of ports")
    # What the installed package looks for comes from somewhere.
    config = (ROOT / "cmake/recon-config.cmake").read_text()
    for package in re.findall(r"find_dependency\((\w+)", config):
        port = {"OpenSSL": "openssl", "nlohmann_json": "nlohmann-json", "FastCppCsvParser": "fast-cpp-csv-parser"}
        check(port.get(package, package) in needed or package in ("Threads", "XlsxWriter"), f"{package} is of no port")


def main():
    check = Checks()
    with tempfile.TemporaryDirectory(prefix="recon-recipes-") as folder:
        place = pathlib.Path(folder)
        (place / "vcpkg").mkdir()
        vcpkg(check, place / "vcpkg")
        if CONAN.exists():
            (place / "conan").mkdir()
            conan(check, place / "conan")
        else:
            print("Conan is not here (cmake/install-packages.sh deployment): its recipe is not tried")
            check(not os.environ.get("CI"), "CI has it")
    check.end()


if __name__ == "__main__":
    main()
