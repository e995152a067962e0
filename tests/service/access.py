"""Promises that need many at once, or bytes on a socket: who gets in, how often, once and not twice,
and what the log may never hold."""

import http.client
import json
import os
import re
import threading
import time

from client import BANK, Checks, LEDGER, Service, form


def at_once(count, what):
    """Calls what(number) on so many threads, let go together; gives what each gave."""
    gate = threading.Barrier(count)
    given = [None] * count

    def go(number):
        gate.wait()
        given[number] = what(number)

    threads = [threading.Thread(target=go, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return given


def key_of(service):
    return re.search(r"RECON_KEY=(rk_\S+)", "".join(service.greeting))[1]


def raw(service, text):
    connection = service.connect(10)
    connection.sendall(text)
    got = b""
    while part := connection.recv(65536):
        got += part
    connection.close()
    return got


def trailers(check):
    """What comes after the body is no header: not a key, not a Host, not a length."""
    with Service(AUTH="on") as service:
        key = key_of(service)
        body, kind = form({"bank_file": ("b", BANK), "ledger_file": ("l", LEDGER)})
        head = (f"POST /v1/runs HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: {kind}\r\n"
                "Transfer-Encoding: chunked\r\n")
        chunks = b"%x\r\n%s\r\n0\r\n" % (len(body), body)
        good = f"Authorization: Bearer {key}\r\n"
        for name, more, trailer, status in (
                ("in the head", good, "", b"202"), ("in the trailer", "", good, b"401"),
                ("announced in the trailer", "Trailer: Authorization\r\n", good, b"401"),
                ("good, then bad in the trailer", good, "Authorization: Bearer x\r\n", b"202"),
                ("bad, then good in the trailer", "Authorization: Bearer x\r\n", good, b"401"),
                ("a Host in the trailer", good, "Host: evil.example\r\n", b"202"),
                ("a length in the trailer", good, "Content-Length: 5\r\n", b"202"),
                ("an Idempotency-Key in the trailer", good, "Idempotency-Key: x\r\n", b"202")):
            got = raw(service, (head + more + "\r\n").encode() + chunks + trailer.encode() + b"\r\n")
            # A refusal may also be of the trailer itself; never may it let somebody in.
            check(got[9:12] == status or (status == b"202" and got[9:12] == b"400"), f"{name}: {got[:60]!r}")
            check(got.count(b"HTTP/1.1 ") == 1, name + ": one answer")
        two = raw(service, ("GET /v1/runs HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + good + good
                            + "\r\n").encode())
        check(two[9:12] == b"401", f"two keys: {two[:60]!r}")


def rates(check):
    """Eight at once with one key get the burst, and what has come since: not one more."""
    with Service(AUTH="on", RATE_LIMIT_PER_MINUTE="60") as service:
        headers = {"Authorization": "Bearer " + key_of(service)}
        began = time.monotonic()
        answers = sum(at_once(8, lambda _: [service.ask("GET", "/v1/runs", headers=headers) for _ in range(25)]), [])
        took = time.monotonic() - began
        allowed = sum(status == 200 for status, *_ in answers)
        denied = [told for status, told, _ in answers if status == 429]
        check(allowed + len(denied) == 200, "200 or 429, and nothing else")
        check(60 <= allowed <= 60 + int(took) + 1, f"{allowed} were allowed in {took:.2f} s")
        left = sorted(int(told["X-RateLimit-Remaining"]) for status, told, _ in answers if status == 200)
        check(left[:3] == [0, 1, 2] or took > 1, f"what is left is counted down: {left[:5]}")
        check(all(int(told["Retry-After"]) >= 1 and told["RateLimit"].startswith('"default";r=0;t=')
                  for told in denied), "each is told when")
        time.sleep(1.1)
        check(service.ask("GET", "/v1/runs", headers=headers)[0] == 200, "and then it is so")
        check(service.ask("GET", "/health")[0] == 200, "health is exempt")


def once(check):
    """The same key 50 times at once makes one run."""
    with Service(QUEUE_MAX="1000") as service:
        body, kind = form({"bank_file": ("b", BANK), "ledger_file": ("l", LEDGER)})
        headers = {"Content-Type": kind, "Idempotency-Key": "the-same-50-times"}
        answers = at_once(50, lambda _: service.ask("POST", "/v1/runs", body, headers))
        check({status for status, *_ in answers} == {202}, f"{[a[0] for a in answers]}")
        check(len({json.loads(told)["id"] for *_, told in answers}) == 1, "one run")
        check(sum(told.get("Idempotency-Replayed") == "true" for _, told, _ in answers) == 49, "49 replays")
        check(len(json.loads(service.ask("GET", "/v1/runs")[2])["items"]) == 1, "one in the list")
        other, kind = form({"bank_file": ("b", BANK + "2025-02-02,1.00,x\n"), "ledger_file": ("l", LEDGER)})
        check(service.ask("POST", "/v1/runs", other, {**headers, "Content-Type": kind})[0] == 422, "another body")


def refreshes(check):
    """A refresh token that is used twice at once is good for one at most, and then for nobody."""
    with Service(AUTH="on", RATE_LIMIT_PER_MINUTE="0") as service:
        kind = {"Content-Type": "application/json"}
        account = json.dumps({"email": "ann@example.com", "password": "a long enough phrase"})
        check(service.ask("POST", "/api/auth/register", account, kind)[0] == 201, "registered")
        tokens = json.loads(service.ask("POST", "/api/auth/login", account, kind)[2])
        used = json.dumps({"refresh_token": tokens["refresh_token"]})
        answers = at_once(8, lambda _: service.ask("POST", "/api/auth/refresh", used, kind))
        good = [json.loads(told) for status, _, told in answers if status == 200]
        check(len(good) <= 1 and {a[0] for a in answers} <= {200, 401}, f"{[a[0] for a in answers]}")
        for one in good + [tokens]:
            status = service.ask("GET", "/v1/runs", headers={"Authorization": "Bearer " + one["access_token"]})[0]
            check(status == 401, f"the sign-in is over for all: {status}")
            again = json.dumps({"refresh_token": one["refresh_token"]})
            check(service.ask("POST", "/api/auth/refresh", again, kind)[0] == 401, "and cannot be refreshed")


def hygiene(check):
    """A word that stands in everything that is sent stands in no log and no metric."""
    word = "canary7731"
    with Service(AUTH="on", LOG_LEVEL="DEBUG", RATE_LIMIT_PER_MINUTE="0") as service:
        good = {"Authorization": "Bearer " + key_of(service)}
        bank = f"Date,Amount,Description,{word}\n2025-01-15,77317731.00,{word},{word}\nx,y,{word},{word}\n"
        body, kind = form({"bank_file": (word + ".csv", bank), "ledger_file": (word, LEDGER)})
        status, _, told = service.ask("POST", "/api/reconcile", body, {**good, "Content-Type": kind})
        check(status == 200, f"a run: {status} {told[:200]}")
        bad, bad_kind = form({word: word, "bank_file": (word, word), "ledger_file": (word, "\0" + word)})
        for method, path, sent, headers in (
                ("POST", "/api/reconcile", bad, {**good, "Content-Type": bad_kind}),
                ("POST", "/api/ingest/bank", *form({"file": (word, word)})),
                ("GET", f"/{word}/{word}?{word}={word}", None, good), (word.upper(), "/livez", None, good),
                ("GET", f"/v1/runs?cursor={word}", None, good), ("GET", f"/v1/runs/{word}", None, good),
                ("GET", "/v1/runs", None, {"Authorization": "Bearer " + word}),
                ("GET", "/livez", None, {"User-Agent": word, "Cookie": word, "Referer": word, "X-" + word: word,
                                         "traceparent": word, "X-Forwarded-For": word, "Origin": "https://" + word}),
                ("POST", "/api/auth/register", json.dumps({"email": word + "@x.y", "password": word * 2}),
                 {"Content-Type": "application/json"}),
                ("POST", "/api/auth/login", json.dumps({"email": word + "@x.y", "password": word * 2}),
                 {"Content-Type": "application/json"}),
                ("POST", "/api/auth/login", f"email={word}%40x.y&password={word}",
                 {"Content-Type": "application/x-www-form-urlencoded"}),
                ("POST", "/api/auth/refresh", "refresh_token=" + word,
                 {"Content-Type": "application/x-www-form-urlencoded"})):
            if isinstance(headers, str):
                headers = {**good, "Content-Type": headers}
            status = service.ask(method, path, sent, headers)[0]
            check(status < 500 or status == 501, f"{method} {path}: {status}")
        metrics = service.ask("GET", "/metrics")[2].decode()
        check(word not in metrics.lower() and "77317731" not in metrics, "the metrics")
        with open(os.path.join(service.folder, "log")) as log:
            text = log.read()
        lines = [json.loads(line) for line in text.splitlines()]
        check(len(lines) >= 12, f"{len(lines)} lines of log")
        found = [line for line in text.splitlines() if word in line.lower() or "77317731" in line]
        check(not found, f"in the log: {found[:2]}")
        check(key_of(service)[3:] not in text, "no key in the log")


def main():
    check = Checks()
    trailers(check)
    rates(check)
    once(check)
    refreshes(check)
    hygiene(check)
    check.end()


if __name__ == "__main__":
    main()
