"""Webhooks: every event arrives at least once, of a run in order, and signed, however the receiver
and the service fail; and no address inside is ever connected to."""

import base64
import hashlib
import hmac
import http.client
import http.server
import json
import os
import random
import socket
import threading
import time

from client import BANK, Checks, LEDGER, LONG, Service, is_problem, wait_until
from postgres import Postgres

chance = random.Random(int(os.environ.get("RECON_SEED", "7")))
SECRET = "a secret of the tests, which is long enough"
OPEN = {"WEBHOOK_ALLOWED_NETWORKS": "127.0.0.1/32", "WEBHOOK_RETRY_SECONDS": ",".join(["0"] + ["1"] * 30)}
JSON = {"Content-Type": "application/json"}


class Receiver:
    """Takes what comes; `mood(number)` gives the status of each answer, or None: none."""

    def __init__(self, mood=lambda number: 200, headers=()):
        self.got, self.asked, self.lock = [], 0, threading.Lock()
        receiver = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                with receiver.lock:
                    receiver.asked += 1
                    status = mood(receiver.asked)
                    if status is not None and 200 <= status < 300:
                        receiver.got.append((dict(self.headers), body))
                if status is None:
                    self.connection.close()
                    return
                self.send_response(status)
                for name, value in headers:
                    self.send_header(name, value)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *ignored):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()


def signed_well(headers, body, secret):
    key = base64.b64decode(secret.removeprefix("whsec_"))
    text = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    good = "v1," + base64.b64encode(hmac.new(key, text, hashlib.sha256).digest()).decode()
    return headers["webhook-signature"] == good and abs(time.time() - int(headers["webhook-timestamp"])) < 300


def make(service, port, **more):
    status, _, body = service.ask("POST", "/v1/webhooks", json.dumps(
        {"url": f"http://127.0.0.1:{port}/hook", **more}), JSON)
    assert status == 201, body
    return json.loads(body)


def deliveries(service, hook, state=""):
    return json.loads(service.ask("GET", f"/v1/webhooks/{hook['id']}/deliveries?state={state}")[2])["items"]


def telling(check):
    """What is sent, in each format; a test; the list; what is removed."""
    receiver = Receiver()
    with Service(**OPEN) as service:
        hooks = {kind: make(service, receiver.port, ticket_format=kind)
                 for kind in ("jira", "servicenow", "n8n", "generic", "email")}
        check("secret" not in service.ask("GET", "/v1/webhooks")[2].decode(), "the secret is shown once")
        run = json.loads(service.reconcile(BANK + "2025-01-20,12500.00,Big customer\n", LEDGER + "2025-02-01,77.00,x\n",
                                           headers={"Prefer": "wait=20"})[2])
        tickets = run["counts"]["discrepancies"]
        expected = 5 * (2 + tickets)
        check(wait_until(lambda: len(receiver.got) >= expected, 20), f"{len(receiver.got)} of {expected} arrived")
        time.sleep(0.3)
        check(len(receiver.got) == expected, "and no more")
        for kind, hook in hooks.items():
            mine = [json.loads(body) for headers, body in receiver.got if signed_well(headers, body, hook["secret"])]
            check([m["type"] for m in mine] == ["run.completed", "discrepancies.found"] + ["ticket.created"] * tickets,
                  f"{kind}, in order: {[m['type'] for m in mine]}")
            check(mine[0]["data"]["id"] == run["id"] and mine[0]["data"]["counts"] == run["counts"], "the run's figures")
            given = json.loads(service.ask("GET", f"/v1/runs/{run['id']}/tickets?format={kind}")[2])
            shown = [m["data"]["ticket"] for m in mine[2:]]
            for ticket in given + shown:
                ticket.pop("timestamp", None)
            check(shown == given, f"{kind}: the tickets as they are asked for")
            listed = deliveries(service, hook)
            check([d["state"] for d in listed] == ["delivered"] * 3, f"{kind}: {listed}")
        check(len({headers["webhook-id"] for headers, _ in receiver.got}) == expected, "each has its own id")
        again = json.loads(service.ask("POST", "/v1/runs", json.dumps({"rerun_of": run["id"]}),
                                       {**JSON, "Prefer": "wait=20"})[2])
        check(again["from_cache"], "the second is from the cache")
        check(wait_until(lambda: len(receiver.got) >= 2 * expected, 20), "and told as well")
        bad = json.loads(service.reconcile("no table", LEDGER, headers={"Prefer": "wait=20"})[2])
        check(bad["state"] == "failed" and wait_until(lambda: any(
            json.loads(body)["type"] == "run.failed" for _, body in receiver.got), 20), "a run that failed")
        hook = hooks["n8n"]
        before = len(receiver.got)
        check(service.ask("POST", f"/v1/webhooks/{hook['id']}/test")[0] == 202, "a test")
        check(wait_until(lambda: any(json.loads(b)["type"] == "test" for _, b in receiver.got[before:]), 10), "arrives")
        for one in hooks.values():
            check(service.ask("DELETE", "/v1/webhooks/" + one["id"])[0] == 204, "removed")
        before = len(receiver.got)
        service.reconcile(BANK, LEDGER + "2025-02-03,1.00,y\n", headers={"Prefer": "wait=20"})
        time.sleep(1.2)
        check(len(receiver.got) == before, "nobody is told any more")
        for body in ('{"url":"http://127.0.0.1:1","events":["x"]}', '{"url":7}', '{}', '[]', '{"url":"https://a.example","x":1}',
                     '{"url":"https://a.example","ticket_format":"fax"}', '{"url":"https://a.example","events":[]}'):
            status, headers, answer = service.ask("POST", "/v1/webhooks", body, JSON)
            check(status == 400 and is_problem(headers, answer, 400), f"{body}: {status}")
        text = service.ask("GET", "/metrics")[2].decode()
        check('recon_webhook_deliveries_total{outcome="delivered"}' in text, "counted")
    receiver.stop()


