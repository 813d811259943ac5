"""Look up exercises, ladders, programs, screening and evidence: read-only, read from TOML on first use.

>>> from rehabplan import catalog
>>> catalog.exercises["bird-dog"].name
'Bird dog, opposite arm and leg'
>>> [e.id for e in catalog.exercises(pattern="squat", equipment=["chair"])]
['chair-pose', 'sit-to-stand', 'squat-bodyweight']
>>> catalog.exercises["brid-dog"]
Traceback (most recent call last):
rehabplan.errors.UnknownNameError: unknown exercise 'brid-dog' (did you mean 'bird-dog'?)
"""

from __future__ import annotations

from rehabplan.catalog.shelf import ExerciseShelf, Shelf, built_in
from rehabplan.model.clearance import Check, Question
from rehabplan.model.exercise import Ladder, Source
from rehabplan.model.program import Program

__all__ = ["checks", "exercises", "ladders", "programs", "questions", "sources", "tags"]

exercises = ExerciseShelf("exercise", lambda: built_in("exercises").exercises)
"""All exercises by id; call it to choose some."""
ladders: Shelf[Ladder] = Shelf("ladder", lambda: built_in("exercises").ladders)
"""The rungs of each movement, easiest first."""
tags: Shelf[str] = Shelf("tag", lambda: built_in("terms").tags)
"""Precaution tags and what they mean."""
programs: Shelf[Program] = Shelf("program", lambda: built_in("programs").programs)
"""Programs, each with its phases, sessions and gates."""
sources: Shelf[Source] = Shelf("source", lambda: built_in("evidence").sources)
"""The evidence list, by id."""
questions: Shelf[Question] = Shelf("question", lambda: built_in("screening").questions)
"""The intake questions, in order."""
checks: Shelf[Check] = Shelf("screening rule", lambda: built_in("screening").checks)
"""The screening rules, in order."""
