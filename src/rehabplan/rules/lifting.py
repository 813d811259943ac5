"""Other owners of load: P2 two-for-two, P3 linear, P8 effort."""

from __future__ import annotations

from decimal import Decimal

from attrs import field, frozen

from rehabplan.model.course import Course, Decision, Exposure, Week
from rehabplan.model.dose import Dose
from rehabplan.model.load import Load
from rehabplan.rules.answers import HARD_ONCE, Saw, Voice, written
from rehabplan.rules.checks import exact, number, of_type, perhaps, refusal, whole
from rehabplan.rules.double import DoubleProgression
from rehabplan.rules.evidence import as_heavy, counts, effort, harder, met, streak, success
from rehabplan.rules.loading import ONE, floor_to, heavier, lighter, with_load

P2, P3, P8 = Voice("P2", ("R23", "R25")), Voice("P3"), Voice("P8", ("R26", "R28"))


@frozen
class TwoForTwo:
    """Own the load of experienced lifters (P2, R25): two sessions in a row with *extra* repetitions in the last set.

    All sets before the last reach the dose's repetitions, the last has *extra* more; then the load rises by *step*
    kilograms, or 5 % (R23). Raises ValueError for a step of zero.
    """

    step: Decimal = field(converter=exact, validator=number())
    extra: int = field(default=2, validator=whole(1, 20))
    sessions: int = field(default=2, validator=whole(1, 10))

    def next(self, course: Course, week: Week | None = None) -> Decision | None:
        """Answer the newest exposure by the table of P2."""
        if week is not None or not course.tried or course.dose.load is None:
            return None
        dose, newest = course.dose, course.tried[0]
        count = streak(course.tried, lambda e: self._counts(e, dose))
        saw: Saw = (("done", written(newest.done or newest.asked)), ("count", str(count)))
        following = heavier(course.dose.load, self.step, course.loads)
        if count >= self.sessions and following is not None:
            more = with_load(dose, following)
            return P2.progress(more, "increase", "You had repetitions to spare twice in a row", saw)
        if count >= self.sessions:
            return P2.ceiling(course, count, self.sessions, saw)
        if count:
            return P2.keep(course, "hold", "You had repetitions to spare. Once more, and the weight rises.", saw)
        return P2.hold(course, dose.cap, saw)

    def _counts(self, exposure: Exposure, dose: Dose) -> bool:
        done, goal = exposure.done, dose.sets[0].reps
        if done is None or len(done.sets) < len(dose.sets) or not as_heavy(exposure, dose):
            return False
        *before, last = [s.reps for s in done.sets]
        return counts(exposure, dose.cap) and all(r >= goal for r in before) and last >= goal + self.extra


@frozen
class LinearLoad:
    """Own the load of beginners with barbells (P3): every full session adds *step* kilograms.

    Within a week the load stays below *percent* of the load at its start, or one step above it. Two failures in a row
    take 10 % off. After the third reset, or *weeks* weeks, *then* takes over. Numbers DESIGN. Raises ValueError for a
    step of zero.
    """

    step: Decimal = field(converter=exact, validator=number())
    then: DoubleProgression | None = field(default=None, validator=perhaps(of_type(DoubleProgression)))
    percent: int = field(default=110, validator=whole(100, 200))
    resets: int = field(default=3, validator=whole(1, 10))
    weeks: int = field(default=8, validator=whole(1, 52))

    def next(self, course: Course, week: Week | None = None) -> Decision | None:
        """Answer the newest exposure by the table of P3."""
        if week is not None or not course.tried or course.dose.load is None:
            return None
        if course.reset >= self.resets or course.tried[0].week - course.since >= self.weeks:
            return self._hand_over(course)
        dose, newest = course.dose, course.tried[0]
        saw: Saw = (("done", written(newest.done or newest.asked)), ("resets", str(course.reset)))
        if success(newest, dose, dose.cap):
            return self._climb(course, course.dose.load, saw)
        fails = streak(course.tried, lambda e: not _full(e, dose))
        if fails >= 2:
            less = with_load(dose, lighter(course.dose.load, self.step, course.loads))
            return P3.regress(less, "reset", "Two sessions in a row were hard", saw)
        return P3.keep(course, f"hold (fail {fails})", HARD_ONCE, saw) if fails else P3.hold(course, dose.cap, saw)

    def _climb(self, course: Course, load: Load, saw: Saw) -> Decision:
        start = min([load.amount, *self._asked_this_week(course, load.unit)])
        most = max(floor_to(start * self.percent / 100, self.step), start + self.step)
        following = self._following(course, load)
        if following is None:
            full = streak(course.tried, lambda e: success(e, course.dose, course.dose.cap))
            return P3.ceiling(course, full, 2, saw)
        if following.amount > most:
            reason = "That is enough new weight for one week, so it stays as it is until the next."
            return P3.keep(course, "hold (week cap)", reason, saw)
        return P3.progress(with_load(course.dose, following), "increase", "With every set done", saw)

    def _following(self, course: Course, load: Load) -> Load | None:
        if not course.loads or load.unit == "step":
            return Load(load.amount + (self.step if load.unit != "step" else 1), load.unit)
        above = next((weight for weight in course.loads if weight > load.amount), None)
        return None if above is None else Load(above, load.unit)

    def _asked_this_week(self, course: Course, unit: str) -> list[Decimal]:
        """Return the loads asked for this week; the least of them is the week's reference, also after a reset."""
        now = course.tried[0]
        mine = [e for e in course.past if e.week == now.week and e.exercise == now.exercise and not e.overlay]
        return [e.asked.load.amount for e in mine if e.asked.load is not None and e.asked.load.unit == unit]

    def _hand_over(self, course: Course) -> Decision | None:
        """Let P1 answer; after the last reset say so first, once."""
        heavier_before = len(course.past) > 1 and harder(course.past[1].asked, course.dose)
        if course.reset == self.resets and len(course.tried) == 1 and heavier_before:
            return P3.keep(course, "switch to P1", "From here on repetitions grow first, then the weight.")
        reps = course.exercise.start.sets[0].reps
        return (self.then or DoubleProgression(reps, reps + 4, self.step)).next(course)


