#!/usr/bin/env python3
"""Lays out the documentation site, with references made from the programs, and builds it.

cmake/site.py BUILD FOLDER     BUILD: a finished build with recon and recond; FOLDER: where to

The pages are built by mkdocs with its theme "material", the reference of the library by doxygen
(`cmake/install-packages.sh deployment` brings both); without one of them that part is left out, and said. A link
that leads nowhere is an error.
"""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
COMMANDS = ("match", "inspect", "generate", "evaluate", "verify", "relate")


def output(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.rstrip()


def page(text):
    """A page as the site has it: files that are not in it are named, not linked."""
    text = text.replace("](../CONTRIBUTING.md", "](CONTRIBUTING.md").replace("](docs/", "](")
    return re.sub(r"\[([^\]]*)\]\(\.\./[^)]*\)", r"\1", text)


def command_line(recon):
    parts = ["# Command line", "Made from `recon --help` of this version. [With explanations](../cli.md)."]
    parts.append(f"```text\n{output(recon, '--help')}\n```")
    for command in COMMANDS:
        parts.append(f"## {command}\n\n```text\n{output(recon, command, '--help')}\n```")
    return "\n\n".join(parts) + "\n"


def settings(recond):
    return ("# Settings of recond\n\nMade from `recond --help` of this version. "
            f"[With explanations](../http.md).\n\n```text\n{output(recond, '--help')}\n```\n")


def cell(text):
    return " ".join(str(text).split()).replace("|", "\\|")


def fields(schema, required=()):
    for name, one in schema.get("properties", {}).items():
        default = f" (default {one['default']})" if "default" in one else ""
        yield f"| `{name}`{' *' if name in required else ''} | {cell(one.get('description', ''))}{cell(default)} |"


def interface(document):
    parts = ["# HTTP interface", "Made from `/openapi.json` of this version. [With explanations](../http.md). "
             "A star marks what must be there."]
    for tag in document["tags"]:
        parts.append(f"## {tag['name']}")
        for path, methods in document["paths"].items():
            for method, one in methods.items():
                if tag["name"] not in one.get("tags", []):
                    continue
                parts.append(f"### {method.upper()} {path}\n\n{one.get('summary', '')}. {one.get('description', '')}")
                rows = [f"| `{p['name']}`{' *' if p.get('required') else ''} | {cell(p.get('description', ''))} |"
                        for p in one.get("parameters", []) if "name" in p]
                for content in one.get("requestBody", {}).get("content", {}).values():
                    rows += fields(content["schema"], content["schema"].get("required", ()))
                if rows:
                    parts.append("| | |\n|---|---|\n" + "\n".join(dict.fromkeys(rows)))
                answers = [f"{status}: {cell(answer.get('description', ''))}" for status, answer in one["responses"].items()
                           if "$ref" not in answer]
                parts.append("Answers: " + "; ".join(answers) + ".")
    return "\n\n".join(parts) + "\n"


def headers():
    rows = []
    for file in sorted((ROOT / "include/recon").glob("*.hpp")) + sorted((ROOT / "include/recon/io").glob("*.hpp")):
        name = file.relative_to(ROOT / "include").as_posix()
        first = []
        for line in file.read_text().splitlines():
            if not line.startswith("//"):
                break
            first.append(line.lstrip("/ "))
        what = " ".join(first).split(" - ", 1)[-1].split(". ")[0].rstrip(".")
        rows.append(f"| `{name}` | {cell(what)} |")
    return ("# API\n\nEvery public header. [Classes and functions in full](../api/html/index.html).\n\n"
            "| header | |\n|---|---|\n" + "\n".join(rows) + "\n")


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    build, folder = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    shutil.rmtree(folder, ignore_errors=True)
    pages = folder / "pages"
    (pages / "reference").mkdir(parents=True)
    for file in [*(ROOT / "docs").glob("*.md"), ROOT / "CONTRIBUTING.md"]:
        (pages / file.name).write_text(page(file.read_text()))
    for file in (ROOT / "docs").glob("*.svg"):
        shutil.copy(file, pages)
    document = json.loads((ROOT / "adapters/http/assets/openapi.json").read_text())
    for name, text in (("command-line", command_line(build / "recon")), ("settings", settings(build / "recond")),
                       ("http", interface(document)), ("api", headers())):
        (pages / "reference" / f"{name}.md").write_text(text)

    doxygen = shutil.which("doxygen")
    if doxygen:
        rules = (ROOT / "docs/Doxyfile").read_text() + f"\nOUTPUT_DIRECTORY = {pages / 'api'}\n"
        (pages / "api").mkdir()
        subprocess.run([doxygen, "-"], input=rules, text=True, cwd=ROOT, check=True)
    else:
        (pages / "api/html").mkdir(parents=True)
        (pages / "api/html/index.html").write_text("<p>Made without doxygen.</p>")
        print("without the API reference: there is no doxygen")

    config = (ROOT / "docs/mkdocs.yml").read_text() + f"docs_dir: {pages}\nsite_dir: {folder / 'site'}\n"
    (folder / "mkdocs.yml").write_text(config)
    mkdocs = ROOT / "build-python/bin/mkdocs"
    if not mkdocs.exists():
        print(f"laid out in {pages}, and not built: cmake/install-packages.sh deployment")
        sys.exit(bool(os.environ.get("CI")))
    subprocess.run([mkdocs, "build", "--quiet", "--strict", "--config-file", folder / "mkdocs.yml"],
                   env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}, check=True)
    print(f"{folder / 'site'}/index.html")


if __name__ == "__main__":
    main()
