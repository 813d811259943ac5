"""P0: the reason is named in a fixed order, the dose is the easiest that any gate asks for (decision 8)."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from attrs import evolve

from rehabplan.model.course import Body, Course, Decision, Gate, Verdict
from rehabplan.model.dose import Dose
from rehabplan.model.scales import Light
from rehabplan.rules.limits import easiest

STOP = "stop all exercise and go to screening"
SKIP = "walking and gentle mobility only today"
RED = "end this exercise today; P5 down (pain) next time"
FLARE = "P11 flare-up plan"
GAP = "P9 gap table"
UNSETTLED = "same load, two thirds of the sets"
AGAIN = "second one in a row: P5 down"
DELOAD = "P6 deload dose"
REPEAT_LAST = "repeat last week"
REPEAT = "repeat week"
HOLD = "hold"
GAP_DAYS = 7
"""Days without a session from which on the gap table applies (P9, DESIGN)."""
NONE = Decimal(0)


def decide(
    light: Light, proposal: str, *, trend: str = "OK", gap: int = 0, missed: Decimal = NONE,
    missed_before: Decimal = NONE, deload: bool = False, unsettled_before: bool = False,
) -> str:  # fmt: skip
    """Return the decision of P0 in its words: the first line that applies wins.

    *gap* is the days since the last session of the component, *missed* and *missed_before* the missed share of this
    week and of the last three, *deload* says whether a deload is planned, *proposal* is the owner's answer.

    >>> decide(Light.GREEN, "increase", gap=16, deload=True)
    'P9 gap table'
    """
    if light >= Light.RED:
        return {Light.STOP: STOP, Light.SKIP: SKIP, Light.RED: RED}[light]
    lines = (
        (trend == "FLARE", FLARE),
        (gap > GAP_DAYS, GAP),
        (light == Light.UNSETTLED, AGAIN if unsettled_before else UNSETTLED),
        (deload, REPEAT_LAST if 3 * missed_before > 1 else DELOAD),
        (3 * missed > 1, REPEAT),
        (light == Light.SETTLED or trend == "HOLD", HOLD),
    )
    return next((decision for applies, decision in lines if applies), proposal)


def gated(course: Course, body: Body, gates: Iterable[Gate]) -> tuple[Dose | None, Decision | None]:
    """Return the dose to issue today, and the decision of the gate that set it; None where the owner's dose stands.

    The dose is no harder than any gate asks for, and never harder than the course's. A dose of None means not today.
    """
    answers = [answer for gate in gates if (answer := gate.limit(course, body, course.dose)) is not None]
    if not answers:
        return course.dose, None
    if stops := [answer for answer in answers if answer.verdict is Verdict.STOP]:
        return None, min(stops, key=rank)
    dose, changed = course.dose, []
    for answer in answers:
        if answer.dose is not None and (eased := easiest(course.dose, answer.dose)) != course.dose:
            dose = easiest(dose, eased)
            changed.append(answer)
    return (dose, evolve(min(changed, key=rank), dose=dose)) if changed else (dose, None)


def rank(answer: Decision) -> int:
    """Return the line of P0 that an answer of a gate belongs to; caps and weather come after all lines."""
    lines = {STOP: 1, SKIP: 2, UNSETTLED: 6, REPEAT: 8, HOLD: 9}
    rules = {"P11": 4, "P9": 5, "P6": 7}
    return lines.get(answer.action) or rules.get(answer.rule, 10)
