"""P6, the wave: an owner of load that follows the calendar."""

from __future__ import annotations

from decimal import Decimal

from attrs import evolve, field, frozen

from rehabplan.model.course import Course, Decision, Week
from rehabplan.model.dose import Dose
from rehabplan.model.load import Load
from rehabplan.rules.answers import Voice
from rehabplan.rules.checks import exact, number, of_type, refusal, whole
from rehabplan.rules.evidence import harder
from rehabplan.rules.limits import fewer_reps
from rehabplan.rules.loading import floor_to, with_load

P6 = Voice("P6", ("R24",))


@frozen
class Wave:
    """Own the load by the calendar (P6): rising *percents* of a base, then an easier week; the base grows each block.

    *dose* is that of week *first* of the plan, with its load, *step* what can be loaded. A block is one week longer
    than *percents*. The base stays unrounded, so with coarse plates the wave may vanish. Sets and repetitions of the
    easier week are the business of the gate `Deload`. Numbers DESIGN; no consistent advantage of such schemes is
    known (R24). Raises ValueError out of range.

    >>> wave = Wave(Dose.parse("3x8 @40kg"), "2.5")
    >>> [str(wave.week(n)) for n in (1, 4, 7)]
    ['3x8 @40kg', '2x7 @35kg', '3x8 @42.5kg']
    """

    dose: Dose = field(validator=of_type(Dose))
    step: Decimal = field(converter=exact, validator=number())
    first: int = field(default=1, validator=whole(1))
    percents: tuple[Decimal, ...] = field(default=(Decimal(100), Decimal("102.5"), Decimal(105)))
    deload: Decimal = field(default=Decimal(90), converter=exact, validator=number("0", "100"))
    grow: Decimal = field(default=Decimal("102.5"), converter=exact, validator=number())

    def __attrs_post_init__(self) -> None:
        if not self.percents or any(percent <= 0 for percent in self.percents):
            raise refusal(self, "percents", f"expected at least one percentage above 0, got {self.percents}")

    def week(self, number: int) -> Dose:
        """Return the dose of a week, counted from 1."""
        block, within = divmod(number - 1, len(self.percents) + 1)
        easy = within == len(self.percents)
        percent = (self.deload if easy else self.percents[within]) * (self.grow / 100) ** block
        dose = fewer_reps(self.dose, 55) if easy else self.dose
        return dose.with_sets(tuple([evolve(s, load=_floored(s.load, percent, self.step)) for s in dose.sets]))

    def next(self, course: Course, week: Week | None = None) -> Decision | None:
        """Answer a closed week with the dose of the next one."""
        if week is None or week.number < self.first:
            return None
        dose = with_load(course.dose, self.week(week.number + 2 - self.first).load)
        if dose == course.dose:
            return P6.keep(course, "wave", "The wave keeps this dose for the coming week.")
        easier = not harder(dose, course.dose)
        return (P6.regress if easier else P6.progress)(dose, "wave", "The wave moves on with the week")


def _floored(load: Load | None, percent: Decimal, step: Decimal) -> Load | None:
    return None if load is None else Load(floor_to(load.amount * percent / 100, step), load.unit)
