"""Every block of README.md, CONTRIBUTING.md and docs/ is right. Commands of recon and curl are run, in a folder
with the example files and against a recond of its own; every other command must stand in commands.toml,
with what shows it instead. Programs, fragments, settings and what is shown of an answer are checked as
what they are; a block that is none of these is ```text. Also: every link inside the project leads somewhere."""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tests/service"))
from client import Checks, Service  # noqa: E402
from llm_server import Model  # noqa: E402

PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
HERE = {"recon", "curl", "export", "openssl"}
SHELL = ("", "sh", "bash", "console")
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
    """The commands of a block as they are typed: prompts, comments and answers are none."""
    lines = re.sub(r"\\\n\s*", "", text).split("\n")
    if text.startswith("$ "):
        lines = [line[2:] for line in lines if line.startswith("$ ")]
    found, command = [], ""
    for line in lines:
        command += line + "\n"
        bare = re.sub(r"\\.", "", command)
        if bare.count("'") % 2 or bare.count('"') % 2:
            continue  # words in quotes may be many lines
        command = re.sub(r"(^|\s+)#.*", "", command).strip()
        if command:
            found.append(command)
        command = ""
    return found


def programs(text):
    """The first words of the commands."""
    return {re.sub(r"^([A-Z_]+=\S* +)+", "", command).split()[0] for command in commands(text)}


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
    for shown in commands(text):
        if "/api/" in shown and "Authorization" not in shown and "/auth/" not in shown:
            shown = shown.replace("curl ", 'curl -H "Authorization: Bearer $RECON_KEY" ', 1)  # as with AUTH=off
        if "-X DELETE" in shown and "/v1/runs/" in shown:  # the pages go on to use it
            shown = shown.replace("$ID", "$OTHER")
            place.environment["OTHER"] = json.loads(place.run(
                'curl -H "Authorization: Bearer $RECON_KEY" -H "Prefer: wait=30" -F bank_file=@bank.csv '
                "-F ledger_file=@ledger.csv -F date_window=2 http://localhost:8000/v1/runs").stdout)["id"]
        done = place.run(shown)
        check(done.returncode == 0, f"{page.name}:{line}: {shown}\n  {done.returncode}: {done.stderr}{done.stdout[:300]}")


def named_things(check, where, command):
    """What a command names and we have: scripts, presets, targets, profiles, services."""
    for path in re.findall(r"(?:^|\s)((?:cmake|examples|tests|adapters|\.ci)/[\w./-]+)", command):
        place = ROOT / path.replace("corpus/x", "corpus/csv")
        check(place.exists(), f"{where}: there is no {path}")
    presets = json.loads((ROOT / "CMakePresets.json").read_text())
    for preset in re.findall(r"--preset (\w+)", command):
        kind = "workflowPresets" if "--workflow" in command else "configurePresets"
        check(preset in [one["name"] for one in presets[kind]], f"{where}: no preset {preset}")
    compose, dockerfile = (ROOT / "compose.yaml").read_text(), (ROOT / "Dockerfile").read_text()
    for target in re.findall(r"docker build .*--target (\w+)", command):
        check(f" AS {target}\n" in dockerfile, f"{where}: no image {target}")
    if command.startswith("docker compose"):
        for profile in re.findall(r"--profile (\w+)", command):
            check(f"profiles: [{profile}]" in compose, f"{where}: no profile {profile}")
        for names in re.findall(r"(?:--scale |logs |exec -T |build | stop |run .*\" )([a-z ]+)", command):
            for name in names.split()[:2 if " stop " in command else 1]:
                check(f"\n  {name}:\n" in compose, f"{where}: no service {name}")


def not_run(check, known, where, text):
    """The commands of a block that cannot be run here."""
    syntax = subprocess.run(["bash", "-n"], input="\n".join(commands(text)), capture_output=True, text=True)
    check(syntax.returncode == 0, f"{where}: {syntax.stderr}")
    for command in commands(text):
        if check(command in known, f"{where}: run by nothing, and not in commands.toml: {command}"):
            known[command] += 1
        named_things(check, where, command)


def greeting(check, place, where, text):
    """What recond says when it begins."""
    def alike(line):
        line = re.sub(r"https?://[\d.]+:\d+", "http://HERE", line)
        return re.sub(r"rk_\S+", "rk_", re.sub(r"data in .*", "data in", line)).strip()
    said = [alike(line) for line in place.service.greeting]
    for line in text.split("\n"):
        check(not line or line.startswith("$ ") or alike(line) in said, f"{where}: recond does not say: {line}")


