"""Runs the commands of README.md and docs/: recon in a folder with the example files, curl against a
recond of its own. Every other command must be one of those that are known to be run elsewhere, or that
need a machine of their own. Also: every link inside the project leads somewhere."""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tests/service"))
from client import Checks, Service  # noqa: E402
from llm_server import Model  # noqa: E402

PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
HERE = {"recon", "curl", "export", "openssl"}
# Run by CI itself, or by a test of their own.
ELSEWHERE = {"examples/quickstart.sh", "tests/run.sh", ".ci/run", "cmake/install-packages.sh", "cmake", "build/recond",
             "ctest", "build/fuzz_x", "build-fuzz/fuzz_x", "mkdir", "benchmarks/run.sh", "build/recond", "cpack", "cmake/single_header.py",
             "cmake/release.sh", "cmake/site.py", "tests/container/run.sh", "tests/deployment/versions.py",
             "examples/deployment/make-secrets.sh", "examples/deployment/backup.sh",
             "examples/deployment/restore.sh", "recond", "adapters/web/scripts/build.sh"}
# Need a machine of their own, or an engine: tests/container and tests/deployment check what they say.
MACHINE = {"docker", "apt-get", "sudo", "systemctl", "kubectl", "caddy", "vcpkg", "conan", "promtool", "dpkg", "install",
           "journalctl", "cosign", "cd", "git", "createdb", "echo"}
# What is needed before a block by whoever reads from the top.
PREPARE = """set -eu
shopt -s expand_aliases
curl() { command curl --silent --show-error --fail-with-body --output-dir "$PWD" "$@"; }
recon() { local status=0; command recon "$@" || status=$?; [[ $status -le 1 ]]; }
"""


def blocks(page):
    """First line, language and text of each fenced block."""
    text = page.read_text()
    for found in re.finditer(r"^```(\w*)\n(.*?)^```$", text, re.M | re.S):
        yield text.count("\n", 0, found.start()) + 1, found[1], found[2]


def commands(text):
    """The first words of a block's commands; none if it is no block of commands."""
    joined = re.sub(r"\\\n", " ", text)
    joined = re.sub(r"'[^']*'|\"(?:[^\"\\]|\\.)*\"", "Q", joined)  # words in quotes may be many lines
    lines = [line.strip().removeprefix("$ ") for line in joined.split("\n")]
    lines = [re.sub(r"^([A-Z_]+=\S* +)+", "", line) for line in lines if line and not line.startswith("#")]
    return [line.split()[0] for line in lines]


def is_usage(text):
    """What a command takes, in capitals: not to be typed as it is."""
    return re.search(r"\b(BANK LEDGER|FILE \[|TRUTH MATCHES|COMMAND --help)", text)


def links(check, page):
    text = re.sub(r"^```.*?^```$", "", page.read_text(), flags=re.M | re.S)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        place = (page.parent / path).resolve() if path else page
        if not check(place.exists(), f"{page.name}: a link to {target} leads nowhere"):
            continue
        if anchor and place.suffix == ".md":
            heads = re.findall(r"^#+ (.*)$", place.read_text(), re.M)
            names = {re.sub(r"[^\w\- ]", "", head.lower()).strip().replace(" ", "-") for head in heads}
            check(anchor in names, f"{page.name}: {path} has no #{anchor}")


