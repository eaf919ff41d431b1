"""A Latin name in another Latin spelling: Chinese systems and speeches, Korean syllables, misread or cut words."""

from __future__ import annotations

import pytest

from naungan.engine.names import forms_of
from naungan.engine.names.respelled import respelled
from naungan.engine.records import Name


def spelled(one: str, other: str) -> set[str]:
    """Each way in which the one is spelt like the other, as the texts of its parts."""
    ours, theirs = forms_of(Name(one))[0], forms_of(Name(other))[0]
    return {" ".join(part.text for part in form.parts) for form in respelled(ours, theirs)}


@pytest.mark.parametrize(
    ("one", "other", "as_read"),
    [
        ("Zhang Weijie", "CHANG WEI-CHIEH", "chang wei chieh"),
        ("Zhang Ping", "Chang Ping", "chang ping"),
        ("Chen Weiming", "TAN WEE BENG", "tan wee beng"),
        ("Chen Zhiwei", "CHAN CHI WAI", "chan chi wai"),
        ("Lin Ruijin", "Lim Swee Kim", "lim swee kim"),
        ("Chen Wei Ming", "Tan Weiming", "tan wei ming"),
        ("Michael Chen Weiming", "Tan Wee Beng Michael", "michael tan wee beng"),
        ("Kim Young-Soo", "KIM YEONG SU", "kim yeong su"),
        ("Kim Ji Hoon", "KIM JIHUN", "kim ji hun"),
        ("Cornelia Hart", "Comelia Hart", "comelia hart"),
        ("Abdel Fattah Mansour", "ABDULFATTAH MANSUR", "abdulfattah mansour"),
    ],
)
def test_a_name_is_spelt_as_the_other_has_it(one: str, other: str, as_read: str) -> None:
    assert as_read in spelled(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Zhang Lin", "Zhang Ling"),
        ("Zhang Min", "Zhang Ming"),
        ("Liu Yang", "Liu Yong"),
        ("Tan Mei Ling", "Tan Mei Lin"),
        ("Chen Weiming", "TAN WEE LENG"),
        ("Kim Seo-yeon", "Kim Seo-yun"),
        ("Maria Santos", "Mario Santos"),
        ("陈伟明", "Tan Wee Beng"),
        ("Ali", "Chen"),
    ],
)
def test_another_name_is_not(one: str, other: str) -> None:
    assert not spelled(one, other)
    assert not spelled(other, one)


def test_a_long_name_may_be_cut_short() -> None:
    one, other = forms_of(Name("WONGSUPHASAWAT<<RATCHANEEKO"))[0], forms_of(Name("Ratchaneekorn Wongsuphasawat"))[0]
    assert [form.truncated for form in respelled(one, other)] == [True]
    assert not respelled(other, one)
    assert not respelled(forms_of(Name("Hassan"))[0], forms_of(Name("Hassanuddin"))[0])
