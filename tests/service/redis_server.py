"""A Redis of one's own, on a loopback port, in a folder of its own."""

import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time


class Redis:
    def __init__(self, password="a-secret"):
        self.folder = tempfile.mkdtemp(prefix="recon-redis-")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.password = password
        self.url = f"redis://:{password}@127.0.0.1:{self.port}/2"
        self.start()

    def start(self):
        self.process = subprocess.Popen(
            ["redis-server", "--port", str(self.port), "--bind", "127.0.0.1", "--save", "",
             "--requirepass", self.password, "--dir", self.folder, "--logfile", "log"],
            stdout=subprocess.DEVNULL)
        for _ in range(500):
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            except OSError:
                time.sleep(0.01)
        raise RuntimeError("redis-server does not start")

    def stall(self):
        self.process.send_signal(signal.SIGSTOP)

    def go_on(self):
        self.process.send_signal(signal.SIGCONT)

    def kill(self):
        self.process.kill()
        self.process.wait()

    def ask(self, *words):
        """One command; what it answers, as it stands on the wire."""
        with socket.create_connection(("127.0.0.1", self.port), 5) as made:
            for command in (("AUTH", self.password), ("SELECT", "2"), words):
                made.sendall(b"*%d\r\n" % len(command) + b"".join(
                    b"$%d\r\n%s\r\n" % (len(word.encode()), word.encode()) for word in command))
                time.sleep(0.05)
                got = made.recv(1 << 20)
            return got.decode(errors="replace")

    def commands(self):
        """How many it has had, without what this class sends."""
        told = self.ask("INFO", "commandstats")
        return sum(int(calls) for name, calls in re.findall(r"cmdstat_(\w+):calls=(\d+)", told)
                   if name not in ("auth", "select", "info", "ping"))

    def __enter__(self):
        return self

    def __exit__(self, *ignored):
        self.go_on()
        self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)


def installed():
    return shutil.which("redis-server", path=os.environ.get("PATH", "") + ":/usr/bin") is not None
