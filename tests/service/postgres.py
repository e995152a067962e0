"""A PostgreSQL of one's own in a temporary folder, on a port of its own. As a program it runs a
command with one: postgres.py COMMAND..."""

import glob
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time


def free_port():
    with socket.socket() as made:
        made.bind(("127.0.0.1", 0))
        return made.getsockname()[1]


class Postgres:
    def __init__(self):
        found = sorted(glob.glob("/usr/lib/postgresql/*/bin")) or [os.path.dirname(shutil.which("postgres") or "")]
        self.programs = found[-1]
        self.folder = tempfile.mkdtemp(prefix="recon-pg-")
        self.port = free_port()
        self.user = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}
        if self.user:  # it refuses to run as root
            shutil.chown(self.folder, "postgres", "postgres")
        self.data = os.path.join(self.folder, "data")
        made = subprocess.run([self.programs + "/initdb", "-D", self.data, "-U", "recon", "-A", "trust", "-E", "UTF8",
                               "--locale=C", "--no-sync"], capture_output=True, cwd="/", **self.user)
        if made.returncode != 0:
            raise RuntimeError(made.stderr.decode())
        self.url = f"postgresql://recon@127.0.0.1:{self.port}/postgres"
        self.process = None
        self.start()

    def start(self, seconds=30):
        """Also after a kill -9: the dead server's children have to go first."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            log = open(os.path.join(self.folder, "log"), "ab")
            # Without syncs: a killed process loses nothing that it has written.
            self.process = subprocess.Popen(
                [self.programs + "/postgres", "-D", self.data, "-h", "127.0.0.1", "-p", str(self.port), "-k",
                 self.folder, "-c", "fsync=off", "-c", "max_connections=60", "-c", "deadlock_timeout=200ms"],
                stdout=log, stderr=log, cwd="/", start_new_session=True, **self.user)
            log.close()
            while self.process.poll() is None and time.monotonic() < end:
                if self.ask("SELECT 1") == "1":
                    return
                time.sleep(0.05)
            time.sleep(0.1)
        raise RuntimeError("PostgreSQL does not start: see " + self.folder)

    def ask(self, sql, schema=None):
        """The lines that psql gives; nothing where the server does not answer."""
        environment = dict(os.environ, PGCONNECT_TIMEOUT="2", PGOPTIONS=f"-csearch_path={schema}" if schema else "")
        out = subprocess.run([self.programs + "/psql", "-XqAt", self.url, "-c", sql], env=environment,
                             capture_output=True, timeout=20)
        return out.stdout.decode().strip() if out.returncode == 0 else None

    def processes(self):
        """The server's own and its children's, orphans as well: all work in its folder."""
        out = []
        for path in glob.glob("/proc/[0-9]*/cwd"):
            try:
                if os.readlink(path).removesuffix(" (deleted)") == self.data:
                    out.append(int(path.split("/")[2]))
            except OSError:
                pass
        return out

    def signal(self, which):
        for process in self.processes():
            try:
                os.kill(process, which)
            except ProcessLookupError:
                pass

    def kill(self):
        self.signal(signal.SIGKILL)
        self.process.wait()
        while self.processes():  # one that was born meanwhile would hold on to the shared memory
            self.signal(signal.SIGKILL)
            time.sleep(0.01)

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                pass
        self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self):
        return self

    def __exit__(self, *ignored):
        self.stop()


def main():
    with Postgres() as server:
        sys.exit(subprocess.run(sys.argv[1:], env=dict(os.environ, RECON_TEST_DATABASE=server.url)).returncode)


if __name__ == "__main__":
    main()
