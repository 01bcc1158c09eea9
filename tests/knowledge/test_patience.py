"""A database that no longer answers is an error after a few seconds, and no standstill."""

from __future__ import annotations

import time
from typing import Iterator

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import Engine, make_url
from sqlalchemy.exc import OperationalError

from faults.stall import StallingNetwork, stalling_network
from knowledge.patience import connect_args
from launch.ports import free_port

SECONDS = 0.5
ONE = text("SELECT 1")


@pytest.fixture
def network(postgresql_url: str) -> Iterator[tuple[StallingNetwork, Engine]]:
    address, port = make_url(postgresql_url), free_port()
    with stalling_network(port, address.port or 5432) as between:
        engine = create_engine(
            address.set(host="127.0.0.1", port=port),
            future=True,
            pool_pre_ping=True,
            connect_args=connect_args(SECONDS),
        )
        for _ in range(100):
            try:
                with engine.connect() as connection:
                    connection.execute(ONE)
                break
            except OperationalError:  # the network has to start
                time.sleep(0.1)
        yield between, engine
        engine.dispose()


def test_a_network_that_stalls_is_given_up_and_used_again_when_it_is_back(
    network: tuple[StallingNetwork, Engine],
) -> None:
    between, engine = network
    between.stall()
    began = time.monotonic()

    with pytest.raises(OperationalError, match="not answered within"), engine.connect() as connection:
        connection.execute(ONE)

    assert time.monotonic() - began < 10 * SECONDS
    between.go_on()
    with engine.connect() as connection:
        assert connection.execute(ONE).scalar_one() == 1


def test_a_statement_that_takes_long_is_ended_by_the_server(postgresql_url: str) -> None:
    engine = create_engine(postgresql_url, future=True, connect_args=connect_args(SECONDS))

    with pytest.raises(OperationalError, match="statement timeout"), engine.connect() as connection:
        connection.execute(text("SELECT pg_sleep(30)"))

    engine.dispose()


def test_a_transaction_that_its_client_left_is_ended_by_the_server(postgresql_url: str) -> None:
    engine = create_engine(postgresql_url, future=True, connect_args=connect_args(SECONDS))

    with engine.connect() as connection:
        connection.execute(ONE)
        time.sleep(3 * SECONDS)
        with pytest.raises(OperationalError):
            connection.execute(ONE)

    engine.dispose()
