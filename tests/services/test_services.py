"""The servers that other tests stand on are themselves real."""

import socket

import obstore
import psycopg
import pytest
from obstore.store import from_url
from pytest_socket import SocketBlockedError

from tests.services.postgresql import PostgreSQL


def test_a_database_copied_from_a_template_holds_what_the_template_holds(
    postgresql_server: PostgreSQL,
) -> None:
    template = postgresql_server.new_database()
    plain = template.replace("+psycopg", "")
    with psycopg.connect(plain) as connection:
        connection.execute("CREATE TABLE town AS SELECT 'Erfurt' AS name")
    copy = postgresql_server.new_database(template=template.rpartition("/")[2]).replace("+psycopg", "")
    with psycopg.connect(copy) as connection:
        assert connection.execute("SELECT name FROM town").fetchall() == [("Erfurt",)]


def test_the_store_gives_back_the_bytes_and_a_range_of_them(storage_url: str) -> None:
    store = from_url(storage_url)
    obstore.put(store, "blobs/a", b"Kraemerbruecke")
    assert bytes(obstore.get(store, "blobs/a").bytes()) == b"Kraemerbruecke"
    assert bytes(obstore.get_range(store, "blobs/a", start=7, length=7)) == b"bruecke"


def test_a_test_that_does_not_ask_cannot_open_a_connection() -> None:
    with pytest.warns(UserWarning, match="getaddrinfo"), pytest.raises(SocketBlockedError):
        socket.create_connection(("127.0.0.1", 9))
