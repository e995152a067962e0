"""Everybody at once: reads, runs, uploads that are cut off, people, wrong requests. No answer may be a
5xx, nothing may be left behind, and a sanitizer that watches must have nothing to say.
RECON_SERVICE_LONG=1 measures too, with wrk where it is installed."""

import http.client
import json
import os
import random
import re
import shutil
import subprocess
import threading
import time

from client import BANK, Checks, LEDGER, LONG, SANITIZED, Service, form, percentile, wait_until

SECONDS = 30 if LONG else 5
seed = int(os.environ.get("RECON_SEED", "3"))


def statement(rows, word):
    return "Date,Amount,Description\n" + "".join(
        f"2025-01-{i % 28 + 1:02},{i % 997}.{i % 100:02},{word} {i}\n" for i in range(rows))


class Crowd:
    """Threads that do something over and over, and what came back."""

    def __init__(self, service):
        self.service = service
        self.stop = threading.Event()
        self.lock = threading.Lock()
        self.statuses = {}
        self.wrong = []
        self.threads = []

    def add(self, what, number):
        self.threads.append(threading.Thread(target=self.go, args=(what, random.Random(seed * 100 + number))))
        self.threads[-1].start()

    def go(self, what, chance):
        connection = http.client.HTTPConnection("127.0.0.1", self.service.port, timeout=60)
        while not self.stop.is_set():
            try:
                what(self, connection, chance)
            except (OSError, http.client.HTTPException) as problem:
                if not isinstance(problem, (http.client.RemoteDisconnected, ConnectionError)):
                    self.wrong.append(f"{what.__name__}: {problem!r}")
                connection.close()
        connection.close()

    def ask(self, connection, method, path, body=None, headers=None):
        connection.request(method, path, body, headers or {})
        answer = connection.getresponse()
        text = answer.read()
        with self.lock:
            self.statuses[answer.status] = self.statuses.get(answer.status, 0) + 1
        if answer.status >= 500:
            self.wrong.append(f"{method} {path}: {answer.status} {text[:200]!r}")
        return answer.status, text


def reads(crowd, connection, chance):
    status, text = crowd.ask(connection, "GET", "/v1/runs")
    for item in json.loads(text)["items"][:3]:
        where = f"/v1/runs/{item['id']}"
        for path in (where, where + "/matches?limit=5", where + "/report.json", where + "/report.html",
                     where + "/tickets?format=jira&min_severity=high", f"/api/reports/{item['id']}/summary"):
            crowd.ask(connection, "GET", path)
    crowd.ask(connection, "GET", chance.choice(["/livez", "/readyz", "/health", "/metrics", "/openapi.json"]))


def runs(crowd, connection, chance):
    rows = chance.choice([3, 50, 50, 400, 3000])
    body, kind = form({"bank_file": ("b.csv", statement(rows, "Customer")),
                       "ledger_file": ("l.csv", statement(rows, f"Client {chance.randrange(1000)}"))})
    crowd.ask(connection, "POST", "/api/reconcile", body, {"Content-Type": kind})


def jobs(crowd, connection, chance):
    body, kind = form({"bank_file": ("b.csv", BANK + f"2025-02-01,{chance.randrange(9999)}.00,x\n"),
                       "ledger_file": ("l.csv", LEDGER)})
    status, text = crowd.ask(connection, "POST", "/v1/runs", body, {
        "Content-Type": kind, "Idempotency-Key": f"key-number-{chance.randrange(50)}"})
    if status in (200, 202):
        where = "/v1/runs/" + json.loads(text)["id"]
        decision = json.dumps({"decisions": [{"decision": "confirm", "match_id": "M000001"}]})
        crowd.ask(connection, *chance.choice([
            ("POST", where + "/cancel"), ("DELETE", where), ("GET", where + "/matches"),
            ("POST", where + "/decisions", decision, {"Content-Type": "application/json"})]))


def cuts(crowd, connection, chance):
    """Half an upload, half a head, bytes, and nobody who waits for the answer."""
    body, kind = form({"bank_file": ("b.csv", statement(5000, "x")), "ledger_file": ("l.csv", LEDGER)})
    head = f"POST /v1/runs HTTP/1.1\r\nHost: localhost\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
    sent = head.encode() + body
    made = crowd.service.connect(5)
    made.sendall(chance.choice([sent[:chance.randrange(len(sent))], head.encode()[:40], os.urandom(200),
                                b"GET /openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n" * 5]))
    made.close()


def people(crowd, connection, chance):
    account = {"email": f"p{chance.randrange(10**9)}@example.com", "password": "a long enough phrase"}
    kind = {"Content-Type": "application/json"}
    crowd.ask(connection, "POST", "/api/auth/register", json.dumps(account), kind)
    status, text = crowd.ask(connection, "POST", "/api/auth/login", json.dumps(account), kind)
    if status == 200:
        again = json.dumps({"refresh_token": json.loads(text)["refresh_token"]})
        for _ in range(2):
            crowd.ask(connection, "POST", "/api/auth/refresh", again, kind)


def mistakes(crowd, connection, chance):
    for method, path in (("GET", "/nothing"), ("DELETE", "/livez"), ("GET", "/v1/runs/x"), ("PUT", "/v1/keys"),
                         ("GET", "/v1/runs?cursor=zz"), ("POST", "/v1/runs")):
        crowd.ask(connection, method, path)


