"""What a worker serves over HTTP: `/metrics` for Prometheus, `/health/live` and `/health/ready` for whoever keeps workers running."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterable
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import msgspec
from prometheus_client import make_wsgi_app

from streams.health import Health, Report
from streams.metrics import REGISTRY

Respond = Callable[[str, list[tuple[str, str]]], object]

_CLOSE_SECONDS = 0.1
"""How often it looks whether it is to end. The library's own half a second would be a part of every worker's end."""


class EndpointError(OSError):
    """Metrics and health can't be served where the settings say."""


class Endpoint:
    """Serves the metrics and the health of a worker, from threads of its own, until it is closed."""

    def __init__(self, host: str, port: int, health: Health) -> None:
        """Begin to serve.

        Args:
            host: The address to listen on.
            port: The port; 0 takes a free one, which is how several workers share a machine without being given ports.
            health: What is asked for the state.

        Raises:
            EndpointError: The port is taken, or the address is not one of this machine.
        """
        self._health = health
        self._metrics = make_wsgi_app(REGISTRY)
        try:
            self._server = make_server(host, port, self._answer, _Server6 if ":" in host else _Server, _Quiet)
        except OSError as error:
            raise EndpointError(
                f"can't serve metrics at {host}:{port}: {error.strerror or error}; another worker may have the port:"
                " set BARQIYA_METRICS_PORT, to 0 for any free one"
            ) from error
        self.url = f"http://{f'[{host}]' if ':' in host else host}:{self._server.server_port}/metrics"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(_CLOSE_SECONDS,), name="endpoint", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """End it."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _answer(self, environ: dict[str, Any], respond: Respond) -> Iterable[bytes]:
        path = environ["PATH_INFO"].rstrip("/")
        if path == "/metrics":
            metrics: Iterable[bytes] = self._metrics(environ, respond)
            return metrics
        if path == "/health/live":
            report = self._health.report()
            return _health(report, report.state.live, respond)
        if path == "/health/ready":
            report = self._health.report()
            return _health(report, report.state.ready, respond)
        respond("404 Not Found", [("Content-Type", "text/plain")])
        return [b"there are /metrics, /health/live and /health/ready\n"]


def _health(report: Report, good: bool, respond: Respond) -> Iterable[bytes]:
    respond("200 OK" if good else "503 Service Unavailable", [("Content-Type", "application/json"), ("Cache-Control", "no-store")])
    return [msgspec.json.encode(report) + b"\n"]


class _Server(ThreadingMixIn, WSGIServer):
    """A thread for each request: a slow reader of the metrics does not keep the health waiting."""

    daemon_threads = True


class _Server6(_Server):
    address_family = socket.AF_INET6


class _Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  (the parent's name)
        """Say nothing: one line for each scrape is nothing that anybody reads."""
