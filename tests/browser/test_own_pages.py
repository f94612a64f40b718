"""What belongs to oneself, and what there is where there is nothing: settings, and the page that says no."""

import re

from playwright.sync_api import Page, expect

from tests.browser.looking import look


def test_where_one_is_signed_in_is_told_by_the_clock_of_the_browser(page: Page) -> None:
    page.goto("/settings")
    sessions = page.get_by_role("region", name="Wo Sie angemeldet sind")
    expect(sessions).to_contain_text("Das ist das Gerät, das Sie gerade benutzen.")
    moment = sessions.locator("time").first
    expect(moment).to_have_text(re.compile(r"^\d\d\.\d\d\.\d{4}, \d\d:\d\d$"))
    shown = moment.evaluate(
        """(time) => time.textContent === new Intl.DateTimeFormat('de', {dateStyle: 'medium', timeStyle: 'short'})
             .format(new Date(time.dateTime))"""
    )
    assert shown
    expect(sessions.locator("time[data-ago]").first).to_have_attribute("title", re.compile(r"\d\d:\d\d"))
    look(page, "settings")


def test_what_is_not_there_says_so_and_leads_home(page: Page) -> None:
    page.goto("/library/01980000-0000-7000-8000-00000000dead")
    expect(page.get_by_role("heading", name="Nicht gefunden")).to_be_visible()
    look(page, "not-found")
    page.keyboard.press("Tab")
    page.get_by_role("link", name="Zur Startseite").press("Enter")
    page.wait_for_url("**/tours")
