"""Ports: the one that is taken is named, with the variable that sets another."""

from __future__ import annotations

import socket

import pytest

from launch.errors import LaunchError
from launch.ports import claim, free_port


def test_a_taken_port_is_named_with_its_variable() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]

        with pytest.raises(LaunchError, match=f"Port {taken} is taken .* ACTION_PORT"):
            claim(taken, "ACTION_PORT")


def test_a_free_port_can_be_claimed() -> None:
    port = free_port()

    assert claim(port, "PORT") == port
