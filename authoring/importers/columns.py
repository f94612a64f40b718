"""Columns and what they mean: guessed from their names in German and English, decided by a person.

A field is one place of a station. Several columns may go to one text field (they are joined in their order);
a column that goes to no field is left, and the report says so.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from authoring.importers.plan import Column
from authoring.importers.texts import tidy, tidy_text

FIELDS: Final = (
    "title",
    "summary",
    "story",
    "latitude",
    "longitude",
    "position",
    "geometry",
    "street",
    "house_number",
    "postal_code",
    "locality",
    "country",
    "opening_hours",
    "phone",
    "email",
    "link",
    "source_id",
)
"""Everything a column can be taken for; the sentence of each is ``import.field.<field>``."""

_SINGLE: Final = frozenset({"latitude", "longitude", "position", "geometry", "source_id", "opening_hours", "country"})
"""Fields that only one column can be."""

_NAMES: Final[Mapping[str, str]] = {
    "title": "title titel name bezeichnung objektname objektbezeichnung standortname stationsname station poi "
    "sehenswuerdigkeit label ueberschrift headline anzeigename nameoffiziell objekt",
    "summary": "summary zusammenfassung teaser kurzbeschreibung kurztext untertitel subtitle abstract kurzinfo",
    "story": "description desc beschreibung beschreibungstext bemerkung bemerkungen text langtext information "
    "informationen info story details notes notiz anmerkung kommentar comment inhalt beschreibungde",
    "latitude": "lat latitude breitengrad breite geographischebreite geobreite geolat ywgs84 wgs84y latwgs84 "
    "gpslat gpslatitude koordinatenlat nord northing lati ycoord ykoordinate hochwert",
    "longitude": "lon lng long longitude laengengrad laenge geographischelaenge geolaenge geolon geolng xwgs84 "
    "wgs84x lonwgs84 gpslon gpslng gpslongitude koordinatenlon ost easting longi xcoord xkoordinate rechtswert",
    "position": "latlon latlng latlong koordinaten koordinate coordinates coordinate coords position gps "
    "gpskoordinaten geoposition geopoint geopunkt geopoint2d standortkoordinaten location geokoordinaten",
    "geometry": "geometry geometrie wkt geom thegeom shape wkbgeometry wktgeom geometriewkt",
    "street": "street strasse str adresse address anschrift strassenname streetaddress strassehausnummer addrstreet",
    "house_number": "housenumber hausnummer hausnr hnr addrhousenumber nr1",
    "postal_code": "plz postleitzahl postalcode postcode zip zipcode addrpostcode",
    "locality": "ort stadt gemeinde city town locality ortschaft ortsname place addrcity municipality wohnort",
    "country": "country land staat countrycode laendercode addrcountry",
    "opening_hours": "openinghours oeffnungszeiten oeffnungszeit offen hours geoeffnet",
    "phone": "phone telefon telefonnummer tel telephone contactphone fon rufnummer",
    "email": "email mail emailadresse contactemail",
    "link": "link url website web internet homepage webseite internetadresse weblink internetseite www "
    "weitereinf weitereinfo weitereinformationen contactwebsite wikipedia detailseite",
    "source_id": "id objectid objektid fid gid uuid globalid identifier kennung guid ogcfid",
}
_WEAK_TITLES: Final = ("standort", "betreiber", "einrichtung", "thema", "adresszusatz", "etappe", "route", "nummer")
"""Names that make a title where no better column is there."""

_OF_NAME: Final = {name: field for field, names in _NAMES.items() for name in names.split()}
_PARTS: Final = {
    "latitude": ("breitengrad", "latitude"),
    "longitude": ("laengengrad", "longitude"),
    "story": ("beschreibung", "description"),
    "link": ("homepage", "website", "internet"),
    "opening_hours": ("oeffnungszeit",),
    "phone": ("telefon",),
    "postal_code": ("postleitzahl",),
    "title": ("bezeichnung",),
}
"""Pieces of longer names, such as ``Breitengrad (WGS84)``."""

_AXIS_FIELDS: Final = ("latitude", "longitude")
_AXES: Final = (
    (
        frozenset({"lat", "latitude", "latitud", "breite", "breiten"}),
        frozenset({"lon", "lng", "long", "longitude", "longitud", "laenge", "laengen"}),
    ),
    (frozenset({"y"}), frozenset({"x"})),
    (frozenset({"n"}), frozenset({"e", "o"})),
)
"""Words in the names of two columns that are a position together, such as ``Geogr. Breite`` and ``Geogr. Länge``."""


def squeezed(name: str) -> str:
    """A column's name as it is compared: ``Öffnungs-Zeiten:`` becomes ``oeffnungszeiten``."""
    return re.sub(r"[^a-z0-9]", "", _spelled(name))


