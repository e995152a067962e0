"""300 slow clients of each of four kinds, all at once, and ordinary ones between them."""

import resource
import socket
import threading
import time

from client import Checks, Service, percentile, wait_until

COUNT = 300
PROBES = 170


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
            if not connection.recv(65536):
                return True
    except BlockingIOError:
        return False
    except OSError:
        return True


def established(port):
    """The other ends of a server's connections that it has not closed, as the system knows them."""
    with open("/proc/net/tcp") as table:
        rows = [line.split() for line in table][1:]
    return {int(row[2].split(":")[1], 16) for row in rows
            if int(row[1].split(":")[1], 16) == port and row[3] == "01"}


def begin(service, kind):
    """COUNT clients of a kind; gives their sockets and the letter that they go on with."""
    made = []
    for _ in range(COUNT):
        connection, first, letter = kind(service)
        connection.setblocking(False)
        try:
            connection.send(first)
        except BlockingIOError:
            pass
        made.append(connection)
    return made, letter


def main():
    check = Checks()
    kinds = [slow_heads, slow_bodies, silent, slow_readers]
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 8192), hard))
    with Service() as service:
        service.ask("GET", "/livez")
        memory, descriptors = service.memory_kb(), service.descriptors()
        stop = threading.Event()
        threads, clients, began = [], {}, {}
        for kind in kinds:
            made, letter = begin(service, kind)
            clients[kind], began[kind] = made, time.monotonic()
            if letter:
                threads.append(threading.Thread(target=drip, args=(made, letter, stop)))
                threads[-1].start()
        times, failures = [], 0
        end = max(began.values()) + 11
        while len(times) < PROBES or time.monotonic() < end - 1:
            start = time.monotonic()
            try:
                failures += service.ask("GET", "/livez", timeout=2)[0] != 200
            except OSError:
                failures += 1
            times.append(time.monotonic() - start)
            time.sleep(0.05)
        check(failures == 0, f"{failures} of {len(times)} probes fail")
        grown = service.memory_kb() - memory
        for kind in kinds[:-1]:
            time.sleep(max(0, began[kind] + 12 - time.monotonic()))
            still = sum(not closed(c) for c in clients[kind])
            check(still == 0, f"{kind.__name__}: {still} still open after 12 s")
        # Of those who do not read nothing is read: a look would make room.
        time.sleep(max(0, began[slow_readers] + 12 - time.monotonic()))
        ports = {c.getsockname()[1] for c in clients[slow_readers]}
        still = len(ports & established(service.port))
        check(still == 0, f"slow_readers: {still} still open after 12 s")
        check(wait_until(lambda: service.descriptors() <= descriptors + 3, 3), "all is given back")
        stop.set()
        for thread in threads:
            thread.join()
        for connection in sum(clients.values(), []):
            connection.close()
        print(f"{COUNT} of each of {len(kinds)} kinds: p99 of {len(times)} probes "
              f"{percentile(times, 0.99) * 1e3:.1f} ms, {failures} failures, memory +{grown} KB", flush=True)
        check(grown < 60_000, f"memory grew by {grown} KB")
    check.end()


if __name__ == "__main__":
    main()
