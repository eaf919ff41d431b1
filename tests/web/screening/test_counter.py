"""The counter: an answer with its reasons, the document as read, corrections to take, and what can't be read."""

from __future__ import annotations

import html
import re
from dataclasses import replace

import pytest
from django.test import Client

from naungan.audit import queries as audit
from naungan.engine.documents.cards import card_kinds
from naungan.engine.documents.mrz import write_mrz
from naungan.engine.records import PartialDate
from naungan.engine.register.record import Notice
from naungan.register import actions as register
from tests.actors import actor
from tests.web.conftest import Login, draft

pytestmark = pytest.mark.django_db


def passport(
    surname: str = "", given: str = "ZULKIFLI BIN CONTOHREKAAN", number: str = "S00000017", born: int | None = 1980
) -> str:
    """The lines of a fictional passport; the sample entry's own where nothing is changed."""
    return "\n".join(
        write_mrz(
            "TD3",
            document_code="P",
            issuer="MYS",
            number=number,
            surname=surname or given,
            given=given if surname else "",
            birth_date=PartialDate(born, 5, 12) if born else PartialDate(),
            sex="M",
            expiry=PartialDate(2031, 1, 1),
        )
    )


def part(client: Client, text: str, **more: str) -> str:
    """The answer alone, as htmx gets it."""
    answer = client.post("/screening/counter", {"text": text, **more}, headers={"HX-Request": "true"})
    assert answer.status_code == 200, answer.content.decode()
    return answer.content.decode()


def heading(page: str) -> str:
    found = re.search(r'<h2 id="outcome">(.*?)</h2>', page, re.DOTALL)
    assert found, page
    return html.unescape(found.group(1))


def test_a_stranger_is_nothing_found(login: Login, public_id: str) -> None:
    page = part(login("counter-officer"), passport("SAMPLE", "OTHERWISE", "X99999999"))
    assert heading(page) == "Nothing found: SAMPLE OTHERWISE"
    assert public_id not in page


@pytest.mark.parametrize(
    ("printed", "misread", "said"),
    [
        ("800512", "80O512", "No date of birth could be read, so none was compared."),
        ("800512", "801312", "a check digit is wrong: what the document says was perhaps not compared"),
        ("X99999999", "X9999999O", "a check digit is wrong: what the document says was perhaps not compared"),
    ],
)
def test_where_a_part_was_not_compared_nobody_is_called_clear(
    login: Login, public_id: str, printed: str, misread: str, said: str
) -> None:
    page = part(login("counter-officer"), passport("SAMPLE", "OTHERWISE", "X99999999").replace(printed, misread, 1))
    assert heading(page) == "Unreadable: SAMPLE OTHERWISE"
    assert said in page
    _assert_not_called_clear(page)


def test_a_zone_without_a_birth_date_is_no_clearance(login: Login, public_id: str) -> None:
    page = part(login("counter-officer"), passport("SAMPLE", "OTHERWISE", "X99999999", born=None))
    assert "all check digits right" in page
    assert heading(page) == "Nothing found so far: SAMPLE OTHERWISE"
    assert "No date of birth could be read, so none was compared." in page
    _assert_not_called_clear(page)


def _assert_not_called_clear(page: str) -> None:
    for said in ("The register holds nobody", "Too little could be read", 'class="outcome none"', 'class="badge none"'):
        assert said not in page


def test_a_listed_person_is_a_probable_match_with_both_sides_and_every_reason(login: Login, public_id: str) -> None:
    page = part(login("counter-officer"), passport())
    assert heading(page) == "Probable match: ZULKIFLI BIN CONTOHREKAAN"
    assert public_id in page
    words = html.unescape(page)
    for said in (
        "Date of birth agrees exactly: 12 May 1980.",
        "Document number and issuing state agree",
        "Before comparing",
        "Together: a probability of",
        "a red notice is a request, not a warrant",
        "Fictional person",
    ):
        assert said in words, said


