"""The best week: by example, by property, and against two other solvers."""

import random
from itertools import product
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from tests.planning.random_weeks import draw
from tests.planning.week_oracle import Oracle, forbidden, levels
from tests.planning.worked_week import LAST_WEEK, ROOMS, STRENGTH_A, TRUNK, WEEK

from rehabplan.model.plan import Key
from rehabplan.planning.board import Board
from rehabplan.planning.constraints import DEFAULT_RULES, FreshLegs, OneADay, is_pair_rule
from rehabplan.planning.cost import cost
from rehabplan.planning.placed import Placed, Task
from rehabplan.planning.problem import Answer, Problem, Room
from rehabplan.planning.schedule import solve
from rehabplan.planning.search import Search

ORACLE_WEEKS = 200
problems = st.integers(0, 10**9).map(draw)


def worked(**changes) -> Problem:
    problem = Problem(tuple(p.task for p in WEEK), ROOMS, LAST_WEEK)
    return evolve(problem, **{"was": tuple((p.task.key, p.day, p.start) for p in WEEK), **changes})


def where(answer: Answer, key: Key) -> tuple[int, int] | None:
    return next(((p.day, p.start) for p in answer.places if p.task.key == key), None)


def search(problem: Problem) -> tuple[Placed, ...]:
    """Search to the end, however long it takes."""
    found = Search(Board(problem), most=10**6)
    places = found.run()
    assert found.exact
    return places


def unplaced(answer: Answer) -> list[str]:
    return [str(refusal.key) for refusal in answer.unplaced]


# by example


def test_a_week_that_still_holds_stays_as_it_is() -> None:
    assert solve(worked()).places == WEEK


def test_tuesday_is_the_only_answer_for_strength_a() -> None:
    others = tuple(p for p in WEEK if p.task is not STRENGTH_A)
    answer = solve(Problem((STRENGTH_A,), ROOMS, (*LAST_WEEK, *others)))
    assert where(answer, STRENGTH_A.key) == (1, 1080)
    why = " ".join(dict(answer.reasons)[STRENGTH_A.key])
    assert "Monday is the day after the long run (C5)." in why
    assert "Wednesday" in why
    assert "The only time that is left." in why
    without_c1 = tuple(rule for rule in DEFAULT_RULES if rule.id != "C1")
    why = " ".join(
        dict(solve(Problem((STRENGTH_A,), ROOMS[:13], (*LAST_WEEK, *others), rules=without_c1)).reasons)[STRENGTH_A.key]
    )
    assert "Wednesday is the day before the quality run (C2)." in why


def test_a_rule_can_be_switched_off() -> None:
    rules = tuple(rule for rule in DEFAULT_RULES if rule.id not in ("C1", "C5"))
    others = tuple(p for p in WEEK if p.task is not STRENGTH_A)
    assert where(solve(Problem((STRENGTH_A,), ROOMS, (*LAST_WEEK, *others), rules=rules)), STRENGTH_A.key) == (0, 1080)


class NeverOnMondays:
    """A rule of someone's own: it needs no base class and no registration."""

    id = "MON"

    def counts(self, task: Task) -> bool:
        return task.component == "trunk"

    def refuses(self, one: Placed, others: object) -> str:
        return "is not for trunk" if one.day == 0 and one.task.component == "trunk" else ""


def test_a_rule_of_ones_own_is_kept() -> None:
    answer = solve(Problem((TRUNK,), ROOMS, rules=(*DEFAULT_RULES, NeverOnMondays())))
    assert where(answer, TRUNK.key) == (1, 750)
    assert "Monday is not for trunk (MON)." in dict(answer.reasons)[TRUNK.key]


def test_losing_a_room_moves_one_session_only() -> None:
    rooms = tuple(room for room in ROOMS if (room.day, room.start) != (2, 750))
    answer = solve(worked(rooms=rooms))
    assert [p for p in WEEK if p not in answer.places] == [WEEK[3]]
    assert unplaced(answer) == []


def test_a_busy_time_that_touches_nothing_moves_nothing() -> None:
    busy = Placed(Task(Key(11, "busy", 1), 30, "busy"), 2, 1080)
    assert solve(worked(fixed=(*LAST_WEEK, busy))).places == WEEK


def test_last_weeks_pattern_is_kept_where_nothing_was_placed_before() -> None:
    like = tuple((p.task.component, p.task.key.n, p.day, p.start) for p in WEEK)
    answer = solve(worked(was=(), like=like))
    assert answer.places == WEEK
    assert {words[-1] for _, words in answer.reasons} == {"Same day and time as last week."}


def test_a_walk_run_week_is_spread_with_rest_days_between() -> None:
    tasks = tuple(Task(Key(3, "run", n), 40, "run", "walk-run", fatigue="moderate") for n in (1, 2, 3))
    answer = solve(Problem(tasks, tuple(Room(day, 405, 465) for day in range(7))))
    assert [p.day for p in answer.places] == [0, 2, 4]


