"""Start, stop, crowds and the first minutes of somebody new."""

import http.client
import json
import os
import random
import re
import resource
import signal
import socket
import subprocess
import sys
import threading
import time

from client import BANK, Checks, DATABASE, LEDGER, SANITIZED, Service, form, is_problem, wait_until


def drain(check):
    service = Service()
    idle = http.client.HTTPConnection("127.0.0.1", service.port)
    idle.request("GET", "/livez")
    idle.getresponse().read()
    rows = "".join(f"2025-01-{i % 28 + 1:02},{i}.25,Customer {i}\n" for i in range(5000))
    bank = "Date,Amount,Description\n" + rows
    answers = []
    threads = [threading.Thread(target=lambda: answers.append(
        service.reconcile(bank, bank + "2025-01-01,1.00,x\n", "/api/reconcile")[0])) for _ in range(3)]
    for thread in threads:
        thread.start()
    # A body that is still on its way when the signal comes.
    body, kind = form({"bank_file": ("b", BANK), "ledger_file": ("l", LEDGER)})
    late = service.connect()
    late.sendall(f"POST /api/reconcile HTTP/1.1\r\nHost: localhost\r\nContent-Type: {kind}\r\n"
                 f"Content-Length: {len(body)}\r\n\r\n".encode() + body[:50])
    # The signal must find all four taken on, however slow this machine is.
    wait_until(lambda: len(answers) + in_flight(service) >= 4, 20)
    began = time.monotonic()
    service.process.send_signal(signal.SIGTERM)
    check(wait_until(lambda: not idle_is_open(idle), 10 if SANITIZED else 3), "an idle connection is closed at once")
    late.sendall(body[50:])
    got = late.recv(65536)
    check(got.startswith(b"HTTP/1.1 200 ") or got.startswith(b"HTTP/1.1 202 "), f"the late body: {got[:80]!r}")
    for thread in threads:
        thread.join()
    check(all(status in (200, 202) for status in answers) and len(answers) == 3, f"answers: {answers}")
    service.process.wait(30)
    took = time.monotonic() - began
    check(took < 25, f"stopped after {took:.1f} s")
    print(f"drain with three runs: {took:.1f} s")
    check(service.stop() == 0, "status 0")
    with Service() as empty:
        began = time.monotonic()
        empty.process.send_signal(signal.SIGTERM)
        empty.process.wait(10)
        check(time.monotonic() - began < (8 if SANITIZED else 2), "idle, it stops at once")


def in_flight(service):
    """Requests that the service works on, without the one that asks."""
    text = service.ask("GET", "/metrics")[2].decode()
    return int(float(re.search(r"^recon_http_requests_in_flight ([\d.]+)", text, re.M)[1])) - 1


def idle_is_open(connection):
    connection.sock.setblocking(False)
    try:
        return connection.sock.recv(1) != b""
    except BlockingIOError:
        return True
    except OSError:
        return False


def crowds(check):
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 8192), hard))
    with Service() as service:
        made = [service.connect() for _ in range(1990 if hard >= 4096 else 900)]
        check(service.ask("GET", "/livez")[0] == 200, f"with {len(made)} connections")
        if hard >= 4096:  # the 2,001st is told, and those that are there are served
            made += [service.connect() for _ in range(10)]
            more = service.connect()
            got = more.recv(65536)
            check(got.startswith(b"HTTP/1.1 503 ") and b"Retry-After: 2" in got, f"the 2,001st: {got[:60]!r}")
            more.close()
            for connection in made[::500]:
                connection.sendall(b"GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n")
                check(connection.recv(65536).startswith(b"HTTP/1.1 200 "), "those before it")
        for connection in made:
            connection.close()
        check(wait_until(lambda: service.descriptors() < 100, 20), "they are closed")
    service = Service.__new__(Service)
    # With few descriptors it refuses, and goes on when there are some again.
    service.__dict__.update(folder="/tmp/recond-few-%d" % os.getpid(), own_folder=True, process=None,
                            settings={"PORT": "0", "AUTH": "off", "LOG_LEVEL": "ERROR"})
    os.makedirs(service.folder, exist_ok=True)
    service.start(prefix=("sh", "-c", 'ulimit -n 64; exec "$0"'))
    with service:
        made = []
        for _ in range(100):
            made.append(service.connect())
        time.sleep(0.3)
        for connection in made:
            connection.close()
        check(wait_until(lambda: alive(service), 20), "after descriptors ran out")


def cancels(check):
    """A run that would take a minute is left off in the middle, and the next one goes."""
    chance = random.Random(5)
    sides = ["Date,Amount,Description\n" + "".join(
        f"2025-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02},{chance.randrange(1, 10**7) / 100:.2f},"
        f"{word} {chance.randrange(10**6)} street number {i}\n" for i in range(40000)) for word in ("Customer", "Client")]
    with Service(WORKERS="1") as service:
        made = json.loads(service.reconcile(*sides)[2])["id"]
        state = lambda: json.loads(service.ask("GET", "/v1/runs/" + made)[2])["state"]
        check(wait_until(lambda: state() == "running", 20), "the long run begins")
        time.sleep(4)
        if state() != "running":
            print("cancel: left out, this machine is done with the long run already")
            return
        check(service.ask("POST", f"/v1/runs/{made}/cancel")[0] == 200, "cancelled")
        began = time.monotonic()
        check(service.reconcile(path="/api/reconcile")[0] == 200, "the next run")
        took = time.monotonic() - began
        print(f"the next run is done {took:.1f} s after a long one was cancelled")
        check(took < (60 if SANITIZED else 8), f"the next run waited {took:.1f} s")
        check(state() == "cancelled", "and stays so")


