from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve
from tests.rules.builders import actions, course, doses, fold

from rehabplan.model.course import Verdict, Week
from rehabplan.model.dose import Dose
from rehabplan.model.scales import Light
from rehabplan.rules import Deload, DoubleProgression, EffortLoad, LinearLoad, TwoForTwo, Wave, close


@pytest.mark.parametrize(
    ("kind", "wrong"),
    [
        (TwoForTwo, {"step": 0}),
        (TwoForTwo, {"extra": 0}),
        (TwoForTwo, {"sessions": 0}),
        (LinearLoad, {"step": -1}),
        (LinearLoad, {"then": 3}),
        (LinearLoad, {"percent": 99}),
        (LinearLoad, {"resets": 0}),
        (LinearLoad, {"weeks": 0}),
        (EffortLoad, {"step": "NaN"}),
        (EffortLoad, {"low": -1}),
        (EffortLoad, {"high": 1}),
        (EffortLoad, {"calibration": -1}),
        (EffortLoad, {"most": 0}),
        (Wave, {"step": 0}),
        (Wave, {"dose": "3x8"}),
        (Wave, {"first": 0}),
        (Wave, {"percents": ()}),
        (Wave, {"percents": (Decimal(0),)}),
        (Wave, {"deload": 101}),
        (Wave, {"grow": 0}),
    ],
)
def test_impossible_parameters_are_refused(kind: type, wrong: dict[str, Any]) -> None:
    good = {"step": 1, "dose": Dose.parse("3x8 @40kg")} if kind is Wave else {"step": 1}
    with pytest.raises(ValueError, match=rf"{kind.__name__}\.{next(iter(wrong))}: expected "):
        kind(**{**good, **wrong})


# -- P2


def test_only_repetitions_to_spare_in_the_last_set_count() -> None:
    now = course(TwoForTwo("2.5"), "3x10 @50kg")
    assert actions(now, "10-10-12", "10-10-12") == ["hold", "increase"]
    assert actions(now, "11-10-12", "10-12-12") == ["hold", "increase"]
    first, second = fold(now, "10-10-12")[1], fold(now, "10-10-12", "3x10")[1]
    assert first is not None
    assert second is not None
    assert first.saw == (("done", "10-10-12"), ("count", "1"))
    assert first.reason == "You had repetitions to spare. Once more, and the weight rises."
    assert second.saw == (("done", "3x10"), ("count", "0"))
    assert second.reason.startswith("Not every set")
    for other in ("10-9-12", "10-10-11", "2x12", {"done": "10-10-12", "light": Light.SETTLED}, "10-10-12 @47.5kg"):
        assert actions(now, "10-10-12", other, "10-10-12")[-1] == "hold"


def test_what_is_to_spare_is_a_setting() -> None:
    now = course(TwoForTwo("2.5", extra=3, sessions=1), "3x10 @50kg")
    assert doses(now, "10-10-12", "10-10-13") == ["3x10 @50kg", "3x10 @52.5kg"]


def test_two_for_two_steps_up_where_no_load_follows() -> None:
    now = course(TwoForTwo("2.5"), "3x10 @50kg", loads=(Decimal(50),))
    assert actions(now, "10-10-12", "10-10-12") == ["hold", "STEP-UP"]
    assert actions(course(TwoForTwo("2.5"), "3x10"), "10-10-12") == [""]


# -- P3


def test_the_week_counts_from_its_first_load() -> None:
    now = course(LinearLoad("2.5"), "3x5 @100kg")
    assert doses(now, *[Light.GREEN] * 5)[-2:] == ["3x5 @110kg", "3x5 @110kg"]
    monday = [{"week": 1}] * 4 + [{"week": 2}] * 5
    assert doses(now, *monday)[-1] == "3x5 @120kg"


def test_what_a_gate_asked_for_is_not_the_weeks_first_load() -> None:
    now = course(LinearLoad("2.5"), "3x5 @40kg")
    words = actions(now, {"asked": "2x5 @10kg", "overlay": "P6"}, "3x5")
    assert words == ["", "increase"]
    assert actions(now, {"asked": "2x5", "done": None}, {"asked": "2x5 @10lb", "done": None}, "3x5")[-1] == "increase"


def test_owned_plates_limit_linear_load() -> None:
    now = course(LinearLoad("2.5"), "3x5 @20kg", loads=(Decimal(20), Decimal(22), Decimal(30)))
    assert doses(now, Light.GREEN, {"week": 2}) == ["3x5 @22kg", "3x5 @22kg"]
    top = course(LinearLoad("2.5"), "3x5 @30kg", loads=(Decimal(20), Decimal(30)))
    assert actions(top, Light.GREEN, Light.GREEN) == ["ceiling 1 of 2", "STEP-UP"]


def test_linear_load_counts_steps_above_an_unknown_weight() -> None:
    assert doses(course(LinearLoad("2.5"), "3x5 @+0"), Light.GREEN) == ["3x5 @+1"]


def test_after_the_third_reset_p1_takes_over() -> None:
    miss = ["5-5-4"] * 6
    now = course(LinearLoad("2.5"), "3x5 @50kg")
    reset = fold(now, *miss)[0]
    assert str(reset.dose) == "3x5 @35kg"
    assert actions(reset, *[Light.GREEN] * 3) == ["switch to P1", "target+1", "target+1"]
    top = course(LinearLoad("2.5"), "3x5 @35kg", at="3x8 @35kg")
    handed = evolve(top, reset=3)
    assert doses(handed, Light.GREEN, Light.GREEN) == ["3x9 @35kg", "3x5 @37.5kg"]
    own = course(LinearLoad("2.5", then=DoubleProgression(5, 6, "2.5")), "3x5 @50kg")
    assert doses(own, *miss, *[Light.GREEN] * 3)[-2:] == ["3x6 @35kg", "3x5 @37.5kg"]