def test_strength_waits_six_hours_after_a_run_where_two_rooms_allow() -> None:
    run, lift = WEEK[1].task, STRENGTH_A
    rooms = (Room(1, 405, 520), Room(1, 600, 660), Room(1, 1080, 1140))
    assert where(solve(Problem((run, lift), rooms)), lift.key) == (1, 1080)
    assert where(solve(Problem((run, lift), rooms[:2])), lift.key) == (1, 460)


def test_sessions_of_one_room_follow_each_other_in_order() -> None:
    tasks = [Task(Key(1, c, 1), 20, c) for c in ("mobility", "walk", "trunk", "strength", "run")]
    answer = solve(Problem(tuple(tasks), (Room(0, 540, 640),)))
    assert [(p.task.component, p.start) for p in answer.places] == [
        ("run", 540), ("strength", 560), ("trunk", 580), ("walk", 600), ("mobility", 620),
    ]  # fmt: skip


def test_the_clinically_most_important_session_gets_the_last_room() -> None:
    answer = solve(Problem((TRUNK, STRENGTH_A), (Room(2, 1080, 1125),)))
    assert [p.task for p in answer.places] == [STRENGTH_A]
    (refusal,) = answer.unplaced
    assert refusal.key == TRUNK.key
    assert dict(refusal.days)[2] == ("Wednesday has no free time.",)
    assert refusal.smallest == "25 more minutes on Monday, from 18:00"


def test_the_smallest_change_is_a_little_more_of_a_room_there_is() -> None:
    (refusal,) = solve(Problem((TRUNK,), (Room(3, 1080, 1092),), weekday=2)).unplaced
    assert dict(refusal.days)[3] == ("Saturday has 12 of 25 minutes free.",)
    assert refusal.smallest == "15 more minutes on Saturday, from 18:12"


def test_a_refusal_names_the_rule_of_each_day() -> None:
    others = tuple(p for p in WEEK if p.task is not STRENGTH_A)
    rooms = tuple(room for room in ROOMS if room.day != 1)
    (refusal,) = solve(Problem((STRENGTH_A,), rooms, (*LAST_WEEK, *others))).unplaced
    days = dict(refusal.days)
    assert days[0] == ("Monday is the day after the long run (C5).",)
    assert days[1] == ("Tuesday has no free time.",)
    assert "(C1)" in days[2][0]
    assert refusal.smallest.startswith("45 more minutes on Tuesday")


def test_a_settle_week_with_seven_walks_finds_room_for_all() -> None:
    trunk = tuple(Task(Key(1, "trunk", n), 18, "trunk", priority=1) for n in range(1, 6))
    walks = tuple(Task(Key(1, "walk", n), 20, "walk", priority=3) for n in range(1, 8))
    rooms = tuple(Room(day, 1080, 1120) for day in range(7))
    answer = solve(Problem(trunk + walks, rooms))
    assert unplaced(answer) == []
    assert [p.day for p in answer.places if p.task.component == "walk"] == list(range(7))


def test_a_pin_that_takes_the_last_rest_day_ends_last_weeks_pattern() -> None:
    runs = tuple(Task(Key(1, "run", n), 40, "run", "easy") for n in range(1, 7))
    like = tuple(("run", n, n - 1, 405) for n in range(1, 7))
    pin = Placed(Task(Key(1, "strength", 1), 30, "strength"), 6, 1080)
    answer = solve(Problem(runs, tuple(Room(day, 405, 465) for day in range(7)), (pin,), like=like))
    assert len({p.day for p in answer.places} | {6}) == 6
    assert len(answer.unplaced) == 0 or "(C6)" in str(answer.unplaced)


# by property


@given(problems)
def test_no_rule_is_ever_broken(problem: Problem) -> None:
    places = solve(problem).places
    rules = {rule.id: rule for rule in problem.rules}
    for i, one in enumerate(places):
        for other in (*places[:i], *problem.fixed):
            assert not forbidden(rules, one.task, (one.day, one.start), other.task, (other.day, other.start))
            assert one.day != other.day or one.end <= other.start or other.end <= one.start
        assert any(
            r.day == one.day and r.start <= one.start and one.end <= r.end and r.takes(one.task.component)
            for r in problem.rooms
        )


@given(problems)
def test_placed_and_unplaced_are_what_was_wanted(problem: Problem) -> None:
    answer = solve(problem)
    keys = [p.task.key for p in answer.places] + [r.key for r in answer.unplaced]
    assert sorted(keys) == sorted(task.key for task in problem.tasks)
    assert [key for key, _ in answer.reasons] == [p.task.key for p in answer.places]
    assert all(len(r.days) == 7 and all(words for _, words in r.days) and r.smallest for r in answer.unplaced)


@given(problems, st.integers(0, 6), st.integers(0, 1300), st.integers(10, 120))
def test_more_free_time_never_makes_a_week_worse(problem: Problem, day: int, start: int, minutes: int) -> None:
    more = evolve(problem, rooms=(*problem.rooms, Room(day, start, min(1440, start + minutes))))
    assert cost(problem, solve(more).places) <= cost(problem, solve(problem).places)


