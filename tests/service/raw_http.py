"""Bytes on a socket, and the status that must come back: 0 is a connection that is just closed."""

import socket
import sys

from client import Checks, Service, is_problem

H = "Host: localhost\r\n"
END = "\r\n"
GET = "GET /livez HTTP/1.1\r\n"
POST = "POST /api/auth/login HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
FORM = "email=a&password=b"


def get(extra="", line=GET, host=H):
    return (line + host + extra + END).encode("latin-1")


def post(extra, body="", head=POST + H):
    return (head + extra + END + body).encode("latin-1")


def chunked(body, extra=""):
    return post("Transfer-Encoding: chunked\r\n" + extra, body)


def probes():
    """(name, bytes, expected statuses, in order)"""
    yield "plain", get(), [200]
    yield "HEAD", get(line="HEAD /livez HTTP/1.1\r\n"), [200]
    yield "HTTP/1.0", get(line="GET /livez HTTP/1.0\r\n"), [200]
    yield "HTTP/1.0 without Host", get(line="GET /livez HTTP/1.0\r\n", host=""), [200]
    yield "two pipelined", get() + get("Connection: close\r\n"), [200, 200]
    yield "five pipelined", get() * 4 + get("Connection: close\r\n"), [200] * 5
    yield "header case", get("x-REQUEST-id: a\r\n"), [200]
    yield "empty header value", get("X-Empty:\r\n"), [200]
    yield "spaces about a value", get("X-A: \t  b \t\r\n"), [200]
    yield "obs-text in a value", get("X-A: \xe4\xf6\r\n"), [200]
    yield "100 headers at most", get("".join(f"X-{i}: a\r\n" for i in range(99))), [200]
    yield "query", get(line="GET /livez?a=b&c=%20 HTTP/1.1\r\n"), [200]
    yield "absolute form of this host", get(line="GET http://localhost/livez HTTP/1.1\r\n"), [200]
    yield "unknown path", get(line="GET /nothing HTTP/1.1\r\n"), [404]
    yield "known path, other method", get(line="DELETE /livez HTTP/1.1\r\n"), [405]
    yield "PUT", get(line="PUT /livez HTTP/1.1\r\n"), [405]
    yield "PATCH", get(line="PATCH /v1/runs HTTP/1.1\r\n"), [405]
    yield "OPTIONS", get(line="OPTIONS /livez HTTP/1.1\r\n"), [204]
    yield "OPTIONS *", get(line="OPTIONS * HTTP/1.1\r\n"), [400]
    yield "form", post("Content-Length: 18\r\n", FORM), [400]
    yield "form then another", post("Content-Length: 18\r\n", FORM) + get("Connection: close\r\n"), [400, 200]
    yield "chunked form", chunked("12\r\n" + FORM + "\r\n0\r\n\r\n"), [400]
    yield "chunked in two", chunked("2\r\nem\r\n10\r\nail=a&password=b\r\n0\r\n\r\n"), [400]
    yield "chunked upper case hex", chunked("12\r\n" + FORM + "\r\n0\r\n\r\n", "X-A: b\r\n"), [400]
    yield "chunk extension", chunked("12;a=b\r\n" + FORM + "\r\n0\r\n\r\n"), [400]
    yield "trailer", chunked("12\r\n" + FORM + "\r\n0\r\nX-Trailer: a\r\n\r\n"), [400]
    yield "leading zeros of a chunk", chunked("0012\r\n" + FORM + "\r\n0\r\n\r\n"), [400]

    # Who am I? Never a trailer, never a second header.
    me = "GET /v1/runs HTTP/1.1\r\n"
    yield "no body on GET", get("Content-Length: 5\r\n", line=me) + b"hello", [400]
    yield "chunked GET", get("Transfer-Encoding: chunked\r\n") + b"1\r\na\r\n0\r\n\r\n", [400]
    yield "chunked empty GET", get("Transfer-Encoding: chunked\r\n") + b"0\r\n\r\n", [400]

    # The request line.
    for name, line in {
        "no version": "GET /livez\r\n", "HTTP/0.9": "GET /livez HTTP/0.9\r\n",
        "HTTP/2.0": "GET /livez HTTP/2.0\r\n", "HTTP/1.2": "GET /livez HTTP/1.2\r\n",
        "HTTP/3": "GET /livez HTTP/3\r\n", "HTTP/11": "GET /livez HTTP/11\r\n",
        "HTTP/1.1.1": "GET /livez HTTP/1.1.1\r\n", "http/1.1": "GET /livez http/1.1\r\n",
        "HTTP/ 1.1": "GET /livez HTTP/ 1.1\r\n", "HTTQ/1.1": "GET /livez HTTQ/1.1\r\n",
        "two spaces": "GET  /livez HTTP/1.1\r\n", "two spaces later": "GET /livez  HTTP/1.1\r\n",
        "tab": "GET\t/livez HTTP/1.1\r\n", "space before": " GET /livez HTTP/1.1\r\n",
        "space in target": "GET /li vez HTTP/1.1\r\n", "no target": "GET HTTP/1.1\r\n",
        "empty target": "GET  HTTP/1.1\r\n", "bad method letters": "G(T /livez HTTP/1.1\r\n",
        "NUL in target": "GET /li\0vez HTTP/1.1\r\n", "8-bit target": "GET /\xe4 HTTP/1.1\r\n",
        "NUL in method": "G\0T /livez HTTP/1.1\r\n", "trailing space": "GET /livez HTTP/1.1 \r\n",
        "only CRLF and text": "\r\n\r\nGET\r\n", "vertical tab": "GET /livez\x0bHTTP/1.1\r\n",
        "fragment": "GET /livez#x HTTP/1.1\r\n", "no slash": "GET livez HTTP/1.1\r\n",
        "authority form": "GET localhost:80 HTTP/1.1\r\n", "backslash": "GET \\livez HTTP/1.1\r\n",
        "double slash": "GET //livez HTTP/1.1\r\n", "dot segment": "GET /./livez HTTP/1.1\r\n",
        "dots": "GET /x/../livez HTTP/1.1\r\n", "encoded dots": "GET /x/%2e%2e/livez HTTP/1.1\r\n",
        "encoded slash": "GET /api%2fdocs HTTP/1.1\r\n", "encoded NUL": "GET /livez%00 HTTP/1.1\r\n",
        "encoded CRLF": "GET /livez%0d%0a HTTP/1.1\r\n", "broken escape": "GET /livez%2 HTTP/1.1\r\n",
        "matrix": "GET /livez;a=b HTTP/1.1\r\n", "trailing slash": "GET /livez/ HTTP/1.1\r\n",
        "other scheme": "GET ftp://localhost/livez HTTP/1.1\r\n",
        "absolute form of another host": "GET http://evil.example/livez HTTP/1.1\r\n",
        "absolute form with user": "GET http://a@localhost/livez HTTP/1.1\r\n",
        "bare CR": "GET /livez HTTP/1.1\r", "bare LF": "GET /livez HTTP/1.1\n",
    }.items():
        yield name, get(line=line), [400, 505]
    yield "unknown method", get(line="BREW /livez HTTP/1.1\r\n"), [501]
    yield "lower case method", get(line="get /livez HTTP/1.1\r\n"), [501]
    yield "CONNECT", get(line="CONNECT localhost:80 HTTP/1.1\r\n"), [400, 501]
    yield "TRACE", get(line="TRACE /livez HTTP/1.1\r\n"), [501]
    yield "HTTP/2 preface", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", [400, 505]
    yield "TLS hello", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(64), [400, 0]
    yield "just bytes", bytes(range(256)), [400, 0]
    yield "a long target", get(line="GET /" + "a" * 9000 + " HTTP/1.1\r\n"), [414, 431, 400]
    yield "a very long target", get(line="GET /" + "a" * 40000 + " HTTP/1.1\r\n"), [414, 431, 400]
    yield "a long method", get(line="A" * 9000 + " /livez HTTP/1.1\r\n"), [400, 414, 431, 501]

    # Host.
    yield "no Host", get(host=""), [400]
    yield "two Hosts", get(host=H + H), [400]
    yield "two different Hosts", get(host=H + "Host: evil.example\r\n"), [400]
    for bad in ("a b", "a/b", "a@b", "a,b", "a?b", "a#b", "a\\b", "<a>", 'a"b'):
        yield "Host " + bad, get(host=f"Host: {bad}\r\n"), [400]
    yield "empty Host", get(host="Host:\r\n"), [200, 400]

    # Headers.
    for name, text in {
        "space before colon": "X-A : b\r\n", "tab before colon": "X-A\t: b\r\n",
        "no colon": "X-A\r\n", "no name": ": b\r\n", "space in name": "X A: b\r\n",
        "CR in value": "X-A: b\rc\r\n", "LF alone": "X-A: b\nX-B: c\r\n", "NUL in value": "X-A: b\0c\r\n",
        "NUL in name": "X\0A: b\r\n", "DEL in value": "X-A: b\x7fc\r\n", "bell in value": "X-A: \x07\r\n",
        "8-bit name": "X-\xe4: b\r\n", "brackets in name": "X[A]: b\r\n", "comma in name": "X,A: b\r\n",
        "space first": " X-A: b\r\n", "slash in name": "X/A: b\r\n", "quotes in name": '"X": b\r\n',
    }.items():
        yield "header: " + name, get(text), [400]
    yield "101 headers", get("".join(f"X-{i}: a\r\n" for i in range(101))), [431]
    yield "5,000 headers", get("".join(f"X-{i}: a\r\n" for i in range(5000))), [431]
    yield "a header of 20 KB", get("X-A: " + "b" * 20000 + "\r\n"), [431]
    yield "a header of 100 KB", get("X-A: " + "b" * 100000 + "\r\n"), [431]
    yield "obs-fold", get("X-A: b\r\n c\r\n"), [200, 400]
    yield "a name of 10 KB", get("X" * 10000 + ": b\r\n"), [200, 400, 431]

    # Length.
    for name, text in {
        "two lengths": "Content-Length: 18\r\nContent-Length: 18\r\n",
        "two different lengths": "Content-Length: 18\r\nContent-Length: 5\r\n",
        "list of lengths": "Content-Length: 18, 18\r\n", "negative": "Content-Length: -1\r\n",
        "plus": "Content-Length: +18\r\n", "hex": "Content-Length: 0x12\r\n",
        "letters": "Content-Length: ten\r\n", "empty": "Content-Length:\r\n",
        "blank inside": "Content-Length: 1 8\r\n", "decimal": "Content-Length: 18.0\r\n",
        "exponent": "Content-Length: 1e1\r\n", "quoted": 'Content-Length: "18"\r\n',
        "huge": "Content-Length: 99999999999999999999999\r\n",
        "2^64": "Content-Length: 18446744073709551616\r\n",
        "length and chunked": "Content-Length: 18\r\nTransfer-Encoding: chunked\r\n",
        "chunked and length": "Transfer-Encoding: chunked\r\nContent-Length: 18\r\n",
        "two codings": "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
        "gzip, chunked": "Transfer-Encoding: gzip, chunked\r\n",
        "chunked, gzip": "Transfer-Encoding: chunked, gzip\r\n",
        "chunked, chunked": "Transfer-Encoding: chunked, chunked\r\n",
        "identity": "Transfer-Encoding: identity\r\n", "gzip": "Transfer-Encoding: gzip\r\n",
        "xchunked": "Transfer-Encoding: xchunked\r\n", "chunkedx": "Transfer-Encoding: chunkedx\r\n",
        "quoted chunked": 'Transfer-Encoding: "chunked"\r\n', "empty coding": "Transfer-Encoding:\r\n",
        "comma": "Transfer-Encoding: ,chunked\r\n", "chunked;q": "Transfer-Encoding: chunked;q=1\r\n",
        "vertical tab": "Transfer-Encoding: \x0bchunked\r\n",
        "space before colon": "Transfer-Encoding : chunked\r\n",
        "folded coding": "Transfer-Encoding:\r\n chunked\r\nContent-Length: 18\r\n",
    }.items():
        yield "length: " + name, post(text, FORM) + get(), [400, 413]
    yield "chunked in HTTP/1.0", post("Transfer-Encoding: chunked\r\n", "12\r\n" + FORM + "\r\n0\r\n\r\n",
                                      POST.replace("1.1", "1.0") + H), [400]

    # Chunks.
    for name, body in {
        "size is no number": "xyz\r\n" + FORM + "\r\n0\r\n\r\n", "negative": "-1\r\na\r\n0\r\n\r\n",
        "0x": "0x12\r\n" + FORM + "\r\n0\r\n\r\n", "empty size": "\r\n" + FORM + "\r\n0\r\n\r\n",
        "too long": "5\r\n" + FORM + "\r\n0\r\n\r\n", "no line end after": "12\r\n" + FORM + "0\r\n\r\n",
        "huge": "ffffffffffffffffff\r\n" + FORM, "2^64": "10000000000000000\r\n" + FORM,
        "space before size": " 12\r\n" + FORM + "\r\n0\r\n\r\n", "NUL": "1\0\r\na\r\n0\r\n\r\n",
        "plus": "+12\r\n" + FORM + "\r\n0\r\n\r\n",
        "bare LF": "12\n" + FORM + "\n0\n\n", "bad trailer": "12\r\n" + FORM + "\r\n0\r\nbad trailer\r\n\r\n",
    }.items():
        yield "chunk: " + name, chunked(body), [400]
    yield "chunk beyond the cap", chunked("20000\r\n" + "a" * 0x20000 + "\r\n0\r\n\r\n"), [413]
    yield "endless extension", chunked("12;" + "a" * 100000 + "\r\n" + FORM), [400, 413]
    yield "endless trailers", chunked("12\r\n" + FORM + "\r\n0\r\n" + "X-T: a\r\n" * 20000 + "\r\n"), [400, 431]
    yield "length beyond the cap", post("Content-Length: 1000000\r\n", "a"), [413]

    # Expect.
    yield "Expect other", post("Expect: 200-ok\r\nContent-Length: 18\r\n", FORM), [417]
    yield "Expect twice", post("Expect: 100-continue\r\nExpect: 100-continue\r\nContent-Length: 18\r\n", FORM), [417]
    yield "Expect without a body", get("Expect: 100-continue\r\n"), [200]
    yield "Upgrade is not taken", get("Connection: upgrade\r\nUpgrade: websocket\r\n"), [200]
    yield "h2c is not taken", get("Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AA\r\n"), [200]

    # Types.
    yield "no type", post("Content-Length: 18\r\n", FORM, POST.split("\r\n")[0] + "\r\n" + H), [413]
    yield "other type", post("Content-Length: 1\r\n", "a", POST.split("\r\n")[0] + "\r\nContent-Type: text/csv\r\n" + H), [415]
    yield "two types", post("Content-Type: application/json\r\nContent-Length: 18\r\n", FORM), [400, 413, 415]
    yield "compressed", post("Content-Encoding: gzip\r\nContent-Length: 18\r\n", FORM), [415]
    yield "JSON that is none", post("Content-Length: 1\r\n", "{", POST.split("\r\n")[0] + "\r\nContent-Type: application/json\r\n" + H), [400]
    yield "deep JSON", post("Content-Length: 60000\r\n", "[" * 60000, POST.split("\r\n")[0] + "\r\nContent-Type: application/json\r\n" + H), [400]
    yield "cut off head", b"GET /livez HTTP/1.1\r\nHost: a", [0]
    yield "nothing", b"", [0]
    yield "only a line end", b"\r\n", [0, 400]


