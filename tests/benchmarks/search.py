"""The library search over 200,000 stations on SQLite, every class of query, against the naive LIKE.

The words are made up and follow Zipf's law: the commonest stands in every station, the rarest in one.
Stations lie in 400 towns; themes, languages and organisations are spread unevenly, as they are.
"""

import gc
import itertools
import random
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import insert, text
from sqlmodel import Session

from authoring.db import Database
from authoring.permissions import Actor
from authoring.queries.library import Search, search
from authoring.store import cards, index
from authoring.tables import Document, Organisation
from tests.benchmarks.figure import Figure, percentile

STATIONS = 200_000
BOUND_MS = 20.0
COMMONEST = "stadt"
_TIMES = 12
_ORGANISATIONS, _THEMES, _TOWNS = 40, 24, 400
_SOUNDS = """
krä mer brü cke burg schloss tor markt kir che alt neu berg tal wald bach see haus gar ten turm platz rat dom weg
ster lin ho fen gra ben le sen run ing the and ro man go tik ba rock mu se um thea ter zie gel hüt straße öst über
"""
_SYLLABLES = _SOUNDS.split()


@dataclass(frozen=True)
class Words:
    """The vocabulary, commonest first, and what chooses from it."""

    all: list[str]
    weights: list[float]

    def some(self, chance: random.Random, count: int) -> list[str]:
        """So many words, as often as they are in the language."""
        return chance.choices(self.all, cum_weights=self.weights, k=count)


def run() -> Iterator[Figure]:
    """Build the library, then ask; one figure a class of query."""
    with tempfile.TemporaryDirectory(prefix="wayfable-search-") as folder:
        database = Database(f"sqlite:///{Path(folder) / 'library.sqlite'}")
        database.migrate()
        start = time.perf_counter()
        words, towns = fill(database, STATIONS)
        yield Figure(f"building the library of {STATIONS}", time.perf_counter() - start, "s")
        # What the building left behind is not the search's to sweep up in the middle of a query.
        gc.collect()
        gc.freeze()
        for name, queries in classes(words, towns).items():
            yield measure(database, name, queries)
        database.close()


def measure(database: Database, name: str, queries: list[Search]) -> Figure:
    """The slowest hundredth of a class, warm, each query with its page of 50; and the naive query's median."""
    actor = Actor(person_id="p", name="P")
    taken: list[float] = []
    with database.read() as session:
        for wanted in queries[:3]:
            first = search(session, actor, wanted)
            search(session, actor, wanted, cursor=first.next)
        for wanted in queries:
            start = time.perf_counter()
            page = search(session, actor, wanted)
            taken.append((time.perf_counter() - start) * 1000)
            if page.next is not None:
                start = time.perf_counter()
                search(session, actor, wanted, cursor=page.next)
                taken.append((time.perf_counter() - start) * 1000)
        start = time.perf_counter()
        naive(session, queries[0])
        peer = (time.perf_counter() - start) * 1000
    ours = percentile(taken, 99)
    return Figure(
        f"{name}, p99 of {len(taken)}", ours, "ms", bound=BOUND_MS, peer="LIKE", peer_value=peer, ratio=peer / ours
    )


def naive(session: Session, wanted: Search) -> list[Any]:
    """What one would write first: LIKE on every word, and a sort by title."""
    conditions, values = ["facets LIKE :kind"], {"kind": "%:ks%"}
    for number, word in enumerate(wanted.text.split()):
        conditions.append(f"(' ' || words) LIKE :w{number}")
        values[f"w{number}"] = f"% {word}%"
    for mark, value in (("h", wanted.theme), ("l", wanted.language), ("o", wanted.organisation)):
        if value is not None:
            conditions.append(f"facets LIKE :{mark}")
            values[mark] = f"%:{mark}s{value}%"
    if wanted.box is not None:
        west, south, east, north = wanted.box
        conditions.append(f"lon BETWEEN {west} AND {east} AND lat BETWEEN {south} AND {north}")
    tables = "search_entry JOIN search_words USING (seq)"
    statement = f"SELECT * FROM {tables} WHERE {' AND '.join(conditions)} ORDER BY title_key LIMIT 50"  # noqa: S608
    return list(session.execute(text(statement), values))