class Place:
    """A folder with what the pages speak of, and a service."""

    def __init__(self, recon, recond):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="recon-docs-"))
        data = ROOT / "examples/data"
        for name in ("bank.csv", "ledger.csv"):
            shutil.copy(data / name, self.folder)
        for name, like in (("april.csv", "bank.csv"), ("march.csv", "bank.csv"), ("books.csv", "ledger.csv")):
            shutil.copy(data / like, self.folder / name)
        (self.folder / "rates.csv").write_text("date,from,to,rate\n2025-02-28,EUR,USD,1.0842\n")
        (self.folder / "holidays.csv").write_text("2025-12-25,Christmas\n")
        (self.folder / "decisions.csv").write_text("decision,bank_positions,ledger_positions\n")
        programs = self.folder / "bin"
        programs.mkdir()
        (programs / "recon").symlink_to(os.path.abspath(recon))
        (programs / "recond").symlink_to(os.path.abspath(recond))
        self.service = Service(AUTH="on")
        self.model = Model()
        self.model.meanings = {"rent": [1, 0, 0], "lease": [1, 0, 0]}
        self.key = next(line.split("=")[1].strip() for line in self.service.greeting if "RECON_KEY=" in line)
        self.environment = {"PATH": f"{programs}:{os.environ['PATH']}", "HOME": str(self.folder), "RECON_KEY": self.key}
        self.environment["ID"] = json.loads(self.run(
            'curl -H "Authorization: Bearer $RECON_KEY" -H "Prefer: wait=30" -F bank_file=@bank.csv '
            "-F ledger_file=@ledger.csv -F xlsx=true http://localhost:8000/v1/runs").stdout)["id"]
        self.run("recon match bank.csv ledger.csv --quiet --explain-model march.json")

    def run(self, text):
        text = re.sub(r"(localhost|127\.0\.0\.1):8000", f"127.0.0.1:{self.service.port}", text)
        text = re.sub(r"127\.0\.0\.1:(11434|8080)/v1", self.model.url.removeprefix("http://"), text)
        done = subprocess.run(["bash", "-c", PREPARE + text], cwd=self.folder, env=self.environment,
                              capture_output=True, text=True, timeout=120)
        tokens = re.search(r'"access_token": *"([^"]+)".*?"refresh_token": *"([^"]+)"', done.stdout)
        if tokens:
            self.environment.update(ACCESS=tokens[1], REFRESH=tokens[2])
        key = re.search(r'"id": *"([0-9a-f]{8})"', done.stdout)
        if key:
            self.environment["KEY_ID"] = key[1]
        return done

    def end(self):
        self.service.stop()
        self.model.close()
        shutil.rmtree(self.folder)


def run_block(check, place, page, line, text):
    """One command after the other, because one may need what another has told."""
    lines, command = re.sub(r"\\\n", " ", text).split("\n"), ""
    for part in lines:
        command += part + "\n"
        if not command.strip() or re.sub(r"\\.", "", command).count("'") % 2 or command.replace('\\"', "").count('"') % 2:
            continue
        shown = command.strip()
        command = ""
        if shown.startswith("#"):
            continue
        if "/api/" in shown and "Authorization" not in shown and "/auth/" not in shown:
            shown = shown.replace("curl ", 'curl -H "Authorization: Bearer $RECON_KEY" ', 1)  # as with AUTH=off
        if "-X DELETE" in shown and "/v1/runs/" in shown:  # the pages go on to use it
            shown = shown.replace("$ID", "$OTHER")
            place.environment["OTHER"] = json.loads(place.run(
                'curl -H "Authorization: Bearer $RECON_KEY" -H "Prefer: wait=30" -F bank_file=@bank.csv '
                "-F ledger_file=@ledger.csv -F date_window=2 http://localhost:8000/v1/runs").stdout)["id"]
        done = place.run(shown)
        check(done.returncode == 0, f"{page.name}:{line}: {shown}\n  {done.returncode}: {done.stderr}{done.stdout[:300]}")


def main():
    check = Checks()
    examples = {file.read_text() for file in (ROOT / "examples").glob("*.cpp")}
    examples |= {re.sub(r"^(//.*\n)+", "", text) for text in examples}  # without what the page says before it
    place = Place(sys.argv[2], sys.argv[1])
    ran = 0
    for page in PAGES:
        links(check, page)
        for line, language, text in blocks(page):
            if language == "cpp" and "int main" in text:
                check(text in examples, f"{page.name}:{line}: the program is none of examples/*.cpp as it is now")
            if language not in ("", "sh", "bash", "console"):
                continue
            words = commands(text)
            known = HERE | ELSEWHERE | MACHINE
            check(words and words[0] in known, f"{page.name}:{line}: {words[:1]} is run by nothing; say ```text")
            odd = [word for word in words if word not in known and word != "Q" and text.startswith("$ ") is False]
            check(not odd or is_usage(text), f"{page.name}:{line}: {odd} are run by nothing")
            if set(words) <= HERE and not is_usage(text):
                ran += 1
                run_block(check, place, page, line, text)
    place.end()
    print(f"{ran} blocks were run")
    check(ran >= 8, "the blocks are found")
    check.end()


if __name__ == "__main__":
    main()
