"""Small rules of text."""

import pytest

from geo.core.text import clipped, counted, is_web_address, unprintable


@pytest.mark.parametrize("mark", ["\x00", "\x1b", "\x7f", "\x85", "\u202e", "\u2066"])
def test_marks_that_may_not_stand_in_a_text_are_found(mark):
    assert unprintable(f"a{mark}b") == mark


def test_what_is_allowed_is_passed_over():
    assert unprintable("a\tb\nc", but="\t\n") == ""
    assert unprintable("a\tb") == "\t"
    assert unprintable("ノモンハン, Халхин-Гол — “Ördög tó”") == ""


@pytest.mark.parametrize(("text", "most", "short"), [("abc", 3, "abc"), ("abcd", 3, "abc…"), ("", 3, "")])
def test_long_texts_end_in_dots(text, most, short):
    assert clipped(text, most) == short


def test_counts_have_their_plural():
    assert [counted(number, "row") for number in (0, 1, 2, 1000)] == ["0 rows", "1 row", "2 rows", "1,000 rows"]


@pytest.mark.parametrize(
    ("text", "is_one"),
    [("https://a.example/b?c", True), ("http://a.example", True), ("ftp://a", False), ("https://a b", False),
     ("javascript:alert(1)", False), ('https://a"onclick=', False), ("", False)],
)  # fmt: skip
def test_what_is_an_address(text, is_one):
    assert is_web_address(text) is is_one
