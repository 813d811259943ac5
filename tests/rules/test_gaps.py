from typing import Any

import pytest
from tests.rules.builders import MONDAY, course, exercise, fold

from rehabplan.model.course import Body, Course, Verdict, Week
from rehabplan.model.scales import Light
from rehabplan.rules import (
    Adherence,
    DoubleProgression,
    Gap,
    RepsFirst,
    RunDistance,
    StretchVolume,
    WalkRunStages,
    begin,
    offer_less,
    resume,
)

P1 = DoubleProgression(8, 12, "2.5", sets=3)
BARBELL: dict[str, Any] = {"loadable": True, "equipment": frozenset({"barbell"})}


def trained(at: str = "3x10 @40kg", rung: int = 1, **more: Any) -> Course:
    """Return a course that was trained once, at a dose it kept."""
    return fold(course(P1, "2x8", "3x12", at=at, rung=rung, **more), {"settled": False})[0]


def limited(now: Course, gap: int) -> tuple[str, str]:
    answer = Gap().limit(now, Body(MONDAY, gap=gap), now.dose)
    return ("-", "-") if answer is None else (str(answer.dose), answer.action)


@pytest.mark.parametrize("wrong", [{"short": 0}, {"repeat": 366}, {"first": 0}, {"second": "28"}, {"third": -1}])
def test_impossible_parameters_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=rf"Gap\.{next(iter(wrong))}: expected a whole number"):
        Gap(**wrong)


def test_limits_out_of_order_are_refused() -> None:
    with pytest.raises(ValueError, match=r"Gap\.repeat: expected more than short \(7\), got 7"):
        Gap(repeat=7)
    with pytest.raises(ValueError, match=r"Gap\.third: expected more than second \(28\), got 20"):
        Gap(third=20)


@pytest.mark.parametrize(
    ("days", "dose", "note"),
    [
        (0, "-", "-"),
        (7, "-", "-"),
        (8, "3x10 @40kg", "repeat last week"),
        (14, "3x10 @40kg", "repeat last week"),
        (15, "2x10 @35kg", "step back 1"),
        (21, "2x10 @35kg", "step back 1"),
        (22, "2x10 @30kg", "step back 2"),
        (28, "2x10 @30kg", "step back 2"),
        (29, "2x8 @27.5kg", "step back 3, start dose"),
        (56, "2x8 @27.5kg", "step back 3, start dose"),
        (57, "None", "re-screen and restart the program"),
    ],
)
def test_the_table_for_strength(days: int, dose: str, note: str) -> None:
    assert limited(trained(), days) == (dose, note)


def test_the_last_dose_asked_for_is_the_measure() -> None:
    now = fold(course(RepsFirst()), "2x8")[0]
    assert (str(now.dose), limited(now, 10)[0]) == ("2x9", "2x8")


def test_the_table_is_for_strength_and_what_was_trained() -> None:
    assert limited(course(P1, at="3x10 @40kg"), 20) == ("-", "-")
    assert limited(fold(course(StretchVolume(), "3x30s", kind="stretch"), "3x30s")[0], 20) == ("-", "-")
    assert limited(fold(course(StretchVolume(), "3x30s", kind="stretch"), "3x30s")[0], 57)[0] == "None"
    assert limited(fold(course(RepsFirst(), "3x10", kind="motor-control"), "3x9")[0], 20)[0] == "2x10"


def test_one_set_stays() -> None:
    assert limited(trained("1x10 @40kg"), 20)[0] == "1x10 @35kg"


def test_gate_decisions_say_why() -> None:
    now = trained()
    answer = Gap().limit(now, Body(MONDAY, gap=20), now.dose)
    assert answer is not None
    assert answer.reason == "It has been 20 days, so you come back with a little less."
    assert (answer.rule, answer.verdict, answer.saw) == ("P9", Verdict.REGRESS, (("gap", "20"),))
    stop = Gap().limit(now, Body(MONDAY, gap=60), now.dose)
    assert stop is not None
    assert (stop.verdict, stop.saw) == (Verdict.STOP, (("gap", "60"),))
    assert "safety questions" in stop.reason