def classes(words: Words, towns: list[tuple[float, float]]) -> dict[str, list[Search]]:
    """The classes of query, each with its queries."""
    chance = random.Random(7)  # noqa: S311 - the same queries in every run
    rare = words.all[-2000:]
    texts = {
        "no words": [""],
        "the commonest word": [COMMONEST],
        "one letter": list("abcdefghijklmnoprstuvwz"),
        "a long common prefix": [words.all[n][:-1] for n in range(1, 40)],
        "a rare word": chance.sample(rare, 40),
        "two common words": [f"{COMMONEST} {words.all[n]}" for n in range(1, 40)],
        "common and rare": [f"{COMMONEST} {word}" for word in chance.sample(rare, 40)],
        "three letters alone": ["s k b", "m t r", "a o u", "k k k", "s s t"],
    }
    filters = ("box", "theme", "language", "organisation")
    found: dict[str, list[Search]] = {}
    for name, asked in texts.items():
        for count in range(len(filters) + 1):
            combinations = list(itertools.combinations(filters, count))
            label = f"{name}, {('alone', 'with a filter', 'with two', 'with three', 'with all filters')[count]}"
            found[label] = [
                narrowed(Search(text=text), chosen, chance, towns)
                for chosen in combinations
                for text in (asked * _TIMES)[: max(_TIMES, len(asked))]
            ]
    return found


def narrowed(
    wanted: Search, chosen: tuple[str, ...], chance: random.Random, towns: list[tuple[float, float]]
) -> Search:
    """The search with filters; boxes from a quarter of a town to half a country."""
    if "box" in chosen:
        lon, lat = chance.choice(towns)
        size = chance.choice((0.005, 0.02, 0.1, 0.5, 2.5))
        wanted = replace(wanted, box=(lon - size, lat - size, lon + size, lat + size))
    if "theme" in chosen:
        wanted = replace(wanted, theme=f"theme-{chance.randrange(_THEMES)}")
    if "language" in chosen:
        wanted = replace(wanted, language=chance.choice(("de", "en", "fr")))
    if "organisation" in chosen:
        wanted = replace(wanted, organisation=f"organisation-{chance.randrange(_ORGANISATIONS)}")
    return wanted


def fill(database: Database, count: int) -> tuple[Words, list[tuple[float, float]]]:
    """Write the library in bulk, with the very entries that saving would write."""
    chance = random.Random(1)  # noqa: S311 - the same library in every run
    words = vocabulary(chance)
    towns = [(chance.uniform(6, 15), chance.uniform(47.3, 55)) for _ in range(_TOWNS)]
    now = datetime(2026, 1, 1, tzinfo=UTC)
    with database.write() as session:
        session.add_all(
            Organisation(id=f"organisation-{n}", name=f"O{n}", slug=f"o{n}", created_at=now)
            for n in range(_ORGANISATIONS)
        )
    for start in range(0, count, 5_000):
        numbers = range(start, min(start + 5_000, count))
        with database.write() as session:
            write(session, [station(n, chance, words, towns) for n in numbers], now)
    if database.is_sqlite:
        with database.write() as session:
            session.execute(text("INSERT INTO search_text(search_text) VALUES ('rebuild')"))
    return words, towns


def write(session: Session, stations: list[dict[str, Any]], now: datetime) -> None:
    """Write some stations with their search entries."""
    rows, facts = [], {}
    row = Document(id="", kind="station", organisation_id="", head=1, created_at=now, updated_at=now)
    common = row.model_dump()
    for value in stations:
        row.organisation_id, row.card = value.pop("home"), cards.card_of(value)
        rows.append(common | {"id": value["id"], "organisation_id": row.organisation_id, "card": row.card})
        facts[value["id"]] = index.facts_of(row, value)
    session.execute(insert(Document), rows)
    index.add_new(session, facts)


def station(number: int, chance: random.Random, words: Words, towns: list[tuple[float, float]]) -> dict[str, Any]:
    """A station of some sixty words in one to three languages."""
    lon, lat = chance.choice(towns)
    languages = ["de", *(["en"] if chance.random() < 0.6 else []), *(["fr"] if chance.random() < 0.05 else [])]
    theme = chance.choices(range(_THEMES), weights=[1 / (n + 1) for n in range(_THEMES)], k=2)
    return {
        "format": "wayfable/1.0",
        "kind": "station",
        "id": f"01980000-0000-7000-8000-{number:012x}",
        "original": "de",
        "title": {tag: " ".join(words.some(chance, 3)) for tag in languages},
        "summary": {"de": f"Stadt {' '.join(words.some(chance, 12))}"},
        "story": [{"id": "b", "kind": "text", "text": {tag: " ".join(words.some(chance, 25)) for tag in languages}}],
        "place": {"position": [round(chance.gauss(lon, 0.05), 6), round(chance.gauss(lat, 0.03), 6)]},
        "themes": [f"theme-{n}" for n in sorted(set(theme))],
        "home": f"organisation-{min(int(chance.expovariate(0.12)), _ORGANISATIONS - 1)}",
    }


def vocabulary(chance: random.Random) -> Words:
    """Sixty thousand words of up to four syllables."""
    found = {"".join(chance.choices(_SYLLABLES, k=chance.randint(1, 4))) for _ in range(90_000)} - {COMMONEST}
    words = sorted(found)[:60_000]
    chance.shuffle(words)
    return Words(words, list(itertools.accumulate(1 / (rank + 3) for rank in range(len(words)))))
