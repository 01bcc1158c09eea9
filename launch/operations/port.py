"""The operations port: ``/health``, ``/serving``, ``/ready`` and ``/metrics``, on a port of their own.

It is served by threads, so that it still tells the truth when the event loop is blocked. It is for the
owner's network alone: nothing asks who is calling.
"""

from __future__ import annotations

import ipaddress
import json
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Optional, Type

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from launch.errors import LaunchError
from launch.operations.metrics import Metrics
from launch.operations.readiness import OK, Readiness

_JSON = "application/json"


class OperationsPort:
    """The server behind the port, from :meth:`open` until :meth:`close` or the end of the process."""

    def __init__(self, metrics: Metrics, readiness: Readiness) -> None:
        self._handler = _handler(metrics, readiness)
        self._server: Optional[ThreadingHTTPServer] = None

    def open(self, interface: str, port: int) -> int:
        """Listen, and return the port; 0 asks for a free one.

        :raises LaunchError: when nothing can listen there
        """
        kind = _IPv6Server if _is_ipv6(interface) else ThreadingHTTPServer
        try:
            self._server = kind((interface, port), self._handler)
        except OSError as error:
            raise LaunchError(
                f"The operations port {port} (OPS_PORT) cannot be used: {error.strerror}."
            ) from None
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, name="operations", daemon=True).start()
        return int(self._server.server_address[1])

    def close(self) -> None:
        """Stop listening."""
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()


class _IPv6Server(ThreadingHTTPServer):
    address_family = socket.AF_INET6


def _is_ipv6(interface: str) -> bool:
    try:
        return ipaddress.ip_address(interface).version == 6
    except ValueError:
        return False


def _handler(metrics: Metrics, readiness: Readiness) -> Type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        """Answers one request; a client that sends nothing is let go."""

        timeout = 5.0
        server_version = "Careerbot"
        sys_version = ""
        error_content_type = _JSON
        error_message_format = '{"error": "%(code)d"}'  # the library's message quotes the request

        def do_GET(self) -> None:
            path = self.path.partition("?")[0]
            if path == "/health":
                alive = readiness.alive()
                self._answer(alive, {"status": OK if alive else "blocked"})
            elif path in ("/ready", "/serving"):
                report = readiness.report(shared=path == "/ready")
                self._answer(all(state == OK for state in report.values()), report)
            elif path == "/metrics":
                self._send(200, CONTENT_TYPE_LATEST, generate_latest(metrics.registry))
            else:
                self._send(404, _JSON, b'{"error": "There are /health, /serving, /ready and /metrics."}')

        def _answer(self, good: bool, body: Any) -> None:
            self._send(200 if good else 503, _JSON, json.dumps(body).encode())

        def _send(self, status: int, content_type: str, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", content_type)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Cache-Control", "no-store")
            self.send_header("X-Content-Type-Options", "nosniff")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Write nothing: probes come every few seconds."""

    return Handler
