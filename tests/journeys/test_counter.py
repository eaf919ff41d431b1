"""An officer at the counter: a passport reader types, the answer stands there, and no key is lost."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, Request, Route, expect

from tests.journeys.conftest import Visit
from tests.web.screening.test_counter import passport

pytestmark = pytest.mark.browser

LISTED = passport()
STRANGER = passport("SAMPLE", "OTHERWISE", "X99999999")
SPEED = 2
"""Milliseconds between two characters of a fast reader."""


def read(page: Page, lines: str) -> None:
    """Type lines as a passport reader does, each ended by Enter."""
    for line in lines.split("\n"):
        page.keyboard.type(line, delay=SPEED)
        page.keyboard.press("Enter")


def outcome(page: Page) -> str:
    return page.locator("#outcome").inner_text()


def width_left_over(page: Page) -> int:
    found: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return found


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize(
    ("language", "match", "nothing"),
    [("en", "Probable match", "Nothing found"), ("ms", "Besar kemungkinan sepadan", "Tiada padanan")],
)
def test_two_passports_are_read_one_after_the_other(
    visit: Visit, language: str, match: str, nothing: str, width: int
) -> None:
    page = visit("counter-officer", "/screening/counter", language=language, width=width)
    field = page.locator("#mrz")
    expect(field).to_be_focused()
    read(page, LISTED)
    expect(page.locator("#outcome")).to_have_text(re.compile(rf"^{match}: ZULKIFLI"))
    expect(field).to_be_focused()
    expect(field).to_have_value("")
    expect(page.locator(".fall li")).not_to_have_count(0)
    assert width_left_over(page) <= 0
    read(page, STRANGER)
    expect(page.locator("#outcome")).to_have_text(re.compile(rf"^{nothing}: SAMPLE OTHERWISE"))
    expect(page.locator("#earlier li")).to_have_count(2)
    expect(page.locator("#said")).to_contain_text(nothing)
    expect(field).to_be_focused()


def test_nothing_is_sent_before_the_last_line_is_complete(visit: Visit) -> None:
    page = visit("counter-officer", "/screening/counter")
    sent: list[Request] = []
    page.on("request", lambda request: sent.append(request) if request.method == "POST" else None)
    first, second = LISTED.split("\n")
    page.keyboard.type(first)
    page.keyboard.press("Enter")
    page.keyboard.type(second[:-1])
    page.wait_for_timeout(400)
    assert sent == []
    page.keyboard.type(second[-1])
    expect(page.locator("#outcome")).to_be_visible()
    assert len(sent) == 1


def test_a_traveller_read_while_the_answer_is_on_its_way_is_not_lost(visit: Visit) -> None:
    page = visit("counter-officer", "/screening/counter")

    def slow(route: Route) -> None:
        page.wait_for_timeout(400)
        route.continue_()

    page.route("**/screening/counter", slow)
    read(page, LISTED)
    read(page, STRANGER)
    page.keyboard.type("P<UTO")
    expect(page.locator("#earlier li")).to_have_count(2)
    assert "SAMPLE OTHERWISE" in outcome(page)
    expect(page.locator("#mrz")).to_have_value("P<UTO")


def test_a_paste_and_a_zone_without_line_ends_are_sent_too(visit: Visit) -> None:
    page = visit("counter-officer", "/screening/counter")
    page.locator("#mrz").fill(LISTED)
    expect(page.locator("#earlier li")).to_have_count(1)
    page.locator("#mrz").fill(STRANGER.replace("\n", ""))
    expect(page.locator("#earlier li")).to_have_count(2)


def test_a_zone_read_while_the_focus_is_elsewhere_goes_into_the_field(visit: Visit) -> None:
    page = visit("counter-officer", "/screening/counter")
    page.evaluate("document.activeElement.blur()")
    read(page, LISTED)
    expect(page.locator("#outcome")).to_contain_text("Probable match")


def test_lines_that_cannot_be_read_come_back_and_the_next_read_replaces_them(visit: Visit) -> None:
    page = visit("counter-officer", "/screening/counter")
    broken = LISTED.replace("MYS8", "MYS?")
    read(page, broken)
    expect(page.locator(".outcome.unreadable")).to_be_visible()
    expect(page.locator("#mrz")).to_have_value(re.compile(re.escape(broken)))
    read(page, LISTED)
    expect(page.locator("#outcome")).to_contain_text("Probable match")
    expect(page.locator("#mrz")).to_have_value("")


def test_a_node_that_does_not_answer_loses_no_line(visit: Visit) -> None:
    page = visit("counter-officer", "/screening/counter")
    page.route("**/screening/counter", lambda route: route.abort())
    read(page, LISTED)
    expect(page.locator("[data-state]")).to_contain_text("did not answer")
    expect(page.locator("#mrz")).to_have_value(re.compile(re.escape(LISTED)))
    page.unroute("**/screening/counter")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#outcome")).to_contain_text("Probable match")


def test_escape_clears_the_field_then_the_answer(visit: Visit) -> None:
    page = visit("counter-officer", "/screening/counter")
    read(page, LISTED)
    expect(page.locator("#outcome")).to_be_visible()
    page.keyboard.type("P<U")
    page.keyboard.press("Escape")
    expect(page.locator("#mrz")).to_have_value("")
    expect(page.locator("#outcome")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#outcome")).to_have_count(0)


def test_a_correction_is_taken_with_the_keyboard_alone(visit: Visit) -> None:
    page = visit("counter-officer", "/screening/counter")
    right = passport(number="S00000018")
    read(page, right.replace("S00000018", "SO0000018", 1))
    button = page.locator("[data-lines]").filter(has_text="S00000018").first
    expect(button).to_be_visible()
    for _ in range(30):
        if button.evaluate("element => element === document.activeElement"):
            break
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#answer")).to_contain_text("all check digits right")
    expect(page.locator("#mrz")).to_be_focused()


def test_without_scripts_the_counter_still_answers(visit: Visit) -> None:
    page = visit("counter-officer", "/screening/counter", scripts=False)
    page.locator("#mrz").fill(LISTED)
    page.get_by_role("button", name="Screen").click()
    expect(page.locator("#outcome")).to_contain_text("Probable match")


def test_a_session_that_ended_leads_to_the_log_in_page(visit: Visit) -> None:
    page = visit("counter-officer", "/screening/counter")
    page.context.clear_cookies(name="sessionid")
    read(page, LISTED)
    page.wait_for_url("**/login**")
