"""The library search over the same 200,000 stations on PostgreSQL: figures without a bound, beside the naive LIKE."""

import gc
import time
from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy import text

from authoring.db import Database
from tests.benchmarks.figure import Figure
from tests.benchmarks.search import STATIONS, classes, fill, measure
from tests.services.postgresql import running

_MOST_QUERIES = 24


def run() -> Iterator[Figure]:
    """Build the library, then ask; one figure a class of query, of some of its queries."""
    with running() as server:
        database = Database(server.new_database())
        database.migrate()
        start = time.perf_counter()
        words, towns = fill(database, STATIONS)
        yield Figure(f"building the library of {STATIONS}", time.perf_counter() - start, "s")
        with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE"))
        gc.collect()
        gc.freeze()
        for name, queries in classes(words, towns).items():
            some = queries[:: -(-len(queries) // _MOST_QUERIES)]
            yield replace(measure(database, name, some), bound=None)
        database.close()
