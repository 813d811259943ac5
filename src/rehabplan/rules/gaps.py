"""P9: weeks that were mostly missed, and the way back after a gap (R33, R34)."""

from __future__ import annotations

from itertools import pairwise

from attrs import evolve, field, frozen

from rehabplan.model.course import Body, Course, Decision, Verdict, Week
from rehabplan.model.dose import Dose, Set
from rehabplan.rules.checks import refusal, whole
from rehabplan.rules.deload import mostly_missed
from rehabplan.rules.evidence import held
from rehabplan.rules.ladder import enter, first_dose
from rehabplan.rules.limits import easiest, first_sets, two_thirds, with_share
from rehabplan.rules.loading import with_load
from rehabplan.rules.running import STAGES, stage_dose, stage_of

SOURCES = ("R33", "R34")
TRAINED = frozenset({"strength", "motor-control", "yoga"})
"""Kinds of exercise that the strength table is for (P9)."""


@frozen
class Adherence:
    """Repeat a week of which more than a third was missed (P9); exactly a third may go on. Share DESIGN."""

    def decision(self, planned: int, done: int) -> str:
        """Return "repeat week" or "progress" for the sessions of a week.

        >>> Adherence().decision(3, 2), Adherence().decision(2, 1)
        ('progress', 'repeat week')
        """
        return "repeat week" if 3 * (planned - done) > planned else "progress"

    def limit(self, course: Course, body: Body, dose: Dose) -> Decision | None:  # noqa: ARG002
        """Hold the dose of a week that is repeated."""
        if not body.weeks or not mostly_missed(body.weeks[:1]):
            return None
        week = body.weeks[0]
        reason = "Life came in between last week, so this week simply repeats it."
        saw = (("done", f"{week.done} of {week.planned}"),)
        return Decision(Verdict.KEEP, held(course), "P9", "repeat week", reason, 0, saw, ("R04",))


def offer_less(weeks: tuple[Week, ...]) -> bool:
    """Say whether a plan with one session less should be offered: two repeated weeks in a row (P9, DESIGN)."""
    return len(weeks) >= 2 and mostly_missed(weeks[:1]) and mostly_missed(weeks[1:2])


@frozen
class Gap:
    """Find the way back after days without a session of the component (P9).

    Up to *short* days nothing changes, up to *repeat* the last week is repeated; up to *first* the load is 90 % and a
    set less, up to *second* 80 %, two thirds of the sets and a rung down, up to *third* 70 % and the start dose of that
    rung; after that comes screening. Runs are 80 % up to *repeat* days, then 60 %, then walk-run stage 4. Strength
    holds for about three weeks (R34) and falls with time (R33); the tables are DESIGN. Days with fever and holidays
    count like any other. Raises ValueError out of range.
    """

    short: int = field(default=7, validator=whole(1, 365))
    repeat: int = field(default=14, validator=whole(1, 365))
    first: int = field(default=21, validator=whole(1, 365))
    second: int = field(default=28, validator=whole(1, 365))
    third: int = field(default=56, validator=whole(1, 365))

    def __attrs_post_init__(self) -> None:
        names = ("short", "repeat", "first", "second", "third")
        for low, high in pairwise(names):
            if getattr(self, high) <= getattr(self, low):
                limit = f"expected more than {low} ({getattr(self, low)}), got {getattr(self, high)}"
                raise refusal(self, high, limit)

    def limit(self, course: Course, body: Body, dose: Dose) -> Decision | None:  # noqa: ARG002
        """Return the dose of the present exercise after a gap, from the last one asked for.

        It changes no rung: `resume` takes a gap into the course itself.
        """
        if body.gap <= self.short or not course.past or course.past[0].exercise != course.exercise.id:
            return None
        if body.gap > self.third:
            again = "Please answer the safety questions again, then start afresh."
            return self._stop(body.gap, self.note(body.gap), again)
        return self._run(course, body.gap) if _runs(course) else self._train(course, body.gap)

    def running(self, days: int, meters: int) -> tuple[int, str]:
        """Return how far to run in meters, floored to 0.1 km, after so many days, and the note of the table."""
        if days > self.third:
            return 0, "re-screen, walk-run from stage 1"
        if days > self.second:
            return 0, "walk-run from stage 4"
        percent = 100 if days <= self.short else 80 if days <= self.repeat else 60
        return meters * percent // 10000 * 100, f"{percent} %"

    def note(self, days: int) -> str:
        """Return the note of the strength table."""
        notes = (
            (self.short, "continue"), (self.repeat, "repeat last week"), (self.first, "step back 1"),
            (self.second, "step back 2"), (self.third, "step back 3, start dose"),
        )  # fmt: skip
        return next((note for most, note in notes if days <= most), "re-screen and restart the program")

    def eased(self, course: Course, dose: Dose, days: int) -> Dose:
        """Return a dose with the load and sets of the strength table."""
        if days <= self.repeat:
            return dose
        if days <= self.first:
            return first_sets(with_share(dose, course, 90), len(dose.sets) - 1)
        eased = with_share(dose, course, 80 if days <= self.second else 70)
        return first_sets(eased, two_thirds(len(dose.sets)))

    def _train(self, course: Course, days: int) -> Decision | None:
        if course.exercise.kind not in TRAINED:
            return None
        eased = self.eased(course, held(course), days)
        if days > self.second:
            eased = easiest(with_load(course.exercise.start, eased.load), eased)
        return self._answer(eased, days, self.note(days))

    def _run(self, course: Course, days: int) -> Decision | None:
        dose = course.dose
        if dose.sets[0].recover or dose.sets[0] in STAGES:
            stage = stage_of(dose)
            back = stage_dose(4).sets if days > self.second and stage > 4 else dose.sets
            return self._answer(dose.with_sets(back), days, "walk-run from stage 4") if back != dose.sets else None
        note = self.running(days, 0)[1]
        if days > self.second:
            return self._stop(days, note, "Walking and running in turn come first again.")
        percent = int(note.split()[0])
        return self._answer(dose.with_sets(tuple([_shorter(s, percent) for s in dose.sets])), days, note)

    def _answer(self, dose: Dose, days: int, note: str) -> Decision:
        reason = f"It has been {days} days, so you come back with a little less."
        return Decision(Verdict.REGRESS, dose, "P9", note, reason, 0, (("gap", str(days)),), SOURCES)

    def _stop(self, days: int, note: str, then: str) -> Decision:
        reason = f"It has been {days} days. {then}"
        return Decision(Verdict.STOP, None, "P9", note, reason, 0, (("gap", str(days)),), SOURCES)