@given(problems, st.randoms(use_true_random=False))
def test_the_order_of_the_input_does_not_matter(problem: Problem, chance: random.Random) -> None:
    def mixed(values: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(chance.sample(values, len(values)))

    other = evolve(problem, tasks=mixed(problem.tasks), rooms=mixed(problem.rooms), fixed=mixed(problem.fixed))
    assert solve(other).places == solve(problem).places


@given(problems, st.integers(1, 40))
def test_a_later_week_is_the_same_week(problem: Problem, weeks: int) -> None:
    def later(key: Key) -> Key:
        return evolve(key, week=key.week + weeks)

    def moved(task: Task) -> Task:
        return evolve(task, key=later(task.key))

    other = evolve(
        problem,
        tasks=tuple(map(moved, problem.tasks)),
        fixed=tuple(evolve(p, task=moved(p.task)) for p in problem.fixed),
        was=tuple((later(key), day, start) for key, day, start in problem.was),
    )
    here, there = solve(problem), solve(other)
    assert there.places == tuple(evolve(p, task=moved(p.task)) for p in here.places)
    assert [words for _, words in there.reasons] == [words for _, words in here.reasons]


@given(problems)
def test_solving_again_moves_nothing_unless_it_finds_more_room(problem: Problem) -> None:
    answer = solve(problem)
    again = solve(evolve(problem, was=tuple((p.task.key, p.day, p.start) for p in answer.places)))
    assert again.places == answer.places or len(again.places) > len(answer.places)


# against other solvers


def brute_force(problem: Problem) -> int:
    """Return the cost of the best of all weeks whose sessions start where a room starts or another session ends."""
    tasks = problem.tasks
    steps = {sum(chosen) for n in range(3) for chosen in product([t.minutes for t in tasks], repeat=n)}
    starts = [
        (r.day, t) for r in problem.rooms for t in {r.start + s for s in steps} | {o.start for o in problem.rooms}
    ]
    best = -1
    for choice in product([None, *sorted(set(starts))], repeat=len(tasks)):
        places = [Placed(t, *p) for t, p in zip(tasks, choice, strict=True) if p]
        if fits(problem, places) and (best < 0 or cost(problem, places) < best):
            best = cost(problem, places)
    return best


def fits(problem: Problem, places: list[Placed]) -> bool:
    for i, one in enumerate(places):
        if not any(r.day == one.day and r.start <= one.start and one.end <= r.end for r in problem.rooms):
            return False
        for other in (*places[:i], *problem.fixed):
            if one.day == other.day and one.start < other.end and other.start < one.end:
                return False
            if any(is_pair_rule(rule) and rule.clash(one, other) for rule in problem.rules):
                return False
            if other in places and one.task.component == other.task.component and one.at < other.at:
                return False
    clocks = {room.start for room in problem.rooms} | {p.start for p in problem.fixed}
    before = {"strength": "run", "run": ""}
    ends = {(p.task.component, p.day, p.end) for p in places}
    return all(p.start in clocks or (before[p.task.component], p.day, p.start) in ends for p in places)


@pytest.mark.parametrize("seed", range(20))
def test_a_tiny_week_is_as_good_as_the_best_of_all(seed: int) -> None:
    chance = random.Random(seed)
    legs = frozenset({"quadriceps"})
    lift = Task(Key(1, "strength", 1), 30, "strength", muscles=legs, fatigue="high")
    tasks = (lift, evolve(lift, key=Key(1, "strength", 2)), Task(Key(1, "run", 1), 30, "run", "long", fatigue="high"))
    rooms = tuple(Room(day, chance.choice((420, 1020, 1080)), 1140) for day in sorted(chance.sample(range(6), 3)))
    rooms = tuple(evolve(r, end=r.start + chance.choice((30, 60))) for r in rooms)
    problem = Problem(tasks, rooms, LAST_WEEK if chance.random() < 0.5 else ())
    assert cost(problem, solve(problem).places) == brute_force(problem)


@pytest.mark.parametrize("tens", range(ORACLE_WEEKS // 10))
def test_cp_sat_finds_nothing_better_and_nothing_else(tens: int) -> None:
    for seed in range(10 * tens, 10 * tens + 10):
        problem = draw(seed)
        assert levels(problem, cost(problem, search(problem))) == Oracle(problem).solve(), f"week {seed}"


@given(problems)
def test_a_week_kept_without_searching_is_what_searching_finds(problem: Problem) -> None:
    answer = solve(problem)
    kept = evolve(
        problem,
        tasks=tuple(p.task for p in answer.places),
        was=tuple((p.task.key, p.day, p.start) for p in answer.places),
    )
    assert Search(Board(kept)).run() == solve(kept).places == answer.places


def test_rules_are_values() -> None:
    assert FreshLegs() == FreshLegs()
    assert OneADay() in DEFAULT_RULES


def test_a_search_that_is_cut_short_says_so_and_breaks_no_rule() -> None:
    problem = Problem(tuple(p.task for p in WEEK), ROOMS, LAST_WEEK)
    short = Search(Board(problem), most=1)
    assert len(short.run()) == len(WEEK)
    assert not short.exact
    assert solve(problem).exact
