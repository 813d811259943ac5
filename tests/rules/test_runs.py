import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.rules.builders import MONDAY, course, fold

from rehabplan.model.course import Body, Course, Verdict
from rehabplan.model.scales import Light
from rehabplan.rules import AfterRun, RepsFirst, RunDistance, RunPain, SingleRunCap, WeeklyGuide, ready_for_quality

TODAY = MONDAY + dt.timedelta(days=40)


def ago(days: int) -> dt.date:
    return TODAY - dt.timedelta(days=days)


def run(dose: str = "8km", **more: Any) -> Course:
    return course(RunDistance(), dose, "20km", pattern="run", kind="aerobic", **more)


@pytest.mark.parametrize(
    ("kind", "wrong"),
    [
        (SingleRunCap, {"percent": 99}),
        (SingleRunCap, {"days": 0}),
        (WeeklyGuide, {"percent": 99}),
        (WeeklyGuide, {"cut": 0}),
        (WeeklyGuide, {"every": 1}),
        (WeeklyGuide, {"warn": 99}),
        (RunPain, {"unsettled": (3, 2)}),
        (RunPain, {"unsettled": (0, 2)}),
        (RunPain, {"red": 0.5}),
        (RunPain, {"red": (1, 2, 3)}),
        (RunPain, {"red": (0.5, 1)}),
        (RunPain, {"days": 0}),
    ],
)
def test_impossible_parameters_are_refused(kind: type, wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=rf"{kind.__name__}\.{next(iter(wrong))}: expected a "):
        kind(**wrong)


# -- P10a


def test_the_window_goes_from_thirty_days_ago_to_yesterday() -> None:
    cap = SingleRunCap()
    assert cap.longest([(ago(31), 9000)], TODAY) is None
    assert cap.longest([(ago(30), 9000)], TODAY) == 9900
    assert cap.longest([(ago(1), 9000)], TODAY) == 9900
    assert cap.longest([(TODAY, 9000)], TODAY) is None
    assert SingleRunCap(days=7).longest([(ago(8), 9000), (ago(7), 5000)], TODAY) == 5500
    assert SingleRunCap(105).longest([(ago(3), 8000)], TODAY) == 8400


@given(st.lists(st.tuples(st.integers(-5, 60), st.integers(100, 50_000)), max_size=20))
def test_the_cap_is_exact_and_grows_with_more_runs(runs: list[tuple[int, int]]) -> None:
    told = [(ago(days), meters) for days, meters in runs]
    most = SingleRunCap().longest(told, TODAY)
    within = [meters for days, meters in runs if 1 <= days <= 30]
    assert (most is None) == (not within)
    if most is not None:
        assert most % 100 == 0
        assert most * 10 <= 11 * max(within) < most * 10 + 1000
        longer = SingleRunCap().longest([*told, (ago(3), 9000)], TODAY)
        assert longer is not None
        assert longer >= most


def test_a_longer_run_is_shortened() -> None:
    body = Body(TODAY, runs=((ago(3), 5000),))
    answer = SingleRunCap().limit(run(), body, run().dose)
    assert answer is not None
    assert (str(answer.dose), answer.rule, answer.action) == ("5500m", "P10a", "capped")
    assert answer.saw == (("most_m", "5500"),)
    assert answer.reason == "At most 10 % beyond your longest run of the last 30 days."
    assert SingleRunCap().limit(run("5500m"), body, run("5500m").dose) is None
    bouts = run("2x3km").dose
    shorter = SingleRunCap().limit(run(), body, bouts)
    assert shorter is not None
    assert str(shorter.dose) == "2x2750m"


def test_without_a_run_in_the_window_there_is_none() -> None:
    answer = SingleRunCap().limit(run(), Body(TODAY), run().dose)
    assert answer is not None
    assert (answer.verdict, answer.dose, answer.action) == (Verdict.STOP, None, "use the walk-run stages")


