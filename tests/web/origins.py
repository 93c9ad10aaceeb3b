"""Origins beside the service: each serves one page to a browser, and takes what the page found."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Queue
from types import TracebackType
from typing import Any, Self


class Origin:
    """An origin on a free loopback port, a context manager.

    Attributes
    ----------
    url : str
        Its scheme, host and port.
    text : str
        The page that it serves under every path.
    found : Queue
        The JSON bodies that pages have sent to it by POST, in the order in which they came.
    """

    def __init__(self) -> None:
        self.text = ""
        self.found: Queue[dict[str, Any]] = Queue()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()


def _handler(origin: Origin) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer(origin.text.encode())

        def do_POST(self) -> None:
            origin.found.put(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self._answer(b"")

        def _answer(self, body: bytes) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
            """Write nothing."""

    return Handler
