"""Two recond on one PostgreSQL are one service; kill -9 of one of them, and kill -9 and SIGSTOP of
PostgreSQL, while runs come in: none is lost, none is done twice. RECON_SERVICE_LONG=1: more of it."""

import http.client
import json
import os
import random
import shutil
import signal
import threading
import time

from client import Checks, LONG, SANITIZED, Service, form, is_problem, wait_until
from postgres import Postgres

seed = int(os.environ.get("RECON_SEED", "7"))
chance = random.Random(seed)
SECRET = "a secret of the tests, which is long enough"


def files(number, rows):
    bank = "Date,Amount,Description\n" + "".join(
        f"2025-01-{i % 28 + 1:02},{number + i}.{i % 100:02},Customer {number} {i}\n" for i in range(rows))
    return bank, bank.replace("Customer", "Client")


def several(server, schema, count, **settings):
    server.ask(f"CREATE SCHEMA {schema}")
    url = f"{server.url}?options=-csearch_path%3D{schema}"
    return [Service(DATABASE_URL=url, JWT_SECRET_KEY=SECRET, **settings) for _ in range(count)]


def state_of(service, run, headers=None):
    status, _, body = service.ask("GET", "/v1/runs/" + run, headers=headers)
    return json.loads(body).get("state", status)


def as_one(check, server):
    """What one has made, the other knows."""
    one, two = several(server, "as_one", 2, AUTH="on", WORKERS="1")
    form_type = {"Content-Type": "application/x-www-form-urlencoded"}
    account = "email=ann%40example.com&password=correct+horse+battery"
    check(one.ask("POST", "/api/auth/register", account, form_type)[0] == 201, "register at one")
    status, _, body = two.ask("POST", "/api/auth/login", account, form_type)
    check(status == 200, "sign in at the other")
    tokens = json.loads(body)
    who = {"Authorization": "Bearer " + tokens["access_token"]}
    check(one.ask("GET", "/api/auth/me", headers=who)[0] == 200, "its token is good at the first")

    once = {**who, "Idempotency-Key": "the-same-key"}
    answers = []
    threads = [threading.Thread(target=lambda s=s: answers.append(s.reconcile(headers=once)))
               for s in (one, two) * 10]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    runs = {json.loads(body).get("id") for _, _, body in answers}
    check(len(runs) == 1 and all(status == 202 for status, _, _ in answers), f"one key, one run: {runs}")
    check(sum("Idempotency-Replayed" in headers for _, headers, _ in answers) == 19, "19 are told so")
    run = runs.pop()
    check(wait_until(lambda: state_of(one, run, who) == "succeeded", 20), "it ends")

    # A large one: its files and its result stand in the database.
    status, _, body = one.reconcile(*files(1, 6000), headers={**who, "Prefer": "wait=60"})
    large = json.loads(body)
    check(status == 200 and large["state"] == "succeeded", f"a large run: {body[:300]}")
    for run in (run, large["id"]):
        for path in ("matches?limit=2", "report.txt", "report.json", "tickets", "rows?limit=1"):
            first, second = (s.ask("GET", f"/v1/runs/{run}/{path}", headers=who) for s in (one, two))
            same = first[0] == second[0] == 200 and first[2] == second[2]
            check(same, f"{path} at either: {first[0]} {second[0]}")
    first = json.loads(one.ask("GET", f"/v1/runs/{large['id']}/matches?limit=2", headers=who)[2])
    check(two.ask("GET", f"/v1/runs/{large['id']}/matches?limit=2&cursor={first['next_cursor']}",
                  headers=who)[0] == 200, "a cursor of one is good at the other")
    json_type = {**who, "Content-Type": "application/json"}
    status, _, body = two.ask("POST", "/v1/runs", json.dumps({"rerun_of": large["id"], "date_window": "3"}),
                              {**json_type, "Prefer": "wait=60"})
    check(status == 200 and json.loads(body)["state"] == "succeeded", f"its files are there: {body[:300]}")

    match = json.loads(one.ask("GET", f"/v1/runs/{run}/matches?limit=1", headers=who)[2])["items"][0]["match_id"]
    check(one.ask("POST", f"/v1/runs/{run}/decisions", json.dumps(
        {"decisions": [{"decision": "confirm", "match_id": match}]}), json_type)[0] == 201, "a decision")
    check(len(json.loads(two.ask("GET", f"/v1/runs/{run}/decisions", headers=who)[2])["items"]) == 1,
          "the other knows it")

    refreshed = two.ask("POST", "/api/auth/refresh", "refresh_token=" + tokens["refresh_token"], form_type)
    check(refreshed[0] == 200, "refresh at the other")
    again = one.ask("POST", "/api/auth/refresh", "refresh_token=" + tokens["refresh_token"], form_type)
    check(again[0] == 401, "a second time at the first")
    check(two.ask("GET", "/api/auth/me", headers=who)[0] == 401, "and it ends the session at both")
    for service in (one, two):
        check(service.stop() == 0, "status 0")


