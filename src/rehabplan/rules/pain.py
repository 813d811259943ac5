"""P7, the pain gate: a traffic light with a 24-hour response, after R54-R57; extrapolated from limbs to the back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from statistics import median_low

from attrs import field, frozen

from rehabplan.model.course import Body, Course, Decision, Verdict
from rehabplan.model.dose import Dose
from rehabplan.model.scales import Light, Pain
from rehabplan.rules.answers import Saw
from rehabplan.rules.checks import refusal, whole
from rehabplan.rules.evidence import held
from rehabplan.rules.limits import first_sets, two_thirds

SOURCES = ("R54", "R55", "R56", "R57")
FELT = (Light.UNSETTLED, Light.RED)
"""Colors after which an exercise that stays on its rung is cut to two thirds of its sets (P0; after RED: DESIGN)."""
RISEN = 4
"""From this pain before a session on, allowed pain moves up with it (P7, DESIGN)."""


@frozen
class PainGate:
    """Judge pain before, during and on the morning after a session, and limit the next dose (P7).

    *green* and *amber* are the highest pain during a session for each color; 2 and 5 are the published cut-offs, many
    clinics use 3 and 5 (R54-R57). Someone who starts with pain of 4 or more may go two points above it, at most to
    *skip*; from *skip* on before starting nothing but a walk and gentle movement is done that day (DESIGN). Raises
    ValueError unless 0 <= green <= amber <= skip <= 10.
    """

    green: int = field(default=2, validator=whole(0, 10))
    amber: int = field(default=5, validator=whole(0, 10))
    skip: int = field(default=7, validator=whole(1, 10))

    def __attrs_post_init__(self) -> None:
        if self.green > self.amber:
            raise refusal(self, "green", f"expected at most amber ({self.amber}), got {self.green}")
        if self.amber > self.skip:
            raise refusal(self, "amber", f"expected at most skip ({self.skip}), got {self.amber}")

    def light(self, before: Pain, during: Pain, morning: Pain | None, usual: Pain, *, leg: bool = False) -> Light:
        """Return the color of a session.

        *morning* is the next morning's pain (None: not known yet, the color is provisional), *usual* the usual
        morning pain, *leg* a new leg sign: numbness, weakness, or symptoms below the knee or in both legs.
        """
        if leg:
            return Light.STOP
        start, worst = before.value, during.value
        if start >= self.skip:
            return Light.SKIP
        rise = 0 if morning is None else morning.value - usual.value
        if worst > (self.amber if start < RISEN else max(self.amber, min(start + 2, self.skip))) or rise >= 3:
            return Light.RED
        if rise >= 1:
            return Light.UNSETTLED
        return Light.SETTLED if worst > max(self.green, start) or start >= self.skip - 1 else Light.GREEN

    def limit(self, course: Course, body: Body, dose: Dose) -> Decision | None:
        """Stop after a leg sign, skip a morning of high pain, cut sets after one that was felt, hold after a rise."""
        last = course.past[0] if course.past else None
        if last is not None and last.light == Light.STOP:
            reason = "There was a new sign in a leg. Please answer the safety questions again before any exercise."
            return _answer(Verdict.STOP, None, "stop all exercise and go to screening", reason)
        morning = body.mornings.get(body.day)
        if morning is not None and morning.value >= self.skip:
            reason = f"Pain is {morning} this morning: a walk and gentle movement are enough for today."
            return _answer(Verdict.STOP, None, "walking and gentle mobility only today", reason)
        if last is not None and last.light in FELT and last.exercise == course.exercise.id:
            fewer = first_sets(dose, two_thirds(len(dose.sets)))
            reason = "It was felt afterwards, so this time it is two thirds of the sets."
            saw = (("light", last.light.label), ("sets", f"{len(dose.sets)} to {len(fewer.sets)}"))
            return _answer(Verdict.REGRESS, fewer, "same load, two thirds of the sets", reason, saw)
        if body.weeks and body.weeks[0].trend == "HOLD":
            reason = "Mornings were a little worse last week, so this week repeats it."
            return _answer(Verdict.KEEP, held(course), "hold", reason, (("trend", "HOLD"),))
        return None


def _answer(verdict: Verdict, dose: Dose | None, action: str, reason: str, saw: Saw = ()) -> Decision:
    return Decision(verdict, dose, "P7", action, reason, 0, saw, SOURCES)


def usual_morning(mornings: Mapping[dt.date, Pain], day: dt.date) -> Pain | None:
    """Return the usual morning pain: the median of the seven mornings before *day*, the lower one of two (P7).

    With fewer than three of them known it is the pain on the morning of *day*, or None.

    >>> days = [dt.date(2026, 1, d) for d in (5, 6, 7)]
    >>> usual_morning({days[0]: Pain(2), days[1]: Pain(4), days[2]: Pain(3)}, dt.date(2026, 1, 8))
    Pain(value=3)
    """
    before = [mornings[d] for n in range(1, 8) if (d := day - dt.timedelta(days=n)) in mornings]
    return median_low(before) if len(before) >= 3 else mornings.get(day)


def weekly_trend(this: Decimal, last: Decimal, hold: Decimal = Decimal(1), flare: Decimal = Decimal(2)) -> str:
    """Return FLARE, HOLD or OK from the mean morning pain of this week and of the last, each with one decimal.

    A rise of 2 points is the least important change (R58); a rise of 1 holds the coming week (R56).

    >>> weekly_trend(Decimal("3.1"), Decimal("2.0"))
    'HOLD'
    """
    rise = this - last
    return "FLARE" if rise >= flare else "HOLD" if rise >= hold else "OK"


def improved(first: Decimal, now: Decimal) -> bool:
    """Say whether pain fell by a meaningful amount: 2 points or 30 % (R58).

    >>> improved(Decimal(5), Decimal("3.5")), improved(Decimal(5), Decimal(4))
    (True, False)
    """
    return first > now and (first - now >= 2 or 10 * (first - now) >= 3 * first)
