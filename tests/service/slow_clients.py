"""300 slow clients of each kind, and ordinary ones between them."""

import select
import socket
import sys
import threading
import time

from client import Checks, LONG, Service, form, percentile

COUNT = 300
PROBES = 170 if LONG else 100


def slow_heads(service):
    return service.connect(), b"GET /livez HTTP/1.1\r\nHost: localhost\r\nX-Slow: ", b"a"


def slow_bodies(service):
    return service.connect(), (b"POST /api/auth/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: "
                               b"application/x-www-form-urlencoded\r\nContent-Length: 60000\r\n\r\n"), b"a"


def silent(service):
    return service.connect(), b"", b""


def slow_readers(service):
    connection = service.connect()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    return connection, b"GET /openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n" * 40, b""


def drip(connections, letter, stop):
    """A letter a second to each, until it is closed."""
    while not stop.is_set():
        for connection in connections:
            try:
                if letter:
                    connection.send(letter)
            except OSError:
                pass
        stop.wait(1)


def closed(connection):
    """Whether the other end has closed, or reset."""
    try:
        while True:
            ready, _, _ = select.select([connection], [], [], 0)
            if not ready:
                return False
            if not connection.recv(65536):
                return True
    except OSError:
        return True


def main():
    check = Checks()
    kinds = [slow_heads, slow_bodies, silent, slow_readers]
    with Service() as service:
        for kind in kinds:
            memory = service.memory_kb()
            made = []
            for _ in range(COUNT):
                connection, first, letter = kind(service)
                connection.setblocking(False)
                try:
                    connection.send(first)
                except BlockingIOError:
                    pass
                made.append(connection)
            began = time.monotonic()
            stop = threading.Event()
            dripping = threading.Thread(target=drip, args=(made, letter, stop))
            dripping.start()
            times, failures = [], 0
            for _ in range(PROBES):
                start = time.monotonic()
                try:
                    failures += service.ask("GET", "/livez", timeout=2)[0] != 200
                except OSError:
                    failures += 1
                times.append(time.monotonic() - start)
                time.sleep(0.05)
            check(failures == 0, f"{kind.__name__}: {failures} of {PROBES} probes fail")
            if kind is not slow_readers:
                while time.monotonic() - began < 12:
                    time.sleep(0.1)
                still = sum(not closed(c) for c in made)
            else:  # nothing is read before: a look would make room
                while time.monotonic() - began < 12.5:
                    time.sleep(0.1)
                still = service.descriptors() - 60
                still = max(still, 0) if still > 30 else 0
            check(still == 0, f"{kind.__name__}: {still} still open after 12 s")
            stop.set()
            dripping.join()
            for connection in made:
                connection.close()
            grown = service.memory_kb() - memory
            print(f"{kind.__name__}: p99 {percentile(times, 0.99) * 1e3:.1f} ms, "
                  f"{failures} failures, memory +{grown} KB", flush=True)
            check(grown < 30_000, f"{kind.__name__}: memory grew by {grown} KB")
    check.end()


if __name__ == "__main__":
    main()
