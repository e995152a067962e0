"""Times recon beside its peers on the same files in the same run, and writes docs/benchmarks.md.

    python run.py RECON FOLDER PAGE SIZES...     e.g. build/recon build/bench docs/benchmarks.md 1000 10000

Every engine is a whole process that reads two CSV files and writes its matches. Engines take turns, so a
noisy minute hits them all. Figures are medians; F1 is that of one-to-one pairs against the generator's truth.
"""

import csv
import datetime
import hashlib
import os
import platform
import re
import statistics
import subprocess
import sys
import time
from pathlib import Path

import worst_cases

HERE = Path(__file__).parent
ROUNDS = {1_000: 7, 10_000: 5, 100_000: 5}  # of larger sizes 3
BEARS = {"sqlite": 100_000, "greedy": 1_000}  # rows a side, at most
NAMES = {
    "recon": "recon, everything: groups, proof, reports",
    "recon 1:1": "recon, one to one (`--groups none`)",
    "duckdb": "DuckDB, staged SQL, Jaro-Winkler",
    "sqlite": "SQLite, staged SQL",
    "greedy": "Python, every pair, first come",
}


def command(engine, recon, data, out):
    if engine.startswith("recon"):
        return [recon, "match", data / "bank.csv", data / "ledger.csv", "--quiet", "--out", out,
                *(["--groups", "none"] if engine == "recon 1:1" else [])]
    out.mkdir(exist_ok=True)
    return [sys.executable, HERE / "peers.py", engine, data, out / "pairs.csv"]


def measure(words):
    """Wall seconds, processor seconds, peak MiB."""
    begin = time.perf_counter()
    process = subprocess.Popen([str(word) for word in words], stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):  # 1: something needs a person
        raise SystemExit(f"{words[0]} ended with {process.returncode}")
    return wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def pairs_of(engine, out):
    name, bank, ledger = (("matches.csv", "bank_positions", "ledger_positions")
                          if engine.startswith("recon") else ("pairs.csv", "bank_position", "ledger_position"))
    with open(out / name, newline="", encoding="utf-8") as file:
        return {(row[bank], row[ledger]) for row in csv.DictReader(file)
                if row.get("kind", "one_to_one") == "one_to_one"}


def scores(found, true):
    right = len(found & true)
    precision, recall = right / max(len(found), 1), right / max(len(true), 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def checksum(found):
    lines = "\n".join(f"{bank},{ledger}" for bank, ledger in sorted(found))
    return hashlib.sha256(lines.encode()).hexdigest()[:12]


def bench(recon, folder, size):
    data = folder / f"data-{size}"
    if not (data / "truth.csv").exists():
        subprocess.run([recon, "generate", "--rows", str(size), "--seed", "20250301", "--out", data],
                       check=True, stdout=subprocess.DEVNULL)
    with open(data / "truth.csv", newline="", encoding="utf-8") as file:
        true = {(row["bank_positions"], row["ledger_positions"]) for row in csv.DictReader(file)
                if row["kind"] == "one_to_one"}
    engines = [name for name in NAMES if size <= BEARS.get(name, size)]
    figures = {name: [] for name in engines}
    rounds = ROUNDS.get(size, 3)
    for turn in range(rounds + 1):  # the first warms the caches
        for name in engines:
            print(f"{size:>10,} rows  {name:<10} {turn} of {rounds}", file=sys.stderr, flush=True)
            out = folder / f"out-{size}-{name.replace(' ', '-').replace(':', '')}"
            figures[name].append(measure(command(name, recon, data, out)))
    table = []
    for name in engines:
        wall, cpu, memory = (statistics.median(column) for column in zip(*figures[name][1:]))
        found = pairs_of(name, folder / f"out-{size}-{name.replace(' ', '-').replace(':', '')}")
        table.append((name, wall, cpu, memory, *scores(found, true), checksum(found)))
    return table


def stages(recon, folder, size):
    """What --timings says of one run on one thread: stage and milliseconds."""
    data = folder / f"data-{size}"
    run = subprocess.run([recon, "match", data / "bank.csv", data / "ledger.csv", "--quiet", "--threads", "1",
                          "--timings", "--out", folder / "out-stages"], capture_output=True, text=True, check=False)
    return re.findall(r"^ +(\S.*?) +([\d,.]+ ms)$", run.stderr, re.MULTILINE)


def hard_files(recon, folder, rows=10_000, rounds=3):
    """The worst cases, as often as many times the average of their size."""
    def median(data, out):
        words = [recon, "match", data / "bank.csv", data / "ledger.csv", "--quiet", "--out", out]
        return statistics.median(measure(words)[0] for _ in range(rounds))

    average = folder / f"data-{rows}"
    if not average.exists():
        subprocess.run([recon, "generate", "--rows", str(rows), "--seed", "20250301", "--out", average],
                       check=True, stdout=subprocess.DEVNULL)
    usual = median(average, folder / "out-usual")
    table = [("the average case", usual, 1.0, worst_cases.said(folder / "out-usual"))]
    for number, name in enumerate(worst_cases.CASES):
        print(f"{rows:>10,} rows  {name}", file=sys.stderr, flush=True)
        data = folder / f"worst-{number}"
        worst_cases.write(data, name, rows)
        took = median(data, data / "out")
        table.append((name, took, took / usual, worst_cases.said(data / "out")))
    return rows, table


def machine():
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        models = [line.split(":")[1].strip() for line in file if line.startswith("model name")]
    return f"{len(os.sched_getaffinity(0))} cores of {models[0] if models else platform.machine()}"


def plot(results, path):
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams["svg.hashsalt"] = "recon"  # the same figures, the same file
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(7, 4.2))
    for name, label in NAMES.items():
        points = [(size, row[1]) for size, table in results for row in table if row[0] == name]
        if points:
            axes.plot(*zip(*points), marker="o", label=label.replace("`", ""))
    axes.set(xscale="log", yscale="log", xlabel="rows a side", ylabel="seconds, whole process")
    axes.grid(True, which="major", alpha=0.3)
    axes.legend(fontsize=8)
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None})


