"""Exercises with sources: rival accounts without names, events without dates, events without places.

A *set* is a number that a teacher reads out: the same number gives the same tasks on every machine,
because the order of everything comes from SHA-256 and from nothing else.  Nothing is kept of who
answers what.  Each exercise is a module with ``tasks`` of a set and the HTML of one.
"""

from geo.content.exercises.shuffle import new_set

__all__ = ["new_set"]
