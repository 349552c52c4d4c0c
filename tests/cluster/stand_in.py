"""Something behind nginx that tells what it was sent, or dies as a process does."""
import http.server
import json
import threading
from typing import Any, Dict, List

from bot import settings


class Behind:
    """`answers`: what becomes of one request after the other: `echo` (from the last on), `die` (the connection ends without an answer), or a status."""

    def __init__(self, *answers: str) -> None:
        self.port = settings.free_port()
        self.heard: List[Dict[str, Any]] = []
        self._answers = list(answers) or ["echo"]
        behind = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_: Any) -> None:
                pass

            def do_GET(self) -> None:
                body = self.rfile.read(int(self.headers.get("content-length", 0)))
                behind.heard.append({"path": self.path, "body": body.decode(), "headers": {name.lower(): value for name, value in self.headers.items()}})
                answer = behind._answers.pop(0) if len(behind._answers) > 1 else behind._answers[0]
                if answer == "die":
                    self.close_connection = True
                    return
                content = json.dumps(behind.heard[-1]["headers"]).encode()
                self.send_response(200 if answer == "echo" else int(answer))
                for name, value in (("Content-Type", "application/json"), ("Content-Length", str(len(content))), ("X-Content-Type-Options", "nosniff"),
                                    ("X-Request-ID", "ours"), ("Referrer-Policy", "no-referrer"), ("Cache-Control", "no-store")):
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(content)

            do_POST = do_GET

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", self.port), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