def test_the_same_answer_is_given_in_malay(login: Login, public_id: str) -> None:
    page = html.unescape(part(login("counter-officer", "ms"), passport()))
    assert heading(page).startswith("Besar kemungkinan sepadan")
    for said in (
        "Tarikh lahir sepadan dengan tepat: 12 Mei 1980.",
        "Jumlah: kebarangkalian",
        "bukan waran",
        "Orang rekaan",
    ):
        assert said in page, said
    assert "agrees" not in page


def test_weights_and_prior_add_up_to_the_total_that_is_shown(login: Login, public_id: str) -> None:
    page = part(login("counter-officer"), passport())
    shown = [float(bits.replace("−", "-")) for bits in re.findall(r'<span class="bits">([+−\d.]+) bits</span>', page)]
    assert len(shown) > 4
    assert shown[-1] == pytest.approx(sum(shown[:-1]), abs=0.05 * len(shown))


def test_names_with_markup_are_shown_and_never_run(login: Login, public_id: str) -> None:
    page = part(login("counter-officer"), passport())
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_a_name_in_its_own_script_carries_its_language_and_direction(login: Login, public_id: str) -> None:
    page = part(login("counter-officer"), passport())
    assert re.search(r'<bdi lang="ar" dir="rtl"[^>]*>ذوالكفل', page)
    assert re.search(r'<bdi lang="th" dir="ltr"[^>]*>สมมติ', page)


def test_a_missing_child_is_told_as_protection_not_as_suspicion(login: Login) -> None:
    child = draft(
        identity=replace(draft().identity, births=(PartialDate(2016, 5, 12),)),
        convictions=(),
        notices=(Notice(kind="yellow", number="2026/S-2", bureau="Sample bureau"),),
        source_reference="SAMPLE-CHILD",
    )
    proposed = register.propose(actor("register-officer"), draft=child)
    assert proposed.outcome == "accepted", proposed.sentence
    page = part(login("counter-officer"), passport(born=2016))
    assert "This may be a missing child, not a suspect" in page
    assert 'class="outcome protect"' in page
    assert "Protector" in page


def test_a_wrong_check_digit_is_shown_and_its_correction_is_a_button(login: Login) -> None:
    first, second = passport(number="S00000018").split("\n")
    broken = f"{first}\n{second.replace('S00000018', 'SO0000018', 1)}"
    page = part(login("counter-officer"), broken)
    assert "a check digit is wrong" in page
    offered = [html.unescape(lines) for lines in re.findall(r'data-lines="([^"]+)"', page)]
    assert passport(number="S00000018") in offered
    corrected = part(login("counter-officer"), offered[offered.index(passport(number="S00000018"))])
    assert "all check digits right" in corrected


def test_what_is_no_zone_is_told_beside_the_field_with_what_to_do(login: Login) -> None:
    client = login("counter-officer")
    answer = client.post("/screening/counter", {"text": "HELLO\nWORLD\nX"}, headers={"HX-Request": "true"})
    assert answer.status_code == 422
    assert "Unreadable" in answer.content.decode()
    whole = client.post("/screening/counter", {"text": "HELLO\nWORLD\nX"})
    assert whole.status_code == 422
    assert "HELLO\nWORLD\nX</textarea>" in whole.content.decode()


@pytest.mark.parametrize("text", ["", "\0" * 50, "😀" * 1000, "<" * 100_000, "P<" + "A" * 5000])
def test_garbage_gets_a_sentence_and_never_a_defect(login: Login, text: str) -> None:
    answer = login("counter-officer").post("/screening/counter", {"text": text}, headers={"HX-Request": "true"})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()


def test_without_scripts_the_whole_page_answers(login: Login, public_id: str) -> None:
    page = login("counter-officer").post("/screening/counter", {"text": passport()}).content.decode()
    assert "<!doctype html>" in page
    assert heading(page).startswith("Probable match")


def test_each_screening_leaves_an_audit_row_with_post_and_direction(login: Login, public_id: str) -> None:
    part(login("counter-officer"), passport(), post="KLIA T1", direction="departure")
    row = next(row for row in audit.entries(actor("auditor")) if row.action == "screening.screen")
    assert row.detail["post"] == "KLIA T1"
    assert row.detail["direction"] == "departure"
    assert public_id in row.detail["entries"]