def failing(check):
    """Retries, Retry-After, the list of the dead, sending again, and a receiver that is gone."""
    awake = threading.Event()
    receiver = Receiver(lambda number: 200 if awake.is_set() else chance.choice((500, 302, 404, None)))
    with Service(**{**OPEN, "WEBHOOK_RETRY_SECONDS": "0,0"}) as service:
        hook = make(service, receiver.port, events=["run.completed"])
        service.reconcile(headers={"Prefer": "wait=20"})
        check(wait_until(lambda: deliveries(service, hook, "dead"), 20), "it is given up")
        dead = deliveries(service, hook, "dead")[0]
        check(dead["attempts"] == 3 and dead["last_failure"], f"after three attempts: {dead}")
        check(receiver.asked == 3, "and no more")
        awake.set()
        path = f"/v1/webhooks/{hook['id']}/deliveries/{dead['id']}/redeliver"
        check(service.ask("POST", path)[0] == 202, "sent again")
        check(wait_until(lambda: len(receiver.got) == 1, 10), "arrives")
        check(wait_until(lambda: deliveries(service, hook)[0]["state"] == "delivered", 5), "told so")
        check(service.ask("POST", path)[0] == 404, "once it has arrived it is not sent again")
    receiver.stop()
    gone = Receiver(lambda number: 410)
    later = Receiver(lambda number: 503 if number == 1 else 200, headers=[("Retry-After", "2")])
    with Service(**OPEN) as service:
        hook, patient = make(service, gone.port), make(service, later.port, events=["run.completed"])
        began = time.monotonic()
        service.reconcile(headers={"Prefer": "wait=20"})
        check(wait_until(lambda: not [h for h in json.loads(service.ask("GET", "/v1/webhooks")[2])["items"]
                                      if h["id"] == hook["id"]][0]["active"], 10), "410 ends a webhook")
        check(all(d["state"] == "dead" for d in deliveries(service, hook)), "and what was to be sent to it")
        check(wait_until(lambda: later.got, 10), "after Retry-After")
        check(time.monotonic() - began >= 2, f"not before: {time.monotonic() - began:.1f} s")
    gone.stop()
    later.stop()


