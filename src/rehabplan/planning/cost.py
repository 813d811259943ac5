"""What makes one week better than another: levels, each of which counts only where all before it are equal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from attrs import frozen

from rehabplan.model.plan import Key
from rehabplan.planning.placed import DAY, Placed, Task
from rehabplan.planning.problem import Problem

ORDER = ("run", "strength", "trunk", "walk", "mobility")
"""The order in which sessions follow each other within a room."""
SPREAD = ("run", "strength", "trunk")
"""The components whose sessions are spread evenly over the week."""
LEVELS = ("unplaced", "moved", "unlike", "wishes", "spread", "close", "late")
SHIFTS = (0, 24, 32, 44, 52, 60)
"""Bits to the right of: late, close, spread, wishes, unlike, moved; the unplaced follow, `CLASS` bits each priority."""
CLASS = 6
SPREAD_SHIFT, CLOSE_SHIFT = 32, 24
SIX_HOURS = 360
MOVED = 1000


def rank(task: Task) -> tuple[int, str, Key]:
    """Return the place of a session in the order within a room."""
    known = task.component in ORDER
    return (ORDER.index(task.component) if known else len(ORDER), task.component, task.key)


@frozen
class Frame:
    """Hold what is fixed around a component's days: those in the week, the day to count from, and the day to count to.

    Without a week before and after (`first` is None) the week is read as a cycle that repeats itself.
    """

    days: tuple[int, ...]
    first: int | None
    last: int | None


def frame(problem: Problem, component: str) -> Frame:
    """Return the frame of *component*. A missing end is set where a week like this one would go on."""
    days = sorted(p.day for p in problem.fixed if p.task.component == component)
    within = tuple(day for day in days if 0 <= day < 7)
    wanted = len(within) + sum(1 for task in problem.tasks if task.component == component)
    reach = 7 + 7 // max(1, wanted)
    first = max((day for day in days if day < 0), default=None)
    last = min((day for day in days if day >= 7), default=None)
    if first is not None and last is None:
        last = max(7, first + reach)
    elif last is not None and first is None:
        first = min(-1, last - reach)
    return Frame(within, first, last)


def uneven(days: Sequence[int], edges: Frame) -> int:
    """Return the sum of the squared gaps, in days, between sessions on *days* and those that are fixed."""
    return sum(gap * gap for gap in gaps_of(sorted({*edges.days, *days}), edges))


def gaps_of(days: Sequence[int], edges: Frame) -> list[int]:
    """Return the gaps between *days*, from the first edge to the last, or around the cycle."""
    if edges.first is not None and edges.last is not None:
        return [b - a for a, b in pairwise((edges.first, *days, edges.last))]
    return [b - a for a, b in pairwise((*days, days[0] + 7))] if days else [7]


Place = tuple[int, int]


@frozen
class Price:
    """Hold what one session costs by itself: where it was, is wished and usual, and the weight of finding no room."""

    was: Place | None
    usual: Place | None
    wish: Place | None
    weight: int

    @property
    def plain(self) -> bool:
        """Say whether only the time counts."""
        return self.was is None and self.usual is None and self.wish is None

    @property
    def kept(self) -> list[Place]:
        """Return the places that are worth something to the session."""
        return [place for place in (self.was, self.usual, self.wish) if place is not None]

    def at(self, day: int, start: int) -> int:
        """Return the price of one place."""
        here, cost = (day, start), day * DAY + start
        if self.was is not None and self.was != here:
            cost += MOVED + abs(self.was[0] - day) << 60
        if self.usual is not None and self.usual != here:
            cost += (1 if self.usual[0] == day else 2) << 52
        if self.wish is not None and self.wish != here:
            cost += (1 if self.wish[0] == day else 2) << 44
        return cost

    @property
    def none(self) -> int:
        """Return the price of finding no room."""
        moved = MOVED + 7 << 60 if self.was is not None else 0
        unlike = 2 << 52 if self.usual is not None else 0
        return self.weight + moved + unlike + (2 << 44 if self.wish is not None else 0)


def prices(problem: Problem) -> dict[Key, Price]:
    """Return the price of each task of *problem*."""
    was = {key: (day, start) for key, day, start in problem.was}
    like = {(component, n): (day, start) for component, n, day, start in problem.like}
    classes = sorted({task.priority for task in problem.tasks}, reverse=True)
    weight = {priority: 1 << (80 + CLASS * i) for i, priority in enumerate(classes)}
    return {
        task.key: Price(
            was.get(task.key),
            None if task.key.again else like.get((task.component, task.key.n)),
            task.wish,
            weight[task.priority],
        )
        for task in problem.tasks
    }


def close(one: Placed, other: Placed) -> bool:
    """Say whether strength and a run share a day without six hours, start to start, from the run to strength (C3)."""
    if one.day != other.day:
        return False
    pair = {one.task.component: one.start, other.task.component: other.start}
    return "run" in pair and "strength" in pair and pair["strength"] < pair["run"] + SIX_HOURS


def cost(problem: Problem, places: Iterable[Placed]) -> int:
    """Return the cost of *places*; less is better, level before level."""
    places, price = tuple(places), prices(problem)
    placed = {p.task.key for p in places}
    total = sum(price[p.task.key].at(p.day, p.start) for p in places)
    total += sum(price[task.key].none for task in problem.tasks if task.key not in placed)
    for component in {task.component for task in problem.tasks} & set(SPREAD):
        days = tuple(sorted(p.day for p in places if p.task.component == component))
        total += uneven(days, frame(problem, component)) << 32
    beside = (*problem.fixed, *places)
    return total + (sum(close(p, q) for i, p in enumerate(places, len(problem.fixed)) for q in beside[:i]) << 24)


def level(better: int, worse: int) -> str:
    """Return the name of the first level at which two costs differ; empty when they are equal."""
    for name, shift in zip(LEVELS, (80, 60, 52, 44, 32, 24, 0), strict=True):
        if better >> shift != worse >> shift:
            return name
    return ""
