import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve, frozen
from tests.rules.builders import actions, course, did, doses, exercise, fold, ladder

from rehabplan.model.course import PAST, Course, Decision, Exposure, Verdict, Week
from rehabplan.model.dose import Dose
from rehabplan.model.load import Load
from rehabplan.model.scales import Light
from rehabplan.rules import (
    DoubleProgression,
    HabitCount,
    LongHold,
    RepsFirst,
    RunDistance,
    WalkRunStages,
    advance,
    begin,
    close,
    equipped,
    first,
    open_week,
)
from rehabplan.rules.fold import TRIED

DOUBLE = DoubleProgression(8, 12, "2.5")
DUMBBELL: dict[str, Any] = {"loadable": True, "equipment": frozenset({"dumbbell"})}
BAND: dict[str, Any] = {"loadable": True, "equipment": frozenset({"band"})}


@frozen
class Says:
    """Answer always the same."""

    verdict: Verdict
    dose: str = ""

    def next(self, course: Course, week: Week | None = None) -> Decision | None:
        return Decision(self.verdict, Dose.parse(self.dose) if self.dose else None, "own", "own", "Because.")


def test_the_owner_is_asked_in_one_place_only() -> None:
    folder = Path(__file__).parent.parent.parent / "src" / "rehabplan"
    calls = [
        (path.name, line.strip())
        for path in sorted(folder.rglob("*.py"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if ".rule.next(" in line and path.name != "combine.py"
    ]
    assert calls == [("fold.py", "return course.exercise.rule.next(course, week)")]


# -- begin


def test_a_course_begins_at_the_start_dose_of_its_rung() -> None:
    rungs = (exercise(RepsFirst(), "2x8"), exercise(RepsFirst(), "3x5"))
    assert begin(rungs, 1).dose == Dose.parse("3x5")
    assert begin(rungs, 1, Dose.parse("3x7")).dose == Dose.parse("3x7")


@pytest.mark.parametrize(
    ("more", "loads", "load"),
    [
        (DUMBBELL, (), "+0"),
        (DUMBBELL, (Decimal(8), Decimal(12)), "+0"),
        (DUMBBELL, (Decimal("7.5"),), "7.5kg"),
        (BAND, (), "+0"),
        (BAND, (Decimal(2),), "+0"),
        ({"loadable": True, "equipment": frozenset({"mini-band"})}, (Decimal(2),), "+0"),
        ({"loadable": False, "equipment": frozenset({"dumbbell"})}, (), "None"),
        ({"loadable": True, "equipment": frozenset({"step"})}, (), "None"),
    ],
)
def test_the_first_load_is_the_persons_choice(more: dict[str, Any], loads: tuple[Decimal, ...], load: str) -> None:
    first = course(DOUBLE, loads=loads, **more).dose
    assert str(first.load) == load
    assert len(first.sets) == 2


def test_a_given_load_is_kept() -> None:
    assert str(course(DOUBLE, at="3x10 @20kg", loads=(Decimal(8),), **DUMBBELL).dose) == "3x10 @20kg"


def test_a_real_weight_takes_over_from_steps() -> None:
    after, _ = fold(course(DOUBLE, **DUMBBELL), "2x8 @14kg")
    assert str(after.dose) == "2x9 @14kg"
    heavier, _ = fold(course(DOUBLE, at="2x8 @+1", **DUMBBELL), "2x8 @25lb")
    assert heavier.dose.load == Load("25", "lb")
    band, _ = fold(course(DOUBLE, at="2x8 @+0", **BAND), "2x8 @red")
    assert str(band.dose) == "2x9 @red"


def test_steps_stay_when_no_weight_was_noted_or_a_gate_asked() -> None:
    assert doses(course(DOUBLE, **DUMBBELL), "2x8", "2x9 @+0") == ["2x9 @+0", "2x10 @+0"]
    assert doses(course(DOUBLE, **DUMBBELL), {"done": "2x8 @14kg", "overlay": "P6"}) == ["2x8 @+0"]


def test_what_was_told_in_other_terms_is_no_evidence() -> None:
    for at, done in (("2x8 @10kg", "2x8 @25lb"), ("2x8 @red", "2x8 @5kg"), ("2x8", "2x30s")):
        now = course(DOUBLE, at=at)
        after, decision = fold(now, done, done)
        assert (after.dose, after.tried, decision, len(after.past)) == (now.dose, (), None, 2)
        assert fold(now, {"done": done, "light": Light.RED})[1] is not None


# -- what counts


def test_not_done_and_asked_by_a_gate_earn_nothing_but_are_remembered() -> None:
    first = course(RepsFirst())
    for told in ({"done": None}, {"overlay": "P6"}):
        after, decision = fold(first, told)
        assert (after.dose, after.tried, decision, len(after.past)) == (first.dose, (), None, 1)


def test_the_next_morning_must_be_known() -> None:
    after, decision = fold(course(RepsFirst()), {"settled": False})
    assert str(after.dose) == "2x8"
    assert decision is not None
    assert decision.reason == "It stays as it is until the next morning is known."


@pytest.mark.parametrize("light", [Light.SETTLED, Light.UNSETTLED])
def test_an_amber_session_keeps_the_dose(light: Light) -> None:
    after, decision = fold(course(RepsFirst()), light)
    assert str(after.dose) == "2x8"
    assert decision is not None
    assert (decision.verdict, decision.action) == (Verdict.KEEP, "hold")


def test_an_owner_that_does_not_look_at_pain_is_held_all_the_same() -> None:
    for told in (Light.SETTLED, Light.UNSETTLED, {"settled": False}):
        for verdict in (Verdict.PROGRESS, Verdict.UP):
            after, decision = fold(course(Says(verdict, "5x20")), told)
            assert (str(after.dose), after.earned) == ("2x8", False)
            assert decision is not None
            assert (decision.verdict, decision.action) == (Verdict.KEEP, "hold")
            assert decision.dose == Dose.parse("2x8")


def test_a_third_settled_amber_in_a_row_counts_as_success() -> None:
    assert doses(course(RepsFirst()), *[Light.SETTLED] * 7) == ["2x8", "2x8", "2x9", "2x9", "2x9", "2x10", "2x10"]
    mixed = (Light.SETTLED, Light.SETTLED, Light.UNSETTLED, Light.SETTLED, Light.SETTLED, Light.SETTLED)
    assert doses(course(RepsFirst()), *mixed)[-2:] == ["2x8", "2x9"]


def test_settled_ambers_of_a_week_in_which_pain_rose_do_not_count() -> None:
    start, _ = fold(course(RepsFirst()), Light.SETTLED, Light.SETTLED)
    assert str(fold(close(start, Week(1, 3, 3))[0], Light.SETTLED)[0].dose) == "2x9"
    assert str(fold(close(start, Week(1, 3, 3, trend="HOLD"))[0], Light.SETTLED)[0].dose) == "2x8"


def test_reserve_counts_as_effort() -> None:
    first = course(RepsFirst(), "2x8 rpe 8")
    assert doses(first, {"rir": 1})[0].startswith("2x8")
    assert doses(first, {"rir": 2})[0].startswith("2x9")


def test_skip_and_stop_are_no_evidence() -> None:
    for light, verdict, word in (
        (Light.SKIP, Verdict.KEEP, "walking and gentle mobility only today"),
        (Light.STOP, Verdict.STOP, "stop all exercise and go to screening"),
    ):
        after, decision = fold(course(RepsFirst()), light)
        assert (str(after.dose), after.tried, len(after.past)) == ("2x8", (), 1)
        assert decision is not None
        assert (decision.verdict, decision.dose, decision.action) == (verdict, None, word)


def test_memory_is_bounded_and_newest_first() -> None:
    now = course(Says(Verdict.KEEP))
    for week in range(1, PAST + 6):
        now, _ = advance(now, did(now, week=week))
    assert (PAST, TRIED) == (40, 12)
    assert len(now.past) == PAST
    assert len(now.tried) == TRIED
    assert [e.week for e in now.past[:2]] == [PAST + 5, PAST + 4] == [e.week for e in now.tried[:2]]
    assert now.since == 1


# -- pain


def test_red_goes_a_rung_down_to_its_start_dose() -> None:
    after, decision = fold(course(RepsFirst(), at="3x11", rung=2), Light.RED)
    assert (after.rung, str(after.dose), after.entered, after.tried, after.cool) == (1, "2x8", Verdict.DOWN, (), 2)
    assert after.owed == after.dose
    assert decision is not None
    assert (decision.verdict, decision.rule, decision.action) == (Verdict.DOWN, "P5", "down (pain)")
    assert "Rung 2" in decision.reason


def test_red_on_the_bottom_rung_starts_again() -> None:
    after, decision = fold(course(RepsFirst(), at="3x11"), Light.RED)
    assert (after.rung, str(after.dose)) == (0, "2x8")
    assert decision is not None
    assert decision.action == "bottom rung: use swap or pause"


def test_red_never_raises_a_dose_that_is_below_its_start() -> None:
    assert doses(course(RepsFirst(), at="1x6"), Light.RED) == ["1x6"]


def test_red_takes_the_load_back_to_about_the_first() -> None:
    climbed = fold(course(DOUBLE, at="2x12 @40kg"), "2x12", "2x8")[0]
    assert (str(climbed.dose), climbed.climbed) == ("2x9 @42.5kg", 1)
    assert doses(climbed, Light.RED) == ["2x8 @37.5kg"]
    assert doses(course(DOUBLE, at="2x10 @40kg"), Light.RED) == ["2x8 @35kg"]


def test_red_is_heard_when_nothing_was_done_or_a_gate_asked() -> None:
    for told in ({"done": None}, {"overlay": "P6"}):
        assert fold(course(RepsFirst(), rung=1), {"light": Light.RED, **told})[0].rung == 0


def test_a_second_unsettled_amber_in_a_row_counts_as_red() -> None:
    now = course(RepsFirst(), rung=2)
    assert fold(now, Light.UNSETTLED, Light.UNSETTLED)[0].rung == 1
    assert fold(now, Light.UNSETTLED, {"light": Light.UNSETTLED, "overlay": "P7"})[0].rung == 1
    assert fold(now, Light.UNSETTLED, {"done": None}, Light.UNSETTLED)[0].rung == 1
    assert fold(now, Light.UNSETTLED, Light.GREEN, Light.UNSETTLED)[0].rung == 2


def test_on_the_bottom_rung_pain_is_never_answered_more_boldly_than_failure() -> None:
    halves = Says(Verdict.REGRESS, "1x3")
    assert doses(course(halves), Light.RED) == ["1x3"]
    assert doses(course(halves), {"light": Light.RED, "overlay": "P6"}) == ["2x8"]


def test_pain_cancels_a_step_up_that_was_earned() -> None:
    earned = fold(course(Says(Verdict.UP)), Light.GREEN)[0]
    assert earned.earned
    assert not fold(earned, Light.RED)[0].earned


def test_owners_with_their_own_pain_table_answer_pain() -> None:
    stages = course(WalkRunStages(), "6x(60s/240s)", "2x(840s/60s)", at="6x(180s/120s)", rung=1)
    for light, dose in ((Light.UNSETTLED, "7x(120s/120s)"), (Light.RED, "10x(60s/120s)")):
        for told in ({}, {"overlay": "H1"}, {"done": None}):
            after, _ = fold(stages, {"light": light, **told})
            assert (after.rung, str(after.dose), after.owed) == (1, dose, after.dose)
    run = fold(course(RunDistance(), "5km", "10km", rung=1), Light.RED)
    assert (run[0].rung, str(run[0].dose)) == (1, "5000m")
    assert run[1] is not None
    assert run[1].rest == 2


def test_pain_at_another_exercise_of_the_ladder_is_answered_by_the_ladder() -> None:
    stages = course(WalkRunStages(), "6x(60s/240s)", "2x(840s/60s)", rung=1)
    assert fold(stages, {"light": Light.RED, "on": "rung-2"})[0].rung == 1
    after, decision = fold(stages, {"light": Light.RED, "on": "rung-1"})
    assert (after.rung, str(after.dose)) == (0, "6x(60s/240s)")
    assert decision is not None
    assert decision.rule == "P5"
    assert fold(stages, {"light": Light.UNSETTLED, "on": "rung-1"})[0].rung == 1


def test_pain_on_a_rung_above_leads_no_further_than_the_rung_below_it() -> None:
    now = course(RepsFirst(), at="3x11", rung=1)
    same = fold(now, {"light": Light.RED, "on": "rung-3", "asked": "3x8"})[0]
    assert (same.rung, str(same.dose)) == (1, "2x8")
    assert fold(now, {"light": Light.RED, "on": "elsewhere"})[0].rung == 0
    assert fold(course(RepsFirst(), rung=2), {"light": Light.RED, "on": "rung-1"})[0].rung == 0


# -- decision 6


def test_a_harder_issued_dose_that_was_met_becomes_the_dose() -> None:
    now = course(DOUBLE, "3x8 @40kg", at="3x12 @40kg")
    after, _ = fold(now, {"asked": "3x8 @42.5kg"})
    assert str(after.dose) == "3x9 @42.5kg"
    assert (after.climbed, after.reset) == (1, 0)
    same = fold(course(RepsFirst(), at="2x8"), {"asked": "2x10"})[0]
    assert (str(same.dose), same.reset) == ("2x11", 0)


def test_a_harder_issued_dose_that_was_not_met_or_hurt_does_not() -> None:
    now = course(RepsFirst(), at="2x9")
    assert doses(now, {"asked": "2x11", "done": "2x10"}) == ["2x10"]
    assert doses(now, {"asked": "2x11", "light": Light.SETTLED}) == ["2x9"]
    assert doses(now, {"asked": "2x11", "settled": False}) == ["2x9"]
    assert doses(now, {"asked": "2x11 rpe 8", "effort": 9}) == ["2x10"]


def test_harm_learned_late_is_owed_until_an_easier_dose_was_issued() -> None:
    hurt = fold(course(RepsFirst(), at="3x10"), Light.RED)[0]
    late = fold(hurt, {"asked": "3x11"})[0]
    assert (str(late.dose), late.owed, late.tried) == ("2x8", hurt.dose, ())
    paid = fold(late, {"asked": "2x8"})[0]
    assert (str(paid.dose), paid.owed) == ("2x9", None)
    assert fold(late, {"asked": "1x8", "overlay": "P6"})[0].owed is None
    assert str(fold(paid, {"asked": "3x11"})[0].dose) == "3x12"


def test_an_easier_issued_dose_that_was_met_is_no_evidence() -> None:
    now = course(RepsFirst(), at="3x10")
    assert fold(now, {"asked": "2x8"})[0].tried == ()
    assert actions(now, *[{"asked": "2x8", "done": "2x4"}] * 2) == ["hold (fail 1)", "reps-2"]
    assert doses(now, {"asked": "2x8", "done": "3x10"}) == ["3x11"]


def test_steps_that_were_asked_count_as_the_weight_that_was_used() -> None:
    now = fold(course(DOUBLE, **DUMBBELL), "2x8 @14kg")[0]
    assert doses(now, {"asked": "2x9 @+0", "done": "2x9 @14kg"}) == ["2x10 @14kg"]


def test_a_higher_rung_that_was_met_is_followed() -> None:
    now = course(RepsFirst(), at="3x12")
    after, _ = fold(now, {"on": "rung-3", "asked": "2x8"})
    assert (after.rung, str(after.dose), after.entered) == (2, "2x9", Verdict.UP)
    for told in ({"light": Light.SETTLED}, {"settled": False}, {"done": "2x7"}):
        assert fold(now, {"on": "rung-3", "asked": "2x8", **told})[0].rung == 0
    hurt = fold(now, Light.RED)[0]
    assert fold(hurt, {"on": "rung-3", "asked": "2x8"})[0].rung == 0


def test_a_lower_rung_is_no_evidence() -> None:
    now = course(RepsFirst(), rung=1)
    after, decision = fold(now, {"on": "rung-1", "asked": "3x12"})
    assert (after, decision) == (evolve(now, past=after.past), None)


# -- steps


def test_a_step_up_waits_for_the_next_week() -> None:
    now = course(RepsFirst(), at="3x12")
    earned, decision = fold(now, "3x12", "3x12")
    assert decision is not None
    assert (decision.verdict, earned.earned, earned.rung) == (Verdict.UP, True, 0)
    assert fold(earned, "3x12")[0].earned
    after, granted = open_week(earned)
    assert (after.rung, str(after.dose), after.earned, after.entered, after.since) == (1, "2x8", False, Verdict.UP, 0)
    assert granted is not None
    assert (granted.verdict, granted.action, granted.dose) == (Verdict.UP, "up", after.dose)
    assert "Rung 2" in granted.reason
    assert open_week(after) == (after, None)


def test_nothing_gets_harder_while_a_step_up_waits() -> None:
    earned = evolve(course(Says(Verdict.PROGRESS, "3x8")), earned=True)
    after, decision = fold(earned, "2x8")
    assert (str(after.dose), after.earned) == ("2x8", True)
    assert decision is not None
    assert decision.verdict is Verdict.KEEP


def test_an_easier_dose_gives_an_earned_step_back() -> None:
    assert not fold(evolve(course(Says(Verdict.REGRESS, "1x8")), earned=True), "2x8")[0].earned


def test_a_step_up_that_is_gone_is_not_granted() -> None:
    now = evolve(course(RepsFirst(), rungs=1), earned=True)
    assert open_week(now) == (evolve(now, earned=False), None)


def test_capacity_failure_goes_down_at_once_to_the_ceiling_of_the_rung_below() -> None:
    after, decision = fold(course(RepsFirst(), rung=1), "2x4", "2x4")
    assert (after.rung, str(after.dose), after.cool, after.owed) == (0, "3x12", 2, None)
    assert decision is not None
    assert decision.dose == after.dose
    bottom = fold(course(RepsFirst()), "2x4", "2x4")[0]
    assert (bottom.rung, str(bottom.dose)) == (0, "2x8")


def test_an_owner_may_name_the_dose_below() -> None:
    assert doses(course(Says(Verdict.DOWN, "1x5"), rung=1), "2x8") == ["1x5"]
    assert doses(course(Says(Verdict.DOWN, "1x5")), "2x8") == ["1x5"]
    assert doses(course(Says(Verdict.DOWN, "5x20")), "2x8") == ["2x8"]


def test_the_cool_off_lets_two_sessions_pass() -> None:
    down = fold(course(RepsFirst(), rung=1), "2x4", "2x4")[0]
    words = actions(down, *["3x12"] * 4)
    assert words == ["stay (cool-off)", "stay (cool-off)", "ceiling 1 of 2", "STEP-UP"]
    cooled = fold(down, "3x12", "3x12")[0]
    assert cooled.cool == 0
    assert fold(down, {"done": None}, {"overlay": "P6"}, "3x12")[0].cool == 1


def test_no_owner_steps_up_during_the_cool_off() -> None:
    down = evolve(course(Says(Verdict.UP)), cool=2)
    words = actions(down, *["2x8"] * 3)
    assert words == ["stay (cool-off)", "stay (cool-off)", "own"]


def test_repetitions_may_grow_during_the_cool_off() -> None:
    down = fold(course(RepsFirst(), rung=1), Light.RED)[0]
    assert doses(down, "2x8", "2x9") == ["2x9", "2x10"]


def test_a_step_down_during_the_cool_off_starts_it_anew() -> None:
    down = fold(course(RepsFirst(), rung=2), Light.RED)[0]
    again = fold(down, "2x4", "2x4")[0]
    assert (again.rung, again.cool) == (0, 2)


def test_on_the_top_rung_the_dose_is_kept() -> None:
    after, decision = fold(course(RepsFirst(), at="3x12", rung=2), "3x12", "3x12")
    assert not after.earned
    assert decision is not None
    assert (decision.verdict, decision.action, decision.dose) == (Verdict.KEEP, "top rung: maintain", after.dose)


def test_load_steps_and_resets_are_counted_on_a_rung() -> None:
    now = course(DOUBLE, at="2x12 @40kg", rungs=1)
    up = fold(now, "2x12")[0]
    assert (up.climbed, up.reset) == (1, 0)
    down = fold(up, "2x5", "2x5")[0]
    assert (down.climbed, down.reset) == (0, 1)
    assert fold(down, "2x5", "2x5")[0].climbed == 0


# -- weeks


def test_owners_by_the_week_are_asked_when_a_week_closes() -> None:
    now = course(HabitCount(), "1x60s 4/day", "1x60s 10/day")
    assert fold(now, Light.GREEN)[1] is None
    after, decision = close(now, Week(1, 10, 9))
    assert after.dose.per_day == 5
    assert decision is not None
    assert decision.action == "+1"
    assert close(course(RepsFirst()), Week(1, 3, 3)) == (course(RepsFirst()), None)


@pytest.mark.parametrize("trend", ["HOLD", "FLARE"])
def test_nothing_grows_after_a_week_in_which_pain_rose(trend: str) -> None:
    now = course(HabitCount(), "1x60s 4/day", "1x60s 10/day")
    after, decision = close(now, Week(1, 10, 9, trend=trend))
    assert after.dose.per_day == 4
    assert decision is not None
    assert (decision.verdict, decision.action) == (Verdict.KEEP, "hold")
    assert close(now, Week(1, 10, 1, trend=trend))[0].dose.per_day == 3


# -- equipment


def test_other_weights_are_taken_when_the_implement_changes() -> None:
    now = course(DOUBLE, **DUMBBELL)
    assert str(equipped(now, (Decimal(16),)).dose) == "2x8 @16kg"
    two = equipped(now, (Decimal(8), Decimal(16)))
    assert (str(two.dose), two.loads) == ("2x8 @+0", (Decimal(8), Decimal(16)))
    known = course(DOUBLE, at="2x8 @20kg", **DUMBBELL)
    assert str(equipped(known, (Decimal(16),)).dose) == "2x8 @20kg"
    assert str(equipped(course(DOUBLE, at="2x8 @+1", **DUMBBELL), (Decimal(16),)).dose) == "2x8 @+1"
    assert equipped(two, two.loads) is two
    assert equipped(two, (Decimal(8),)).loads == (Decimal(8),)


def test_a_rung_is_entered_with_its_own_first_load() -> None:
    rungs = (exercise(RepsFirst(), "3x12", "3x12"), exercise(DOUBLE, "2x8", id="loaded", name="Loaded", **DUMBBELL))
    earned = fold(begin(rungs, 0), "3x12", "3x12")[0]
    assert str(open_week(earned)[0].dose) == "2x8 @+0"
    assert str(open_week(evolve(earned, loads=(Decimal(8),)))[0].dose) == "2x8 @8kg"


def test_the_same_exposure_gives_the_same_course() -> None:
    now = course(LongHold(), "2x15s", "3x40s")
    told = Exposure(dt.date(2026, 1, 5), "rung-1", now.dose, now.dose)
    assert advance(now, told) == advance(now, told)
    assert ladder(RepsFirst()) == ladder(RepsFirst())


def climb(rung: int) -> Course:
    """Return a course on a ladder whose rungs all have other doses."""
    return begin(
        tuple(
            exercise(RepsFirst(), f"2x{5 + n}", f"3x{15 + n}", id=f"rung-{n}", name=f"Rung {n}") for n in (1, 2, 3, 4)
        ),
        rung,
    )


def test_each_step_lands_on_the_dose_of_its_rung() -> None:
    for rung, start, ceiling in ((3, "2x8", "3x18"), (2, "2x7", "3x17"), (1, "2x6", "3x16")):
        down, decision = fold(climb(rung), Light.RED)
        assert decision is not None
        assert (down.rung, str(down.dose), decision.action) == (rung - 1, start, "down (pain)")
        failed = fold(climb(rung), "2x1", "2x1")[0]
        assert (failed.rung, str(failed.dose)) == (rung - 1, ceiling)
        earned = evolve(climb(rung - 1), earned=True)
        assert str(open_week(earned)[0].dose) == f"2x{6 + rung}"


def test_only_settled_ambers_add_up_to_a_success() -> None:
    now = course(LongHold(), "2x30s", "2x60s")
    assert doses(now, "2x29s", "2x29s", Light.SETTLED)[-1] == "2x30s"


def test_red_on_the_bottom_rung_needs_no_owner() -> None:
    assert doses(course(first(), at="3x10"), Light.RED) == ["2x8"]
