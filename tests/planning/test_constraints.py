"""Each hard rule by the examples of the calendar rules, and the worked week that keeps them all."""

import pytest
from attrs import evolve
from tests.planning.worked_week import EASY, LONG, QUALITY, STRENGTH_A, STRENGTH_B, TRUNK, WEEK

from rehabplan.model.plan import Key
from rehabplan.planning.constraints import (
    DEFAULT_RULES,
    AfterLongRun,
    FreshLegs,
    OneADay,
    RestDay,
    RunFirst,
    SameMuscles,
    WalkRunRest,
)
from rehabplan.planning.placed import Placed, Task

MON, TUE, WED, THU, FRI, SAT, SUN = range(7)
WALK_RUN = Task(Key(1, "run", 1), 40, "run", "walk-run", fatigue="moderate")
MORNING, NOON, EVENING = 405, 750, 1080


def both_ways(rule, one: Placed, other: Placed) -> set[bool]:
    return {bool(rule.clash(one, other)), bool(rule.clash(other, one))}


def at(task: Task, day: int, start: int = EVENING) -> Placed:
    return Placed(task, day, start)


@pytest.mark.parametrize(
    ("day", "start", "refused"),
    [(THU, EVENING, False), (THU, EVENING - 1, True), (WED, 1439, True), (TUE, MORNING, True), (FRI, 0, False)],
)
def test_c1_keeps_48_hours_start_to_start_between_sessions_that_share_a_muscle(day, start, refused) -> None:
    assert both_ways(SameMuscles(), at(STRENGTH_A, TUE), at(STRENGTH_B, day, start)) == {refused}


def test_c1_lets_sessions_of_other_muscles_be_neighbors() -> None:
    arms = evolve(STRENGTH_B, muscles=frozenset({"biceps brachii"}))
    assert both_ways(SameMuscles(), at(STRENGTH_A, TUE), at(arms, TUE, NOON)) == {False}
    assert not SameMuscles().concerns(STRENGTH_A, arms)


@pytest.mark.parametrize(("hours", "refused"), [(24, False), (72, True)])
def test_c1_keeps_the_gap_of_a_shared_exercise_itself(hours, refused) -> None:
    own = evolve(TRUNK, gaps=(("bird-dog", hours),))
    assert both_ways(SameMuscles(), at(own, TUE, NOON), at(own, WED, NOON)) == {refused}


@pytest.mark.parametrize("run", [LONG, QUALITY])
@pytest.mark.parametrize(
    ("day", "start", "refused"),
    [(WED, MORNING, True), (WED, 1439, True), (THU, 300, True), (THU, EVENING, False), (TUE, 1439, False)],
)
def test_c2_keeps_tired_legs_off_the_day_before_a_hard_run(run, day, start, refused) -> None:
    assert both_ways(FreshLegs(), at(STRENGTH_A, day, start), at(run, THU, MORNING)) == {refused}


def test_c2_lets_moderate_sessions_and_easy_runs_be() -> None:
    moderate = evolve(STRENGTH_A, fatigue="moderate")
    assert both_ways(FreshLegs(), at(moderate, WED), at(QUALITY, THU, MORNING)) == {False}
    assert both_ways(FreshLegs(), at(STRENGTH_A, WED), at(EASY, THU, MORNING)) == {False}


@pytest.mark.parametrize(
    ("fatigue", "start", "refused"),
    [("high", MORNING, True), ("moderate", MORNING, True), ("low", MORNING, False), ("high", EVENING, False)],
)
def test_c4_never_puts_heavy_strength_before_a_run_of_the_same_day(fatigue, start, refused) -> None:
    strength = evolve(STRENGTH_A, fatigue=fatigue)
    assert both_ways(RunFirst(), at(strength, TUE, start), at(EASY, TUE, NOON)) == {refused}
    assert both_ways(RunFirst(), at(strength, MON, start), at(EASY, TUE, NOON)) == {False}


@pytest.mark.parametrize(
    ("component", "refused"), [("run", True), ("strength", True), ("trunk", False), ("walk", False)]
)
def test_c5_keeps_the_day_after_a_long_run_for_trunk_mobility_and_walking(component, refused) -> None:
    other = Task(Key(1, component, 8), 30, component, "easy" if component == "run" else "")
    assert both_ways(AfterLongRun(), at(LONG, -1, 540), at(other, MON)) == {refused}
    assert both_ways(AfterLongRun(), at(LONG, -1, 540), at(other, TUE)) == {False}
    assert both_ways(AfterLongRun(), at(other, -2), at(LONG, -1, 540)) == {False}


def test_c6_keeps_one_day_of_the_week_without_running_and_strength() -> None:
    six = [at(EASY, day) for day in range(6)]
    assert RestDay().refuses(at(STRENGTH_A, SUN), six)
    assert not RestDay().refuses(at(STRENGTH_A, SAT), six)
    assert not RestDay().refuses(at(STRENGTH_A, SUN), six[1:])
    assert not RestDay().refuses(at(STRENGTH_A, 7), six)
    assert RestDay(2).refuses(at(STRENGTH_A, SUN), six[1:])
    assert not RestDay().counts(TRUNK)


@pytest.mark.parametrize(
    ("days", "second", "refused"), [(1, TUE, True), (1, WED, False), (2, WED, True), (2, THU, False)]
)
def test_c7_keeps_rest_days_between_walk_runs(days, second, refused) -> None:
    assert both_ways(WalkRunRest(days), at(WALK_RUN, MON), at(WALK_RUN, second)) == {refused}


def test_two_sessions_of_a_component_never_share_a_day() -> None:
    assert both_ways(OneADay(), at(TRUNK, MON), at(TRUNK, MON, NOON)) == {True}
    assert both_ways(OneADay(), at(TRUNK, MON), at(TRUNK, TUE)) == {False}
    assert both_ways(OneADay(), at(TRUNK, MON), at(EASY, MON)) == {False}


def refusing(one: Placed, others: list[Placed]) -> list[str]:
    """Return the ids of the rules that refuse *one*."""
    found = []
    for rule in DEFAULT_RULES:
        if hasattr(rule, "clash"):
            refused = any(rule.clash(one, other) for other in others)
        else:
            refused = bool(rule.refuses(one, others))
        found += [rule.id] * refused
    return found


def test_the_worked_week_keeps_every_rule() -> None:
    tail = [at(LONG, -1, 540)]
    for one in WEEK:
        assert refusing(one, [p for p in WEEK if p is not one] + tail) == []


def test_the_worked_week_passes_the_checks_that_are_listed_with_it() -> None:
    by_label = {p.task.label: p for p in WEEK}
    a, b = by_label["strength 1"], by_label["strength 2"]
    assert b.at - a.at == 48 * 60
    assert a.at + 7 * 1440 - b.at == 120 * 60
    assert by_label["quality run"].at - (a.at + a.task.minutes) == 36 * 60
    assert b.start - by_label["quality run"].start > 10 * 60
    active = {p.day for p in WEEK if p.task.component in ("run", "strength")}
    assert set(range(7)) - active == {MON, WED, FRI}


def test_strength_a_cannot_go_to_monday_or_wednesday() -> None:
    others = [p for p in WEEK if p.task is not STRENGTH_A] + [at(LONG, -1, 540)]
    assert refusing(at(STRENGTH_A, MON), others) == ["C5"]
    assert refusing(at(STRENGTH_A, WED), others) == ["C1", "C2"]
    assert refusing(at(STRENGTH_A, TUE), others) == []
