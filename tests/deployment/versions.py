#!/usr/bin/env python3
"""The version stands in include/recon/version.hpp, and everything that repeats it says the same.

tests/deployment/versions.py [VERSION]     VERSION: what it must be, such as that of a tag
"""
import json
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


def found(path, pattern):
    return re.findall(pattern, (ROOT / path).read_text(), re.M)


def main():
    [version] = found("include/recon/version.hpp", r'RECON_VERSION "(.*)"')
    if not re.fullmatch(r"\d+\.\d+\.\d+", version):
        sys.exit(f"{version} is no semantic version")
    said = {
        "the tag": sys.argv[1:] or [version],
        "Dockerfile": found("Dockerfile", r"^ARG VERSION=(.*)$"),
        "compose.yaml": found("compose.yaml", r"image: recond:(.*)$"),
        "cmake/vcpkg/vcpkg.json": [json.loads((ROOT / "cmake/vcpkg/vcpkg.json").read_text())["version"]],
        "docs/CHANGELOG.md": found("docs/CHANGELOG.md", r"^## (\d\S*)")[:1],
        "kubernetes": found("examples/deployment/kubernetes/recond.yaml", r"image: \S+/recond:(.*)$"),
    }
    wrong = {place: what for place, what in said.items() if not what or set(what) != {version}}
    for place, what in wrong.items():
        print(f"{place} says {what}, and not {version}")
    print(f"{len(said) - len(wrong)} passed, {len(wrong)} failed")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
