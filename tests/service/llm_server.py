"""A language model of one's own: a server on a loopback port that answers as a test says."""

import http.server
import json
import socketserver
import threading
import time


class Model:
    """Behaves as `how` says, which may change at any time; remembers what it was asked."""

    def __init__(self, how="good", answer=None):
        self.how = how
        self.answer = answer or {"explanation": "It is probably still on its way.",
                                 "suggested_action": "Wait for the next statement."}
        self.usage = {"prompt_tokens": 300, "completion_tokens": 40}
        self.meanings = {}  # of words, for /embeddings
        self.asked = []
        self.headers = []
        self.flying = self.most_flying = 0
        self.lock = threading.Lock()
        model = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                self.reply(401 if model.how == "401" else 500 if model.how == "500" else 200,
                           {"data": []})

            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                with model.lock:
                    model.asked.append(body)
                    model.headers.append(dict(self.headers))
                    model.flying += 1
                    model.most_flying = max(model.most_flying, model.flying)
                try:
                    self.behave(body)
                except (BrokenPipeError, ConnectionResetError):
                    pass
                finally:
                    with model.lock:
                        model.flying -= 1

            def behave(self, body):
                how = model.how
                if self.path.endswith("/embeddings") and how == "good":
                    return self.reply(200, {"data": [
                        {"index": i, "embedding": model.meanings.get(word.lower(), [1, 1, 1])}
                        for i, word in enumerate(body["input"])]})
                if how == "slow":
                    time.sleep(3)
                if how == "401":
                    return self.reply(401, {"error": {"message": "Incorrect API key: SECRET-KEY"}})
                if how == "429":
                    return self.reply(429, {"error": {"message": "OVERLOADED"}}, {"Retry-After": "90"})
                if how == "429 once" and len(model.asked) == 1:
                    return self.reply(429, {"error": {"message": "OVERLOADED"}}, {"Retry-After": "1"})
                if how == "500":
                    return self.reply(500, {"error": {"message": "STACK TRACE"}})
                if how == "redirect":
                    return self.reply(302, {}, {"Location": "/v1/elsewhere"})
                if how == "no schema" and "response_format" in body:
                    return self.reply(400, {"error": {"message": "unknown response_format"}})
                if how == "garbage":
                    return self.raw(b"<html>BAD GATEWAY</html>")
                if how == "not http":
                    self.wfile.write(b"\x00\x01\x02 NOT HTTP")
                    self.close_connection = True
                    return None
                if how == "hang up":
                    self.close_connection = True
                    return None
                if how == "huge":
                    return self.raw(b'{"choices": [' + b" " * 4_000_000 + b"]}")
                content = model.answer if isinstance(model.answer, str) else json.dumps(model.answer)
                if how == "prose":
                    content = "Sure! I think that it is on its way."
                if how == "busy":
                    time.sleep(0.1)
                out = {"choices": [{"message": {"role": "assistant", "content": content}}]}
                if model.usage:
                    out["usage"] = model.usage
                return self.reply(200, out)

            def reply(self, status, body, headers=None):
                self.raw(json.dumps(body).encode(), status, headers)

            def raw(self, body, status=200, headers=None):
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                for name, value in (headers or {}).items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *ignored):
                pass

        class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
            daemon_threads = True
            request_queue_size = 64

            def handle_error(self, *ignored):
                pass

        self.server = Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/v1"
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def forget(self, how="good"):
        self.how = how
        self.asked, self.headers, self.most_flying = [], [], 0

    def close(self):
        self.server.shutdown()
        self.server.server_close()

    def __enter__(self):
        return self

    def __exit__(self, *ignored):
        self.close()
