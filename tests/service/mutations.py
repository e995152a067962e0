"""Mutated files through the service: never a 5xx, never long, and twice the same answer."""

import json
import os
import random
import time

from client import BANK, Checks, LONG, SANITIZED, Service

COUNT = 5000 if LONG else 300
seed = int(os.environ.get("RECON_SEED", "11"))
random.seed(seed)

SEEDS = [
    BANK,
    "Buchungstag;Betrag;Verwendungszweck\n03.03.2025;-2.850,00;Miete\n04.03.2025;12,50;Rückzahlung\n",
    "Date\tDebit\tCredit\tBalance\n2025-01-01\t10.00\t\t90.00\n2025-01-02\t\t5.00\t95.00\n",
    "date,amount\n01/02/2025,1\n13/02/2025,2\n",
    "\ufeffDate,Amount,Currency\n2025-01-15,1.00,JPY\n2025-01-15,\"1,234.50\",EUR\n",
    "2025-01-15,1.00,x\n2025-01-16,2.00,\"y\nz\"\n",
]
PIECES = [b"\0", b"\xff", b"\"", b"\"\"", b",", b";", b"\n", b"\r", b"\r\n", b"-", b"9" * 40, b"1e400", b"NaN",
          b"=1+1", b"\xef\xbb\xbf", b"\xff\xfe", b"'", b"\t", b" ", b"2025-13-45", b"0001-01-01", b"9999-12-31",
          b"%PDF", b"PK\x03\x04", b"\x1f\x8b", b"<html>", b"{", b"A" * 70000, b"1,000,000.00", b"()", b"\xc3"]


def mutated():
    text = bytearray(random.choice(SEEDS).encode())
    for _ in range(random.randint(1, 6)):
        at = random.randrange(len(text) + 1)
        kind = random.randrange(5)
        if kind == 0:
            text[at:at] = random.choice(PIECES)
        elif kind == 1:
            del text[at:at + random.randint(1, 20)]
        elif kind == 2 and at < len(text):
            text[at] = random.randrange(256)
        elif kind == 3:
            text[at:at] = text[:random.randint(0, 60)]
        else:
            text = text[:at]
    return bytes(text)


def main():
    check = Checks()
    statuses = {}
    slowest = 0.0
    with Service(CACHE_TTL="0", RATE_LIMIT_PER_MINUTE="1000000") as service:
        for number in range(COUNT):
            bank, ledger = mutated(), mutated() if random.random() < 0.5 else BANK.encode()
            began = time.monotonic()
            status, headers, body = service.reconcile(bank, ledger, "/api/reconcile")
            slowest = max(slowest, time.monotonic() - began)
            statuses[status] = statuses.get(status, 0) + 1
            check(status in (200, 400, 413, 422), f"{number}: {status} {body[:200]}\n{bank!r}")
            if status != 200:
                told = json.loads(body)
                check(told["status"] == status and told["detail"], f"{number}: no problem")
            if number % 10 == 0:
                again = service.reconcile(bank, ledger, "/api/reconcile")
                check(again[0] == status, f"{number}: {status}, then {again[0]}")
                if status == 200:
                    one, other = (json.loads(b)["summary"] for b in (body, again[2]))
                    one.pop("processing_time"), other.pop("processing_time")
                    check(one == other, f"{number}: {one} {other}")
        check(service.ask("GET", "/livez")[0] == 200, "alive")
    print(f"{COUNT} files (seed {seed}): {statuses}, slowest {slowest:.2f} s")
    check(SANITIZED or slowest < 2, f"{slowest:.2f} s")
    check.end()


if __name__ == "__main__":
    main()
