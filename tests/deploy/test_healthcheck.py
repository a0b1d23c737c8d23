"""The image's health check, run as Docker runs it."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

from prometheus_client import CollectorRegistry, start_http_server

SCRIPT = Path(__file__).parents[2] / "deploy" / "healthcheck.py"


def status(port: int, **environment: str) -> int:
    environment |= {"BARQIYA_METRICS_PORT": str(port)}
    return subprocess.run([sys.executable, str(SCRIPT)], env=environment, check=False, timeout=30).returncode


@contextmanager
def answering(code: HTTPStatus) -> Iterator[int]:
    """A server on a free port that answers everything with `code`."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(code)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server.server_port
        finally:
            server.shutdown()
            thread.join()


def test_a_worker_that_serves_metrics_is_healthy() -> None:
    server, thread = start_http_server(0, addr="127.0.0.1", registry=CollectorRegistry())
    try:
        assert status(server.server_port) == 0
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def test_a_proxy_is_not_asked() -> None:
    with answering(HTTPStatus.OK) as port:
        assert status(port, http_proxy="http://127.0.0.1:9") == 0


def test_a_worker_that_answers_with_an_error_is_not_healthy() -> None:
    with answering(HTTPStatus.INTERNAL_SERVER_ERROR) as port:
        assert status(port) == 1


def test_a_worker_that_does_not_listen_is_not_healthy() -> None:
    with answering(HTTPStatus.OK) as port:
        pass
    assert status(port) == 1
