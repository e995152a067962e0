"""A recond of one's own, and ways to talk to it: what the tests of the service share."""

import glob
import http.client
import json
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time

SANITIZED = os.environ.get("RECON_SANITIZED", "").upper() in ("ON", "TRUE", "1")  # memory and times are not the product's
DATABASE = os.environ.get("RECON_TEST_DATABASE")  # the URL of a PostgreSQL; none: SQLite
REDIS = os.environ.get("RECON_TEST_REDIS")  # the URL of a Redis; none: each recond by itself
LONG = os.environ.get("RECON_SERVICE_LONG") == "1"
BANK = "Date,Amount,Description\n2025-01-15,100.00,Invoice 17\n2025-01-16,-42.50,Coffee beans\n"
LEDGER = "Date,Amount,Description\n2025-01-15,100.00,INV 17\n2025-01-17,-42.50,Beans of coffee\n"


def database(sql, schema=None):
    program = (glob.glob("/usr/lib/postgresql/*/bin/psql") or ["psql"])[-1]
    environment = dict(os.environ, PGOPTIONS=f"-csearch_path={schema}" if schema else "")
    return subprocess.run([program, "-XqAt", DATABASE, "-c", sql], env=environment, capture_output=True,
                          check=True).stdout.decode().strip()


class Service:
    """recond in a folder of its own, on a port of its own."""

    def __init__(self, folder=None, **settings):
        self.folder = folder or tempfile.mkdtemp(prefix="recond-test-")
        self.own_folder = folder is None
        self.settings = {"PORT": "0", "AUTH": "off", "RATE_LIMIT_PER_MINUTE": "0",
                         "DISK_FREE_MIN_MB": "0", "LOG_LEVEL": "ERROR"}
        if DATABASE:
            self.schema = "s" + re.sub("[^a-z0-9]", "_", os.path.basename(self.folder).lower())
            database(f"CREATE SCHEMA IF NOT EXISTS {self.schema}")
            self.settings.update(DATABASE_URL=f"{DATABASE}?options=-csearch_path%3D{self.schema}",
                                 JWT_SECRET_KEY="a secret of the tests, which is long enough")
        if REDIS:  # a service that is started again finds what it has left there
            self.settings.update(REDIS_URL=REDIS, REDIS_PREFIX=os.path.basename(self.folder) + ":")
        self.settings.update(settings)
        self.process = None
        self.start()

    def start(self, prefix=()):
        environment = {name: value for name, value in os.environ.items()
                       if name in ("PATH", "LD_LIBRARY_PATH", "ASAN_OPTIONS", "TSAN_OPTIONS")}
        environment.update(self.settings, DATA_DIR=os.path.join(self.folder, "data"))
        self.log = open(os.path.join(self.folder, "log"), "ab")
        prefix = prefix or os.environ.get("RECON_PREFIX", "").split()  # such as valgrind
        self.process = subprocess.Popen([*prefix, sys.argv[1]], env=environment,
                                        stdout=self.log, stderr=subprocess.PIPE)
        self.greeting = []
        self.port = None
        while True:
            line = self.process.stderr.readline().decode()
            if not line:
                raise RuntimeError("recond ended: " + "".join(self.greeting))
            self.greeting.append(line)
            if " listens on " in line:
                self.port = int(line.split(";")[0].rsplit(":", 1)[1])
            if line.startswith("More:"):
                return

    def kill(self):
        self.process.kill()
        self.process.wait()
        self.process.stderr.close()
        self.log.close()

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.kill()
                raise RuntimeError("recond does not stop")
        self.last_words = self.process.stderr.read().decode(errors="replace")[:8000]
        self.process.stderr.close()
        self.log.close()
        if self.own_folder:
            shutil.rmtree(self.folder, ignore_errors=True)
        return self.process.returncode

    def __enter__(self):
        return self

    def __exit__(self, *ignored):
        status = self.stop()
        if status != 0:  # such as a sanitizer's report
            print(f"recond ended with {status}:", self.last_words, flush=True)
        if status != 0 and ignored[0] is None:
            raise RuntimeError(f"recond ended with {status}")

    def connect(self, timeout=20, source=None):
        made = socket.create_connection(("127.0.0.1", self.port), timeout,
                                        (source, 0) if source else None)
        made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return made

    def ask(self, method, path, body=None, headers=None, timeout=60):
        """One request; gives status, headers and body."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read()
        finally:
            connection.close()

    def reconcile(self, bank=BANK, ledger=LEDGER, path="/v1/runs", headers=None, **fields):
        body, kind = form({**fields, "bank_file": ("bank.csv", bank),
                           "ledger_file": ("ledger.csv", ledger)})
        return self.ask("POST", path, body, {"Content-Type": kind, **(headers or {})})

    def query(self, sql):
        """One value, from the database itself."""
        if DATABASE:
            out = database(sql, self.schema)
            return int(out) if re.fullmatch("-?[0-9]+", out) else out
        opened = sqlite3.connect(os.path.join(self.folder, "data", "recon.db"))
        try:
            return opened.execute(sql).fetchone()[0]
        finally:
            opened.close()

    def memory_kb(self, what="VmRSS"):
        with open(f"/proc/{self.process.pid}/status") as status:
            for line in status:
                if line.startswith(what + ":"):
                    return int(line.split()[1])

    def descriptors(self):
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))


def form(fields):
    """multipart/form-data; a pair is a file's name and content."""
    parts = []
    for name, value in fields.items():
        if isinstance(value, tuple):
            label, content = value
            head = f'Content-Disposition: form-data; name="{name}"; filename="{label}"'
        else:
            content, head = value, f'Content-Disposition: form-data; name="{name}"'
        content = content if isinstance(content, bytes) else content.encode()
        parts.append(b"--edge-of-parts\r\n" + head.encode() + b"\r\n\r\n" + content + b"\r\n")
    return b"".join(parts) + b"--edge-of-parts--\r\n", "multipart/form-data; boundary=edge-of-parts"


class Checks:
    """Counts what held, and ends the program with the answer."""

    def __init__(self):
        self.held = 0
        self.failed = []

    def __call__(self, holds, what):
        if holds:
            self.held += 1
        else:
            self.failed.append(what)
            print("FAILED:", what, flush=True)
        return holds

    def end(self):
        print(f"{self.held} held, {len(self.failed)} failed")
        sys.exit(1 if self.failed else 0)


def percentile(values, part):
    values = sorted(values)
    return values[min(len(values) - 1, int(len(values) * part))] if values else 0.0


def wait_until(condition, seconds, step=0.05):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(step)
    return condition()


def is_problem(headers, body, status):
    """RFC 9457, and nothing of the inside."""
    if headers.get("Content-Type") != "application/problem+json":
        return False
    told = json.loads(body)
    inside = (b"sqlite", b"SELECT ", b"std::", b"/tmp/", b"boost", b"terminate", b"postgres", b"libpq", b"relation")
    return told["status"] == status and told["detail"] and not any(w in body for w in inside)
