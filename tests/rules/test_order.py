import datetime as dt
from decimal import Decimal
from itertools import product
from typing import Any

import pytest
from attrs import evolve, frozen
from hypothesis import given
from hypothesis import strategies as st
from tests.rules.builders import MONDAY, course, fold

from rehabplan.model.course import Body, Course, Decision, Verdict, Week
from rehabplan.model.dose import Dose, no_harder
from rehabplan.model.scales import Light, Pain
from rehabplan.rules import (
    Adherence,
    Deload,
    DoubleProgression,
    FlareUp,
    Gap,
    Heat,
    PainGate,
    RepsFirst,
    RunPain,
    SingleRunCap,
    decide,
    gated,
)
from rehabplan.testing import courses, days, pains, weeks

GATES = (PainGate(), FlareUp(), Gap(), Deload(), Adherence(), SingleRunCap(), RunPain(), Heat())
WEEKS = (Week(3, 3, 1), Week(2, 3, 3), Week(1, 3, 3))
LINES: list[tuple[str, dict[str, Any]]] = [
    ("stop all exercise and go to screening", {"light": Light.STOP}),
    ("walking and gentle mobility only today", {"light": Light.SKIP}),
    ("end this exercise today; P5 down (pain) next time", {"light": Light.RED}),
    ("P11 flare-up plan", {"trend": "FLARE"}),
    ("P9 gap table", {"gap": 8}),
    ("second one in a row: P5 down", {"light": Light.UNSETTLED, "unsettled_before": True}),
    ("same load, two thirds of the sets", {"light": Light.UNSETTLED}),
    ("repeat last week", {"deload": True, "missed_before": Decimal("0.34")}),
    ("P6 deload dose", {"deload": True}),
    ("repeat week", {"missed": Decimal("0.34")}),
    ("hold", {"trend": "HOLD"}),
    ("increase", {}),
]


@pytest.mark.parametrize(("line", "case"), LINES)
def test_each_line_of_p0_alone(line: str, case: dict[str, Any]) -> None:
    assert decide(**{"light": Light.GREEN, "proposal": "increase", **case}) == line


def test_the_earlier_line_wins() -> None:
    """Two lines at once: the one that comes first in P0 decides, wherever both can be said together."""
    for (line, case), (_, later) in product(LINES, LINES):
        both = {**later, **case}
        if LINES.index((line, case)) < LINES.index((_, later)) and set(later).isdisjoint(case):
            assert decide(**{"light": Light.GREEN, "proposal": "increase", **both}) == line


def test_a_third_missed_and_seven_days_go_on() -> None:
    assert decide(Light.GREEN, "increase", gap=7, missed=Decimal(1) / 3, missed_before=Decimal(1) / 3) == "increase"
    assert decide(Light.GREEN, "increase", deload=True, missed_before=Decimal(1) / 3) == "P6 deload dose"
    assert decide(Light.SETTLED, "increase") == "hold"


# -- gated


@frozen
class Asks:
    """Ask for one dose, as a gate of a user's own."""

    dose: str
    verdict: Verdict = Verdict.REGRESS
    rule: str = "own"

    def limit(self, course: Course, body: Body, dose: Dose) -> Decision | None:
        asked = Dose.parse(self.dose) if self.dose else None
        return Decision(self.verdict, asked, self.rule, "own", "Because.")


def test_without_gates_the_owners_dose_stands() -> None:
    now = course(RepsFirst())
    assert gated(now, Body(MONDAY), ()) == (now.dose, None)
    assert gated(now, Body(MONDAY), GATES) == (now.dose, None)


