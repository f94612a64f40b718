"""A visitor opens a tour by its link or by a printed code, and goes from stop to stop."""

import re

from playwright.sync_api import Page, expect

from exports.addresses import station_address
from tests.browser.looking import look
from tests.browser.visited import Office, Server
from tests.exports.conftest import Json


def test_a_printed_code_opens_the_tour_at_its_station(phone: Page, server: Server, tour: Json) -> None:
    station = tour["modules"][0]["stops"][1]["station"]
    phone.goto(station_address(server.url, tour["slug"], station))
    expect(phone.get_by_role("heading", name="Fischmarkt mit Rathaus")).to_be_visible()
    expect(phone.get_by_text("Halt 2 von 3")).to_be_visible()


def test_from_all_tours_to_the_last_stop(phone: Page, tour: Json) -> None:
    phone.goto("/viewer/")
    phone.get_by_role("link", name="Zeitreise ins Mittelalter").click()
    expect(phone.get_by_role("link", name="Los geht’s")).to_be_visible()
    expect(phone.get_by_role("definition").filter(has_text="600 m")).to_be_visible()
    look(phone, "viewer-tour")
    phone.get_by_role("link", name="Los geht’s").click()
    expect(phone.get_by_role("heading", name="Krämerbrücke", exact=True)).to_be_visible()
    # What would be HTML is read, a link that runs is none, and one to a station is one.
    expect(phone.get_by_text("las <b onclick=x>das</b> Buch")).to_be_visible()
    expect(phone.get_by_role("link", name="hier nicht")).to_have_count(0)
    expect(phone.get_by_role("link", name="zum Markt")).to_be_visible()
    phone.get_by_role("button", name="Anhören: Unter den Bögen").click()
    expect(phone.get_by_role("button", name="Anhalten: Unter den Bögen")).to_be_visible()
    expect(phone.locator(".caption")).to_have_text("Es rauscht die Gera.")
    phone.get_by_role("button", name="Nächstes Bild").click()
    expect(phone.get_by_text("2 von 2", exact=True)).to_be_visible()
    phone.get_by_role("slider", name="Von 1325 nach 1290 schieben").fill("80")
    look(phone, "viewer-station")
    phone.get_by_role("link", name="Fischmarkt").last.click()
    answer_riddles(phone)
    look(phone, "viewer-riddles")
    phone.get_by_role("link", name="Alte Universität").click()
    expect(phone.get_by_text("Das war der letzte Halt dieser Tour.")).to_be_visible()
    phone.get_by_role("link", name="Zurück zur Tour").click()
    expect(phone.get_by_text("Schon besucht")).to_have_count(3)
    # The buttons speak English, the tour goes on in German; and then the tour speaks English, too.
    phone.get_by_role("button", name="English").first.click()
    expect(phone.get_by_text("Visited").first).to_be_attached()
    expect(phone.get_by_role("heading", name="Zeitreise ins Mittelalter")).to_be_visible()
    phone.get_by_role("group", name="Language of the tour").get_by_role("button", name="English").click()
    expect(phone.get_by_role("heading", name="Journey into the Middle Ages")).to_be_visible()
    phone.reload()
    expect(phone.get_by_role("heading", name="Journey into the Middle Ages")).to_be_visible()


def test_a_tour_says_where_it_begins_and_which_people_guide_through_the_town(phone: Page, tour: Json) -> None:
    phone.goto(f"/viewer/?tour={tour['id']}")
    expect(phone.get_by_role("heading", name="Treffpunkt")).to_be_visible()
    expect(phone.get_by_text("Am Fischmarkt, beim Römer.")).to_be_visible()
    expect(phone.get_by_text("Termine: Sa, So 11:00")).to_be_visible()
    expect(phone.get_by_text("Vor der Touristinformation")).to_be_visible()
    booking = phone.get_by_role("link", name="Zur Buchung Stadtführungen Erfurt")
    expect(booking).to_have_attribute("href", "https://example.org/buchen")
    expect(booking).to_have_attribute("rel", "noopener noreferrer")
    booking.scroll_into_view_if_needed()
    look(phone, "viewer-tour-around")


def test_opening_hours_are_read_in_words(phone: Page, tour: Json) -> None:
    station = tour["modules"][0]["stops"][0]["station"]
    phone.goto(f"/viewer/?tour={tour['id']}&station={station}")
    phone.get_by_text("Gut zu wissen").click()
    expect(phone.get_by_text("Mo–So 10:00–18:00")).to_be_visible()


def answer_riddles(phone: Page) -> None:
    """Each kind of riddle, wrong and right, by touch and by keys."""
    expect(phone.get_by_role("heading", name="Fischmarkt mit Rathaus")).to_be_visible()
    choice, number, word, order = (phone.locator("form").nth(at) for at in range(4))
    choice.get_by_label("Zwei").check()
    choice.get_by_role("button", name="Antwort prüfen").click()
    expect(choice.get_by_role("status")).to_contain_text("Noch nicht ganz.")
    expect(choice.get_by_role("status")).to_contain_text("Es sind mehr.")
    choice.get_by_label("Sechs").check()
    choice.get_by_role("button", name="Antwort prüfen").click()
    expect(choice.get_by_role("status")).to_contain_text("So steht es in der Chronik.")
    number.get_by_label("Zahl").fill("1.325")
    number.get_by_label("Zahl").press("Enter")
    expect(number.get_by_role("status")).to_contain_text("Richtig!")
    word.get_by_label("Antwort").fill(" gera ")
    word.get_by_label("Antwort").press("Enter")
    expect(word.get_by_role("status")).to_contain_text("Richtig!")
    for _ in range(4):
        if order.locator("li").all_inner_texts() == ["Holz", "Stein", "Stahl"]:
            break
        misplaced = order.get_by_role("button", name="„Holz“ nach oben")
        (misplaced if misplaced.is_enabled() else order.get_by_role("button", name="„Stein“ nach oben")).press("Enter")
    order.get_by_role("button", name="Antwort prüfen").click()
    expect(order.get_by_role("status")).to_contain_text("Richtig!")


def test_what_is_tampered_with_is_not_shown_and_is_said(phone: Page, office: Office, tour: Json) -> None:
    phone.goto(f"/viewer/?tour={tour['id']}")
    expect(phone.get_by_role("heading", name="Zeitreise ins Mittelalter")).to_be_visible()
    timestamp = office.folder / "metadata" / "timestamp.json"
    whole = timestamp.read_bytes()
    timestamp.write_bytes(re.sub(rb'"expires": ?"20', b'"expires":"21', whole))
    assert timestamp.read_bytes() != whole
    try:
        phone.reload()
        expect(phone.get_by_text("Gezeigt wird die Fassung, die dieses Gerät schon hat.")).to_be_visible()
        expect(phone.get_by_role("heading", name="Zeitreise ins Mittelalter")).to_be_visible()
        phone.evaluate(
            "indexedDB.databases().then(all => Promise.all(all.map(({name}) => indexedDB.deleteDatabase(name))))"
        )
        phone.reload()
        expect(phone.get_by_role("alert")).to_contain_text("nicht unterschrieben")
    finally:
        timestamp.write_bytes(whole)
