"""P10a, P10b, P10g: how far one run and one week may go, and what pain in a run changes (R46-R49)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from attrs import evolve, field, frozen

from rehabplan.model.course import Body, Course, Decision, Verdict
from rehabplan.model.dose import Dose
from rehabplan.model.scales import Light
from rehabplan.rules.checks import share, whole

GREEN_RUN = 30
"""Minutes of a run that counts as ready for quality (P10b, DESIGN)."""


def floored(meters: int) -> int:
    """Return meters floored to 0.1 km."""
    return meters // 100 * 100


@frozen
class SingleRunCap:
    """Cap every single run, races included, at *percent* of the longest run of the last *days* days (P10a, R46).

    105 for people who should grow slowly (DESIGN). Raises ValueError out of range.
    """

    percent: int = field(default=110, validator=whole(100, 200))
    days: int = field(default=30, validator=whole(1, 365))

    def longest(self, runs: Iterable[tuple[dt.date, int]], day: dt.date) -> int | None:
        """Return the meters of the longest run allowed on *day*, floored to 0.1 km; None: use walk-run stages.

        The window goes from *days* days ago to yesterday.
        """
        window = [meters for when, meters in runs if 1 <= (day - when).days <= self.days]
        return floored(max(window) * self.percent // 100) if window else None

    def limit(self, course: Course, body: Body, dose: Dose) -> Decision | None:
        """Shorten a run by distance that goes beyond the cap."""
        if course.exercise.pattern != "run" or not any(s.meters for s in dose.sets):
            return None
        most = self.longest(body.runs, body.day)
        if most is None:
            reason = f"There was no run in the last {self.days} days: walking and running in turn come first."
            return Decision(Verdict.STOP, None, "P10a", "use the walk-run stages", reason, 0, (), ("R46",))
        if sum(s.reps * s.meters for s in dose.sets) <= most:
            return None
        shorter = dose.with_sets(tuple([evolve(s, meters=most // len(dose.sets) // max(s.reps, 1)) for s in dose.sets]))
        reason = f"At most {self.percent - 100} % beyond your longest run of the last {self.days} days."
        return Decision(Verdict.REGRESS, shorter, "P10a", "capped", reason, 0, (("most_m", str(most)),), ("R46",))


@frozen
class WeeklyGuide:
    """Guide the week's distance (P10b): *percent* of the last full week at most, every *every*th week *cut* percent.

    A soft guide: a rise above *warn* percent is worth a warning, not an error. R46 and R48 found no effect of weekly
    rules, R47 is weak; the numbers are DESIGN. Raises ValueError out of range.

    >>> WeeklyGuide().weeks(20000, 30000, 5)
    (22000, 24200, 26600, 19900, 29200)
    """

    percent: int = field(default=110, validator=whole(100, 200))
    cut: int = field(default=75, validator=whole(1, 100))
    every: int = field(default=4, validator=whole(2, 52))
    warn: int = field(default=130, validator=whole(100, 300))

    def next(self, reference: int, goal: int, number: int) -> int:
        """Return the meters of week *number*, from 1, after a last full week of *reference*; never above *goal*."""
        if number % self.every == 0:
            return floored(reference * self.cut // 100)
        return min(floored(reference * self.percent // 100), goal)

    def weeks(self, reference: int, goal: int, count: int) -> tuple[int, ...]:
        """Return the meters of the first *count* weeks."""
        found: list[int] = []
        for number in range(1, count + 1):
            found.append(self.next(reference, goal, number))
            if number % self.every:
                reference = found[-1]
        return tuple(found)

    def warns(self, meters: int, reference: int) -> bool:
        """Say whether a week rises so far above the last full one that it deserves a warning."""
        return meters * 100 > reference * self.warn


def ready_for_quality(weeks: Sequence[Sequence[tuple[int, Light]]]) -> bool:
    """Say whether the two newest weeks, newest first, each had three green runs of 30 min or more (P10b, DESIGN).

    A week is its runs as (minutes, color).
    """
    return len(weeks) >= 2 and all(
        sum(minutes >= GREEN_RUN and light == Light.GREEN for minutes, light in week) >= 3 for week in weeks[:2]
    )


class AfterRun(NamedTuple):
    """Hold what a run's color means for the next one: most meters (None: as planned), rest days, quality runs."""

    meters: int | None
    rest: int
    quality: str


@frozen
class RunPain:
    """Answer pain in continuous running (P10g): settled keeps the distance, unsettled 2/3, RED half of it.

    *unsettled* and *red* are these shares as fractions; a second RED within *days* days is a flare-up (P11). Numbers
    DESIGN. Raises ValueError out of range.
    """

    unsettled: tuple[int, int] = field(default=(2, 3), validator=share)
    red: tuple[int, int] = field(default=(1, 2), validator=share)
    days: int = field(default=14, validator=whole(1, 365))

    def after(self, meters: int, light: Light) -> AfterRun:
        """Return what the run after one of *meters* may be.

        >>> RunPain().after(5000, Light.UNSETTLED)
        AfterRun(meters=3300, rest=1, quality='none until one GREEN run')
        """
        if light == Light.GREEN:
            return AfterRun(None, 0, "as planned")
        if light == Light.SETTLED:
            return AfterRun(floored(meters), 0, "next one easy")
        if light == Light.UNSETTLED:
            return AfterRun(_part(meters, self.unsettled), 1, "none until one GREEN run")
        return AfterRun(_part(meters, self.red), 2, "none until two GREEN runs")

    def limit(self, course: Course, body: Body, dose: Dose) -> Decision | None:  # noqa: ARG002
        """Limit a run by distance after the color of the last one of the course."""
        ran = [e for e in course.past if e.done is not None]
        if course.exercise.pattern != "run" or not ran:
            return None
        last = ran[0]
        answer = self.after(sum(s.reps * s.meters for s in (last.done or last.asked).sets), last.light)
        if answer.meters is None or answer.meters == 0:
            return None
        shorter = dose.with_sets(tuple([evolve(s, meters=min(s.meters, answer.meters)) for s in dose.sets]))
        reason = "The last run was felt, so this one is shorter."
        saw = (("light", last.light.label), ("most_m", str(answer.meters)))
        return Decision(Verdict.REGRESS, shorter, "P10g", answer.quality, reason, answer.rest, saw)

    def flares(self, reds: Iterable[dt.date]) -> bool:
        """Say whether two RED runs lie within the days that make a flare-up."""
        days = sorted(reds)
        return any((b - a).days <= self.days for a, b in pairwise(days))


def _part(meters: int, share: tuple[int, int]) -> int:
    return floored(meters * share[0] // share[1])
