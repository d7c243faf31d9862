"""The error tree: one root, each leaf also a builtin, messages as written."""

import inspect

import pytest

from geo import errors

OURS = [kind for _, kind in inspect.getmembers(errors, inspect.isclass) if kind.__module__ == errors.__name__]
LEAVES = [kind for kind in OURS if kind is not errors.AtlasError]


def test_there_are_leaves():
    assert {errors.DateError, errors.DatasetError, errors.SelectionError} <= set(LEAVES)


@pytest.mark.parametrize("leaf", LEAVES, ids=lambda leaf: leaf.__name__)
def test_every_leaf_is_ours_and_a_builtin(leaf):
    assert issubclass(leaf, errors.AtlasError)
    assert any(
        base.__module__ == "builtins" and base not in (object, BaseException, Exception) for base in leaf.__mro__
    )
    assert leaf.__name__ in errors.__doc__, "the tree in the docstring shows it"
    assert leaf.__doc__


def test_a_dataset_error_carries_every_problem():
    error = errors.DatasetError(["events.csv:2: title: is empty", "places.csv: is missing"])
    assert error.problems == ("events.csv:2: title: is empty", "places.csv: is missing")
    assert str(error) == "events.csv:2: title: is empty\nplaces.csv: is missing"


def test_a_selection_error_names_its_parameter():
    error = errors.SelectionError("from", "from=x: is no date")
    assert (error.parameter, str(error)) == ("from", "from=x: is no date")


def test_a_missing_id_reads_as_a_sentence():
    assert str(errors.NotFoundError("there is no event 'x'")) == "there is no event 'x'"
    assert str(errors.NotFoundError()) == ""
