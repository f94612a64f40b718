"""The pages of a tour for links, search engines and whoever shows it: plain HTML that leads into the viewer.

`t/<slug>/index.html` leaves the language to the visitor; `t/<slug>/<language>/index.html` is in one, and all of them
name each other (`hreflang`). Each says what it is to pages that share it (Open Graph), to search engines (schema.org)
and to pages that show it (oEmbed). `sitemap.xml` lists them; a `robots.txt` is its host's own and is not written.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from typing import Any, Final
from xml.sax.saxutils import quoteattr

from exports.addresses import opened_at, tour_address
from exports.markers import largest_jpeg
from exports.publish.oembed import MEDIA_TYPE, Thumbnail, oembed, title_of
from exports.way import halts
from tour_schema.manifest import CatalogueEntry, ResolvedTour
from tour_schema.media import Variant
from tour_schema.text import Language, best

SITEMAP: Final = "sitemap.xml"
_COVER: Final = "cover.jpg"


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages of one tour, below the public address of what is published."""

    resolved: ResolvedTour
    entry: CatalogueEntry
    public_url: str
    script: str
    """The viewer's file that leads on into it, relative to ``viewer/``."""

    @property
    def cover(self) -> Variant | None:
        """The picture that is shown with a link, where the tour has one."""
        media = {medium.id: medium for medium in self.resolved.media}
        medium = media.get(self.resolved.tour.cover or "")
        if medium is None:
            return None
        # Telephones load it with every link: the middle size is what they all show.
        middle = (each for each in medium.variants if each.use == "1080" and each.media_type == "image/jpeg")
        return next(middle, None) or largest_jpeg(medium)

    @property
    def cover_path(self) -> str:
        """Where the picture lies: a copy, because a blob has no name by which a host could tell what it is."""
        return f"t/{self.entry.slug}/{_COVER}"

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Each page and each oEmbed answer, with its path."""
        for language in (None, *self.entry.languages):
            folder = f"t/{self.entry.slug}/{f'{language}/' if language else ''}"
            yield f"{folder}oembed.json", _json(self._oembed(language)).encode()
            yield f"{folder}index.html", self._page(language)

    def _address(self, language: Language | None) -> str:
        return _page_address(self.public_url, self.entry.slug, language)

    def _oembed(self, language: Language | None) -> dict[str, Any]:
        cover, thumbnail = self.cover, None
        if cover and cover.width_px and cover.height_px:
            address = f"{self.public_url.rstrip('/')}/{self.cover_path}"
            thumbnail = Thumbnail(address, cover.width_px, cover.height_px)
        return oembed(self.entry, self.public_url, language=language, thumbnail=thumbnail)

    def _page(self, language: Language | None) -> bytes:
        tour = self.resolved.tour
        reader = language or tour.original
        up = "../../../" if language else "../../"
        onward = f"{up}viewer/index.html?tour={self.entry.tour}" + (f"&language={language}" if language else "")
        title = title_of(self.entry, reader)
        teaser = best(tour.teaser, reader, tour.original) or ""
        return _PAGE.format(
            language=escape(reader),
            title=escape(title),
            teaser=escape(teaser),
            head="\n".join(self._links(language, title, teaser)),
            data=_json(self._structured(reader, language, title, teaser)),
            script=f"{up}viewer/{self.script}",
            onward=escape(onward),
            stations="".join(self._stations(reader)),
            credit=f"<p>{escape(tour.credit)}</p>" if tour.credit else "",
        ).encode()

    def _links(self, language: Language | None, title: str, teaser: str) -> Iterator[str]:
        address = self._address(language)
        for key, words in (
            ("type", "website"),
            ("title", title),
            ("description", teaser),
            ("url", address),
            ("locale", (language or self.resolved.tour.original).replace("-", "_")),
        ):
            yield f'<meta property="og:{key}" content="{escape(words)}" />'
        if self.cover:
            picture = f"{self.public_url.rstrip('/')}/{self.cover_path}"
            yield f'<meta property="og:image" content="{escape(picture)}" />'
            yield '<meta name="twitter:card" content="summary_large_image" />'
        yield f'<link rel="canonical" href="{escape(address)}" />'
        for tag, target in _alternates(self.public_url, self.entry):
            yield f'<link rel="alternate" hreflang="{escape(tag)}" href="{escape(target)}" />'
        found = escape(f"{address}oembed.json")
        yield f'<link rel="alternate" type="{MEDIA_TYPE}" href="{found}" title="{escape(title)}" />'

    def _structured(self, reader: Language, language: Language | None, title: str, teaser: str) -> dict[str, Any]:
        """The tour as schema.org's ``TouristTrip``, its stops as an ``ItemList``."""
        tour = self.resolved.tour
        stops = [
            {
                "@type": "ListItem",
                "position": halt.number,
                "item": {
                    "@type": "TouristAttraction",
                    "name": best(halt.station.title, reader, halt.station.original),
                    "description": best(halt.station.summary, reader, halt.station.original),
                    "url": opened_at(self._address(language), halt.station.id),
                    "geo": halt.position
                    and {"@type": "GeoCoordinates", "latitude": halt.position[1], "longitude": halt.position[0]},
                },
            }
            for halt in halts(self.resolved)
        ]
        found: dict[str, Any] = _without_nothing(
            {
                "@context": "https://schema.org",
                "@type": "TouristTrip",
                "name": title,
                "description": teaser,
                "url": self._address(language),
                "inLanguage": reader,
                "image": f"{self.public_url.rstrip('/')}/{self.cover_path}" if self.cover else None,
                "touristType": list(tour.audiences),
                "provider": {"@type": "Organization", "name": tour.credit} if tour.credit else None,
                "itinerary": {"@type": "ItemList", "numberOfItems": len(stops), "itemListElement": stops},
            }
        )
        return found

    def _stations(self, reader: Language) -> Iterator[str]:
        seen: set[str] = set()
        for halt in halts(self.resolved):
            title = best(halt.station.title, reader, halt.station.original)
            if title and halt.station.id not in seen:
                seen.add(halt.station.id)
                yield f'<li><a href="?station={escape(halt.station.id)}">{escape(title)}</a></li>'