def test_after_eight_weeks_p1_takes_over() -> None:
    now = course(LinearLoad("2.5"), "3x5 @50kg")
    eight = [{"week": n} for n in range(1, 9)]
    assert actions(now, *eight)[-1] == "increase"
    assert actions(now, *eight, {"week": 9}, {"week": 9})[-2:] == ["target+1", "target+1"]
    short = course(LinearLoad("2.5", weeks=1), "3x5 @50kg")
    assert actions(short, {"week": 3}, {"week": 4}) == ["increase", "target+1"]


def test_effort_is_no_failure() -> None:
    now = course(LinearLoad("2.5"), "3x5 @50kg rpe 8")
    assert actions(now, "5-5-4", {"effort": 9}, "5-5-4") == ["hold (fail 1)", "hold", "hold (fail 1)"]


# -- P8


@pytest.mark.parametrize(
    ("reserve", "change"), [(0, "-5"), (1, "-2.5"), (2, "0"), (3, "0"), (4, "2.5"), (5, "5"), (10, "5")]
)
def test_the_change_of_load(reserve: int, change: str) -> None:
    assert EffortLoad(1).change(reserve) == Decimal(change)


def test_a_wider_band() -> None:
    rule = EffortLoad(1, 4, 5)
    assert [rule.change(n) for n in (0, 2, 3, 4, 5)] == [-5, -5, Decimal("-2.5"), 0, 0]
    assert EffortLoad(1, 2, 3, most=4).change(9) == Decimal("2.5")


def test_effort_stands_in_for_reserve() -> None:
    now = course(EffortLoad("2.5", calibration=0), "3x5 @60kg")
    assert doses(now, {"effort": 6}) == ["3x5 @62.5kg"]
    assert doses(now, {"effort": 9}) == ["3x5 @57.5kg"]
    assert doses(now, {"effort": 4}) == ["3x5 @62.5kg"]
    assert actions(now, "3x5") == ["hold"]


def test_only_a_full_green_session_raises() -> None:
    now = course(EffortLoad("2.5", calibration=0), "3x5 @60kg")
    for told in ({"done": "5-5-4"}, {"light": Light.SETTLED}, {"settled": False}):
        assert doses(now, {"rir": 5, **told}) == ["3x5 @60kg"]
    assert doses(now, {"rir": 0, "done": "5-5-4"}) == ["3x5 @57.5kg"]


def test_calibration_counts_own_sessions_only() -> None:
    now = course(EffortLoad("2.5", calibration=1), "3x5 @60kg")
    easy = {"rir": 5}
    assert doses(now, easy, easy) == ["3x5 @60kg", "3x5 @62.5kg"]
    assert doses(now, {"done": None}, {"overlay": "P6"}, easy)[-1] == "3x5 @60kg"


def test_effort_moves_bands_and_steps_by_one() -> None:
    rule = EffortLoad("2.5", calibration=0)
    assert doses(course(rule, "3x5 @red"), {"rir": 5}, {"rir": 0}) == ["3x5 @green", "3x5 @red"]
    assert doses(course(rule, "3x5 @gold"), {"rir": 5}) == ["3x5 @gold"]
    assert doses(course(rule, "3x5 @+0"), {"rir": 0}, {"rir": 4}) == ["3x5 @+0", "3x5 @+1"]


def test_effort_takes_the_nearest_weight_owned() -> None:
    now = course(EffortLoad("2.5", calibration=0), "3x5 @60kg", loads=(Decimal(50), Decimal(60), Decimal(64)))
    assert doses(now, {"rir": 5}) == ["3x5 @64kg"]
    assert doses(now, {"rir": 0}) == ["3x5 @60kg"]
    assert actions(course(EffortLoad(1), "3x5"), {"rir": 5}) == [""]


# -- wave


def test_the_wave_owns_the_load_and_the_gate_the_rest() -> None:
    rule = Wave(Dose.parse("3x8 @80kg"), "2.5")
    now = course(rule, "3x8 @80kg")
    found = []
    for number in range(1, 9):
        now, _ = close(now, Week(number, 3, 3))
        found.append(str(now.dose))
    loads = ["80", "82.5", "70", "80", "82.5", "85", "72.5", "82.5"]
    assert found == [f"3x8 @{load}kg" for load in loads]
    easy = course(rule, "3x8 @80kg", at="3x8 @70kg")
    assert str(Deload().lightened(easy, easy.dose)) == "2x7 @70kg rpe 6"


def test_the_wave_counts_from_its_first_week() -> None:
    rule = Wave(Dose.parse("3x8 @80kg"), "2.5", first=5)
    now = course(rule, "3x8 @80kg", at="3x8 @60kg")
    assert rule.next(now, Week(4, 3, 3)) is None
    assert str(close(now, Week(5, 3, 3))[0].dose) == "3x8 @80kg"
    assert rule.next(now) is None
    down, up = close(course(rule, "3x8 @85kg"), Week(5, 3, 3))[1], close(now, Week(5, 3, 3))[1]
    assert down is not None
    assert up is not None
    assert (down.verdict, up.verdict) == (Verdict.REGRESS, Verdict.PROGRESS)
    kept = close(course(rule, "3x8 @80kg"), Week(5, 3, 3))[1]
    assert kept is not None
    assert kept.action == "wave"


def test_weeks_and_empty_courses_are_not_their_business() -> None:
    for rule in (TwoForTwo(1), LinearLoad(1), EffortLoad(1)):
        now = course(rule, "3x5 @20kg")
        assert rule.next(now) is None
        assert rule.next(fold(now, Light.GREEN)[0], Week(1, 3, 3)) is None