def pausing(check):
    """A receiver that fails has its pause from what comes after as well, over a restart."""
    awake = threading.Event()
    receiver = Receiver(lambda number: 200 if awake.is_set() else 500)
    with Service(**{**OPEN, "WEBHOOK_RETRY_SECONDS": "30,30"}) as service:
        hook = make(service, receiver.port, events=["run.completed"])
        service.reconcile(headers={"Prefer": "wait=20"})
        paused = lambda: json.loads(service.ask("GET", "/v1/webhooks")[2])["items"][0]["paused_until"]
        check(wait_until(paused, 10), "a pause")
        asked, until = receiver.asked, paused()
        service.kill()
        service.start()
        awake.set()
        service.reconcile(BANK, LEDGER + "2025-02-03,1.00,y\n", headers={"Prefer": "wait=20"})
        time.sleep(1.5)
        check(receiver.asked == asked, "nothing is sent meanwhile")
        check(paused() == until, "the pause is the same")
        check(all(d["next_attempt_at"] >= until for d in deliveries(service, hook)), "and told of each message")
        check(service.ask("POST", f"/v1/webhooks/{hook['id']}/test")[0] == 202, "a test by hand")
        check(wait_until(lambda: len(receiver.got) >= 2, 10) and paused() is None, "ends it")
    receiver.stop()


