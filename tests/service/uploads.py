"""Uploads beyond the cap are refused while they stream, and cost little memory."""

import json
import os
import re
import threading
import time

from client import Checks, SANITIZED, Service, form, is_problem, wait_until

MIB = 1 << 20
HEAD = ("POST /v1/runs HTTP/1.1\r\nHost: localhost\r\n"
        "Content-Type: multipart/form-data; boundary=edge\r\n")
PART = b'--edge\r\nContent-Disposition: form-data; name="bank_file"; filename="b.csv"\r\n\r\n'
LINE = b"2025-01-15,100.00,some text that fills a line of a statement\n"
BLOCK = LINE * (MIB // len(LINE))


def push(service, head, chunked, total):
    """Sends as much as is taken; gives the bytes sent and the answer."""
    connection = service.connect(20)
    connection.sendall(head.encode())
    sent = 0
    answer = b""
    connection.setblocking(True)
    try:
        first = PART
        while sent < total:
            block = first + BLOCK
            first = b""
            connection.sendall(b"%x\r\n%s\r\n" % (len(block), block) if chunked else block)
            sent += len(block)
            connection.setblocking(False)
            try:
                answer += connection.recv(65536)
            except BlockingIOError:
                pass
            connection.setblocking(True)
            connection.settimeout(20)
            if answer:
                break
    except OSError:
        pass
    try:
        while b"\r\n\r\n" not in answer or len(answer.partition(b"\r\n\r\n")[2]) < 100:
            got = connection.recv(65536)
            if not got:
                break
            answer += got
    except OSError:
        pass
    connection.close()
    return sent, answer


def most_of_one(service, made):
    connection = service.connect(20)
    made.append(connection)
    connection.sendall((HEAD + f"Content-Length: {49 * MIB}\r\n\r\n").encode() + PART)
    for _ in range(40):
        connection.sendall(BLOCK)


def too_large_for_the_memory(check):
    """A run that needs more than there is for runs fails, and nothing else does."""
    rows = "".join(f"2025-01-{i % 28 + 1:02},{i}.25,Customer {i}\n" for i in range(150_000))
    with Service(MEMORY_MAX_MB="64") as service:
        before = service.memory_kb("VmHWM")
        answers = []
        large = threading.Thread(target=lambda: answers.append(service.reconcile(
            "Date,Amount,Description\n" + rows, "Date,Amount,Description\n" + rows + "2025-01-01,1.00,x\n",
            "/api/reconcile")))
        large.start()
        while large.is_alive():
            status = service.reconcile(path="/api/reconcile")[0]
            check(status == 200, f"a small run beside it: {status}")
        status, headers, body = answers[0]
        check(status == 413 and is_problem(headers, body, 413) and b"MEMORY_MAX_MB" in body,
              f"too large for the memory: {status} {body[:300]}")
        check(json.loads(body)["error"] == "LIMIT_ERROR", "its code")
        after = service.memory_kb("VmHWM")
        print(f"a run of 300,000 rows in 64 MB: refused; {after // 1024} MB at most, {before // 1024} before")
        check(SANITIZED or after < 300 * 1024, f"{after} KB")
        check(service.reconcile(path="/api/reconcile")[0] == 200, "and after it")


def main():
    check = Checks()
    with Service() as service:
        sent, answer = push(service, HEAD + f"Content-Length: {80 * MIB}\r\n\r\n", False, 80 * MIB)
        check(answer.startswith(b"HTTP/1.1 413 "), f"declared: {answer[:60]!r}")
        check(sent < 12 * MIB, f"declared: {sent / MIB:.1f} MiB were taken")
        print(f"80 MB declared: 413 after {sent / MIB:.1f} MiB")
        sent, answer = push(service, HEAD + f"Expect: 100-continue\r\nContent-Length: {80 * MIB}\r\n\r\n",
                            False, 1)
        check(answer.startswith(b"HTTP/1.1 413 "), f"expected: {answer[:60]!r}")
        sent, answer = push(service, HEAD + "Transfer-Encoding: chunked\r\n\r\n", True, 80 * MIB)
        check(answer.startswith(b"HTTP/1.1 413 "), f"chunked: {answer[:60]!r}")
        check(sent < 60 * MIB, f"chunked: {sent / MIB:.1f} MiB were taken")
        told = service.ask("GET", "/metrics")[2].decode()
        taken = float(re.search(r"^recon_http_request_bytes_total (\S+)", told, re.M)[1])
        check(taken < 51 * MIB, f"the service took {taken / MIB:.1f} MiB of all three")
        print(f"80 MB chunked: 413 after {sent / MIB:.1f} MiB on their way, {taken / MIB:.1f} MiB taken")

        # Eight at once, each below the cap, and cut off before the end: none is kept.
        before = service.memory_kb()
        made = []
        threads = [threading.Thread(target=most_of_one, args=(service, made)) for _ in range(8)]
        for thread in threads:
            thread.start()
        highest = before
        while any(thread.is_alive() for thread in threads):
            highest = max(highest, service.memory_kb())
            time.sleep(0.01)
        highest = max(highest, service.memory_kb())
        for connection in made:
            connection.close()
        print(f"eight uploads at once: {highest} KB, {before} KB before")
        check(SANITIZED or highest < 32 * 1024, f"eight uploads took {highest} KB")
        incoming = os.path.join(service.folder, "data", "incoming")
        check(wait_until(lambda: not os.listdir(incoming), 20), "what was cut off is not kept")
        check(service.ask("GET", "/livez")[0] == 200, "alive")

        many = {f"field{i}": "x" for i in range(40)}
        body, kind = form(many)
        status, headers, answer = service.ask("POST", "/v1/runs", body, {"Content-Type": kind})
        check(status == 413 and is_problem(headers, answer, 413), f"many parts: {status}")
        body, kind = form({"currency": "E" * 10_000})
        status, headers, answer = service.ask("POST", "/v1/runs", body, {"Content-Type": kind})
        check(status == 413 and is_problem(headers, answer, 413), f"long field: {status}")
        cell = "Date,Amount,Description\n2025-01-15,1.00," + "x" * (3 * MIB) + "\n"
        status, headers, answer = service.reconcile(cell, cell, "/api/reconcile")
        check(status in (413, 422) and is_problem(headers, answer, status), f"long cell: {status}")
    too_large_for_the_memory(check)
    check.end()


if __name__ == "__main__":
    main()