def test_only_runs_by_distance_are_capped() -> None:
    timed = run("1x1800s")
    assert SingleRunCap().limit(timed, Body(TODAY), timed.dose) is None
    carry = course(RepsFirst(), "2x40m", "2x80m")
    assert SingleRunCap().limit(carry, Body(TODAY), carry.dose) is None


# -- P10b


def test_the_guide_never_passes_its_goal_and_warns_above_thirty_percent() -> None:
    guide = WeeklyGuide()
    assert guide.next(40000, 42000, 1) == 42000
    assert guide.next(40000, 42000, 4) == 30000
    assert WeeklyGuide(105, 80, 3).weeks(10000, 99000, 4) == (10500, 11000, 8800, 11500)
    assert not guide.warns(26000, 20000)
    assert guide.warns(26001, 20000)
    assert guide.weeks(20000, 30000, 0) == ()


def test_quality_needs_two_weeks_of_three_green_runs() -> None:
    good = [(30, Light.GREEN)] * 3
    assert ready_for_quality([good, good])
    assert ready_for_quality([[*good, (20, Light.RED)], good, []])
    for bad in ([(30, Light.GREEN)] * 2, [(29, Light.GREEN), *good[:2]], [(30, Light.SETTLED), *good[:2]]):
        assert not ready_for_quality([bad, good])
        assert not ready_for_quality([good, bad])
    assert not ready_for_quality([good])


# -- P10g


def test_other_shares_after_pain() -> None:
    rule = RunPain(unsettled=(3, 4), red=(1, 3))
    assert rule.after(8000, Light.UNSETTLED) == AfterRun(6000, 1, "none until one GREEN run")
    assert rule.after(8000, Light.RED) == AfterRun(2600, 2, "none until two GREEN runs")
    assert rule.after(8050, Light.SETTLED) == AfterRun(8000, 0, "next one easy")
    assert rule.after(8000, Light.STOP).rest == 2


def test_the_next_run_is_limited_by_the_last() -> None:
    for light, dose, rest in ((Light.SETTLED, "8000m", 0), (Light.UNSETTLED, "5300m", 1), (Light.RED, "4000m", 2)):
        now = fold(run("9km"), {"done": "8km", "light": light}, {"done": None})[0]
        answer = RunPain().limit(now, Body(TODAY), now.dose)
        assert answer is not None
        assert (str(answer.dose), answer.rest, answer.rule) == (dose, rest, "P10g")
        assert answer.saw == (("light", light.label), ("most_m", dose[:-1]))
    short = fold(run("3km"), {"asked": "8km", "done": "8km", "light": Light.RED})[0]
    answer = RunPain().limit(short, Body(TODAY), short.dose)
    assert answer is not None
    assert str(answer.dose) == "3000m"


def test_nothing_is_limited_after_green_or_without_a_distance() -> None:
    for now in (run(), fold(run(), Light.GREEN)[0], fold(run("1x1800s"), Light.RED)[0], fold(run(), {"done": None})[0]):
        assert RunPain().limit(now, Body(TODAY), now.dose) is None
    walk = fold(course(RunDistance(), "8km", "8km", pattern="walk"), Light.RED)[0]
    assert RunPain().limit(walk, Body(TODAY), walk.dose) is None


def test_two_red_runs_in_a_fortnight_are_a_flare_up() -> None:
    assert RunPain().flares([ago(1), ago(15)])
    assert RunPain().flares([ago(40), ago(15), ago(1)])
    assert not RunPain().flares([ago(16), ago(1)])
    assert not RunPain().flares([ago(1)])
    assert RunPain(days=20).flares([ago(16), ago(1)])


def test_all_bouts_of_the_newest_run_count() -> None:
    now = fold(run("2x3km"), {"done": "2x5km", "light": Light.RED}, {"done": "2x3km", "light": Light.UNSETTLED})[0]
    answer = RunPain().limit(now, Body(TODAY), run("9km").dose)
    assert answer is not None
    assert str(answer.dose) == "4000m"
