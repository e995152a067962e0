"""kill -9 at random moments while runs come in: none is lost, none is done twice, no file is half
there. RECON_SERVICE_LONG=1: 200 kills and 1,000 runs."""

import http.client
import json
import os
import random
import threading
import time

from client import Checks, DATABASE, LONG, Service, form

KILLS = 200 if LONG else 15
RUNS = 1000 if LONG else 120
seed = int(os.environ.get("RECON_SEED", "7"))
random.seed(seed)


def files(number, large):
    rows = 4000 if large else 3
    bank = "Date,Amount,Description\n" + "".join(
        f"2025-01-{i % 28 + 1:02},{number + i}.{i % 100:02},Customer {number} {i}\n" for i in range(rows))
    return bank, bank.replace("Customer", "Client")


def main():
    check = Checks()
    service = Service(WORKERS="2", CACHE_TTL="0", QUEUE_MAX="5000", RATE_LIMIT_PER_MINUTE="1000000")
    accepted = {}
    lock = threading.Lock()
    todo = list(range(RUNS))
    done = threading.Event()

    def send():
        while True:
            with lock:
                if not todo:
                    return
                number = todo.pop()
            bank, ledger = files(number, number % 10 == 0)
            body, kind = form({"bank_file": ("b.csv", bank), "ledger_file": ("l.csv", ledger)})
            while True:  # the same key, so that a repeated request makes no second run
                try:
                    status, _, answer = service.ask("POST", "/v1/runs", body, {
                        "Content-Type": kind, "Idempotency-Key": f"run-number-{number}"}, timeout=10)
                    if status == 202:
                        with lock:
                            accepted[number] = json.loads(answer)["id"]
                        break
                except (OSError, http.client.HTTPException):
                    pass
                time.sleep(0.02)

    threads = [threading.Thread(target=send) for _ in range(8)]
    for thread in threads:
        thread.start()
    for _ in range(KILLS):
        time.sleep(random.uniform(0.01, 0.35))
        service.kill()
        service.start()
    for thread in threads:
        thread.join()
    print(f"{KILLS} kills, {len(accepted)} runs accepted (seed {seed})", flush=True)
    check(len(set(accepted.values())) == RUNS, "each request made one run")

    began = time.monotonic()
    waiting = set(accepted.values())
    while waiting and time.monotonic() - began < 120:
        for run in list(waiting):
            status, _, answer = service.ask("GET", "/v1/runs/" + run)
            check(status == 200, f"{run} is lost")
            state = json.loads(answer)["state"]
            if state not in ("queued", "running"):
                waiting.discard(run)
                if state != "succeeded":
                    check(False, f"{run} {state}: {json.loads(answer)['error']}")
        time.sleep(0.1)
    check(not waiting, f"{len(waiting)} runs never ended")
    print(f"all ended {time.monotonic() - began:.1f} s after the last kill")
    for number, run in list(accepted.items())[:: max(1, RUNS // 50)]:
        status, _, answer = service.ask("GET", f"/v1/runs/{run}/report.json")
        summary = json.loads(answer)
        check(status == 200 and summary["proof"]["holds"], f"{run} has no proof")

    data = os.path.join(service.folder, "data")
    ask = service.query
    check(ask("SELECT count(*) FROM run") == RUNS, "as many runs as requests")
    check(ask("SELECT count(*) FROM run WHERE state='succeeded' AND counts=''") == 0, "figures")
    check(ask("SELECT count(*) FROM run WHERE NOT EXISTS (SELECT 1 FROM result WHERE "
              "result.tenant=run.tenant AND result.key=run.result_key)") == 0, "results")
    if not DATABASE:
        check(ask("PRAGMA integrity_check") == "ok", "the database is whole")
    print("attempts beyond the first:", ask("SELECT sum(attempts) FROM run"))
    service.kill()
    service.start()  # clears what the dead have left
    names = [os.path.join(folder, name) for folder, _, found in os.walk(data) for name in found]
    check(not [n for n in names if "/incoming/" in n or ".tmp" in n], "no file is half there")
    results = os.path.join(data, "results", "local")
    folders = os.listdir(results) if os.path.isdir(results) else []
    check(not [f for f in folders if f.startswith("draft-")], "no result is half there")
    status = service.stop()
    check(status == 0, f"ended with {status}")
    check.end()


if __name__ == "__main__":
    main()
