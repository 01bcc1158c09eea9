"""The health check of a container: what it asks, and what it makes of the answer."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any, Iterator

import pytest

from launch import health


@pytest.fixture
def operations() -> Iterator[Any]:
    """Run a stand-in for the operations port; ``status`` is what it says of readiness."""

    class Port(BaseHTTPRequestHandler):
        status = 200

        def do_GET(self) -> None:
            self.send_response(type(self).status if self.path == "/ready" else 404)
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Port) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        Port.port = server.server_address[1]  # type: ignore[attr-defined]
        yield Port
        server.shutdown()


@pytest.mark.parametrize(("status", "code"), [(200, 0), (503, 1)])
def test_a_container_is_well_when_its_process_can_take_messages(
    operations: Any, status: int, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    operations.status = status
    monkeypatch.setenv("OPS_PORT", str(operations.port))

    assert health.main() == code


def test_without_a_port_to_ask_it_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("OPS_PORT", raising=False)

    assert health.main() == 1
    assert capsys.readouterr().err == "Careerbot: OPS_PORT must name the operations port\n"