def test_post_and_direction_stay_for_the_next_traveller(login: Login) -> None:
    client = login("counter-officer")
    part(client, passport(), post="Wang Kelian", direction="departure")
    page = client.get("/screening/counter").content.decode()
    assert 'value="Wang Kelian"' in page
    assert '<option value="departure" selected>' in page


def test_a_counter_officer_sees_the_entry_but_no_way_into_the_register(login: Login, public_id: str) -> None:
    assert f'href="/register/{public_id}"' not in part(login("counter-officer"), passport())
    assert f'href="/register/{public_id}"' in part(login("second-line-officer"), passport())


def test_a_person_is_typed_where_there_are_no_lines(login: Login, public_id: str) -> None:
    typed = {
        "name": "Zulkifli Contohrekaan",
        "birth": "12/05/1980",
        "nationality": "Malaysia",
        "card": "id-card",
    }
    page = login("counter-officer").post("/screening/person", typed).content.decode()
    assert heading(page).endswith("match: Zulkifli Contohrekaan")
    assert public_id in page


def test_a_typed_person_with_an_impossible_date_is_still_answered_or_told(login: Login) -> None:
    typed = {"name": "Sample Otherwise", "birth": "31/02/1980", "card": "id-card"}
    answer = login("counter-officer").post("/screening/person", typed)
    page = answer.content.decode()
    assert answer.status_code in {200, 422}
    assert 'value="31/02/1980"' in page
    assert "31/02/1980" in re.sub(r'value="[^"]*"', "", page), "the problem names the date"
    assert heading(page) == "Nothing found so far: Sample Otherwise"
    assert "No date of birth could be read, so none was compared." in page


def test_every_kind_of_card_can_be_chosen_in_both_languages(login: Login) -> None:
    for language, wanted in (("en", "Malaysian identity card (MyKad)"), ("ms", "Kad pengenalan Malaysia (MyKad)")):
        page = html.unescape(login("counter-officer", language).get("/screening/person").content.decode())
        offered = dict(re.findall(r'<option value="([^"]+)"[^>]*>([^<]+)<', page))
        assert set(card_kinds()) <= set(offered)
        assert offered["mykad"] == wanted


def test_a_typed_passport_is_compared_as_a_passport(login: Login, public_id: str) -> None:
    typed = {"name": "Zulkifli bin Contohrekaan", "birth": "12/05/1980", "issuer": "MYS", "card": "passport"}
    page = login("counter-officer").post("/screening/person", {**typed, "document_number": "B7654321"})
    assert "Document numbers differ" in page.content.decode()


def test_a_name_alone_is_answered_without_a_word_about_cards(login: Login) -> None:
    page = login("counter-officer").post("/screening/person", {"name": "Sample Otherwise", "card": ""}).content.decode()
    assert heading(page) == "Nothing found: Sample Otherwise"
    assert 'class="notice"' not in page
    assert "The register holds nobody like this traveller." in page


def test_a_child_on_a_pass_is_screened_without_the_pass_as_its_own(login: Login, public_id: str) -> None:
    typed = {"name": "Contoh Anak", "birth": "2010-01-02", "card": "my-th-pass", "carried_by": "S00000017"}
    page = login("counter-officer").post("/screening/person", typed).content.decode()
    assert heading(page) == "Nothing found: Contoh Anak"
    assert "carries children below 15" in page
    assert 'value="S00000017"' in page


def test_an_unknown_kind_of_card_is_refused_with_those_that_are_known(login: Login) -> None:
    answer = login("counter-officer").post("/screening/person", {"name": "Sample Otherwise", "card": "library"})
    assert answer.status_code == 422
    assert "my-th-pass" in re.sub(r"<option.*?</option>", "", answer.content.decode())


def test_a_document_that_names_nobody_is_never_called_nothing_found(login: Login) -> None:
    nameless = "P<MYS" + "<" * 39 + "\n" + "<" * 44
    answer = login("counter-officer").post("/screening/counter", {"text": nameless}, headers={"HX-Request": "true"})
    page = answer.content.decode()
    assert "Nothing found" not in page
    assert "Unreadable" in page
