"""https with a certificate made here: its versions, its renewal, its slow clients, and the starts that
are refused."""

import http.client
import json
import os
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import time

from client import BANK, Checks, LEDGER, Service, form, wait_until


def make_certificate(folder, name, days=2):
    files = [os.path.join(folder, name + end) for end in (".crt", ".key")]
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
                    "-nodes", "-keyout", files[1], "-out", files[0], "-days", str(days), "-subj",
                    "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
                    "-set_serial", str(sum(map(ord, name)))], check=True, capture_output=True)
    return files


def context_for(certificate):
    return ssl.create_default_context(cafile=certificate)


def secure(service, certificate, **versions):
    context = context_for(certificate)
    for name, value in versions.items():
        setattr(context, name, value)
    return context.wrap_socket(service.connect(5), server_hostname="localhost")


def refused(what):
    try:
        what()
        return False
    except (ssl.SSLError, OSError):
        return True


def asked(service, certificate, method, path, body=None, headers=None):
    connection = http.client.HTTPSConnection("localhost", service.port, timeout=60,
                                             context=context_for(certificate))
    connection.connect()
    connection.request(method, path, body, headers or {})
    answer = connection.getresponse()
    found = answer.status, dict(answer.getheaders()), answer.read()
    connection.close()
    return found


def conversations(check, service, certificate):
    status, headers, _ = asked(service, certificate, "GET", "/livez")
    check(status == 200 and "max-age=" in headers.get("Strict-Transport-Security", ""), f"livez: {headers}")
    rows = "".join(f"2025-02-{i % 28 + 1:02},{i}.25,Customer {i}\n" for i in range(12000))
    body, kind = form({"bank_file": ("b.csv", BANK + rows), "ledger_file": ("l.csv", LEDGER + rows)})
    status, _, answer = asked(service, certificate, "POST", "/api/reconcile", body, {"Content-Type": kind})
    check(status == 200, f"a run of {len(body)} bytes: {status} {answer[:200]!r}")
    where = json.loads(answer)["report_url"]
    status, headers, answer = asked(service, certificate, "GET", where)
    check(status == 200 and len(answer) == int(headers["Content-Length"]) > 500_000, "a large report")
    origin = f"https://localhost:{service.port}"
    check(asked(service, certificate, "GET", "/v1/runs", headers={"Origin": origin})[0] == 200, "own origin")
    check(asked(service, certificate, "GET", "/v1/runs",
                headers={"Origin": origin.replace("https", "http")})[0] == 403, "the origin without TLS")

    # Several requests on a connection, and an orderly end of it.
    connection = secure(service, certificate)
    for last in (False, True):
        connection.sendall(b"GET /livez HTTP/1.1\r\nHost: localhost\r\n"
                           + (b"Connection: close\r\n" if last else b"") + b"\r\n")
        check(connection.recv(65536).startswith(b"HTTP/1.1 200 "), "kept alive")
        time.sleep(0.05)
    check(connection.recv(65536) == b"", "the end is told, not cut")
    connection.close()

    # An upload beyond the cap: the answer is read, not a reset.
    connection = secure(service, certificate)
    connection.sendall(b"POST /v1/runs HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; "
                       b"boundary=x\r\nContent-Length: 90000000\r\n\r\n" + bytes(300_000))
    check(connection.recv(65536).startswith(b"HTTP/1.1 413 "), "413 while it is sent")
    connection.close()


def versions(check, service, certificate):
    for version in ("TLSv1_2", "TLSv1_3"):
        wanted = getattr(ssl.TLSVersion, version)
        connection = secure(service, certificate, minimum_version=wanted, maximum_version=wanted)
        check(connection.version().replace(".", "_") == version, version)
        check("GCM" in connection.cipher()[0] or "CHACHA20" in connection.cipher()[0], connection.cipher()[0])
        connection.close()

    def old(option):  # an old version may be offered by nobody else any more: openssl is asked for it
        out = subprocess.run(["openssl", "s_client", "-connect", f"127.0.0.1:{service.port}", option, "-cipher",
                              "ALL:@SECLEVEL=0"], stdin=subprocess.DEVNULL, capture_output=True, timeout=10)
        return b"Cipher is (NONE)" in out.stdout or b"no protocols available" in out.stderr

    for option in ("-tls1", "-tls1_1"):
        check(old(option), option + " is refused")
    for cipher in ("AES256-SHA", "AES128-GCM-SHA256", "ECDHE-ECDSA-AES128-SHA"):
        def weak():
            context = context_for(certificate)
            context.maximum_version = ssl.TLSVersion.TLSv1_2
            context.set_ciphers(cipher)
            context.wrap_socket(service.connect(5), server_hostname="localhost").close()
        check(refused(weak), cipher + " is refused")


