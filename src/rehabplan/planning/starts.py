"""Where a session may start: the definition that the search keeps to, and an oracle can check.

A session lies wholly within one room that takes it, beside whatever is fixed, and starts

- at the start of the room, or
- at a clock time at which a room of the week starts, a fixed session starts, or a session was, is wished or was a week
  ago (so that 48 hours can be kept to the minute), or
- at the end of a fixed session, or of a session that is placed before it: those of components that come earlier in
  `cost.ORDER`, and those of its own component with a lower key.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from rehabplan.planning.cost import rank
from rehabplan.planning.placed import Placed, Task
from rehabplan.planning.problem import Problem, Room


def clocks(problem: Problem) -> list[int]:
    """Return the minutes of the day at which a session may start wherever a room is open then."""
    found = {room.start for room in problem.rooms} | {p.start for p in problem.fixed}
    found.update(start for _, _, start in problem.was)
    found.update(start for _, _, _, start in problem.like)
    found.update(task.wish[1] for task in problem.tasks if task.wish)
    return sorted(found)


def anchors(problem: Problem) -> list[tuple[Room, list[int]]]:
    """Return each room with the starts in it that depend on no other free session, in order of time."""
    times = clocks(problem)
    ends: dict[int, list[int]] = {}
    for p in problem.fixed:
        ends.setdefault(p.day, []).append(p.end)
    return [
        (room, sorted({t for t in (*times, *ends.get(room.day, ())) if room.start <= t < room.end}))
        for room in sorted(problem.rooms, key=lambda r: (r.day, r.start, r.end, r.only))
    ]


def in_order(problem: Problem) -> list[Task]:
    """Return the tasks in the order in which they are placed."""
    return sorted(problem.tasks, key=rank)


def kept_in_order(problem: Problem, tasks: Sequence[Task]) -> bool:
    """Say whether the sessions of one component follow each other in the week as their numbers do.

    They do, unless one of them had a place before, or their wishes or last week's places are in another order.
    """
    was = {key for key, _, _ in problem.was}
    usual = {(component, n): (day, start) for component, n, day, start in problem.like}
    wishes = [task.wish for task in tasks if task.wish]
    before = [usual[task.component, task.key.n] for task in tasks if (task.component, task.key.n) in usual]
    in_order = all(a <= b for places in (wishes, before) for a, b in pairwise(places))
    return in_order and not any(task.key in was for task in tasks)


def free(day: int, start: int, end: int, others: Iterable[Placed]) -> bool:
    """Say whether the time overlaps none of *others*."""
    return all(p.day != day or p.end <= start or end <= p.start for p in others)
