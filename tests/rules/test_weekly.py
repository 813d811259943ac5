from typing import Any

import pytest
from tests.rules.builders import course, did, fold

from rehabplan.model.course import Course, Week
from rehabplan.model.scales import Light
from rehabplan.rules import AerobicMinutes, HabitCount, Intervals, StretchVolume, close

CLEAN = Week(1, 3, 3)


def after(course: Course, *weeks: Week) -> tuple[str, str]:
    action = ""
    for week in weeks:
        course, decision = close(course, week)
        action = decision.action if decision else ""
    return str(course.dose), action


@pytest.mark.parametrize(
    ("kind", "wrong"),
    [
        (Intervals, {"step_s": 0}),
        (AerobicMinutes, {"least": 0}),
        (AerobicMinutes, {"percent": 101}),
        (StretchVolume, {"longer": 0}),
        (StretchVolume, {"limit": 0}),
        (StretchVolume, {"ceiling_s": 0}),
        (HabitCount, {"more": 0}),
        (HabitCount, {"fewer": 101}),
        (HabitCount, {"fewer": 81}),
    ],
)
def test_impossible_parameters_are_refused(kind: type, wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=rf"{kind.__name__}\.{next(iter(wrong))}: expected "):
        kind(**wrong)


RULES = {
    Intervals(): ("3x(15s/60s)", "6x(20s/60s)"),
    AerobicMinutes(): ("1x600s", "1x1800s"),
    StretchVolume(): ("2x20s/side", "4x30s/side"),
}


@pytest.mark.parametrize("rule", RULES)
def test_a_week_that_is_not_clean_holds(rule: Any) -> None:
    start, ceiling = RULES[rule]
    now = course(rule, start, ceiling)
    for week in (Week(1, 3, 1), Week(1, 3, 3, Light.SETTLED), Week(1, 0, 0)):
        assert after(now, week) == (str(now.dose), "hold")
    assert after(now, Week(1, 3, 2))[1] != "hold"


@pytest.mark.parametrize("rule", RULES)
def test_two_weeks_at_the_ceiling_earn_the_next_rung(rule: Any) -> None:
    now = course(rule, *RULES[rule], at=RULES[rule][1])
    first = fold(now, {"week": 1})[0]
    kept, decision = close(first, CLEAN)
    assert decision is not None
    assert (kept.earned, decision.action) == (False, "ceiling")
    second = fold(kept, {"week": 2})[0]
    earned, decision = close(second, Week(2, 3, 3))
    assert decision is not None
    assert (earned.earned, decision.action) == (True, "ceiling")
    assert not close(second, Week(2, 3, 1))[0].earned
    assert not close(now, Week(2, 3, 3))[0].earned


@pytest.mark.parametrize("rule", [*RULES, HabitCount()])
def test_sessions_are_not_their_business(rule: Any) -> None:
    now = course(rule, "1x600s", "1x1800s")
    assert fold(now, Light.GREEN)[1] is None
    assert rule.next(now) is None


def test_intervals_add_repeats_then_work() -> None:
    now = course(Intervals(), "5x(15s/60s)", "6x(18s/60s)")
    assert after(now, CLEAN) == ("6x(15s/60s)", "repeat+1")
    assert after(now, CLEAN, CLEAN) == ("6x(18s/60s)", "work+")
    assert after(now, CLEAN, CLEAN, CLEAN) == ("6x(18s/60s)", "ceiling")


def test_minutes_grow_by_a_tenth_at_least_five() -> None:
    now = course(AerobicMinutes(), "1x2700s", "1x7200s")
    assert after(now, CLEAN) == ("1x3000s", "minutes+")
    assert after(course(AerobicMinutes(), "1x4200s", "1x7200s"), CLEAN)[0] == "1x4620s"
    assert after(course(AerobicMinutes(least=10, percent=20), "1x600s", "1x7200s"), CLEAN)[0] == "1x1200s"
    assert after(course(AerobicMinutes(percent=50), "1x3600s", "1x7200s"), CLEAN)[0] == "1x5400s"


def test_stretches_stay_within_ten_minutes_a_week() -> None:
    daily = Week(1, 7, 7)
    now = course(StretchVolume(), "2x30s", "4x30s")
    assert after(now, daily) == ("2x30s", "ceiling")
    assert after(now, Week(1, 6, 6)) == ("3x30s", "set+1")
    assert after(course(StretchVolume(), "4x20s", "4x30s"), daily) == ("4x20s", "ceiling")
    assert after(course(StretchVolume(limit=630), "2x30s", "4x30s"), daily) == ("3x30s", "set+1")
    assert after(course(StretchVolume(), "2x28s", "4x30s"), CLEAN) == ("2x30s", "hold time +5")


def test_a_hold_does_not_grow_beside_a_set() -> None:
    assert after(course(StretchVolume(limit=200), "2x20s", "4x30s"), Week(1, 4, 4)) == ("2x25s", "hold time +5")
    assert after(course(StretchVolume(limit=160), "2x20s", "4x30s"), Week(1, 4, 4)) == ("2x20s", "ceiling")


def test_older_adults_may_hold_longer() -> None:
    now = course(StretchVolume(ceiling_s=60), "2x30s", "2x30s")
    assert after(now, CLEAN) == ("2x35s", "hold time +5")
    assert after(course(StretchVolume(longer=10), "2x15s", "2x30s"), CLEAN) == ("2x25s", "hold time +10")


def test_habits_follow_the_share_of_days() -> None:
    now = course(HabitCount(), "1x60s 4/day", "1x60s 6/day")
    for done, count, action in ((80, 5, "+1"), (79, 4, "hold"), (50, 4, "hold"), (49, 3, "-1")):
        dose, word = after(now, Week(1, 100, done))
        assert (dose, word) == (f"1x60s {count}/day", action)
    assert after(course(HabitCount(), "1x60s", "1x60s 6/day"), Week(1, 10, 0)) == ("1x60s", "hold")
    assert after(course(HabitCount(), "1x60s 6/day", "1x60s 6/day"), Week(1, 10, 10)) == ("1x60s 6/day", "ceiling")
    assert HabitCount().next(now, Week(1, 0, 0)) is None
    assert after(course(HabitCount(more=50, fewer=50), "1x60s 4/day", "1x60s 6/day"), Week(1, 2, 1))[1] == "+1"


def test_weekly_decisions_say_why() -> None:
    _, decision = close(course(AerobicMinutes(), "1x600s", "1x1800s"), CLEAN)
    assert decision is not None
    assert decision.reason == "After a clean week at 1x600s, 1x900s comes next."
    assert decision.saw == (("week", "1"), ("done", "3 of 3"), ("worst", "GREEN"))
    assert (decision.rule, decision.sources) == ("P10f", ("R05",))
    assert did(course(AerobicMinutes(), "1x600s", "1x1800s")).week == 1


def test_beyond_the_ceiling_nothing_grows() -> None:
    assert after(course(AerobicMinutes(), "1x600s", "1x1800s", at="1x2000s"), CLEAN) == ("1x2000s", "ceiling")
    assert after(course(StretchVolume(), "1x20s", "1x30s"), CLEAN, CLEAN, CLEAN) == ("1x30s", "ceiling")
    assert after(course(Intervals(), "3x(15s/60s)", "2x(10s/60s)"), CLEAN) == ("3x(15s/60s)", "ceiling")