def read_all(connection):
    got = b""
    try:
        while True:
            part = connection.recv(65536)
            if not part:
                break
            got += part
    except (ConnectionResetError, socket.timeout):
        pass
    return got


def answers(got, heads_only):
    """Splits what came into (status, headers, body)."""
    out = []
    while got:
        head, separator, rest = got.partition(b"\r\n\r\n")
        if not separator:
            raise ValueError(f"no answer: {got[:80]!r}")
        lines = head.decode("latin-1").split("\r\n")
        if not lines[0].startswith("HTTP/1.1 "):
            raise ValueError(f"no status line: {lines[0]!r}")
        status = int(lines[0].split()[1])
        headers = dict(line.split(": ", 1) for line in lines[1:])
        size = 0 if heads_only else int(headers.get("Content-Length", 0))
        out.append((status, headers, rest[:size]))
        got = rest[size:]
    return out


def main():
    check = Checks()
    count = 0
    with Service() as service:
        for name, sent, expected in probes():
            count += 1
            connection = service.connect(5)
            try:
                connection.sendall(sent)
                connection.shutdown(socket.SHUT_WR)
            except (BrokenPipeError, ConnectionResetError, OSError):
                pass
            got = read_all(connection)
            connection.close()
            try:
                found = answers(got, sent.startswith(b"HEAD"))
            except (ValueError, IndexError) as problem:
                check(False, f"{name}: {problem}")
                continue
            statuses = [status for status, *_ in found] or [0]
            good = statuses == expected if len(expected) > 1 and set(expected) <= {200, 400} and (
                "pipelined" in name or "then another" in name) else (
                statuses[0] in expected and len(statuses) == 1)
            check(good, f"{name}: expected {expected}, got {statuses}")
            for status, headers, body in found:
                if status >= 400:
                    check(is_problem(headers, body, status), f"{name}: {status} is no problem")
                check(status < 500 or status in (501, 505), f"{name}: {status}")
        # Split after every byte, the answer is the same.
        whole = chunked("12\r\n" + FORM + "\r\n0\r\n\r\n", "Connection: close\r\n")
        for at in range(1, len(whole), 7):
            connection = service.connect(5)
            connection.sendall(whole[:at])
            connection.sendall(whole[at:])
            check(answers(read_all(connection), False)[0][0] == 400, f"split at {at}")
            connection.close()
        check(service.ask("GET", "/livez")[0] == 200, "still there at the end")
    print(count, "probes")
    check(count >= 150, "150 probes")
    check.end()


if __name__ == "__main__":
    main()
