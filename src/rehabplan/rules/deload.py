"""P6 planned easier weeks: fewer sets and repetitions, less load, on practice and expert opinion (R30, R31)."""

from __future__ import annotations

from decimal import Decimal

from attrs import evolve, field, frozen

from rehabplan.model.course import Body, Course, Decision, Verdict, Week
from rehabplan.model.dose import Dose
from rehabplan.model.scales import RPE
from rehabplan.rules.checks import of_type, whole
from rehabplan.rules.evidence import held
from rehabplan.rules.limits import fewer_reps, first_sets, half, with_share
from rehabplan.rules.wave import Wave

SOURCES = ("R30", "R31", "R32")
LIGHTENED = frozenset({"strength", "yoga"})
"""Kinds of exercise that a deload lightens in full; of stretches only the sets are halved, of others nothing (P6)."""


@frozen
class Deload:
    """Make every *every*th training week easier (P6): half the sets, rounded up, and fewer repetitions of less load.

    Repetitions fall so that about *volume* percent of the work is left, the load to *load* percent, floored to what
    can be loaded; the effort is at most *effort*. Motor control, mobility, walking and habits stay. After three weeks
    with more than a third of the sessions missed, the last week is repeated instead (P0). A `Wave` sets the load of
    its own easier week. All numbers DESIGN; one trial of a full week off found slightly less strength (R32). Raises
    ValueError out of range.
    """

    every: int = field(default=4, validator=whole(2, 52))
    volume: int = field(default=55, validator=whole(1, 100))
    load: int = field(default=90, validator=whole(1, 100))
    effort: RPE = field(factory=lambda: RPE(6), validator=of_type(RPE))

    def limit(self, course: Course, body: Body, dose: Dose) -> Decision | None:
        """Return the lighter dose in a deload week."""
        if not body.training or body.training % self.every:
            return None
        saw = (("training week", str(body.training)),)
        if mostly_missed(body.weeks[:3]):
            reason = "The last weeks were light already, so this one repeats the last."
            return Decision(Verdict.KEEP, held(course), "P6", "repeat last week", reason, 0, saw, SOURCES)
        lighter = self.lightened(course, dose)
        if lighter == dose:
            return None
        reason = "This is a planned easier week: the same exercises, less of each."
        return Decision(Verdict.REGRESS, lighter, "P6", "P6 deload dose", reason, 0, saw, SOURCES)

    def lightened(self, course: Course, dose: Dose) -> Dose:
        """Return the deload form of a dose of the course's exercise."""
        kind = course.exercise.kind
        if kind not in LIGHTENED:
            return first_sets(dose, half(len(dose.sets))) if kind == "stretch" else dose
        fewer = fewer_reps(dose, self.volume)
        easy = self.effort if dose.cap is None or dose.cap.value > self.effort.value else dose.cap
        load = 100 if isinstance(course.exercise.rule, Wave) else self.load
        return evolve(with_share(fewer, course, load), cap=easy)


def mostly_missed(weeks: tuple[Week, ...]) -> bool:
    """Say whether more than a third of the planned sessions of these weeks was missed (P0, P9)."""
    planned = sum(week.planned for week in weeks)
    return 3 * (planned - sum(week.done for week in weeks)) > planned


def early_deload(weeks: tuple[Week, ...], *, rise: Decimal = Decimal("1.5"), nights: int = 3, ambers: int = 2) -> bool:
    """Say whether the newest of *weeks* asks for an easier week ahead of plan (P6): two of three signs.

    The signs: effort *rise* above the mean of the two weeks before; poor sleep on *nights*; *ambers* sessions. Use it
    once per block. Numbers DESIGN.
    """
    if not weeks:
        return False
    now, before = weeks[0], [week.effort for week in weeks[1:3] if week.effort is not None]
    usual = sum(before, Decimal(0)) / len(before) if before else None
    harder = now.effort is not None and usual is not None and now.effort - usual >= rise
    return sum((harder, now.poor_nights >= nights, now.amber >= ambers)) >= 2