def failing_everything(check):
    """A receiver that fails now and then, two recond that are killed, on one PostgreSQL: every event
    arrives, and of each run the first time of each is in order."""
    runs, kills = (200, 30) if LONG else (20, 4)
    receiver = Receiver(lambda number: chance.choice((200, 200, 200, 500, None)))
    with Postgres() as server:
        url = f"{server.url}?options=-csearch_path%3Dhooks"
        server.ask("CREATE SCHEMA hooks")
        services = [Service(DATABASE_URL=url, JWT_SECRET_KEY=SECRET, CACHE_TTL="0", WORKERS="1", **OPEN) for _ in range(2)]
        hook = make(services[0], receiver.port)
        made = []

        def send():
            for number in range(runs):
                while True:
                    try:
                        status, _, body = services[number % 2].reconcile(
                            BANK + f"2025-01-20,{number + 1}.00,Customer\n", headers={"Idempotency-Key": f"number-{number}"})
                        if status == 202:
                            made.append(json.loads(body)["id"])
                            break
                    except (OSError, http.client.HTTPException):
                        pass
                    time.sleep(0.05)
        sender = threading.Thread(target=send)
        sender.start()
        for turn in range(kills):
            time.sleep(chance.uniform(0.2, 0.6))
            services[turn % 2].kill()
            services[turn % 2].start()
        sender.join()
        # What a killed one was about to send waits for its lease; nobody waits a minute here.
        def all_sent():
            server.ask("UPDATE delivery SET lease=lease-5000 WHERE state='pending' AND lease>0", "hooks")
            return (server.ask("SELECT count(*) FROM run WHERE state IN ('queued','running')", "hooks") == "0"
                    and server.ask("SELECT count(*) FROM delivery WHERE state='pending'", "hooks") == "0")
        check(wait_until(all_sent, 60, 0.5), "all is sent: "
              + str(server.ask("SELECT state||count(*) FROM delivery GROUP BY state", "hooks")))
        check(len(set(made)) == runs, "the runs")
        check(server.ask("SELECT count(*) FROM delivery WHERE state='dead'", "hooks") == "0", "none is dead")
        messages = {}
        for headers, body in receiver.got:
            check(signed_well(headers, body, hook["secret"]), "signed")
            told = json.loads(body)
            messages.setdefault(told["data"].get("run_id", told["data"].get("id")), []).append(
                (told["type"], told["data"].get("number", 0), headers["webhook-id"]))
        complete = in_order = 0
        for run in made:
            first = list(dict.fromkeys((kind, number) for kind, number, _ in messages.get(run, [])))
            complete += len(first) >= 3 and first[0][0] == "run.completed"
            in_order += first == [("run.completed", 0), ("discrepancies.found", 0)] + [
                ("ticket.created", n) for n in range(1, len(first) - 1)]
        check(complete == runs and in_order == runs, f"complete {complete}, in order {in_order} of {runs}")
        twice = len(receiver.got) - len({h["webhook-id"] for h, _ in receiver.got})
        print(f"{len(receiver.got)} messages of {receiver.asked} sent, {twice} more than once")
        check(twice <= receiver.asked // 5, "seldom twice")
        for service in services:
            service.stop()
    receiver.stop()


INSIDE = """127.0.0.1 127.1 127.0.1 0.0.0.0 0 2130706433 017700000001 0x7f000001 0x7f.1 0177.0.0.1 127.0.0.1.
 localhost LOCALHOST localhost. ip6-localhost [::1] [::] [0:0:0:0:0:0:0:1] [::ffff:127.0.0.1] [::ffff:7f00:1]
 [::127.0.0.1] [64:ff9b::127.0.0.1] [64:ff9b::7f00:1] [2002:7f00:1::] [2001::1] [fe80::1] [fe80::1%25lo] [fc00::1]
 [fd00:ec2::254] [ff02::1] 10.0.0.1 172.16.0.1 192.168.0.1 169.254.169.254 100.64.0.1 198.18.0.1 224.0.0.1 255.255.255.255
 user@127.0.0.1 user:pass@localhost example.com@127.0.0.1 127.0.0.1#example.com 127.0.0.1%23.example.com
 %31%32%37.0.0.1 \u2460\u2461\u2466.0.0.1 127\u30020\u30020\u30021""".split()


def inside(check):
    """Nothing on this machine is connected to, by whatever name; nor by a redirect."""
    port, hits = None, []
    listeners = []
    for family, where in ((socket.AF_INET, "0.0.0.0"), (socket.AF_INET6, "::")):
        try:
            made = socket.socket(family)
            if family == socket.AF_INET6:
                made.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            made.bind((where, port or 0))
        except OSError:
            continue
        port = made.getsockname()[1]
        made.listen(50)
        listeners.append(made)

        def accept(made=made):
            while True:
                try:
                    hits.append(made.accept()[1])
                except OSError:
                    return
        threading.Thread(target=accept, daemon=True).start()
    bouncer = Receiver(lambda number: 302, headers=[("Location", f"http://localhost:{port}/")])
    # 127.0.0.2 is allowed, so that http is as well, and nothing else of this machine.
    with Service(WEBHOOK_ALLOWED_NETWORKS="127.0.0.2/32", WEBHOOK_RETRY_SECONDS="0") as service:
        refused, made = 0, []
        for scheme in ("http", "https"):
            for host in INSIDE:
                where = host.replace("#", f":{port}/#", 1) if "#" in host else f"{host}:{port}"
                status, headers, body = service.ask("POST", "/v1/webhooks", json.dumps({"url": f"{scheme}://{where}/x"}), JSON)
                if status == 201:
                    made.append(json.loads(body)["id"])
                    check(service.ask("POST", f"/v1/webhooks/{made[-1]}/test")[0] == 202, "a test")
                    check(wait_until(lambda: deliveries(service, {"id": made[-1]}, "dead"), 30), f"{host} is refused in the end")
                    service.ask("DELETE", "/v1/webhooks/" + made[-1])
                else:
                    refused += 1
                    check(status == 400 and is_problem(headers, body, 400), f"{host}: {status} {body[:200]}")
        for url in ("file:///etc/passwd", "gopher://127.0.0.1/", "ftp://127.0.0.1/", "dict://127.0.0.1:11211/", "http:///x",
                    "//127.0.0.1/", "http://127.0.0.2:99999/", "http://[::1", "http://a b/"):
            check(service.ask("POST", "/v1/webhooks", json.dumps({"url": url}), JSON)[0] == 400, url)
    with Service(**{**OPEN, "WEBHOOK_RETRY_SECONDS": "0"}) as service:
        hook = make(service, bouncer.port)
        service.ask("POST", f"/v1/webhooks/{hook['id']}/test")
        check(wait_until(lambda: deliveries(service, hook, "dead"), 20), "a redirect is no answer")
        check("redirect" in deliveries(service, hook, "dead")[0]["last_failure"], "and is told")
    time.sleep(0.2)
    check(not hits, f"{len(hits)} connections: {hits[:3]}")
    print(f"{2 * len(INSIDE)} addresses inside: {refused} refused at once, {len(made)} when they were to be used, "
          f"{len(hits)} connections")
    bouncer.stop()
    for one in listeners:
        one.close()


def main():
    check = Checks()
    for part in (telling, failing, pausing, inside, failing_everything):
        began = time.monotonic()
        part(check)
        print(f"{part.__name__}: {time.monotonic() - began:.1f} s", flush=True)
    check.end()


if __name__ == "__main__":
    main()
