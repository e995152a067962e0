"""Rules, alerts and dashboard against a recond that runs: every metric that they name is there, every
query is one, and the alerts fire when they should."""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "service"))
from client import BANK, Checks, LEDGER, Service  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
MONITORING = ROOT / "examples/deployment/monitoring"
# Series that begin with an event which this test does not bring about.
LATER = {"recon_llm_calls_total"}


def expressions():
    """Every query, and where it stands."""
    for panel in json.loads((MONITORING / "grafana/dashboards/recon.json").read_text())["panels"]:
        for target in panel["targets"]:
            yield panel["title"], target["expr"].replace("$__rate_interval", "5m")
    rules = (MONITORING / "recon.rules.yml").read_text()
    for begin, text in re.findall(r"^( *)expr: (.*(?:\n\1  .*)*)", rules, re.M):
        yield "rule", " ".join(text.replace(">-", "").split())


def names_in(expression):
    return set(re.findall(r"\b(?:recon|process)_[a-z0-9_]+", expression))


def served(check):
    """The names of a recond to which everything has happened."""
    with Service(AUTH="on", RATE_LIMIT_PER_MINUTE="12") as service:
        key = next(line.split("=")[1].strip() for line in service.greeting if "RECON_KEY=" in line)
        who = {"Authorization": "Bearer " + key}
        check(service.reconcile(headers={**who, "Prefer": "wait=30"})[0] == 200, "a run")
        for _ in range(12):
            last = service.ask("GET", "/v1/runs", headers=who)[0]
        check(last == 429, f"limited: {last}")
        service.ask("POST", "/api/auth/login", "email=a%40example.com&password=wrong+horse",
                    {"Content-Type": "application/x-www-form-urlencoded"})
        text = service.ask("GET", "/metrics", headers=who)[2].decode()
    return text, set(re.findall(r"^([a-z0-9_]+)[{ ]", text, re.M))


def labels(check, text):
    """Labels that a query selects by have such values."""
    for name, label, value in (("recon_runs_total", "outcome", "succeeded"), ("recon_logins_total", "outcome", "failed"),
                               ("recon_http_requests_total", "code", "200"),
                               ("recon_http_request_duration_seconds_bucket", "method", "GET")):
        check(re.search(rf'^{name}{{[^}}]*{label}="{value}"', text, re.M), f"{name}{{{label}={value}}}")


def promtool(check, metrics):
    tool = shutil.which("promtool")
    if tool is None:
        if os.environ.get("CI"):
            check(False, "promtool is missing: apt-get install prometheus")
        print("promtool is not here: the rules are not run")
        return
    for command in (["check", "rules", "recon.rules.yml"], ["check", "config", "prometheus.yml"],
                    ["test", "rules", "recon.rules.test.yml"]):
        done = subprocess.run([tool, *command], cwd=MONITORING, capture_output=True, text=True)
        check(done.returncode == 0, f"promtool {' '.join(command)}: {done.stdout}{done.stderr}")
    done = subprocess.run([tool, "check", "metrics"], input=metrics, capture_output=True, text=True)
    check("error" not in done.stderr, f"promtool check metrics: {done.stderr}")
    # promtool has no other command that only parses: a file of rules made of the queries.
    rules = "".join(f"      - {{record: 'x:y{i}', expr: {json.dumps(query)}}}\n"
                    for i, (_, query) in enumerate(expressions()))
    with tempfile.NamedTemporaryFile("w", suffix=".yml") as file:
        file.write("groups:\n  - name: x\n    rules:\n" + rules)
        file.flush()
        done = subprocess.run([tool, "check", "rules", file.name], capture_output=True, text=True)
    check(done.returncode == 0, f"a query is none: {done.stdout}{done.stderr}")


def main():
    check = Checks()
    text, names = served(check)
    count = 0
    for place, query in expressions():
        count += 1
        unknown = names_in(query) - names - LATER
        check(not unknown, f"{place}: no {unknown} in /metrics")
    check(count >= 36, f"{count} queries are found")
    labels(check, text)
    promtool(check, text)
    source = json.loads((MONITORING / "grafana/dashboards/recon.json").read_text())
    uids = {panel["datasource"]["uid"] for panel in source["panels"]}
    provided = (MONITORING / "grafana/provisioning/datasources/prometheus.yml").read_text()
    check(uids == {"prometheus"} and "uid: prometheus" in provided, "the source of the panels is provided")
    check.end()


if __name__ == "__main__":
    main()