def _runs(course: Course) -> bool:
    return course.exercise.pattern in {"run", "walk-run"}


def _shorter(part: Set, percent: int) -> Set:
    """Return a set of so many percent of its distance (floored to 0.1 km) or time (to the minute)."""
    return evolve(part, meters=part.meters * percent // 10000 * 100, seconds=part.seconds * percent // 6000 * 60)


def resume(course: Course, days: int, gap: Gap | None = None) -> tuple[Course, Decision | None]:
    """Take a gap of so many days into the course itself, so that it climbs again from there (P9).

    From the fourth week on it goes a rung down. Longer than the table it starts over, after screening. Call it on the
    course as it stood before the gap when the first session after it is planned, and again when that one is folded;
    the gates then read a gap of 0. A gate alone would ease one session and go on as before with the next.
    """
    gap = gap or Gap()
    body = Body(course.past[0].day, gap=days) if course.past else None
    answer = None if body is None else gap.limit(course, body, course.dose)
    if answer is None:
        return course, None
    if answer.verdict is Verdict.STOP or answer.dose is None:
        start = first_dose(course.ladder[0], course.ladder[0].start, course.loads)
        return (course, answer) if _runs(course) else (enter(course, 0, start, Verdict.DOWN), answer)
    if days <= gap.first or _runs(course) or not course.rung:
        return evolve(course, dose=answer.dose, tried=(), earned=False), answer
    below = course.ladder[course.rung - 1]
    dose = _below(course, gap, days)
    reason = f"It has been {days} days, so you come back with {below.name} first."
    answer = evolve(answer, verdict=Verdict.DOWN, dose=dose, reason=reason)
    return enter(course, course.rung - 1, dose, Verdict.DOWN), answer


def _below(course: Course, gap: Gap, days: int) -> Dose:
    """Return the dose on the rung below: its ceiling dose, after longer gaps its start dose, with what P9 leaves."""
    below, eased = course.ladder[course.rung - 1], gap.eased(course, course.dose, days)
    dose = below.ceiling if days <= gap.second else below.start
    if below.implement and eased.load is not None:
        dose = with_load(dose, eased.load)
    return first_sets(first_dose(below, dose, course.loads), len(eased.sets))
