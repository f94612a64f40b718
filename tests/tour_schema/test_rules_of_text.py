"""Texts, links, quizzes and signs: the other side of each rule, and what it keeps quiet about."""

from __future__ import annotations

import time

import pytest

from tests.builders import (
    a_document,
    a_station_json,
    a_tour,
    an_id,
    words,
)
from tests.tour_schema.judging import ON, Json, a_scene, found
from tour_schema import Documents, check
from tour_schema.links import html, is_allowed, links, secured, without_html


@pytest.mark.parametrize(
    ("target", "allowed"),
    [
        ("https://example.org/a?b#c", True),
        ("https://user@example.org", False),
        ("https://", False),
        ("http://example.org", False),
        ("javascript:alert(1)", False),
        ("JaVaScRiPt:alert(1)", False),
        ("data:text/html,x", False),
        ("tel:+49 361", False),
        ("tel:+493610000", True),
        ("mailto:a@example.org", True),
        ("mailto:nobody", False),
        ("station:01980000-0000-7000-8000-000000000001", True),
        ("station:nowhere", False),
        ("//example.org", False),
        ("", False),
    ],
)
def test_a_link_may_be_followed_or_not(target: str, allowed: bool) -> None:
    assert is_allowed(target) is allowed


@pytest.mark.parametrize(
    ("target", "meant"),
    [
        ("http://example.org", "https://example.org"),
        ("www.example.org", "https://www.example.org"),
        ("info@example.org", "mailto:info@example.org"),
        ("javascript:alert(1)", None),
        ("http://", None),
    ],
)
def test_a_link_is_put_right_where_it_is_clear(target: str, meant: str | None) -> None:
    assert secured(target) == meant


@pytest.mark.parametrize(
    ("text", "markup"),
    [
        ("a < b und b > c", None),
        ("`<b>` ist ein Tag", None),
        ("```\n<b>\n```", None),
        ("\\<b>", None),
        ("<https://example.org>", None),
        ("<b>fett</b>", "<b>"),
        ("<!-- weg -->", "<!-- weg -->"),
        ("<script>alert(1)</script>", "<script>"),
        ("<br/>", "<br/>"),
        ("<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)>"),
    ],
)
def test_html_is_told_from_text(text: str, markup: str | None) -> None:
    assert html(text) == markup


def test_html_is_taken_out_and_code_stays() -> None:
    assert without_html("`<b>` <i>x</i> <https://example.org>") == "`<b>` x <https://example.org>"


def test_links_of_every_form_are_found() -> None:
    text = (
        "[a](https://a.org) ![b](https://b.org) <https://c.org> [d](https://d.org/x_(y) 'Titel')\n\n[e]: https://e.org"
    )
    assert [link.target[8:9] for link in links(text)] == ["a", "b", "d", "c", "e"]


@pytest.mark.parametrize("piece", ["[](", "`", "` `` ", "<a ", "[", "![", "<!--", "](", "[a]: <", "<", "\\"])
def test_a_hostile_text_is_read_in_a_moment(piece: str) -> None:
    text = (piece * 100_000)[:100_000]
    begin = time.perf_counter()
    list(links(text))
    html(text)
    without_html(text)
    assert time.perf_counter() - begin < 5


def test_html_that_would_leave_nothing_gets_no_fix_and_addresses_of_stations_are_followed() -> None:
    story: list[Json] = [
        {"id": "b1", "kind": "text", "text": words("<br>", "Fine [x](javascript:1).")},
        {"id": "b2", "kind": "link", "href": f"station:{an_id(995)}", "label": words("a", "b")},
        {"id": "b3", "kind": "link", "href": "javascript:alert(1)", "label": words("a", "b")},
    ]
    report = check(a_document(a_station_json(story=story)), Documents(), on=ON)
    told = {issue.code: issue.fix for issue in report.issues}
    assert told == {"text.html": None, "text.link": None, "text.station_link": None, "text.address": None}
    other = a_station_json()
    story[1]["href"] = f"station:{other['id']}"
    assert "text.station_link" not in found(a_station_json(story=story[1:2]), other)


def test_a_text_of_blanks_in_the_original_or_a_title_gets_no_fix() -> None:
    station = a_station_json(summary={"de": "\t", "en": "C"}) | {"title": {"de": " ", "en": "B"}}
    report = check(a_document(station), Documents(), on=ON)
    assert [issue.fix for issue in report.issues if issue.code == "text.blank"] == [None, None]


@pytest.mark.parametrize("blank", ["\n", "\u00a0", "\u1680", "\u2003", "\u3000"])
def test_a_text_of_any_blank_says_nothing(blank: str) -> None:
    assert "text.blank" in found(a_station_json(summary={"de": "Kurz.", "en": blank}))


@pytest.mark.parametrize("sign", ["\x07", "\x7f", "\u2028", "\u202e", "\u2067", "\ufeff"])
def test_a_sign_that_nobody_sees_is_found_in_the_middle_of_a_text(sign: str) -> None:
    assert "text.control_character" in found(a_station_json(summary={"de": f"Kürze{sign} – Würze", "en": "Short."}))


def test_lines_and_tabs_are_no_control_characters_and_a_text_of_them_gets_no_fix() -> None:
    block = {"id": "b1", "kind": "text", "text": words("Eins\n\nzwei\tdrei", "\x07")}
    report = check(a_document(a_station_json(story=[block])), Documents(), on=ON)
    assert [(issue.code, issue.fix) for issue in report.issues] == [("text.control_character", None)]


def test_only_the_text_that_says_the_same_twice_is_told_to_be_untranslated() -> None:
    german, english = "Wer handeln wollte, musste hier Zoll zahlen. " * 2, "Whoever wished to trade paid a toll. " * 2
    texts = (words(german, german), words(english, german))
    story = [{"id": f"b{number}", "kind": "text", "text": text} for number, text in enumerate(texts)]
    station = a_document(a_station_json(story=story))
    told = [issue.pointer for issue in check(station, Documents(station), on=ON).issues if "same_text" in issue.code]
    assert told == ["/story/0/text/en"]


def test_a_quiz_of_two_options_loses_none_of_them() -> None:
    options = [{"text": words("a", "a"), "correct": True}, {}]
    quiz = {"id": "b1", "kind": "quiz", "question": words("?", "?"), "explanation": words("!", "!")}
    station = a_station_json(story=[quiz | {"answer": {"kind": "choice", "options": options}}])
    report = check(a_document(station), Documents(), on=ON)
    assert [(issue.code, issue.fix) for issue in report.issues] == [("quiz.empty_option", None)]
    order = {"kind": "order", "items": [words("a", "a"), words("b", "b")]}
    assert found(a_station_json(story=[quiz | {"answer": order}])) == []


def test_a_number_twice_at_one_station_is_found_without_a_tour() -> None:
    sign = {"kind": "code", "number": "12"}
    assert found(a_station_json(triggers=[sign, sign])) == ["signs.number_twice"]
    assert found(a_station_json(triggers=[sign, {"kind": "code", "number": "13"}])) == []


def test_a_label_without_words_and_a_tour_without_a_teaser_are_told() -> None:
    scene = a_scene({"id": "c1", "kind": "label"}, anchors=[{"id": "a1", "kind": "plain", "medium": an_id(994)}])
    assert "complete.guide_content" in found(a_station_json(scenes=[scene]))
    assert "complete.summary" in found(a_tour(teaser={}))
