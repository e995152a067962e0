#!/usr/bin/env python3
"""Writes the core as one file, each header once, in the order in which they need each other.

cmake/single_header.py FILE     FILE is then used as: #include "recon.hpp"
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
OURS = re.compile(r'#\s*include\s*<(recon/[\w/]+\.hpp)>')
THEIRS = re.compile(r'#\s*include\s*<([\w/.]+)>')


def expand(name, seen, standard, out):
    """Appends the lines of a header to `out`, after those of the headers that it includes."""
    if name in seen:
        return
    seen.add(name)
    body = []
    depth = 0  # of #if: what is included there stays there
    for line in (ROOT / "include" / name).read_text().splitlines():
        word = line.strip()
        if word.startswith("#if"):
            depth += 1
        elif word.startswith("#endif"):
            depth -= 1
        ours, theirs = OURS.match(word), THEIRS.match(word)
        if ours:
            if depth:
                sys.exit(f"{name}: a header of ours under a condition cannot be moved")
            expand(ours[1], seen, standard, out)
        elif theirs and depth == 0:
            standard.add(theirs[1])
        elif word != "#pragma once" and "IWYU pragma" not in word:
            body.append(line)
    out.append(f"\n// ----- {name}")
    out.extend(body)


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    standard, out = set(), []
    seen = set()
    for name in ("recon/recon.hpp", "recon/find_discrepancies.hpp"):
        expand(name, seen, standard, out)
    text = "\n".join(out)
    version = re.search(r'RECON_VERSION "([\d.]+)"', text)[1]
    head = [f"// recon {version}, its core in one header, made from include/recon. Apache-2.0.",
            "#pragma once", ""]
    head += [f"#include <{name}>" for name in sorted(standard)]
    file = pathlib.Path(sys.argv[1])
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(re.sub(r"\n{3,}", "\n\n", "\n".join(head) + "\n" + text) + "\n")


if __name__ == "__main__":
    main()