def sitemap(tours: Iterable[CatalogueEntry], public_url: str) -> bytes:
    """All pages of all tours (https://www.sitemaps.org/protocol.html), each with its other languages."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">',
    ]
    for tour in sorted(tours, key=lambda each: each.slug):
        links = list(_alternates(public_url, tour))
        others = "".join(
            f'<xhtml:link rel="alternate" hreflang={quoteattr(tag)} href={quoteattr(address)}/>'
            for tag, address in links
        )
        lines += [f"<url><loc>{escape(address)}</loc>{others}</url>" for _, address in links]
    return "\n".join([*lines, "</urlset>", ""]).encode()


def _alternates(public_url: str, tour: CatalogueEntry) -> Iterator[tuple[str, str]]:
    """Each page of a tour, by what search engines call its language (``x-default``: the visitor's own)."""
    yield "x-default", _page_address(public_url, tour.slug, None)
    for language in tour.languages:
        yield language, _page_address(public_url, tour.slug, language)


def _page_address(public_url: str, slug: str, language: Language | None) -> str:
    return tour_address(public_url, slug) + (f"{language}/" if language else "")


def _json(value: Any) -> str:
    """JSON that no tag of the page around it can end."""
    return json.dumps(value, ensure_ascii=False).replace("<", "\\u003c")


def _without_nothing(value: Any) -> Any:
    """Without members that say nothing: schema.org knows no ``null``."""
    if isinstance(value, dict):
        return {key: _without_nothing(each) for key, each in value.items() if each not in (None, "", [])}
    return [_without_nothing(each) for each in value] if isinstance(value, list) else value


_PAGE: Final = """<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8" />
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; base-uri 'none'" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<meta name="color-scheme" content="light dark" />
<title>{title}</title>
<meta name="description" content="{teaser}" />
{head}
<script type="application/ld+json">{data}</script>
<script type="module" src="{script}"></script>
</head>
<body><h1><a data-onward href="{onward}">{title}</a></h1><p>{teaser}</p><ol>{stations}</ol>{credit}</body>
</html>
"""