def page(results, staged, size, hard):
    lines = [
        "# Benchmarks", "",
        "Two CSV files in, matches out, as whole processes that take turns on the same files (`recon generate`,",
        "medium, seed 20250301). Medians; F1 is that of one-to-one pairs, matched and for review together. The",
        "peers only pair rows one to one; recon also finds groups, proves the sums and writes all reports, unless",
        "the line says otherwise. Times of one table compare with each other, not with those of another machine.",
        "", f"{datetime.date.today()}, {machine()}. Made by `benchmarks/run.sh`.", "",
        "![Seconds by rows](benchmarks.svg)", ""]
    for rows, table in results:
        lines += [f"## {rows:,} rows a side", "",
                  "| engine | seconds | processor s | MiB | precision | recall | F1 | answer |",
                  "|---|---|---|---|---|---|---|---|"]
        lines += [f"| {NAMES[name]} | {wall:.3f} | {cpu:.3f} | {memory:.0f} | {p:.3f} | {r:.3f} | {f:.3f} | `{sha}` |"
                  for name, wall, cpu, memory, p, r, f, sha in table]
        lines.append("")
    lines += [f"## Where the time goes, {size:,} rows a side, one thread", "", "| stage | time |", "|---|---|"]
    lines += [f"| {name} | {took} |" for name, took in staged]
    lines += ["", "The answer is a checksum of the pairs: it changes when a pair does.", ""]
    rows, table = hard
    lines += [f"## Worst cases, {rows:,} rows a side", "",
              "Files made to be hard, everything asked for: groups, proof, reports.", "",
              "| case | seconds | times the average | what is said |", "|---|---|---|---|"]
    lines += [f"| {name} | {took:.3f} | {times:.1f} | {said} |" for name, took, times, said in table]
    lines.append("")
    return "\n".join(lines)


def main():
    recon, folder, target = (Path(word).resolve() for word in sys.argv[1:4])
    sizes = sorted(int(word) for word in sys.argv[4:])
    folder.mkdir(parents=True, exist_ok=True)
    results = [(size, bench(recon, folder, size)) for size in sizes]
    plot(results, target.with_suffix(".svg"))
    target.write_text(page(results, stages(recon, folder, sizes[-1]), sizes[-1],
                           hard_files(recon, folder)), encoding="utf-8")
    print(target.read_text(encoding="utf-8"))


if __name__ == "__main__":
    main()