def alive(service):
    try:
        return service.ask("GET", "/livez", timeout=2)[0] == 200
    except OSError:
        return False


def newcomer(check):
    """What the greeting says, and the old product's commands, word for word."""
    with Service(AUTH="on", RATE_LIMIT_PER_MINUTE="60") as service:
        greeting = "".join(service.greeting)
        key = re.search(r"export RECON_KEY=(rk_\S+)", greeting)
        if not check(key is not None, "a key is shown: " + greeting):
            return
        folder = service.folder
        for name, text in (("bank.csv", BANK), ("ledger.csv", LEDGER)):
            with open(os.path.join(folder, name), "w") as file:
                file.write(text)
        commands = re.findall(r"^  (curl (?:.*\\\n)?.*)$", greeting, re.M)
        check(len(commands) == 2, f"two commands: {commands}")
        environment = dict(os.environ, RECON_KEY=key[1])
        for command in commands:
            out = subprocess.run(command.replace("curl ", "curl -sS -w '\\n%{http_code}' "), shell=True,
                                 cwd=folder, env=environment, capture_output=True)
            check(out.stdout.decode().rstrip().endswith("200"), f"{command}: {out.stdout[:200]} {out.stderr[:200]}")
        check(service.ask("GET", "/v1/runs")[0] == 401, "without the key nothing is told")
    with Service() as service:
        url = f"http://localhost:{service.port}"
        curl = lambda *more: subprocess.run(["curl", "-sS", *more], capture_output=True, cwd=service.folder).stdout
        for name, text in (("bank.csv", BANK), ("ledger.csv", LEDGER)):
            with open(os.path.join(service.folder, name), "w") as file:
                file.write(text)
        check(json.loads(curl(url + "/health"))["status"] == "healthy", "curl /health")
        made = json.loads(curl("-X", "POST", url + "/api/reconcile", "-F", "bank_file=@bank.csv",
                               "-F", "ledger_file=@ledger.csv"))
        check(made["status"] == "completed", f"curl /api/reconcile: {made}")
        for where in (made["report_url"], made["summary_url"], made["readable_url"]):
            check(len(curl(url + where)) > 100, "curl " + where)
        for kind in ("jira", "servicenow", "n8n", "generic", "email"):
            check(isinstance(json.loads(curl(f"{url}{made['tickets_url']}?format={kind}")), list), kind)
        out = subprocess.run([sys.argv[2], str(service.port), "bank.csv", "ledger.csv"],
                             cwd=service.folder, capture_output=True).stdout.decode()
        check('"state":"succeeded"' in out, "the client of examples/service: " + out[:300])


def new_key(check):
    """Another admin key: the database is opened and nothing else, so nothing begins meanwhile."""
    service = Service(AUTH="on", WORKERS="1")
    environment = {name: os.environ[name] for name in ("PATH", "ASAN_OPTIONS", "TSAN_OPTIONS") if name in os.environ}
    environment.update(service.settings, DATA_DIR=os.path.join(service.folder, "data"))
    ask = lambda: subprocess.run([sys.argv[1], "new-key"], env=environment, capture_output=True, timeout=60)
    first = {"Authorization": "Bearer " + re.search(r"export RECON_KEY=(rk_\S+)", "".join(service.greeting))[1]}
    beside = ask()
    if DATABASE:
        check(beside.returncode == 0, "beside a recond on the same PostgreSQL")
    else:
        check(beside.returncode == 2 and beside.stderr.count(b"\n") == 1, f"its folder is taken: {beside.stderr}")
    rows = "".join(f"2025-01-{i % 28 + 1:02},{i}.25,Customer {i}\n" for i in range(20000))
    check(service.reconcile("Date,Amount,Description\n" + rows, LEDGER, headers=first)[0] == 202, "a run is taken")
    service.kill()
    state = lambda: service.query("SELECT state||'/'||attempts||'/'||worker FROM run")
    before = state()
    made = ask()
    key = made.stdout.decode().strip()
    check(made.returncode == 0 and re.fullmatch(r"rk_\S{52}", key), f"a key and nothing else: {made}")
    check(state() == before, f"the run is as it was: {before}, {state()}")
    service.start()
    status, _, body = service.ask("GET", "/v1/keys", headers={"Authorization": "Bearer " + key})
    names = [one["name"] for one in json.loads(body)["items"]]
    check(status == 200 and names == ["admin"] * len(names) and len(names) == (3 if DATABASE else 2), f"it is good: {names}")
    check(service.stop() == 0, "status 0")


def main():
    check = Checks()
    drain(check)
    crowds(check)
    cancels(check)
    newcomer(check)
    new_key(check)
    check.end()


if __name__ == "__main__":
    main()