def usage(check, place, where, text):
    """The commands that there are, and no others; and arguments that they know."""
    told = place.run("recon --help").stdout
    shown = set(re.findall(r"^recon (\w+)", text, re.M))
    check(shown == set(re.findall(r"^  ([a-z]+) ", told, re.M)), f"{where}: the commands are others: {shown}")
    for name, options in re.findall(r"^recon (\w+)(.*?)  ", text, re.M):
        of_this = place.run(f"recon {name} --help").stdout
        for option in re.findall(r"--\w+", options):
            check(option in of_this, f"{where}: recon {name} has no {option}")


def fragment(check, where, text):
    """C++ that goes into a program: with rows of both sides before it."""
    program = ("#include <recon/recon.hpp>\n#include <vector>\nstruct row { recon::money amount; std::chrono::sys_days day; };\n"
               "void shown(std::vector<row> const& bank, std::vector<row> const& ledger, std::chrono::sys_days day) {\n"
               f"(void)day;\n{text}\n(void)found; }}\n")
    done = subprocess.run([os.environ.get("CXX", "c++"), "-std=c++20", "-fsyntax-only", "-I", ROOT / "include", "-x", "c++", "-"],
                          input=program, capture_output=True, text=True)
    check(done.returncode == 0, f"{where}: {done.stderr[:1000]}")


def receiver(check, where, text):
    """What checks a webhook accepts the standard's own example, as signature_test.cpp does, and nothing near it."""
    example = (ROOT / "tests/http/signature_test.cpp").read_text()
    secret, message = re.search(r'signature_of\("(whsec_\w+)", "(\w+)"', example).groups()
    body, signature = re.search(r'R"\((.*?)\)"', example)[1], re.search(r'"(v1,[^"]+)"', example)[1]
    for sent, accepted in ((body, True), (body + " ", False)):
        refused = []
        names = {name: __import__(name) for name in ("base64", "hashlib", "hmac")}
        exec(text, {**names, "secret": secret, "body": sent.encode(), "refuse": lambda: refused.append(sent),
                    "headers": {"webhook-id": message, "webhook-timestamp": "1614265330", "webhook-signature": signature}})
        check(accepted == (not refused), f"{where}: {'refuses' if refused else 'accepts'} {sent}")


def settings(check, place, where, text):
    (place.folder / "recon.toml").write_text(text)
    done = place.run("recon match bank.csv ledger.csv --quiet --config recon.toml")
    check(done.returncode == 0, f"{where}: {done.stderr}")


def shown_report(check, place, where, text):
    told = place.run("export LC_ALL=C.UTF-8; recon match bank.csv ledger.csv").stdout
    check(text.strip() in told, f"{where}: the report is another now")


def main():
    check = Checks()
    examples = {file.read_text() for file in (ROOT / "examples").glob("*.cpp")}
    examples |= {re.sub(r"^(//.*\n)+", "", text) for text in examples}  # without what the page says before it
    listed = tomllib.loads((ROOT / "tests/deployment/commands.toml").read_text())["not_run"]
    known = {command: 0 for one in listed for command in one["commands"]}
    check(all(one["why"] and one["shown_by"] for one in listed), "commands.toml gives reasons")
    place = Place(sys.argv[2], sys.argv[1])
    ran = 0
    for page in PAGES:
        links(check, page)
        for line, language, text in blocks(page):
            where = f"{page.name}:{line}"
            if language in SHELL and is_usage(text):
                usage(check, place, where, text)
            elif language in SHELL and programs(text) <= HERE:
                ran += 1
                run_block(check, place, page, line, text)
            elif language in SHELL:
                not_run(check, known, where, text)
                if text.startswith("$ recond\n"):
                    greeting(check, place, where, text)
            elif language == "cpp" and "int main" in text:
                check(text in examples, f"{where}: the program is none of examples/*.cpp as it is now")
            elif language == "cpp":
                fragment(check, where, text)
            elif language == "python":
                receiver(check, where, text)
            elif language == "toml":
                settings(check, place, where, text)
            elif language == "text" and text.startswith("bank.csv against ledger.csv"):
                shown_report(check, place, where, text)
            else:  # yaml: compose.py
                check(language in ("text", "yaml"), f"{where}: nothing checks ```{language}")
    place.end()
    check(all(known.values()), f"commands.toml: on no page: {[name for name, count in known.items() if not count]}")
    print(f"{ran} blocks were run")
    check(ran >= 8, "the blocks are found")
    check.end()


if __name__ == "__main__":
    main()