@frozen
class EffortLoad:
    """Own the load by the repetitions left in reserve after the last set (P8, R26).

    Inside *low* to *high* the load stays; outside it changes by 2.5 %, further outside by 5 %, rounded to the nearest
    *step* kilograms, ties towards the present load. More than *most* in reserve counts as *most*: such guesses are
    poor (R28). The first *calibration* sessions may lower and not raise. The band is DESIGN: 2-3, early phases 4-5.
    Raises ValueError for a band upside down or a step of zero.
    """

    step: Decimal = field(converter=exact, validator=number())
    low: int = field(default=2, validator=whole(0, 10))
    high: int = field(default=3, validator=whole(0, 10))
    calibration: int = field(default=2, validator=whole(0, 20))
    most: int = field(default=5, validator=whole(1, 10))

    def __attrs_post_init__(self) -> None:
        if self.high < self.low:
            raise refusal(self, "high", f"expected at least low ({self.low}), got {self.high}")

    def next(self, course: Course, week: Week | None = None) -> Decision | None:
        """Answer the newest exposure by the table of P8."""
        load = course.dose.load
        if week is not None or not course.tried or load is None:
            return None
        newest = course.tried[0]
        felt = effort(newest)
        if felt is None:
            return P8.keep(course, "hold", "How many repetitions were left was not noted, so it stays as it is.")
        change = self.change(newest.rir.value if newest.rir is not None else int(10 - felt.value))
        if change > 0 and (self._calibrating(course) or not success(newest, course.dose, None)):
            change = Decimal(0)
        saw = (("effort", str(felt)), ("change", f"{change} %"))
        following = self._changed(course, load, change)
        dose = with_load(course.dose, following)
        if following.amount > load.amount:
            return P8.progress(dose, "increase", "It was easier than planned", saw)
        if following.amount < load.amount:
            return P8.regress(dose, "reduce", "It was harder than planned", saw)
        return P8.keep(course, "hold", "The effort was about right, so it stays as it is.", saw)

    def change(self, reserve: int) -> Decimal:
        """Return the change of load in percent for the repetitions left in reserve."""
        left = min(reserve, self.most)
        if left == 0 or left < self.low - 1:
            return Decimal(-5)
        if left < self.low:
            return Decimal("-2.5")
        return Decimal(5) if left > self.high + 1 else Decimal("2.5") if left > self.high else Decimal(0)

    def _calibrating(self, course: Course) -> bool:
        mine = [e for e in course.past if e.exercise == course.exercise.id and e.done is not None and not e.overlay]
        return len(mine) <= self.calibration

    def _changed(self, course: Course, load: Load, change: Decimal) -> Load:
        if change == 0:
            return load
        if load.unit in {"step", "band"}:
            return (heavier(load, ONE, course.loads) or load) if change > 0 else lighter(load, ONE, course.loads)
        wanted = load.amount * (100 + change) / 100
        at_hand = course.loads or (floor_to(wanted, self.step), floor_to(wanted, self.step) + self.step)
        nearest = min((*at_hand, load.amount), key=lambda x: (abs(x - wanted), abs(x - load.amount)))
        return Load(nearest, load.unit)


def _full(exposure: Exposure, dose: Dose) -> bool:
    return exposure.done is not None and met(exposure.done, dose)
