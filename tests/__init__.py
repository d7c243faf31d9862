"""Tests of the atlas; builders of small data packages are in :mod:`tests.builders`."""