def waits_and_cancels(check, server):
    """A run that one computes, and the other is asked for."""
    one, two = several(server, "waits", 2, WORKERS="1")
    one.process.send_signal(signal.SIGSTOP)  # so that the other has it
    status, _, body = two.reconcile(*files(1, 40000))
    long = json.loads(body)["id"]
    check(wait_until(lambda: state_of(two, long) == "running", 20), "the long run begins")
    one.process.send_signal(signal.SIGCONT)
    check(wait_until(lambda: state_of(one, long) in ("running", "succeeded"), 20), "the other sees it")
    status, _, body = one.ask("POST", f"/v1/runs/{long}/cancel")
    if status == 200:
        check(wait_until(lambda: "recon_queue" in two.ask("GET", "/metrics")[2].decode(), 5), "metrics")
        check(wait_until(lambda: json.loads(two.reconcile(*files(2, 3), headers={"Prefer": "wait=20"})[2])["state"]
                         == "succeeded", 20), "the next run goes")
        check(state_of(two, long) == "cancelled", "it stays cancelled")
    else:
        print("cancel: left out, this machine is done with the long run already")
    # Runs are shared; whoever accepted one tells its end, whoever computed it.
    ends = []
    threads = [threading.Thread(target=lambda n=n: ends.append(json.loads(one.reconcile(
        *files(100 + n, 2000), headers={"Prefer": "wait=60"})[2])["state"])) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    check(ends == ["succeeded"] * 8, f"all told: {ends}")
    metrics = [s.ask("GET", "/metrics")[2].decode() for s in (one, two)]
    computed = [sum(float(line.rsplit(" ", 1)[1]) for line in text.splitlines()
                    if line.startswith("recon_runs_total{")) for text in metrics]
    print("runs computed by each:", computed)
    check(min(computed) >= 1, "both work")
    for service in (one, two):
        service.stop()


class Senders:
    """Sends runs to whichever recond answers, each until it is accepted."""

    def __init__(self, services, count, pause=0.0):
        self.services, self.accepted, self.lock = services, {}, threading.Lock()
        self.todo, self.strange, self.pause = list(range(count)), [], pause
        self.threads = [threading.Thread(target=self.send, args=(i,)) for i in range(8)]
        for thread in self.threads:
            thread.start()

    def send(self, turn):
        while True:
            with self.lock:
                if not self.todo:
                    return
                number = self.todo.pop()
            body, kind = form({"bank_file": ("b.csv", files(number, 3000 if number % 10 == 0 else 3)[0]),
                               "ledger_file": ("l.csv", files(number, 3000 if number % 10 == 0 else 3)[1])})
            while True:
                turn += 1
                try:
                    status, headers, answer = self.services[turn % len(self.services)].ask(
                        "POST", "/v1/runs", body, {"Content-Type": kind, "Idempotency-Key": f"run-number-{number}"},
                        timeout=15)
                    if status == 202:
                        with self.lock:
                            self.accepted[number] = json.loads(answer)["id"]
                        break
                    if status != 503 or "Retry-After" not in headers or not is_problem(headers, answer, status):
                        self.strange.append((status, answer[:200]))
                except (OSError, http.client.HTTPException):
                    pass
                time.sleep(0.02)
            time.sleep(self.pause)

    def join(self):
        for thread in self.threads:
            thread.join()


def all_ended(check, services, server, schema, senders, count, seconds):
    check(not senders.strange, f"answers: {senders.strange[:3]}")
    check(len(set(senders.accepted.values())) == count, "each request made one run")
    began = time.monotonic()
    ask = lambda sql: server.ask(sql, schema)
    open_runs = "SELECT count(*) FROM run WHERE state IN ('queued','running')"
    check(wait_until(lambda: ask(open_runs) == "0", seconds, 0.2), f"{ask(open_runs)} runs never ended")
    print(f"all ended {time.monotonic() - began:.1f} s later")
    check(ask("SELECT count(*) FROM run") == str(count), "as many runs as requests")
    check(ask("SELECT count(*) FROM run WHERE state<>'succeeded'") == "0", "all succeeded: "
          + str(ask("SELECT state||' '||error_code||' '||error_detail FROM run WHERE state<>'succeeded' LIMIT 1")))
    check(ask("SELECT count(*) FROM run WHERE NOT EXISTS (SELECT 1 FROM result WHERE result.tenant=run.tenant AND"
              " result.key=run.result_key)") == "0", "each has a result")
    check(ask("SELECT count(*) FROM (SELECT 1 FROM result GROUP BY tenant, key HAVING count(*)>1) AS t") == "0", "one")
    for number, run in list(senders.accepted.items())[:: max(1, count // 20)]:
        for service in services:
            status, _, answer = service.ask("GET", f"/v1/runs/{run}/report.json")
            check(status == 200 and json.loads(answer)["proof"]["holds"], f"{number} has no proof: {status}")


def process_dies(check, server):
    """kill -9 of one of two, again and again."""
    kills, count = (60, 600) if LONG else (8, 100)
    services = several(server, "dies", 2, WORKERS="1", CACHE_TTL="0", QUEUE_MAX="5000")
    senders = Senders(services, count)
    for turn in range(kills):
        time.sleep(chance.uniform(0.05, 0.4))
        services[turn % 2].kill()
        services[turn % 2].start()
    senders.join()
    all_ended(check, services, server, "dies", senders, count, 90)
    for service in services:
        check(service.stop() == 0, "status 0")


def one_never_returns(check, server):
    """What a process held that is gone for good, another takes up when its lease is over."""
    one, two = several(server, "gone", 2, WORKERS="1", CACHE_TTL="0")
    two.process.send_signal(signal.SIGSTOP)
    made = [json.loads(one.reconcile(*files(n, 9000))[2])["id"] for n in range(4)]
    check(wait_until(lambda: server.ask("SELECT count(*) FROM run WHERE state='running'", "gone") != "0", 10), "begun")
    one.kill()
    shutil.rmtree(one.folder)
    server.ask("UPDATE run SET lease=lease-59000 WHERE state='running'", "gone")  # nobody waits a minute here
    two.process.send_signal(signal.SIGCONT)
    check(wait_until(lambda: all(state_of(two, run) == "succeeded" for run in made), 40), "the other has done them")
    two.stop()


def database_dies(check, server):
    kills, count = (20, 400) if LONG else (3, 80)
    services = several(server, "killed", 2, WORKERS="1", CACHE_TTL="0", QUEUE_MAX="5000")
    senders = Senders(services, count, pause=0.05 if not LONG else 0.2)
    for _ in range(kills):
        time.sleep(chance.uniform(0.3, 0.8))
        server.kill()
        time.sleep(chance.uniform(0.0, 0.5))
        server.start()
    senders.join()
    all_ended(check, services, server, "killed", senders, count, 90)
    for service in services:
        check(service.stop() == 0, "status 0")


def database_away(check, server):
    """Stopped or dead: problems within its time, not ready within 3 s, and back without a restart."""
    service = several(server, "away", 1, WORKERS="1", CACHE_TTL="0")[0]
    slack = 3 if SANITIZED else 1
    for what, stop, go in (("SIGSTOP", lambda: server.signal(signal.SIGSTOP), lambda: server.signal(signal.SIGCONT)),
                           ("kill -9", server.kill, server.start)):
        check(wait_until(lambda: service.ask("GET", "/readyz")[0] == 200, 10), "ready")
        senders = Senders([service], 30, pause=0.05)
        time.sleep(0.3)
        stop()
        began = time.monotonic()
        ready = []
        watch = threading.Thread(target=lambda: ready.append(
            time.monotonic() - began if wait_until(lambda: service.ask("GET", "/readyz")[0] == 503, 20) else 99))
        watch.start()
        slowest = 0
        for _ in range(5):
            for method, path in (("POST", "/v1/runs"), ("GET", "/v1/runs"), ("GET", "/v1/keys")):
                at = time.monotonic()
                status, headers, body = (service.reconcile() if method == "POST" else service.ask(method, path))
                slowest = max(slowest, time.monotonic() - at)
                check(status == 503 and is_problem(headers, body, 503) and "Retry-After" in headers,
                      f"{what} {method} {path}: {status} {body[:200]}")
        watch.join()
        print(f"{what}: not ready after {ready[0]:.1f} s; the slowest answer took {slowest:.2f} s")
        check(ready[0] <= 3 * slack, f"{what}: not ready after {ready[0]:.1f} s")
        check(slowest < 2.5 * slack, f"{what}: {slowest:.1f} s")
        check(service.ask("GET", "/livez")[0] == 200, "alive")
        check(json.loads(service.ask("GET", "/health")[2])["dependencies"]["database"] == "unavailable", "told")
        go()
        began = time.monotonic()
        check(wait_until(lambda: service.ask("GET", "/readyz")[0] == 200, 10), f"{what}: ready again")
        print(f"{what}: ready {time.monotonic() - began:.1f} s after it is back")
        senders.join()
        check(not senders.strange, f"answers: {senders.strange[:3]}")
        check(wait_until(lambda: server.ask("SELECT count(*) FROM run WHERE state IN ('queued','running')", "away")
                         == "0", 30), "all ended")
        check(server.ask("SELECT count(*) FROM run WHERE state<>'succeeded'", "away") == "0", "all succeeded")
        check(server.ask("SELECT count(*)=count(DISTINCT run) FROM idempotency", "away") == "t", "none twice")
        server.ask("DELETE FROM idempotency", "away")
    check(service.stop() == 0, "status 0")


def refused(check, server):
    """What cannot be used stops the start with one line that does not tell the password."""
    for url, word in (("postgresql://recon:canary-77@127.0.0.1:1/none", "refused"),
                      (server.url.replace("/postgres", "/nowhere").replace("recon@", "recon:canary-77@"), "nowhere"),
                      (server.url.replace("recon@", "recon:canary-77@") + "?sslmode=verify-full", "SSL"),
                      ("postgresql://recon:canary-77@[", "DATABASE_URL")):
        try:
            Service(DATABASE_URL=url, JWT_SECRET_KEY=SECRET).stop()
            check(False, f"{url} starts")
        except RuntimeError as told:
            told = str(told).replace("recond ended: ", "")
            check(word in told and told.count("\n") == 1 and "canary-77" not in told, f"{url}: {told}")
    server.ask("CREATE SCHEMA newer")
    service = several(server, "newest", 1)[0]
    service.kill()
    server.ask("UPDATE schema_version SET version=99", "newest")
    try:
        service.start()
        check(False, "a later version's database")
    except RuntimeError as told:
        check("later version" in str(told), str(told))
    shutil.rmtree(service.folder)
    # Two that start at once on an empty database: one makes the tables, the other waits.
    made = []
    server.ask("CREATE SCHEMA at_once")
    threads = [threading.Thread(target=lambda: made.extend(several(server, "at_once", 1))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    check(len(made) == 3 and all(s.reconcile(path="/api/reconcile")[0] == 200 for s in made), "started at once")
    for service in made:
        service.stop()


def main():
    check = Checks()
    with Postgres() as server:
        for part in (as_one, waits_and_cancels, process_dies, one_never_returns, database_dies, database_away, refused):
            began = time.monotonic()
            part(check, server)
            print(f"{part.__name__}: {time.monotonic() - began:.1f} s", flush=True)
    check.end()


if __name__ == "__main__":
    main()
