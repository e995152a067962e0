"""The scripts of docs/deployment.md: back up, kill everything, restore: every run and decision is back.
With SQLite, and with PostgreSQL where there is one and recond knows it."""

import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tests/service"))
from client import BANK, Checks, LEDGER, Service  # noqa: E402
from operations import rows, state  # noqa: E402

SCRIPTS = ROOT / "examples/deployment"


def script(name, *arguments, **settings):
    environment = {"PATH": os.environ["PATH"], "RECOND": sys.argv[1], "AUTH": "off", **settings}
    return subprocess.run([SCRIPTS / name, *arguments], env=environment, capture_output=True, text=True, timeout=120)


def some_runs(service):
    ids = []
    for bank, ledger in ((BANK, LEDGER), (rows(20000), rows(20000))):
        ids.append(json.loads(service.reconcile(bank, ledger, headers={"Prefer": "wait=30"})[2])["id"])
    match = json.loads(service.ask("GET", f"/v1/runs/{ids[0]}/matches")[2])["items"][0]
    service.ask("POST", f"/v1/runs/{ids[0]}/decisions", json.dumps(
        {"decisions": [{"decision": "confirm", "match_id": match["match_id"]}]}), {"Content-Type": "application/json"})
    return ids


def same(check, before, after):
    for name in before:
        check(before[name] == after[name], f"{name}: {before[name]} and then {after[name]}"[:500])


def sqlite(check):
    keep = tempfile.mkdtemp(prefix="recon-backups-")
    with Service() as service:
        data = os.path.join(service.folder, "data")
        ids = some_runs(service)
        before = state(service, ids)
        for number in range(3):
            done = script("backup.sh", keep, "2", DATA_DIR=data)
            check(done.returncode == 0, f"backup: {done.stderr}")
            newest = done.stdout.strip()
            os.rename(newest, f"{keep}/recon-20250101T00000{number}Z")  # as if time went by
        for number in ("0", "-1", "abc"):
            refused = script("backup.sh", keep, number, DATA_DIR=data)
            check(refused.returncode == 2 and "KEEP" in refused.stderr, f"to keep {number}: {refused}")
        check(len(os.listdir(keep)) == 2, f"the newest two are kept: {os.listdir(keep)}")
        newest = os.path.join(keep, max(os.listdir(keep)))
        service.process.kill()
        service.process.wait()
        check(script("restore.sh", newest, DATA_DIR=data).returncode == 2, "nothing is overwritten")
        shutil.rmtree(data)
        os.mkdir(data + ".part")
        check(script("restore.sh", newest, DATA_DIR=data).returncode == 2, "nor taken for a backup")
        os.rmdir(data + ".part")
        done = script("restore.sh", newest, DATA_DIR=data)
        check(done.returncode == 0, f"restore: {done.stderr}")
        service.start()
        same(check, before, state(service, ids))
    shutil.rmtree(keep)


def password(check):
    """Everybody sees a command line; and what fails leaves nothing."""
    keep = tempfile.mkdtemp(prefix="recon-backups-")
    program = os.path.join(keep, "pg_dump")
    with open(program, "w") as out:
        out.write('#!/bin/sh\nprintf "%s %s\\n" "$PGPASSWORD" "$*"\nexit "${FAIL:-0}"\n')
    os.chmod(program, 0o755)
    url = "postgresql://recon:p%40ss%5Cn\\w%25@h:5432/recon?sslmode=require"
    done = script("backup.sh", keep, PG_DUMP=program, DATABASE_URL=url)
    with open(done.stdout.strip() + "/recon.dump") as made:
        told = made.read()
    expected = "p@ss\\n\\w% --format=custom --no-owner --dbname=postgresql://recon@h:5432/recon?sslmode=require\n"
    check(told == expected, f"pg_dump is told {told}")
    before = os.listdir(keep)
    check(script("backup.sh", keep, PG_DUMP=program, DATABASE_URL=url, FAIL="3").returncode == 3, "pg_dump fails")
    check(os.listdir(keep) == before, f"it leaves nothing: {os.listdir(keep)}")
    shutil.rmtree(keep)


def postgres(check):
    try:
        from postgres import Postgres
        server = Postgres()
    except (ImportError, IndexError, FileNotFoundError):
        print("PostgreSQL: left out, there is none")
        return
    keep = tempfile.mkdtemp(prefix="recon-backups-")
    settings = {"DATABASE_URL": server.url, "JWT_SECRET_KEY": "a secret of the tests, which is long enough"}
    tools = {"PG_DUMP": server.programs + "/pg_dump", "PG_RESTORE": server.programs + "/pg_restore"}
    with server:
        try:
            service = Service(**settings)
        except RuntimeError as why:
            print("PostgreSQL: left out,", why)
            return
        with service:
            ids = some_runs(service)
            before = state(service, ids)
            done = script("backup.sh", keep, **tools, **settings)
            check(done.returncode == 0, f"backup: {done.stderr}")
            service.process.kill()
            service.process.wait()
            server.ask("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
            shutil.rmtree(os.path.join(service.folder, "data"))
            restored = script("restore.sh", done.stdout.strip(), **tools, **settings)
            check(restored.returncode == 0, f"restore: {restored.stderr}")
            service.start()
            same(check, before, state(service, ids))
    shutil.rmtree(keep)


def main():
    check = Checks()
    sqlite(check)
    password(check)
    postgres(check)
    check.end()


if __name__ == "__main__":
    main()
