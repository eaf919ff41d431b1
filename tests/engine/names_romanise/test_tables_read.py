"""Tables of every script can be read before the first traveller comes."""

from __future__ import annotations

from naungan.engine.names import read_tables, romanise, scripts


def test_reading_the_tables_reaches_every_script_that_has_a_reader():
    met = {scripts.script_of(word) for word in romanise._WORDS}
    assert met == set(romanise._readers())


def test_after_the_tables_are_read_a_name_of_each_script_has_a_reading():
    read_tables()
    for word in romanise._WORDS:
        script = scripts.script_of(word)
        assert romanise.readings([word], script)[0].words[0], word