@pytest.mark.parametrize(
    ("days", "dose", "note"),
    [
        (7, "-", "-"),
        (8, "8000m", "80 %"),
        (14, "8000m", "80 %"),
        (15, "6000m", "60 %"),
        (28, "6000m", "60 %"),
        (29, "None", "walk-run from stage 4"),
        (57, "None", "re-screen and restart the program"),
    ],
)
def test_the_table_for_runs(days: int, dose: str, note: str) -> None:
    run = fold(course(RunDistance(), "10km", "10km", pattern="run", kind="aerobic"), "10km")[0]
    assert limited(run, days) == (dose, note)


def test_timed_runs_shrink_by_minutes() -> None:
    run = fold(course(RunDistance(), "1x2500s", "1x3600s", pattern="run", kind="aerobic"), "1x2500s")[0]
    assert limited(run, 10)[0] == "1x1980s"


def test_walk_run_goes_back_to_stage_four() -> None:
    def at(dose: str) -> Course:
        now = course(WalkRunStages(), "6x(60s/240s)", "2x(840s/60s)", at=dose, pattern="walk-run", kind="aerobic")
        return fold(now, {"settled": False})[0]

    assert limited(at("3x(540s/60s)"), 29) == ("6x(180s/120s)", "walk-run from stage 4")
    assert limited(at("1x1800s"), 40) == ("6x(180s/120s)", "walk-run from stage 4")
    assert limited(at("5x(240s/120s)"), 40) == ("6x(180s/120s)", "walk-run from stage 4")
    assert limited(at("6x(180s/120s)"), 40) == ("-", "-")
    assert limited(at("6x(60s/240s)"), 40) == ("-", "-")
    assert limited(at("3x(540s/60s)"), 28) == ("-", "-")


# -- resume


def test_a_gap_moves_the_course_itself() -> None:
    now = trained(**BARBELL)
    for days, rung, dose in (
        (7, 1, "3x10 @40kg"), (10, 1, "3x10 @40kg"), (18, 1, "2x10 @35kg"), (25, 0, "2x12 @30kg"),
        (40, 0, "2x8 @27.5kg"),
    ):  # fmt: skip
        after, decision = resume(now, days)
        assert (after.rung, str(after.dose)) == (rung, dose)
        assert (decision is None) == (days == 7)
    down, decision = resume(now, 25)
    assert decision is not None
    assert (decision.verdict, decision.dose, down.entered, down.cool) == (Verdict.DOWN, down.dose, Verdict.DOWN, 2)
    assert decision.reason == "It has been 25 days, so you come back with Rung 1 first."
    assert resume(now, 18)[0].tried == ()


def test_on_the_bottom_rung_a_gap_stays_there() -> None:
    now = trained(rung=0, **BARBELL)
    assert str(resume(now, 25)[0].dose) == "2x10 @30kg"
    assert str(resume(now, 40)[0].dose) == "2x8 @27.5kg"


def test_a_rung_below_without_load_has_none() -> None:
    now = trained(**BARBELL)
    bare = trained()
    assert str(resume(bare, 25)[0].dose) == "2x12"
    assert str(resume(bare, 29)[0].dose) == "2x8"
    assert str(resume(now, 29)[0].dose) == "2x8 @27.5kg"


def test_after_eight_weeks_it_starts_over() -> None:
    after, decision = resume(trained(**BARBELL), 60)
    assert decision is not None
    assert (after.rung, str(after.dose), decision.verdict) == (0, "2x8 @+0", Verdict.STOP)


def test_sets_are_counted_from_those_before_the_gap() -> None:
    assert str(resume(trained("2x10 @40kg", **BARBELL), 25)[0].dose) == "1x12 @30kg"
    assert str(resume(trained("5x10 @40kg", **BARBELL), 25)[0].dose) == "3x12 @30kg"


