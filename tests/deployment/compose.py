"""compose.yaml, the manifests, .dockerignore and the secrets: what an operator relies on, checked without an
engine and without a cluster."""

import ipaddress
import json
import os
import pathlib
import re
import stat
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
PYTHON = ROOT / "build-python/bin/python"
if PYTHON.exists() and sys.prefix != str(PYTHON.parent.parent):
    os.execv(PYTHON, [PYTHON, *sys.argv])
try:
    import compose_spec
    import kubernetes_validate
    import yaml
except ImportError:
    print("cmake/requirements.txt is not here (cmake/install-packages.sh deployment): nothing is checked")
    sys.exit(bool(os.environ.get("CI")))

sys.path.insert(0, str(ROOT / "tests/service"))
from client import Checks  # noqa: E402

SERVICE = {"image", "build", "restart", "read_only", "tmpfs", "cap_drop", "cap_add", "security_opt", "profiles",
           "stop_grace_period", "healthcheck", "logging", "environment", "env_file", "secrets", "volumes", "ports", "networks",
           "deploy", "depends_on", "command", "user", "shm_size"}


def specification(check, compose):
    """By those who know all of the format; what is asked of ours in particular follows."""
    try:
        compose_spec.PyCompose.from_json(json.dumps(compose)).validate()
    except ValueError as problem:
        check(False, f"compose.yaml: {problem}")


def manifests(check):
    kinds = []
    for one in yaml.safe_load_all((ROOT / "examples/deployment/kubernetes/recond.yaml").read_text()):
        kinds.append(one["kind"])
        try:
            kubernetes_validate.validate(one, kubernetes_validate.latest_version(), strict=True)
        except kubernetes_validate.ValidationError as problem:
            check(False, f"{one['kind']}: {problem}")
    check(kinds == ["Deployment", "Service", "PodDisruptionBudget"], f"the manifests: {kinds}")


def pages(check, compose):
    """What the pages write beside compose.yaml goes with it."""
    for page in sorted((ROOT / "docs").glob("*.md")):
        for text in re.findall(r"^```yaml\n(.*?)^```$", page.read_text(), re.M | re.S):
            beside = yaml.safe_load(text)
            both = {**compose, **beside, "networks": {**compose["networks"], **beside.get("networks", {})}}
            both["services"] = {name: {**compose["services"].get(name, {}), **beside["services"].get(name, {})}
                                for name in {*compose["services"], *beside["services"]}}
            specification(check, both)
            check(set(beside["services"]) <= set(compose["services"]), f"{page.name}: services that there are")


def services(check, compose):
    for name, one in compose["services"].items():
        check(set(one) <= SERVICE, f"{name}: {set(one) - SERVICE} is unknown here")
        check(re.search(r":v?\d+\.\d+(\.\d+)?", one["image"]), f"{name}: {one['image']} names no version")
        check(one["healthcheck"]["test"][0] in ("CMD", "CMD-SHELL"), f"{name}: a health check")
        check(one["restart"] == "unless-stopped", f"{name} comes back")
        limits = one["deploy"]["resources"]["limits"]
        check(set(limits) == {"cpus", "memory"}, f"{name} is bounded")
        check("no-new-privileges:true" in one["security_opt"], f"{name} gains nothing")
        check(name == "postgres" or (one["read_only"] and one["cap_drop"] == ["ALL"]), f"{name}: read-only, powerless")
        check(one["profiles"] in (["minimal"], ["full"]), f"{name} has a profile")
        for secret in one.get("secrets", []):
            check(secret in compose["secrets"], f"{name}: no secret {secret}")
        for variable, value in one.get("environment", {}).items():
            secret = re.search("PASSWORD|SECRET|TOKEN|DATABASE_URL|REDIS_URL", variable) and "ALLOW" not in variable
            check(not secret or str(value).startswith("/run/secrets/"), f"{name}: {variable} is in the open")
            if str(value).startswith("/run/secrets/"):
                check(value[len("/run/secrets/"):] in one["secrets"], f"{name}: {variable} names a secret it has")
        for volume in one.get("volumes", []):
            source = volume.split(":")[0]
            if source.startswith("./"):
                check((ROOT / source).exists() and volume.endswith(":ro"), f"{name}: {volume}")
            elif ":" in volume:
                check(source in compose["volumes"], f"{name}: no volume {source}")
        for other, how in one.get("depends_on", {}).items():
            check(how == {"condition": "service_healthy"} and other in compose["services"], f"{name} waits for {other}")