def crowds(check):
    with Service(QUEUE_MAX="100000", WORKERS="2") as service:
        crowd = Crowd(service)
        for number, what in enumerate((reads, reads, runs, runs, jobs, jobs, cuts, people, mistakes)):
            crowd.add(what, number)
        time.sleep(SECONDS)
        crowd.stop.set()
        for thread in crowd.threads:
            thread.join()
        print(f"{SECONDS} s (seed {seed}): {dict(sorted(crowd.statuses.items()))}", flush=True)
        for wrong in crowd.wrong[:10]:
            check(False, wrong)
        check(sum(crowd.statuses.values()) > (20 if SANITIZED else 200), "there was something to do")
        check(service.ask("GET", "/livez")[0] == 200, "alive")
        incoming = os.path.join(service.folder, "data", "incoming")
        check(wait_until(lambda: not os.listdir(incoming), 20), "no upload is left half")
        check(wait_until(lambda: service.descriptors() < 100, 20), f"{service.descriptors()} descriptors")


def threads_of(service):
    """Whether each thread gives way, and whether it would like to compute just now."""
    out = []
    for number in os.listdir(f"/proc/{service.process.pid}/task"):
        try:
            with open(f"/proc/{service.process.pid}/task/{number}/stat") as stat:
                fields = stat.read().rsplit(")", 1)[1].split()
        except OSError:  # it has ended
            continue
        out.append((int(fields[16]) > os.nice(0), fields[0] == "R"))
    return out


def gives_way(check):
    """Whatever computes leaves the cores to those who answer, and no more of it goes than can."""
    if SANITIZED:
        return
    big = [statement(60_000, word) for word in ("Customer", "Client")]
    with Service() as service:
        for number in range(4):
            status = service.reconcile(big[0], big[1] + f"2025-01-01,{number}.00,x\n")[0]
            check(status == 202, f"a run is taken: {status}")
        seen = []
        while service.query("SELECT count(*) FROM run WHERE finished=0") and len(seen) < 400:
            seen.append(threads_of(service))
            time.sleep(0.005)
        computing = [sum(way and runs for way, runs in now) for now in seen]
        others = [sum(runs and not way for way, runs in now) for now in seen]
        check(max(computing) > 0, "runs are computed")
        usual = percentile(computing, 0.9)  # who delivers messages looks up at each end of a run
        check(usual <= os.cpu_count(), f"{usual} threads compute runs")
        check(sum(others) <= len(seen) / 2, f"{sum(others)} times of {len(seen)} somebody else computed")
        check(wait_until(lambda: service.query("SELECT count(*) FROM run WHERE finished=0") == 0, 120), "they end")
        body, kind = form({"file": ("b.csv", big[0])})
        sent = [threading.Thread(target=service.ask, args=("POST", "/api/ingest/bank", body, {"Content-Type": kind}))
                for _ in range(12)]
        for one in sent:
            one.start()
        computing = []
        while any(one.is_alive() for one in sent):
            computing.append(sum(way and runs for way, runs in threads_of(service)))
            time.sleep(0.002)
        check(max(computing) > 0, "files are read")
        usual = percentile(computing, 0.9)
        check(usual <= os.cpu_count(), f"{usual} threads read files")


def wrk(service, path, *more, seconds=8):
    out = subprocess.run(["wrk", "-t2", "-c64", f"-d{seconds}s", "--latency", *more,
                          f"http://127.0.0.1:{service.port}{path}"], capture_output=True).stdout.decode()
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", out)[1])
    p99 = re.search(r"99%\s+(\S+)", out)[1]
    return rate, p99, "Non-2xx" in out or "Socket errors" in out


def figures(check):
    with Service(WORKERS="2") as service:
        if shutil.which("wrk"):
            print("/livez, 64 connections: %.0f a second, p99 %s, errors %s" % wrk(service, "/livez"), flush=True)
            made = json.loads(service.reconcile(path="/api/reconcile")[2])["reconciliation_id"]
            print("a stored result, 64 connections: %.0f a second, p99 %s, errors %s"
                  % wrk(service, f"/v1/runs/{made}/matches"), flush=True)
        big = [statement(100_000, word) for word in ("Customer", "Client")]
        threads = [threading.Thread(target=service.reconcile, args=(big[0], big[1] + f"2025-01-01,{n}.00,x\n"))
                   for n in range(4)]
        for thread in threads:
            thread.start()
        times = []
        for _ in range(300):
            began = time.monotonic()
            check(service.ask("GET", "/livez")[0] == 200, "livez beside runs")
            times.append(time.monotonic() - began)
            time.sleep(0.01)
        for thread in threads:
            thread.join()
        print(f"/livez beside four runs of 100,000 rows: p99 {percentile(times, 0.99) * 1e3:.1f} ms")
        check(percentile(times, 0.99) < 1, f"p99 {percentile(times, 0.99)}")  # 0.02 where nothing else runs
    with Service(QUEUE_MAX="100000") as service:
        todo = list(range(2000))
        times = []

        def send():
            connection = http.client.HTTPConnection("127.0.0.1", service.port, timeout=60)
            while True:
                try:
                    number = todo.pop()
                except IndexError:
                    return
                body, kind = form({"bank_file": ("b", statement(50, f"Customer {number}")),
                                   "ledger_file": ("l", statement(50, "Client"))})
                began = time.monotonic()
                connection.request("POST", "/api/reconcile", body, {"Content-Type": kind})
                check(connection.getresponse().read().startswith(b'{"'), "a run")
                times.append(time.monotonic() - began)

        threads = [threading.Thread(target=send) for _ in range(32)]
        began = time.monotonic()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        print(f"50 x 50 rows, 32 connections: {2000 / (time.monotonic() - began):.0f} runs a second, "
              f"p99 {percentile(times, 0.99) * 1e3:.0f} ms")


def main():
    check = Checks()
    crowds(check)
    gives_way(check)
    if LONG:
        figures(check)
    check.end()


if __name__ == "__main__":
    main()
