"""Two recond on one PostgreSQL behind the proxy of examples/deployment act as one, also when one of
them is killed. Left out where there is no Caddy, no PostgreSQL, or no root to give a name two addresses."""

import http.client
import json
import os
import pathlib
import re
import shutil
import ssl
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tests/service"))
from client import BANK, Checks, LEDGER, Service, form, wait_until  # noqa: E402

SECRET = "a secret of the tests, which is long enough"
ADDRESSES = ("127.0.0.2", "127.0.0.3")
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class Proxy:
    """The Caddyfile as it is, on ports of its own and with a name of its own for the two."""

    def __init__(self, port, own_ports):
        self.folder = tempfile.mkdtemp(prefix="recon-proxy-")
        self.port = own_ports[0]
        text = (ROOT / "examples/deployment/proxy/Caddyfile").read_text()
        text = text.replace("{\n\tservers", f"{{\n\thttps_port {own_ports[0]}\n\thttp_port {own_ports[1]}\n"
                            "\tadmin off\n\tskip_install_trust\n\tservers", 1)
        config, hosts = os.path.join(self.folder, "Caddyfile"), os.path.join(self.folder, "hosts")
        pathlib.Path(config).write_text(text)
        pathlib.Path(hosts).write_text("127.0.0.1 localhost\n" + "".join(f"{a} both\n" for a in ADDRESSES))
        environment = {"PATH": os.environ["PATH"], "DOMAIN": "localhost", "RECOND_HOST": "both", "HOME": self.folder,
                       "RECOND_PORT": str(port), "GRAFANA": "127.0.0.1:1"}
        self.log = open(os.path.join(self.folder, "log"), "wb")
        self.process = subprocess.Popen(
            ["unshare", "--mount", "sh", "-c",
             f"mount --bind {hosts} /etc/hosts && exec caddy run --config {config} --adapter caddyfile"],
            env=environment, stdout=self.log, stderr=self.log)

    def ask(self, method, path, body=None, headers=None):
        made = http.client.HTTPSConnection("localhost", self.port, timeout=60,
                                           context=ssl._create_unverified_context())
        try:
            made.request(method, path, body, headers or {})
            answer = made.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read()
        finally:
            made.close()

    def answers(self):
        try:
            return self.ask("GET", "/livez")[0] == 200
        except OSError:
            return False

    def stop(self):
        self.process.terminate()
        self.process.wait(10)
        self.log.close()
        shutil.rmtree(self.folder)


def answered(address, port):
    made = http.client.HTTPConnection(address, port, timeout=20)
    made.request("GET", "/metrics")
    text = made.getresponse().read().decode()
    made.close()
    return sum(int(float(n)) for n in re.findall(r"^recon_http_requests_total\{.*\} ([\d.]+)$", text, re.M))


def passes_bodies_on():
    """Whether this Caddy asks another with the body of a request whose first instance is gone."""
    said = subprocess.run(["caddy", "version"], capture_output=True, text=True, check=True).stdout
    return tuple(int(part) for part in re.search(r"(\d+)\.(\d+)\.(\d+)", said).groups()) >= (2, 11, 2)


def send(proxy, path, body, headers):
    """An older Caddy answers 502 where it meets the dead instance first; whoever sends again is served."""
    for _ in range(1 if passes_bodies_on() else 20):
        answer = proxy.ask("POST", path, body, headers)
        if answer[0] != 502:
            break
    return answer


def act_as_one(check, proxy, services, port):
    check(wait_until(proxy.answers, 20), "the proxy answers")
    check(proxy.ask("GET", "/metrics")[0] == 404, "metrics are not for the world")
    account = "email=ann%40example.com&password=correct+horse+battery"
    check(proxy.ask("POST", "/api/auth/register", account, FORM)[0] == 201, "register")
    who = {"Authorization": "Bearer " + json.loads(proxy.ask("POST", "/api/auth/login", account, FORM)[2])["access_token"]}
    runs = []
    for number in range(12):
        body, kind = form({"bank_file": ("b.csv", BANK + f"2025-01-18,{number}.10,x\n"), "ledger_file": ("l.csv", LEDGER)})
        status, headers, answer = proxy.ask("POST", "/v1/runs", body, {**who, "Content-Type": kind, "Prefer": "wait=20"})
        check(status in (200, 202), f"run: {status} {answer[:200]}")
        check("Strict-Transport-Security" in headers, "TLS for ever")
        runs.append(json.loads(answer)["id"])
    for run in runs:
        check(proxy.ask("GET", f"/v1/runs/{run}/matches", headers=who)[0] == 200, "whoever is asked knows it")
    shares = [answered(address, port) for address in ADDRESSES]
    check(min(shares) >= 5, f"both work: {shares}")
    services[0].process.kill()
    services[0].process.wait()
    status = send(proxy, "/api/auth/login", account, FORM)[0]
    check(status == 200, f"one is killed, and a sign-in sees {status}")
    body, kind = form({"bank_file": ("b.csv", BANK), "ledger_file": ("l.csv", LEDGER)})
    status = send(proxy, "/v1/runs", body, {**who, "Content-Type": kind, "Prefer": "wait=20"})[0]
    check(status == 200, f"and an upload {status}")
    bad = [status for run in runs * 2 if (status := proxy.ask("GET", f"/v1/runs/{run}", headers=who)[0]) != 200]
    check(not bad, f"and readers {bad}")


def main():
    check = Checks()
    try:
        from postgres import Postgres, free_port
        may_mount = subprocess.run(["unshare", "--mount", "true"], capture_output=True).returncode == 0
        server = Postgres() if shutil.which("caddy") and may_mount else None
    except (ImportError, IndexError, FileNotFoundError):
        server = None
    if server is None:
        print("the proxy: left out, there is no Caddy or PostgreSQL, or no right to mount")
        check.end()
    with server:
        port = free_port()
        settings = {"DATABASE_URL": server.url, "JWT_SECRET_KEY": SECRET, "AUTH": "on", "PORT": str(port),
                    "TRUSTED_PROXIES": "127.0.0.1", "RATE_LIMIT_PER_MINUTE": "600"}
        try:
            services = [Service(HOST=address, **settings) for address in ADDRESSES]
        except RuntimeError as why:
            print("the proxy: left out,", why)
            check.end()
        proxy = Proxy(port, (free_port(), free_port()))
        try:
            act_as_one(check, proxy, services, port)
        finally:
            proxy.stop()
            services[1].stop()
            shutil.rmtree(services[0].folder, ignore_errors=True)
    check.end()


if __name__ == "__main__":
    main()
