"""Who may call what: every route that the server registers, in development and in production.

The table of `docs/security.md` is the specification. A route without a row there fails, and so does a row
without a route.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.launch.operations.serving import TOKEN, environment, make_app, served
from web.shield import HEADERS

DOCUMENT = Path(__file__).resolve().parents[3] / "docs" / "security.md"
_ROW = re.compile(r"\| `(GET|HEAD|POST|PUT|DELETE)` \| `(/\S*)` \| ([a-z ]+) \| ([a-z ]+) \|")
#: What each word of the table means: the statuses that a stranger gets, where they are refused.
REFUSED = {"nobody": {404}, "bearer": {401}, "session": {401}, "signature": {401}, "never": {404, 403}}

Row = tuple[str, str]


def table() -> dict[Row, tuple[str, str]]:
    """Return who may call each route in development and in production."""
    return {(m[1], m[2]): (m[3], m[4]) for m in _ROW.finditer(DOCUMENT.read_text(encoding="utf-8"))}


def routes_of(app: Any) -> set[Row]:
    """Return each method of each route."""
    app.router.reset()
    return {
        (method, "/" + route.path.strip("/"))
        for route in app.router.routes
        for method in route.methods
        if method != "OPTIONS"
    }


def example(path: str) -> str:
    """Return a path that a route matches."""
    return re.sub(r"<[^>]+>", "somebody", path)


@pytest.mark.parametrize(("name", "token"), [("development", ""), ("production", TOKEN)])
def test_every_route_has_a_row(monkeypatch: pytest.MonkeyPatch, name: str, token: str) -> None:
    app, _ = make_app(monkeypatch, environment(name, token))
    rows = {row for row, who in table().items() if who[name == "production"] != "nobody"}

    assert routes_of(app) == rows


async def statuses(
    monkeypatch: pytest.MonkeyPatch, settings: dict[str, str], headers: dict[str, str]
) -> dict[Row, int]:
    """Return what each route of the table answers to a request with these headers and without a body."""
    app, _ = make_app(monkeypatch, settings)
    found = {}
    async with served(app) as client:
        for method, path in table():
            async with client.request(method, example(path), headers=headers) as response:
                found[method, path] = response.status
                assert_headers(response.headers)
    return found


def assert_headers(headers: Any) -> None:
    for name in HEADERS:
        assert name in headers, name


def is_refused(who: str, status: int) -> bool:
    return status in REFUSED.get(who, set())


async def test_in_production_a_stranger_gets_what_is_open_to_everybody_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = await statuses(monkeypatch, environment("production"), {})

    for row, (_, who) in table().items():
        expected = "nobody" if who == "bearer" else who  # without a token in the settings it is not there
        assert is_refused(expected, found[row]) == (who != "anybody"), (row, who, found[row])


@pytest.mark.parametrize(
    "shown", ["", "Bearer ", "Bearer wrong", f"bearer {TOKEN}", TOKEN, f"Bearer {TOKEN}0"]
)
async def test_in_production_a_wrong_token_opens_nothing(monkeypatch: pytest.MonkeyPatch, shown: str) -> None:
    headers = {"Authorization": shown} if shown else {}
    found = await statuses(monkeypatch, environment("production", TOKEN), headers)

    for row, (_, who) in table().items():
        if who in ("bearer", "never"):
            assert found[row] == 401, (row, who, found[row])


async def test_in_production_the_token_opens_the_api_but_not_what_replaces_the_model(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found = await statuses(
        monkeypatch, environment("production", TOKEN), {"Authorization": f"Bearer {TOKEN}"}
    )

    for row, (_, who) in table().items():
        if who == "bearer":
            assert found[row] not in (401, 403, 404), (row, found[row])
        elif who == "never":
            assert found[row] == 403, (row, found[row])


@pytest.mark.parametrize(
    "headers", [{"Origin": "https://foreign.example"}, {"Host": "foreign.example"}, {"Host": "[bad"}]
)
async def test_in_development_pages_from_elsewhere_reach_nothing_of_the_api(
    monkeypatch: pytest.MonkeyPatch, headers: dict[str, str]
) -> None:
    found = await statuses(monkeypatch, environment("development"), headers)

    for row, (who, _) in table().items():
        if who == "this machine":
            assert found[row] == 403, (row, found[row])


async def test_in_development_this_machine_reaches_all_of_the_api(monkeypatch: pytest.MonkeyPatch) -> None:
    found = await statuses(monkeypatch, environment("development"), {"Origin": "http://localhost:3000"})

    for row, (who, _) in table().items():
        if who == "this machine":
            assert found[row] not in (401, 403, 404), (row, found[row])


@pytest.mark.parametrize(
    "path",
    ["/model/parse", "/model//parse", "/MODEL/parse", "/%6dodel/parse", "/model/parse/", "/x/../model/parse",
     "/webhooks/website/../../model/parse", "/webhooks/rest/webhook", "/webhooks/callback/webhook",
     "/conversations/a/tracker", "/version", "/status", "/domain", "/nothing"],
)  # fmt: skip
async def test_in_production_no_spelling_of_a_path_opens_the_api(
    monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    app, _ = make_app(monkeypatch, environment("production"))
    async with served(app) as client:
        for method in ("GET", "POST"):
            async with client.request(method, path, json={"text": "hello"}) as response:
                assert response.status == 404
                assert (await response.json())["error"]["code"] == "not_found"


async def test_the_root_does_not_tell_the_version(monkeypatch: pytest.MonkeyPatch) -> None:
    app, _ = make_app(monkeypatch, environment("production"))
    async with served(app) as client, client.get("/") as response:
        assert await response.text() == "Careerbot"


async def test_an_unexpected_error_tells_nothing_of_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    app, _ = make_app(monkeypatch, environment("development"))

    async def fail(_: Any) -> None:
        raise ValueError("the words of somebody")

    app.add_route(fail, "/fail")
    async with served(app) as client, client.get("/fail") as response:
        assert response.status == 500
        assert "words" not in await response.text()
        assert_headers(response.headers)


async def test_a_server_that_is_told_to_end_sends_callers_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    app, readiness = make_app(monkeypatch, environment("production"))
    async with served(app) as client:
        readiness.stop()
        async with client.post("/webhooks/website/session") as response:
            assert response.status == 503
            assert response.headers["Retry-After"] == "1"
            assert response.headers["Connection"] == "close"
