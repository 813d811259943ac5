"""The problem of one week: sessions, rooms, what is fixed, and the answer. Frozen values that decide nothing."""

from __future__ import annotations

from attrs import frozen

from rehabplan.model.plan import Key
from rehabplan.planning.constraints import DEFAULT_RULES, Constraint
from rehabplan.planning.placed import Placed, Task

__all__ = ["Answer", "Placed", "Problem", "Refusal", "Room", "Task"]


@frozen
class Room:
    """Hold a stretch of free time on one day, in minutes of the day; `only` names the components that may use it."""

    day: int
    start: int
    end: int
    only: tuple[str, ...] = ()

    def takes(self, component: str) -> bool:
        """Say whether sessions of *component* may use it."""
        return not self.only or component in self.only


@frozen(cache_hash=True)
class Problem:
    """Hold one week to be solved. Days are whole numbers: 0 to 6, negative before the week, 7 and more after it.

    `fixed` are sessions that do not move: the past, pins, the week before (negative days) and what is fixed after the
    week. `was` says where sessions were before (key, day, start), `like` where those of the week before were
    (component, n, day, start). `lost` are sessions that found no room before, in a week where nothing has become free
    since: while the others stay where they were, they are not tried again. `weekday` is that of day 0, Monday 0; it
    only serves the sentences.
    """

    tasks: tuple[Task, ...]
    rooms: tuple[Room, ...]
    fixed: tuple[Placed, ...] = ()
    was: tuple[tuple[Key, int, int], ...] = ()
    like: tuple[tuple[str, int, int, int], ...] = ()
    lost: frozenset[Key] = frozenset()
    rules: tuple[Constraint, ...] = DEFAULT_RULES
    weekday: int = 0


@frozen
class Refusal:
    """Hold a session without room: for each day of the week why not, and the smallest change that would make room."""

    key: Key
    days: tuple[tuple[int, tuple[str, ...]], ...]
    smallest: str


@frozen
class Answer:
    """Hold where each session goes, in order of time, the sessions without room, and why each day, in sentences.

    `exact` says that no week is better: the search came to its end.
    """

    places: tuple[Placed, ...]
    unplaced: tuple[Refusal, ...] = ()
    reasons: tuple[tuple[Key, tuple[str, ...]], ...] = ()
    exact: bool = True
