"""P11, a flare-up: settle for at least two days, then rebuild in steps. Bed rest is never prescribed (DESIGN)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from attrs import field, frozen

from rehabplan.model.course import Body, Course, Decision, Verdict
from rehabplan.model.dose import Dose
from rehabplan.model.scales import Light, Pain
from rehabplan.rules.checks import refusal, whole
from rehabplan.rules.limits import first_sets

CLINICIAN = "see a clinician"
STILL_DONE = frozenset({"walk", "relaxation"})
"""Patterns that go on through a flare-up, with mobility of level 1 (P11)."""


class FlareDay(NamedTuple):
    """Hold one day of a flare-up: morning pain, usual morning pain, and the color of a session if there was one."""

    morning: Pain
    usual: Pain
    light: Light | None = None


class FlareState(NamedTuple):
    """Hold where a flare-up stands after a day: `settle`, `rebuild`, `normal` or `see a clinician`; percent of sets."""

    day: int
    state: str
    percent: int


@frozen
class FlareUp:
    """Settle a flare-up and rebuild from it (P11).

    Settling lasts at least *settle* days. Rebuilding starts when morning pain is at most *above* over the usual and at
    most *most*. *steps* are the percents of the former sets: a green or settled session goes a step on, an unsettled
    one a step back, RED back to settling. Not back to normal by day *days*: see a clinician. All numbers DESIGN.
    Raises ValueError out of range.
    """

    steps: tuple[int, ...] = field(default=(50, 70, 85, 100))
    settle: int = field(default=2, validator=whole(1, 14))
    above: int = field(default=1, validator=whole(0, 10))
    most: int = field(default=4, validator=whole(0, 10))
    days: int = field(default=14, validator=whole(1, 90))

    def __attrs_post_init__(self) -> None:
        if not self.steps or list(self.steps) != sorted(set(self.steps)) or self.steps[0] < 1 or self.steps[-1] != 100:
            raise refusal(self, "steps", f"expected percents that rise to 100, got {self.steps}")

    def fold(self, days: Iterable[FlareDay]) -> tuple[FlareState, ...]:
        """Return the state after each day, the first day of the flare-up first."""
        states: list[FlareState] = []
        step: int | None = None
        for number, day in enumerate(days, 1):
            step = self._after(step, day, number)
            states.append(self._state(step, number))
        return tuple(states)

    def _after(self, step: int | None, day: FlareDay, number: int) -> int | None:
        """Return the step after a day: None while settling, the number of steps when it is over."""
        if step is None:
            low = day.morning.value <= min(day.usual.value + self.above, self.most)
            return 0 if number > self.settle and low else None
        if step == len(self.steps) or day.light is None:
            return step
        if day.light >= Light.RED:
            return None
        return max(step - 1, 0) if day.light == Light.UNSETTLED else step + 1

    def _state(self, step: int | None, number: int) -> FlareState:
        if step == len(self.steps):
            return FlareState(number, "normal", 100)
        percent = 0 if step is None else self.steps[step]
        state = CLINICIAN if number >= self.days else "settle" if step is None else "rebuild"
        return FlareState(number, state, percent)

    def limit(self, course: Course, body: Body, dose: Dose) -> Decision | None:
        """Rest what is trained while settling, and give back the sets step by step.

        It reads `body.flare`, the percent of the day; without one, a week that ended with the trend FLARE settles.
        """
        percent = body.flare
        if percent is None and body.weeks and body.weeks[0].trend == "FLARE":
            percent = 0
        exercise = course.exercise
        gentle = exercise.pattern in STILL_DONE or exercise.kind == "posture"
        if percent is None or percent >= 100 or gentle or (exercise.kind == "mobility" and exercise.level == 1):
            return None
        saw = (("percent", str(percent)),)
        if percent == 0:
            reason = "Your back is settling. Walk little and often; this exercise comes back soon."
            return Decision(Verdict.STOP, None, "P11", "P11 flare-up plan", reason, 0, saw)
        sets = max(1, (2 * percent * len(dose.sets) + 100) // 200)
        reason = f"Coming back after a flare-up: {percent} % of the sets."
        return Decision(Verdict.REGRESS, first_sets(dose, sets), "P11", "P11 flare-up plan", reason, 0, saw)


def running_share(greens: int, steps: Sequence[int] = (70, 80, 90, 100)) -> int:
    """Return the percent of the former long run after so many green runs since a flare-up (P11, DESIGN).

    >>> [running_share(n) for n in range(5)]
    [70, 80, 90, 100, 100]
    """
    return steps[min(greens, len(steps) - 1)]


def flare_begins(*, trend: str = "OK", reds: Iterable[dt.date] = (), reported: bool = False) -> bool:
    """Say whether a flare-up begins (P11): a FLARE week, two REDs within seven days in one pattern, or a report.

    A report means pain 2 or more above the usual for more than 24 hours.
    """
    days = sorted(reds)
    return trend == "FLARE" or reported or any((b - a).days < 7 for a, b in pairwise(days))


def third_in_six_weeks(starts: Iterable[dt.date]) -> bool:
    """Say whether three flare-ups began within six weeks: then see a clinician (P11, DESIGN)."""
    days = sorted(starts)
    return any((c - a).days <= 42 for a, c in zip(days, days[2:], strict=False))
