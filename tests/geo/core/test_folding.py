"""Spellings of one name meet; different names do not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.core.folding import fold, tokens


@pytest.mark.parametrize(
    "spellings",
    [
        ("Khalkhin Gol", "Халхин-Гол", "Khalkhin-Gol", "halhin gol", "KHALKHIN  GOL", " khalkhin_gol "),
        ("ノモンハン", "Nomonhan", "nomonhan", "NOMONHAN", "Номонхан"),
        ("Хасан", "Khasan", "hasan"),
        ("Ёлкино", "Yolkino", "Elkino"),
        ("Zhāng", "zhang"),
        ("Ōsaka", "Osaka"),
    ],
    ids=lambda spellings: spellings[0],
)
def test_spellings_of_one_name_meet(spellings):
    assert len({fold(spelling) for spelling in spellings}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("Khasan", "Khalkhin"), ("ノモンハン", "ハルハ河"), ("Mongolia", "Manchuria")],
    ids=["ru", "ja", "en"],
)
def test_different_names_stay_apart(one, other):
    assert fold(one) != fold(other)


@given(st.text(max_size=40))
def test_a_folded_text_is_plain_and_final(text):
    folded = fold(text)
    assert folded.isascii()
    assert folded == folded.lower().strip()
    assert all(mark.isalnum() or mark == " " for mark in folded)
    assert all(token and " " not in token for token in tokens(text))


@given(st.text(max_size=40))
def test_a_text_is_found_by_each_of_its_words(text):
    assert all(word in fold(text) for word in tokens(text))


@pytest.mark.parametrize("query", ["", "   ", "!!!", "—"], ids=["nothing", "blanks", "marks", "dash"])
def test_a_search_without_letters_has_no_words(query):
    assert tokens(query) == ()
