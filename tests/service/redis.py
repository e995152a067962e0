"""Two recond and a Redis, which is shared, stalled, killed and there again."""

import http.client
import json
import os
import re
import sys
import threading
import time

from client import BANK, LEDGER, SANITIZED, Checks, Service, percentile, wait_until
from redis_server import Redis, installed

check = Checks()
SLOW = 5 if SANITIZED else 1


def answer_of(got):
    return json.loads(got[2])


def many(apps, threads, calls, path="/v1/runs", key=None):
    """So many GETs from so many threads on kept connections; gives statuses and times."""
    out = []
    lock = threading.Lock()

    def work(number):
        app = apps[number % len(apps)]
        connection = http.client.HTTPConnection("127.0.0.1", app.port, timeout=30)
        mine = []
        headers = {"Authorization": "Bearer " + key} if key else {}
        for _ in range(calls):
            began = time.monotonic()
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            answer.read()
            mine.append((answer.status, time.monotonic() - began, began))
        connection.close()
        with lock:
            out.extend(mine)

    crew = [threading.Thread(target=work, args=(n,)) for n in range(threads)]
    for thread in crew:
        thread.start()
    for thread in crew:
        thread.join()
    return out


def shared_limit(redis):
    """8 threads, 400 calls each, two processes: the burst, and what came since."""
    for rate in ("60", "6000"):
        settings = {"REDIS_URL": redis.url, "REDIS_PREFIX": f"limit{rate}:",
                    "RATE_LIMIT_PER_MINUTE": rate,
                    "JWT_SECRET_KEY": "a secret of the tests, which is long enough"}
        with Service(**settings) as one, Service(**settings) as two:
            began = time.monotonic()
            got = many([one, two], 8, 400)
            took = time.monotonic() - began
            allowed = sum(status == 200 for status, _, _ in got)
            limited = sum(status == 429 for status, _, _ in got)
            check(allowed + limited == 3200, "every request is answered by 200 or 429")
            # From the first answer to the last one, the clock gives one more every interval.
            most = int(rate) + int(took * int(rate) / 60) + 1
            least = min(3200, int(rate) + int((took - 0.5) * int(rate) / 60) - 1)
            check(least <= allowed <= most, f"{rate} a minute: {allowed} allowed in {took:.2f} s")
            if rate == "60":
                kept = redis.ask("KEYS", "limit60:*")
                check(re.search(r"limit60:rate:[\w-]{22}", kept), "the prefix")
                check("local" not in kept, "and nobody's name")
            metrics = one.ask("GET", "/metrics")[2].decode()
            check("recon_rate_limit_degraded_total 0" in metrics, "counted by the Redis")
            check('recon_redis_commands_total{result="ok"}' in metrics and "recon_redis_up 1" in metrics,
                  "metrics of Redis")


def shared_cache(redis):
    with Service(REDIS_URL=redis.url) as one:
        run = answer_of(one.reconcile(headers={"Prefer": "wait=20"}))
        path = f"/v1/runs/{run['id']}/matches"
        first = one.ask("GET", path)[2]
        keys = redis.ask("KEYS", "recon:cache:*")
        check("recon:cache:" in keys and run["id"] not in keys, "results are kept, under no telling name")
        life = redis.ask("TTL", keys.split("\r\n")[2])
        check(0 < int(life.strip().lstrip(":")) <= 3600, f"for CACHE_TTL: {life}")
        check(one.ask("GET", path)[2] == first, "and are the same")


def commands(app, result):
    for line in app.ask("GET", "/metrics")[2].decode().splitlines():
        if line.startswith(f'recon_redis_commands_total{{result="{result}"}}'):
            return int(float(line.split()[-1]))
    return 0


def stalled(redis):
    """Under load: no request fails, and none waits longer than one timeout."""
    with Service(REDIS_URL=redis.url, REDIS_PREFIX="stall:", RATE_LIMIT_PER_MINUTE="10000000",
                 LOG_LEVEL="INFO") as app:
        run = answer_of(app.reconcile(headers={"Prefer": "wait=20"}))
        path = f"/v1/runs/{run['id']}/matches"
        usual = percentile([t for _, t, _ in many([app], 4, 200, path)], 0.99)
        for what, stop, start in (("SIGSTOP", redis.stall, redis.go_on),
                                  ("kill -9", redis.kill, redis.start)):
            out = []
            failed_before = commands(app, "failed")
            load = threading.Thread(target=lambda: out.extend(many([app], 4, 1500, path)))
            load.start()
            time.sleep(0.3)
            at = time.monotonic()
            stop()
            health = lambda: answer_of(app.ask("GET", "/health"))
            check(wait_until(lambda: health()["dependencies"]["redis"] == "unavailable", 4),
                  f"{what}: /health tells")
            check(health()["status"] == "degraded", f"{what}: degraded")
            check(app.ask("GET", "/readyz")[0] == 200, f"{what}: and ready all the same")
            load.join()
            check(all(status == 200 for status, _, _ in out), f"{what}: no request fails")
            print(f"{what}: slowest of {len(out)} requests {max(t for _, t, _ in out) * 1000:.0f} ms"
                  f" (usual p99 {usual * 1000:.0f} ms)")
            failed = commands(app, "failed") - failed_before
            check(0 < failed <= 4, f"{what}: one command of each connection waits in vain: {failed}")
            check(commands(app, "skipped") > 1000, f"{what}: and no other is tried")
            slow = [t for _, t, _ in out if t > 0.060 * SLOW + usual]
            check(len(slow) <= 4 + len(out) // 200, f"{what}: {len(slow)} slow requests: {slow[:6]}")
            after = [t for _, t, began in out if began > at + 0.2]
            check(not after or percentile(after, 0.99) < 0.05 * SLOW + usual,
                  f"{what}: later ones are not: {percentile(after, 0.99):.3f} s")
            start()
            check(wait_until(lambda: health()["dependencies"]["redis"] == "available", 5),
                  f"{what}: it is used again without a restart")
            check(health()["status"] == "healthy", f"{what}: healthy again")
        with open(os.path.join(app.folder, "log")) as log:
            text = log.read()
        gone, back = text.count('"redis_unavailable"'), text.count('"redis_back"')
        check(2 <= gone == back < 10, f"logged when it goes and comes, not at each request: {gone}, {back}")
        check(redis.password not in text, "without the password")


def alone(redis):
    """A limit holds while the Redis is away, and after it is back and empty."""
    with Service(REDIS_URL=redis.url, REDIS_PREFIX="alone:", RATE_LIMIT_PER_MINUTE="60") as app:
        began = time.monotonic()
        first = many([app], 1, 40)
        redis.kill()
        second = many([app], 1, 40)
        redis.start()
        wait_until(lambda: answer_of(app.ask("GET", "/health"))["dependencies"]["redis"] == "available", 5)
        third = many([app], 1, 40)
        took = time.monotonic() - began
        allowed = sum(status == 200 for status, _, _ in first + second + third)
        check(60 <= allowed <= 61 + took, f"{allowed} allowed in {took:.1f} s through all of it")
    with Service(REDIS_URL="redis://127.0.0.1:1") as app:
        check(answer_of(app.reconcile(headers={"Prefer": "wait=20"}))["state"] == "succeeded",
              "a Redis that never was: the service works")


if not installed():
    print("no redis-server here: nothing tested")
    sys.exit(0)
with Redis() as server:
    shared_limit(server)
    shared_cache(server)
    stalled(server)
    alone(server)
check.end()
