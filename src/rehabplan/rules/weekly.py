"""Owners that decide once a week: intervals (P10e), aerobic minutes (P10f), stretches (P12), habits (P13)."""

from __future__ import annotations

from attrs import evolve, field, frozen

from rehabplan.model.course import Course, Decision, Week
from rehabplan.model.dose import Dose
from rehabplan.rules.answers import Saw, Voice, written
from rehabplan.rules.checks import perhaps, refusal, whole

P10E, P10F, P12, P13 = Voice("P10e"), Voice("P10f", ("R05",)), Voice("P12", ("R22", "R37")), Voice("P13")
MINUTE = 60
MISSED = "Not every session was clean this week, so it stays as it is. That is fine."


@frozen
class Intervals:
    """Own strides and quality bouts (P10e): a clean week adds a repeat up to the ceiling, then *step* seconds of work.

    *step* is 5 s for strides and 30 s for quality runs (DESIGN). Two weeks at the ceiling earn the next rung
    (decision 12, DESIGN). Raises ValueError out of range.
    """

    step_s: int = field(default=5, validator=whole(1, 600))

    def next(self, course: Course, week: Week | None = None) -> Decision | None:
        """Answer a closed week by the table of P10e."""
        if week is None:
            return None
        if not week.clean:
            return P10E.keep(course, "hold", MISSED, _seen(week))
        dose, top = course.dose, course.exercise.ceiling.sets[0]
        first, reason = dose.sets[0], f"After a clean week at {written(course.dose)}"
        if first.reps < top.reps:
            more = dose.with_sets((evolve(first, reps=first.reps + 1),))
            return P10E.progress(more, "repeat+1", reason, _seen(week))
        if first.seconds < top.seconds:
            longer = dose.with_sets((evolve(first, seconds=min(first.seconds + self.step_s, top.seconds)),))
            return P10E.progress(longer, "work+", reason, _seen(week))
        return at_top(P10E, course, week)


@frozen
class AerobicMinutes:
    """Own minutes of walking, cycling or water (P10f): a clean week adds 10 %, at least *least* minutes.

    It stops at the exercise's ceiling; 30 min on 5 days is the walking target (R05). Two weeks there earn the next
    rung (decision 12). The steps are DESIGN. Raises ValueError out of range.
    """

    least: int = field(default=5, validator=whole(1, 60))
    percent: int = field(default=10, validator=whole(1, 100))

    def next(self, course: Course, week: Week | None = None) -> Decision | None:
        """Answer a closed week by the table of P10f."""
        if week is None:
            return None
        if not week.clean:
            return P10F.keep(course, "hold", MISSED, _seen(week))
        dose, first, top = course.dose, course.dose.sets[0], course.exercise.ceiling.sets[0].seconds
        if first.seconds >= top:
            return at_top(P10F, course, week)
        more = max(self.least, first.seconds * self.percent // 100 // MINUTE) * MINUTE
        longer = dose.with_sets((evolve(first, seconds=min(first.seconds + more, top)),))
        return P10F.progress(longer, "minutes+", f"After a clean week at {written(dose)}", _seen(week))


@frozen
class StretchVolume:
    """Own a stretch (P12): a clean week holds *longer* seconds more up to the ceiling, then adds a set.

    A muscle never gets more than *limit* seconds a week (R37: no gain beyond 10 min). *ceiling_s* is another ceiling
    for one hold, 60 s for older adults (R22); None takes the exercise's. Two weeks at the ceiling earn the next rung
    (decision 12). Steps DESIGN. Raises ValueError out of range.
    """

    longer: int = field(default=5, validator=whole(1, 60))
    limit: int = field(default=600, validator=whole(1, 3600))
    ceiling_s: int | None = field(default=None, validator=perhaps(whole(1, 300)))

    def next(self, course: Course, week: Week | None = None) -> Decision | None:
        """Answer a closed week by the table of P12."""
        if week is None:
            return None
        if not week.clean:
            return P12.keep(course, "hold", MISSED, _seen(week))
        dose, ceiling = course.dose, course.exercise.ceiling
        first, top = dose.sets[0], self.ceiling_s or ceiling.sets[0].seconds
        reason = f"After a clean week at {written(dose)}"
        longer = _held(dose, len(dose.sets), min(first.seconds + self.longer, top))
        if first.seconds < top and self._within(longer, week):
            return P12.progress(longer, f"hold time +{self.longer}", reason, _seen(week))
        more = _held(dose, len(dose.sets) + 1, first.seconds)
        if first.seconds >= top and len(dose.sets) < len(ceiling.sets) and self._within(more, week):
            return P12.progress(more, "set+1", reason, _seen(week))
        return at_top(P12, course, week)

    def _within(self, dose: Dose, week: Week) -> bool:
        return dose.volume * week.planned <= self.limit


@frozen
class HabitCount:
    """Own how often a day (P13): one more after a week with *more* percent of them met, one less below *fewer*.

    Never below once a day nor above the exercise's ceiling. Numbers DESIGN. Raises ValueError out of range.
    """

    more: int = field(default=80, validator=whole(1, 100))
    fewer: int = field(default=50, validator=whole(0, 100))

    def __attrs_post_init__(self) -> None:
        if self.fewer > self.more:
            raise refusal(self, "fewer", f"expected at most more ({self.more}), got {self.fewer}")

    def next(self, course: Course, week: Week | None = None) -> Decision | None:
        """Answer a closed week by the table of P13."""
        if week is None or not week.planned:
            return None
        dose, count = course.dose, course.dose.per_day
        met, saw = 100 * week.done, _seen(week)
        if met >= self.more * week.planned:
            if count >= course.exercise.ceiling.per_day:
                return P13.keep(course, "ceiling", "You kept it up all week. This is plenty; just go on.", saw)
            return P13.progress(evolve(dose, per_day=count + 1), "+1", "You met it on most days", saw)
        if met < self.fewer * week.planned and count > 1:
            return P13.regress(evolve(dose, per_day=count - 1), "-1", "It was a full week", saw)
        return P13.keep(course, "hold", "Part of it worked this week, so it stays as it is.", saw)


def at_top(voice: Voice, course: Course, week: Week) -> Decision:
    """Answer a clean week at the ceiling: the second one there earns the next rung (decision 12, DESIGN)."""
    if len({e.week for e in course.tried} | {week.number}) < 2 or not course.tried:
        return voice.keep(course, "ceiling", "You kept the top of this exercise up for a week.", _seen(week))
    return voice.up("ceiling", "You kept the top of this exercise up for two weeks.", _seen(week))


def _seen(week: Week) -> Saw:
    return (("week", str(week.number)), ("done", f"{week.done} of {week.planned}"), ("worst", week.worst.label))


def _held(dose: Dose, sets: int, seconds: int) -> Dose:
    return dose.with_sets((evolve(dose.sets[0], seconds=seconds),) * sets)