def networks(check, compose):
    inside = {name for name, one in compose["networks"].items() if (one or {}).get("internal")}
    for name, one in compose["services"].items():
        ports = one.get("ports", [])
        if name == "proxy":
            check({port.split(":")[0] for port in ports} == {"80", "443"}, f"the proxy's ports: {ports}")
        elif name == "alone":
            check(all(port.startswith("127.0.0.1:") for port in ports), f"this machine only: {ports}")
        else:
            check(not ports and set(one["networks"]) <= inside, f"{name} is not to be reached from outside")
    proxy = compose["services"]["proxy"]["networks"]["front"]["ipv4_address"]
    check(compose["services"]["recond"]["environment"]["TRUSTED_PROXIES"] == proxy, "the proxy is believed")
    [pool] = compose["networks"]["front"]["ipam"]["config"]
    given, net = (ipaddress.ip_network(pool[name]) for name in ("ip_range", "subnet"))
    check(ipaddress.ip_address(proxy) in net and ipaddress.ip_address(proxy) not in given, "its address stays free")
    check(given.subnet_of(net), "addresses are given out from the network's own")
    check("container_name" not in str(compose), "names would forbid --scale")


def settings(check, compose, recond):
    """What is set for recond is a setting of recond."""
    known = set(re.findall(r"^  ([A-Z_]{3,}) ", subprocess.run(
        [recond, "--help"], capture_output=True, text=True, check=True).stdout, re.M))
    for name in ("alone", "recond"):
        for variable in compose["services"][name]["environment"]:
            check(variable in known or variable.removesuffix("_FILE") in known, f"{variable} is no setting")
        check(compose["services"][name]["env_file"] == [{"path": ".env", "required": False}], f"{name} reads .env")
    check(compose["services"]["recond"]["environment"]["REGISTRATION"] == "${REGISTRATION:-off}", "closed to the world")


def secrets(check, compose):
    make = ROOT / "examples/deployment/make-secrets.sh"
    with tempfile.TemporaryDirectory() as folder:
        place = pathlib.Path(folder) / "secrets"
        subprocess.run([make, place], check=True, capture_output=True)
        made = {path.name: path.read_text() for path in place.iterdir()}
        check(set(made) == set(compose["secrets"]), f"secrets: {set(made) ^ set(compose['secrets'])}")
        for name, one in compose["secrets"].items():
            check(one == {"file": f"./secrets/{name}"}, f"{name} is a file")
        check(stat.S_IMODE(place.stat().st_mode) == 0o700, "the folder is closed to others")
        password = made["postgres-password"].strip()
        check(f":{password}@postgres:" in made["database-url"], "the address of the database has its password")
        redis = re.search("requirepass (.*)", made["redis-conf"])[1]
        check(f":{redis}@redis:" in made["redis-url"], "and that of Redis")
        check(len(made["jwt-secret"].strip()) >= 32 and len(set(made.values())) == 6, "long, and all different")
        subprocess.run([make, place], check=True, capture_output=True)
        check({path.name: path.read_text() for path in place.iterdir()} == made, "made once")
        for lost in ("postgres-password", "database-url", "redis-conf", "redis-url"):
            (place / lost).unlink()
            subprocess.run([make, place], check=True, capture_output=True)
            check((place / lost).read_text() == made[lost], f"{lost} is made from the other with its password")
    ignored = (ROOT / ".gitignore").read_text().split("\n")
    check({"/secrets/", "/.env"} <= set(ignored), "secrets are not committed")
    check((ROOT / ".dockerignore").read_text().split("\n")[1] == "*", "the image takes what it lists and nothing else")


def main():
    check = Checks()
    compose = yaml.safe_load((ROOT / "compose.yaml").read_text())
    for one in compose["services"].values():  # what yaml.safe_load has already merged
        one.pop("<<", None)
    specification(check, compose)
    manifests(check)
    pages(check, compose)
    services(check, compose)
    networks(check, compose)
    settings(check, compose, sys.argv[1])
    secrets(check, compose)
    check.end()


if __name__ == "__main__":
    main()