def disturbances(check, service, certificate):
    plain = service.connect(5)  # http to https
    plain.sendall(b"GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n")
    try:
        check(not plain.recv(100).startswith(b"HTTP/1.1 200"), "nothing is said without TLS")
    except OSError:
        pass
    began = time.monotonic()
    silent = [service.connect(20) for _ in range(100)]
    halves = [service.connect(20) for _ in range(100)]
    for half in halves:
        half.sendall(b"\x16\x03\x01\x02\x00\x01")
    check(asked(service, certificate, "GET", "/livez")[0] == 200, "beside slow handshakes")
    stalled = secure(service, certificate)
    stalled.sendall(b"GET /livez HTTP/1.1\r\nHost: loc")
    for connection in silent + halves:
        connection.settimeout(max(0.01, began + 12 - time.monotonic()))
        try:
            connection.recv(1000)
        except socket.timeout:
            check(False, "a handshake goes on after 12 s")
            break
        except OSError:
            pass
    stalled.settimeout(3)
    check(stalled.recv(1000).startswith(b"HTTP/1.1 408 "), "a slow head over TLS")
    for connection in silent + halves + [stalled]:
        connection.close()
    check(wait_until(lambda: service.descriptors() < 60, 5), f"{service.descriptors()} descriptors")


def renewal(check, service, files, folder):
    serial = lambda certificate: secure(service, certificate).getpeercert()["serialNumber"]
    before = serial(files[0])
    kept = secure(service, files[0])
    newer = make_certificate(folder, "newer")
    old_text = [open(name, "rb").read() for name in files]
    for source, target in zip(newer, files):
        os.replace(source, target)
    service.process.send_signal(signal.SIGHUP)
    check(wait_until(lambda: not refused(lambda: secure(service, files[0]).close()), 5), "the new certificate")
    check(serial(files[0]) != before, "another serial number")
    kept.sendall(b"GET /livez HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    check(kept.recv(100).startswith(b"HTTP/1.1 200 "), "a connection of before goes on")
    kept.close()
    with open(files[0], "wb") as broken:
        broken.write(b"no certificate")
    now = [newer[0] + ".kept", None]
    with open(now[0], "wb") as copy:
        copy.write(ssl.get_server_certificate(("127.0.0.1", service.port)).encode())
    service.process.send_signal(signal.SIGHUP)
    time.sleep(0.5)
    check(asked(service, now[0], "GET", "/livez")[0] == 200, "a bad file changes nothing")
    for name, text in zip(files, old_text):
        with open(name, "wb") as file:
            file.write(text)


def refused_starts(check, files, folder):
    other = make_certificate(folder, "other")
    empty = os.path.join(folder, "empty")
    open(empty, "w").close()
    for certificate, key, word in ((files[0], "", "TLS_KEY_FILE is missing"),
                                   ("", files[1], "TLS_CERTIFICATE_FILE is missing"),
                                   ("/no/such", files[1], "TLS_CERTIFICATE_FILE: '/no/such'"),
                                   (files[0], "/no/such", "TLS_KEY_FILE: '/no/such'"),
                                   (empty, files[1], "TLS_CERTIFICATE_FILE"),
                                   (files[0], empty, "TLS_KEY_FILE"), (files[1], files[0], "TLS_"),
                                   (files[0], other[1], "TLS_KEY_FILE")):
        environment = {"PATH": os.environ["PATH"], "PORT": "0", "DATA_DIR": os.path.join(folder, "data2"),
                       "TLS_CERTIFICATE_FILE": certificate, "TLS_KEY_FILE": key}
        ended = subprocess.run([sys.argv[1]], env=environment, capture_output=True, timeout=20)
        told = ended.stderr.decode()
        check(ended.returncode == 2 and word in told and told.count("\n") == 1, f"{word}: {ended.returncode} {told}")


def main():
    check = Checks()
    with tempfile.TemporaryDirectory(prefix="recond-tls-") as folder:
        files = make_certificate(folder, "first")
        with Service(TLS_CERTIFICATE_FILE=files[0], TLS_KEY_FILE=files[1]) as service:
            check("https://" in "".join(service.greeting), "the greeting says https")
            conversations(check, service, files[0])
            versions(check, service, files[0])
            disturbances(check, service, files[0])
            renewal(check, service, files, folder)
        refused_starts(check, files, folder)
    check.end()


if __name__ == "__main__":
    main()