def _spelled(name: str) -> str:
    lower = name.casefold().translate({ord("ä"): "ae", ord("ö"): "oe", ord("ü"): "ue", ord("ß"): "ss"})
    return unicodedata.normalize("NFKD", lower)


def _words_of(name: str) -> set[str]:
    """A column's name in words: ``Geogr. Länge (°)`` holds ``geogr`` and ``laenge``."""
    return set(re.findall(r"[a-z]+", _spelled(name)))


def signature(names: Iterable[str]) -> str:
    """Stands for exactly these column names in any order: the key under which an organisation's mapping is remembered.

    Names that only look alike are another table: a mapping goes by the names themselves, and would miss them.
    """
    return hashlib.sha256("\n".join(sorted(names)).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def guessed(names: Sequence[str], rows: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """A field for each column whose name or contents say what it is."""
    step = max(1, len(rows) // 40)
    samples = {name: [row.get(name, "") for row in rows[::step]] for name in names}
    fields = _plain_position(names, rows)
    for name in names:
        if name in fields:
            continue
        field = _OF_NAME.get(squeezed(name)) or _by_part(squeezed(name))
        if (
            field
            and _may_be(field, samples.get(name, ()))
            and not (field in _SINGLE | {"title"} and field in fields.values())
        ):
            fields[name] = field
    _complete_position(fields, names, samples)
    if "title" not in fields.values():
        title = _title_among(names, fields, samples)
        if title is not None:
            fields[title] = "title"
    return fields


def _plain_position(names: Sequence[str], rows: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """Two columns whose names both say plainly that they are a position: believed as soon as one row is one.

    Where most cells are wrong, the rows are what is wrong, and each is told; the good ones keep their places.
    """
    from authoring.importers.positions import fault, number

    plain = {field: [name for name in names if _OF_NAME.get(squeezed(name)) == field] for field in _AXIS_FIELDS}
    if any(len(found) != 1 for found in plain.values()):
        return {}
    (latitude,), (longitude,) = plain.values()
    for row in rows:
        south_north, west_east = row.get(latitude, ""), row.get(longitude, "")
        lat, lon = number(south_north), number(west_east)
        sure = _are_degrees([south_north]) and _are_degrees([west_east])
        if sure and lat is not None and lon is not None and fault(lon, lat) is None:
            return {latitude: "latitude", longitude: "longitude"}
    return {}


def _by_part(name: str) -> str | None:
    return next((field for field, parts in _PARTS.items() if any(part in name for part in parts)), None)


def _may_be(field: str, samples: Sequence[str]) -> bool:
    """Whether the contents do not speak against it: a column "Breite" may hold metres, "Position" a job."""
    from authoring.importers.positions import looks_metric, number, pair

    said = [sample for sample in samples if sample.strip()]
    if not said:
        return True
    if field in {"latitude", "longitude"}:
        return sum(number(each) is not None or looks_metric(each) for each in said) >= 0.6 * len(said)
    if field == "position":
        return sum(pair(each) is not None for each in said) >= 0.6 * len(said)
    if field == "geometry":
        return any(re.match(r"\s*(?:SRID=\d+;)?\s*[A-Za-z]{5,20}\s*Z?\s*\(", each) for each in said)
    return True


def _complete_position(fields: dict[str, str], names: Sequence[str], samples: Mapping[str, Sequence[str]]) -> None:
    """Finds ``x`` and ``y``, well-known text and pairs under names that say nothing; drops half a position."""
    taken = set(fields.values())
    if not {"latitude", "longitude"} & taken:
        short = {squeezed(name): name for name in names}
        for letter, field in (("y", "latitude"), ("x", "longitude")):
            if letter in short and _may_be(field, samples.get(short[letter], ())):
                fields[short[letter]] = field
    if not {"latitude", "longitude"} & set(fields.values()):
        fields.update(_axes_among([name for name in names if name not in fields], samples))
    for field in ("geometry", "position"):
        if {"latitude", "longitude"} <= set(fields.values()) or {"geometry", "position"} & set(fields.values()):
            return
        for name in names:
            said = [sample for sample in samples.get(name, ()) if sample.strip()]
            if name not in fields and said and _may_be(field, said) and _surely(field, said):
                fields[name] = field
                break


def _axes_among(names: Sequence[str], samples: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Two columns whose names hold the words of an axis each and whose contents are surely degrees, or nothing."""
    degrees = [name for name in names if _are_degrees([each for each in samples.get(name, ()) if each.strip()])]
    for of_latitude, of_longitude in _AXES:
        latitude = next((name for name in degrees if _words_of(name) & of_latitude), None)
        longitude = next((name for name in degrees if _words_of(name) & of_longitude and name != latitude), None)
        if latitude is not None and longitude is not None:
            return {latitude: "latitude", longitude: "longitude"}
    return {}


def _are_degrees(said: Sequence[str]) -> bool:
    """Whether these are numbers as only positions have them: a width in metres has no three decimals."""
    from authoring.importers.positions import number

    sure = [each for each in said if number(each) is not None and ("°" in each or re.search(r"\d[.,]\d{3,}", each))]
    return bool(said) and len(sure) >= 0.6 * len(said)


def _surely(field: str, said: Sequence[str]) -> bool:
    """A pair of numbers may be anything; a pair with degrees' fractions on both sides is a position."""
    return field == "geometry" or all(len(re.findall(r"\d[.,]\d{3,}", each)) >= 2 or "°" in each for each in said)


def _title_among(names: Sequence[str], fields: Mapping[str, str], samples: Mapping[str, Sequence[str]]) -> str | None:
    free = [name for name in names if name not in fields]
    for weak in _WEAK_TITLES:
        for name in free:
            if weak in squeezed(name) and any(sample.strip() for sample in samples.get(name, ())):
                return name
    for name in free:
        said = [sample.strip() for sample in samples.get(name, ()) if sample.strip()]
        wordy = [each for each in said if re.search(r"[^\W\d_]{3}", each) and len(each) <= 120]
        if said and len(wordy) >= 0.8 * len(said) and len(set(said)) >= 0.5 * len(said):
            return name
    return None


def checked(mapping: Mapping[str, str], names: Sequence[str]) -> dict[str, str]:
    """A person's mapping, restricted to columns that are there and fields that exist."""
    return {name: field for name, field in mapping.items() if name in names and field in FIELDS}


def columns_of(
    names: Sequence[str], rows: Sequence[Mapping[str, str]], mapping: Mapping[str, str]
) -> tuple[Column, ...]:
    """The columns as a person sees them: name, field, three samples, how many rows say something."""
    return tuple(
        Column(
            name=name,
            field=mapping.get(name),
            samples=tuple(dict.fromkeys(row[name][:80] for row in rows if row.get(name, "").strip()))[:3],
            filled=sum(1 for row in rows if row.get(name, "").strip()),
        )
        for name in names
    )


def words_of(row: Mapping[str, str], mapping: Mapping[str, str]) -> dict[str, list[str]]:
    """The tidied texts of one row by field; several columns of one field in the columns' order."""
    words: dict[str, list[str]] = {}
    for name, field in mapping.items():
        tidied = (tidy_text if field in {"summary", "story"} else tidy)(row.get(name))
        if tidied is not None and tidied not in words.setdefault(field, []):
            words[field].append(tidied)
    return words