def test_a_course_that_was_never_trained_has_no_gap() -> None:
    fresh = course(P1)
    assert resume(fresh, 40) == (fresh, None)


def test_runs_resume_on_their_rung() -> None:
    run = fold(course(RunDistance(), "10km", "10km", rung=1, pattern="run", kind="aerobic"), "10km")[0]
    assert resume(run, 20)[0].rung == 1
    assert str(resume(run, 20)[0].dose) == "6000m"
    stopped, decision = resume(run, 40)
    assert decision is not None
    assert (stopped, decision.verdict) == (run, Verdict.STOP)


def test_an_earned_step_is_lost_in_a_gap() -> None:
    earned = fold(course(RepsFirst(), at="3x12"), "3x12", "3x12")[0]
    assert earned.earned
    assert not resume(earned, 10)[0].earned


def test_other_limits_are_settings() -> None:
    early = Gap(short=3, repeat=5, first=8, second=10, third=12)
    now = trained(**BARBELL)
    assert [early.note(days) for days in (3, 5, 8, 10, 12, 13)] == [
        "continue", "repeat last week", "step back 1", "step back 2", "step back 3, start dose",
        "re-screen and restart the program",
    ]  # fmt: skip
    assert resume(now, 9, early)[0].rung == 0
    assert resume(now, 8, early)[0].rung == 1
    assert early.running(9, 10000) == (6000, "60 %")
    assert early.running(4, 10000) == (8000, "80 %")
    assert early.running(3, 10099) == (10000, "100 %")


# -- weeks


def test_a_week_that_was_mostly_missed_is_repeated() -> None:
    now = fold(course(RepsFirst()), "2x8")[0]
    answer = Adherence().limit(now, Body(MONDAY, weeks=(Week(2, 3, 1), Week(1, 3, 3))), now.dose)
    assert answer is not None
    assert (str(answer.dose), answer.action, answer.verdict) == ("2x8", "repeat week", Verdict.KEEP)
    assert (answer.rule, answer.saw) == ("P9", (("done", "1 of 3"),))
    for weeks in ((Week(2, 3, 2), Week(1, 3, 0)), (Week(2, 0, 0),), ()):
        assert Adherence().limit(now, Body(MONDAY, weeks=weeks), now.dose) is None


def test_two_repeated_weeks_offer_a_smaller_plan() -> None:
    full, missed = Week(1, 3, 3), Week(1, 3, 1)
    assert offer_less((missed, missed, full))
    assert not offer_less((missed, full, missed))
    assert not offer_less((full, missed, missed))
    assert not offer_less((missed,))
    assert not offer_less((Week(2, 3, 0), Week(1, 3, 2)))
    assert Adherence().decision(6, 4) == "progress"


def test_shares_are_ninety_eighty_and_seventy() -> None:
    now = fold(course(DoubleProgression(8, 12, 1), "3x8", at="3x10 @100kg"), {"settled": False})[0]
    assert [limited(now, days)[0].split("@")[1] for days in (15, 22, 29)] == ["90kg", "80kg", "70kg"]


def test_a_gap_right_after_another_rung_is_not_measured() -> None:
    down = fold(course(RepsFirst(), rung=1), "2x8", Light.RED)[0]
    assert limited(down, 20) == ("-", "-")
    assert limited(fold(down, "2x8")[0], 20) != ("-", "-")


def test_each_way_back_lands_on_the_dose_of_its_rung() -> None:
    rungs = [exercise(P1, f"3x{5 + n}", f"3x{15 + n}", id=f"rung-{n}") for n in (1, 2, 3, 4)]
    now = fold(begin(tuple(rungs), 2), {"settled": False})[0]
    for days, rung, dose in ((25, 1, "2x17"), (40, 1, "2x7"), (60, 0, "3x6")):
        after = resume(now, days)[0]
        assert (after.rung, str(after.dose)) == (rung, dose)
