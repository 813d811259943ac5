"""A session to be placed, and one that has its place."""

from __future__ import annotations

from attrs import frozen

from rehabplan.model.plan import Key

DAY = 1440
"""Minutes of a day in the planner's local time, which knows no clock changes."""


@frozen
class Task:
    """Hold one session to be placed: what it takes, what it loads, and how much it matters.

    `run` is empty, `walk-run`, `easy`, `long` or `quality`. `muscles` are the primary muscles of those of its exercises
    that need 48 hours or more; `gaps` names exercises with a gap of their own, in hours. `fatigue` is the worst leg
    fatigue of its exercises. Priority 0 is clinically the most important. `wish` is a preferred day and start.
    """

    key: Key
    minutes: int
    component: str
    run: str = ""
    muscles: frozenset[str] = frozenset()
    gaps: tuple[tuple[str, int], ...] = ()
    fatigue: str = "low"
    priority: int = 0
    wish: tuple[int, int] | None = None

    @property
    def label(self) -> str:
        """Return what a sentence calls it: `long run`, `walk-run`, `strength 1`."""
        if self.run:
            return self.run if self.run == "walk-run" else f"{self.run} run"
        return f"{self.component} {self.key.n}{self.key.again}"


@frozen
class Placed:
    """Hold a session with its day and start in minutes of that day."""

    task: Task
    day: int
    start: int

    @property
    def at(self) -> int:
        """Return the start in minutes since day 0."""
        return self.day * DAY + self.start

    @property
    def end(self) -> int:
        """Return the minute of the day at which it ends."""
        return self.start + self.task.minutes