def test_the_reason_is_the_first_and_the_dose_the_easiest() -> None:
    now = fold(course(DoubleProgression(8, 12, "2.5"), at="3x10 @40kg"), Light.UNSETTLED)[0]
    body = Body(MONDAY + dt.timedelta(days=20), gap=18, training=4, weeks=WEEKS)
    dose, why = gated(now, body, GATES)
    assert why is not None
    assert (str(dose), why.rule, why.dose) == ("2x8 @35kg rpe 6", "P9", dose)
    dose, why = gated(now, evolve(body, gap=0), GATES)
    assert why is not None
    assert (why.rule, why.action) == ("P7", "same load, two thirds of the sets")
    dose, why = gated(now, evolve(body, flare=50), GATES)
    assert why is not None
    assert why.rule == "P11"
    why = gated(now, evolve(body, gap=0), tuple(reversed(GATES)))[1]
    assert why is not None
    assert why.rule == "P7"


def test_a_stop_wins_over_every_dose() -> None:
    now = fold(course(RepsFirst()), Light.STOP)[0]
    dose, why = gated(now, Body(MONDAY, gap=60, flare=0), GATES)
    assert why is not None
    assert (dose, why.action) == (None, "stop all exercise and go to screening")
    hot = course(RepsFirst(), tags=frozenset({"heat"}))
    high = Body(MONDAY, heat={MONDAY: Decimal(40)}, mornings={MONDAY: Pain(8)}, training=4)
    assert gated(hot, high, tuple(reversed(GATES)))[1] == PainGate().limit(hot, high, hot.dose)
    dose, why = gated(hot, evolve(high, mornings={}), GATES)
    assert why is not None
    assert (dose, why.rule) == (None, "H1")


def test_a_reason_that_changes_nothing_is_not_told() -> None:
    now = course(RepsFirst())
    assert gated(now, Body(MONDAY, weeks=(Week(1, 3, 1),)), (Adherence(),)) == (now.dose, None)
    both = gated(now, Body(MONDAY, weeks=WEEKS, training=4), (Adherence(), Deload()))[1]
    assert both is not None
    assert both.rule == "P6"


def test_no_gate_of_ones_own_makes_a_dose_harder() -> None:
    now = course(RepsFirst(), at="3x10")
    assert gated(now, Body(MONDAY), (Asks("5x20"),)) == (now.dose, None)
    assert str(gated(now, Body(MONDAY), (Asks("5x4"), Asks("2x20")))[0]) == "2x4"
    assert gated(now, Body(MONDAY), (Asks("", Verdict.KEEP),)) == (now.dose, None)
    assert gated(now, Body(MONDAY), (Asks("", Verdict.STOP),))[0] is None
    assert str(gated(now, Body(MONDAY), (Asks("1x60s"),))[0]) == "1x60s"


@pytest.mark.parametrize("rule", ["P11", "P9", "P6", "H1"])
def test_rules_are_ranked_by_p0(rule: str) -> None:
    order = ["P11", "P9", "P6", "H1"]
    now = course(RepsFirst(), at="3x10")
    later = [Asks("2x10", rule=other) for other in order[order.index(rule) :]]
    why = gated(now, Body(MONDAY), tuple(reversed(later)))[1]
    assert why is not None
    assert why.rule == rule


bodies = st.builds(
    Body, days(), mornings=st.dictionaries(days(), pains(), max_size=3), gap=st.integers(0, 70),
    weeks=st.lists(weeks(), max_size=3).map(tuple), training=st.integers(0, 12), flare=st.none() | st.integers(0, 100),
)  # fmt: skip


@given(courses(DoubleProgression(8, 12, "2.5"), "3x8 @40kg", "3x12 @40kg"), bodies)
def test_no_gate_is_ever_harder(now: Course, body: Body) -> None:
    for gate in GATES:
        answer = gate.limit(now, body, now.dose)
        assert answer is None or answer.dose is None or no_harder(answer.dose, now.dose)
        assert answer is None or answer.rest == 0
        if answer is not None and answer.dose is not None:
            dose = gated(now, body, GATES)[0]
            assert dose is None or no_harder(dose, answer.dose)
    dose, why = gated(now, body, GATES)
    assert (why is None) == (dose == now.dose)
