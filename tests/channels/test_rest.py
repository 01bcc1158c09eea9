"""Rasa's REST channel, which lets anybody name any conversation."""

from __future__ import annotations

from typing import Any

import pytest

from channels.rest import DevelopmentRest


async def ignore(_: Any) -> None:
    """Take no notice of a message."""


@pytest.mark.parametrize(("environment", "is_open"), [("development", True), ("production", False)])
def test_it_is_open_in_development_alone(
    monkeypatch: pytest.MonkeyPatch, environment: str, is_open: bool
) -> None:
    monkeypatch.setenv("CAREERBOT_ENV", environment)

    routes = DevelopmentRest().blueprint(ignore)._future_routes

    assert any("webhook" in route.uri for route in routes) is is_open
    assert bool(routes) is is_open
