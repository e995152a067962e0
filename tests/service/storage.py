"""A full disk and a folder that cannot be written: a problem for an answer, and life after it."""

import json
import os
import subprocess
import tempfile

from client import BANK, Checks, DATABASE, LEDGER, Service, is_problem, wait_until


def files(rows, mark):
    bank = "Date,Amount,Description\n" + "".join(
        f"2025-01-{i % 28 + 1:02},{i}.25,Customer {mark} {i}\n" for i in range(rows))
    return bank, bank.replace("Customer", "Client")


def fill(path):
    number = os.open(path, os.O_WRONLY | os.O_CREAT)
    try:
        while True:
            os.write(number, bytes(4096))
    except OSError:
        pass
    os.close(number)


def full_disk(check):
    """A file system of 3 MB; needs to be root."""
    folder = tempfile.mkdtemp(prefix="recond-full-")
    data = os.path.join(folder, "data")
    os.mkdir(data)
    mount = ["mount", "-t", "tmpfs", "-o", "size=3m,mode=700", "tmpfs", data]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True).returncode != 0:
        print("full disk: left out, there is no file system to fill")
        return
    try:
        with Service(folder) as service:
            check(service.reconcile(path="/api/reconcile")[0] == 200, "room for a small run")
            filler = os.path.join(data, "filler")
            fill(filler)
            for rows in (3000, 60000) if DATABASE else (3, 3000, 60000):  # small ones need no disk there
                status, headers, body = service.reconcile(*files(rows, "full"))
                check(status in (503, 507) and is_problem(headers, body, status),
                      f"full disk, {rows} rows: {status} {body[:200]}")
                check("Retry-After" in headers, "when to try again")
            check(service.ask("GET", "/livez")[0] == 200, "alive on a full disk")
            check(not os.listdir(os.path.join(data, "incoming")), "no upload is half there")
            os.remove(filler)
            status, _, body = service.reconcile(*files(20, "room"), path="/api/reconcile")
            check(status == 200, f"room again: {status} {body[:200]}")
    finally:
        subprocess.run(["umount", data], capture_output=True)
        os.rmdir(data)


def low_disk(check):
    with Service(DISK_FREE_MIN_MB="99999999") as service:
        big = files(5000, "low")
        status, headers, body = service.reconcile(*big)
        check(status == 507 and is_problem(headers, body, 507), f"free-space floor: {status}")
        check(wait_until(lambda: service.ask("GET", "/readyz")[0] == 503, 20), "not ready")
        check(json.loads(service.ask("GET", "/health")[2])["status"] == "degraded", "degraded")


def read_only(check):
    """incoming/ cannot be written: for root, by another mount."""
    with Service() as service:
        incoming = os.path.join(service.folder, "data", "incoming")
        if os.geteuid() == 0:
            if subprocess.run(["mount", "-t", "tmpfs", "-o", "ro", "tmpfs", incoming],
                              capture_output=True).returncode != 0:
                print("read-only folder: left out, mounting is not possible")
                return
        else:
            os.chmod(incoming, 0o500)
        try:
            status, headers, body = service.reconcile(*files(5000, "ro"))
            check(status in (503, 507) and is_problem(headers, body, status),
                  f"read-only: {status} {body[:200]}")
            check(service.ask("GET", "/livez")[0] == 200, "alive on a read-only disk")
        finally:
            if os.geteuid() == 0:
                subprocess.run(["umount", incoming], capture_output=True)
            else:
                os.chmod(incoming, 0o700)
        check(service.reconcile(*files(5000, "rw"), path="/api/reconcile")[0] == 200, "recovers")


def refused_starts(check):
    import sys
    with Service() as service:
        for settings, word in (
                ({"DATA_DIR": os.path.join(service.folder, "data")}, "another recond"),
                ({"DATA_DIR": "/proc/none"}, "data directory"),
                ({"PORT": str(service.port)}, "cannot listen"),
                ({"PORT": "x"}, "PORT"), ({"HOST": "0.0.0.0"}, "JWT_SECRET_KEY"),
                ({"JWT_SECRET_KEY": "short"}, "JWT_SECRET_KEY"),
                ({"RATE_LIMIT_PER_MINUT": "5"}, "did you mean")):
            environment = {"PATH": os.environ["PATH"], "PORT": "0",
                           "DATA_DIR": os.path.join(service.folder, "other"), **settings}
            ended = subprocess.run([sys.argv[1]], env=environment, capture_output=True, timeout=20)
            told = ended.stderr.decode()
            check(ended.returncode == 2 and word in told and told.count("\n") == 1,
                  f"{settings}: {ended.returncode} {told}")


def main():
    check = Checks()
    full_disk(check)
    low_disk(check)
    read_only(check)
    refused_starts(check)
    check.end()


if __name__ == "__main__":
    main()
