"""What an operator does: ask for health, back up while it works, lose everything, restore."""

import json
import os
import shutil
import stat
import subprocess
import sys
import tempfile

from client import BANK, Checks, LEDGER, Service


def recond(*arguments, **settings):
    environment = {"PATH": os.environ["PATH"], "AUTH": "off", **settings}
    return subprocess.run([sys.argv[1], *arguments], env=environment, capture_output=True, text=True, timeout=60)


def certificate(folder):
    files = [os.path.join(folder, name) for name in ("cert.pem", "key.pem")]
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
                    "-nodes", "-subj", "/CN=recon.example", "-days", "2", "-keyout", files[1],
                    "-out", files[0]], check=True, capture_output=True)
    return dict(zip(("TLS_CERTIFICATE_FILE", "TLS_KEY_FILE"), files))


def health(check):
    nowhere = recond("health", PORT="1")
    check(nowhere.returncode == 1 and nowhere.stderr == "recond: nothing answers at 127.0.0.1:1\n", f"nobody: {nowhere}")
    check(recond("health", PORT="x").returncode == 2, "a wrong setting is another status")
    with Service() as service:
        good = recond("health", PORT=str(service.port))
        check((good.returncode, good.stdout, good.stderr) == (0, "", ""), f"it works: {good}")
    with Service(DISK_FREE_MIN_MB="99999999") as service:
        full = recond("health", PORT=str(service.port))
        check(full.returncode == 1 and "not ready (503)" in full.stderr, f"no room: {full}")
    folder = tempfile.mkdtemp(prefix="recond-tls-")
    tls = certificate(folder)
    with Service(HOST="0.0.0.0", AUTH="on", JWT_SECRET_KEY="z9" * 20 + "!", **tls) as service:
        ask = dict(PORT=str(service.port), HOST="0.0.0.0", AUTH="on", JWT_SECRET_KEY="z9" * 20 + "!")
        check(recond("health", **ask, **tls).returncode == 0, "with TLS")
        check(recond("health", **ask).returncode == 1, "plain words to TLS")
    shutil.rmtree(folder)


def state(service, ids):
    out = {}
    for run in ids:
        for part in ("", "/matches", "/open-items", "/discrepancies", "/report.txt"):
            status, _, body = service.ask("GET", f"/v1/runs/{run}{part}")
            out[run + part] = (status, body)
    out["audit"] = service.ask("GET", f"/v1/runs/{ids[0]}/decisions")[::2]
    out["list"] = [one["id"] for one in json.loads(service.ask("GET", "/v1/runs")[2])["items"]]
    return out


def rows(count):
    return "Date,Amount,Description\n" + "".join(
        f"2025-01-{i % 28 + 1:02},{i}.25,Customer {i}\n" for i in range(count))


def backup(check):
    keep = tempfile.mkdtemp(prefix="recond-backup-")
    copy = os.path.join(keep, "copy")
    with Service() as service:
        ids = []
        wait = {"Prefer": "wait=30"}
        big = rows(20000)  # a result that is a file of its own
        for bank, ledger in ((BANK, LEDGER), (big, big)):
            status, _, body = service.reconcile(bank, ledger, headers=wait)
            check(status == 200, f"run: {status} {body[:200]}")
            ids.append(json.loads(body)["id"])
        match = json.loads(service.ask("GET", f"/v1/runs/{ids[0]}/matches")[2])["items"][0]
        status, _, body = service.ask("POST", f"/v1/runs/{ids[0]}/decisions", json.dumps(
            {"decisions": [{"decision": "confirm", "match_id": match["match_id"]}]}),
            {"Content-Type": "application/json"})
        check(status < 300, f"decision: {status} {body}")
        before = state(service, ids)
        data = os.path.join(service.folder, "data")
        done = recond("backup", copy, DATA_DIR=data)
        check(done.returncode == 0, f"backup beside a running service: {done}")
        nameless = recond("backup", DATA_DIR=data)
        check(nameless.returncode == 2 and "recond backup DIR" in nameless.stderr, f"where to: {nameless}")
        check(recond("backup", copy, DATA_DIR=data).returncode == 2, "an old backup is never replaced")
        check(recond("backup", copy + "2", DATA_DIR=keep).returncode == 2, "no data there")
        elsewhere = recond("backup", copy + "3", DATA_DIR=data, DATABASE_URL="postgresql://h/recon")
        check(elsewhere.returncode == 2 and "pg_dump" in elsewhere.stderr, f"PostgreSQL has its own: {elsewhere}")
        later = json.loads(service.reconcile(rows(5), rows(5), headers=wait)[2])["id"]
        loose = [os.path.join(at, name) for at, folders, names in os.walk(copy)
                 for name in folders + names if stat.S_IMODE(os.stat(os.path.join(at, name)).st_mode) & 0o077]
        check(not loose, f"for the owner only: {loose}")
        service.process.kill()
        service.process.wait()
        shutil.rmtree(data)  # everything is lost
        shutil.move(copy, data)
        service.start()
        after = state(service, ids)
        for name in before:
            check(before[name] == after[name], f"{name}: {before[name]} and then {after[name]}"[:600])
        check(service.ask("GET", f"/v1/runs/{later}")[0] == 404, "what came after the backup is not in it")
        check(service.reconcile(headers=wait)[0] == 200, "and life goes on")
    shutil.rmtree(keep)


def main():
    check = Checks()
    health(check)
    backup(check)
    check.end()


if __name__ == "__main__":
    main()
