"""Runs a command with neighbours of its own: with_neighbours.py [--long] postgres,redis COMMAND...
With --long only where RECON_SERVICE_LONG=1; otherwise it says by its status that it was skipped."""

import contextlib
import os
import subprocess
import sys

from postgres import Postgres
from redis_server import Redis, installed

SKIPPED = 77  # as CMake is told


def main():
    words = sys.argv[1:]
    if words[0] == "--long":
        words = words[1:]
        if os.environ.get("RECON_SERVICE_LONG") != "1":
            print("skipped: RECON_SERVICE_LONG=1 runs it")
            sys.exit(SKIPPED)
    wanted, command = words[0].split(","), words[1:]
    if "redis" in wanted and not installed():
        if os.environ.get("CI") == "true":
            sys.exit("no redis-server in CI")
        print("skipped: no redis-server here")
        sys.exit(SKIPPED)
    with contextlib.ExitStack() as running:
        told = dict(os.environ)
        if "postgres" in wanted:
            told["RECON_TEST_DATABASE"] = running.enter_context(Postgres()).url
        redis = running.enter_context(Redis()) if "redis" in wanted else None
        if redis:
            told["RECON_TEST_REDIS"] = redis.url
        status = subprocess.run(command, env=told).returncode
        # A test that never came to its Redis would show nothing.
        if redis and status == 0 and redis.commands() == 0:
            sys.exit("nobody has asked the Redis")
    sys.exit(status)


if __name__ == "__main__":
    main()
