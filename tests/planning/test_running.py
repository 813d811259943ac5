"""How far to run: numbers of P10a and P10b, the split of decision 17, and the worked week of the program notes."""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from tests.planning.workshop import (
    CLEAR,
    GATES,
    component,
    day,
    diary,
    doses,
    exercise,
    made,
    person,
    phase,
    program,
    shelf,
    slots,
)

from rehabplan.model.diary import Entry
from rehabplan.model.dose import Dose
from rehabplan.model.person import Running
from rehabplan.model.plan import Plan
from rehabplan.model.program import Phase
from rehabplan.model.scales import Pain
from rehabplan.planning.plan import revise_plan
from rehabplan.planning.running import distance, growth, is_continuous, run_meters, run_seconds, share, split
from rehabplan.rules import RunDistance, RunPain, SingleRunCap

FULL = (100, 100)


@pytest.mark.parametrize(
    ("shares", "length", "expected"),
    [((70, 90), 3, [70, 80, 90, 90, 90]), ((50, 50), 2, [50, 50, 50]), ((70, 90), 1, [70, 70]), ((100,), 3, [100] * 4)],
)
def test_a_phase_goes_from_its_first_share_of_the_usual_week_to_its_last_and_stays(shares, length, expected) -> None:
    runs, build = component("run", (), kilometers=shares), phase(weeks=length)
    assert [share(runs, build, week) for week in range(len(expected))] == expected


@pytest.mark.parametrize("factor", ["fatigue", "prior-lbp-episodes"])
def test_risk_factors_ask_for_slow_growth(factor: str) -> None:
    assert growth(person(), CLEAR) == 110
    assert growth(person(factors=frozenset({factor})), CLEAR) == 105
    assert growth(person(factors=frozenset({"sits-6-hours"})), CLEAR) == 110
    assert growth(person(), evolve(CLEAR, flags=("slow-running-progress",))) == 105


@pytest.mark.parametrize(
    ("total", "runs", "cap", "expected"),
    [
        (24_000, 4, 8400, (5200, 5200, 5200, 8400)),
        (24_000, 4, 20_000, (5200, 5200, 5200, 8400)),  # 35 % of the week
        (24_000, 4, 7000, (5600, 5600, 5600, 7000)),  # P10a
        (20_000, 3, 20_000, (6500, 6500, 7000)),
        (20_050, 3, 20_000, (6500, 6500, 7000)),  # floored to 0.1 km
        (20_000, 3, 5000, (5000, 5000, 5000)),
        (10_000, 1, 20_000, (10_000,)),
        (10_000, 1, 4000, (4000,)),
    ],
)
def test_the_long_run_is_35_percent_at_most_and_the_others_share_the_rest(total, runs, cap, expected) -> None:
    assert split(total, runs, cap) == expected


@given(st.integers(0, 100_000), st.integers(1, 7), st.integers(0, 50_000))
def test_no_split_runs_further_than_its_week_or_its_cap_and_the_long_run_is_the_longest(total, runs, cap) -> None:
    parts = split(total, runs, cap)
    assert len(parts) == runs
    assert sum(parts) <= total
    assert max(parts) <= cap
    assert all(meters % 100 == 0 for meters in parts)
    assert parts[-1] == max(parts)
    assert len(set(parts[:-1])) <= 1


def test_distances_and_times_follow_the_pace() -> None:
    assert distance(5200) == Dose.parse("5.2km")
    assert run_seconds(distance(5000), 390) == 1950
    assert run_seconds(Dose.parse("4x(400m/60s)"), 300) == 480
    assert run_meters(Dose.parse("30min"), 360) == 5000
    assert run_meters(Dose.parse("5.2km"), 360) == 5200


@pytest.mark.parametrize(("dose", "continuous"), [("30min", True), ("5km", True), ("2x(840s/60s)", False)])
def test_only_runs_without_walking_count_for_the_cap(dose: str, *, continuous: bool) -> None:
    assert is_continuous(Dose.parse(dose)) is continuous


# Weeks of runs in a plan

RUNS = shelf(
    *(exercise(name, "3km", "20km", RunDistance(), pattern="run", kind="aerobic") for name in ("run-easy", "run-long"))
)
GATED = (*GATES, SingleRunCap(), RunPain())


def running(week: int = 24_000, longest: int = 8000, *, phases: tuple[Phase, ...] = (), **more) -> Plan:
    runs = component("run", slots("run-easy"), slots("run-long"), minutes=0, kilometers=FULL)
    who = person("mon-sun 06:00-09:00", running=Running("continue", week, longest, 4), **more)
    return made(program(*(phases or (phase(runs, weeks=3),)), gates=GATED), RUNS, who)


def kilometers(plan: Plan, week: int) -> list[float]:
    """Return the kilometers of a week's runs, by their numbers."""
    sessions = sorted((s.key, s) for s in plan.active if s.key.week == week)
    return [i.dose.sets[0].meters / 1000 if i.dose else 0 for _, s in sessions for i in s.items]


def test_a_plan_has_the_worked_week() -> None:
    plan = running(factors=frozenset({"prior-lbp-episodes"}))
    assert kilometers(plan, 1) == [5.2, 5.2, 5.2, 8.4]
    assert {s.title for s in plan.active if s.key.week == 1} == {"Easy run 5.2 km", "Long run 8.4 km"}
    long = next(s for s in plan.active if s.run == "long")
    assert [(w.rule, dict(w.saw)["cap_m"]) for w in long.items[0].why] == [("P10a", "8400")]


def test_runs_book_the_time_that_their_distance_takes() -> None:
    plan = running()
    for s in plan.active:
        assert s.items[0].dose is not None
        seconds = s.items[0].dose.sets[0].meters * 390 / 1000
        assert 0 <= s.minutes * 60 - seconds < 300


@pytest.mark.parametrize(
    ("usual", "percent", "expected"),
    [
        (20_000, 150, [22, 24.2, 26.6, 19.9, 29.2, 30, 30, 22.5]),
        (40_000, 112, [44, 44.8, 44.8, 33.6, 44.8, 44.8]),
    ],
)
def test_the_weeks_grow_as_the_guide_of_p10b_says_with_every_fourth_cut_back(usual, percent, expected) -> None:
    runs = component("run", slots("run-easy"), minutes=0, kilometers=(percent, percent))
    who = person("sat 06:00-12:00", running=Running("continue", usual, 45_000, 1))
    plan = made(program(phase(runs, weeks=len(expected), deload=True), gates=GATED), RUNS, who)
    assert [km for week in range(1, len(expected) + 1) for km in kilometers(plan, week)] == expected


def longest_before(plan: Plan, n: int, start: int) -> int:
    """Return the longest run of the 30 days before a session, the one before the plan included."""
    today = plan.active[n].day
    runs = [(s.day, s.items[0].dose.sets[0].meters) for s in plan.active if s.items[0].dose]
    return max([meters for when, meters in [(day(-1), start), *runs] if 1 <= (today - when).days <= 30], default=0)


@pytest.mark.parametrize(("week", "longest"), [(24_000, 8000), (40_000, 6000), (12_000, 12_000)])
def test_no_run_passes_110_percent_of_the_longest_of_30_days(week: int, longest: int) -> None:
    plan = running(week, longest)
    for n, s in enumerate(plan.active):
        assert s.items[0].dose is not None
        assert s.items[0].dose.sets[0].meters <= longest_before(plan, n, longest) * 1.1


def test_settling_keeps_the_longest_run_at_60_percent() -> None:
    runs = component("run", slots("run-easy"), slots("run-long"), minutes=0, kilometers=(50, 50))
    plan = running(24_000, 8000, phases=(phase(runs, weeks=1, settle=True),))
    assert kilometers(plan, 1) == [2.6, 2.6, 2.6, 4.2]  # 12 km, 35 % of them
    plan = running(40_000, 8000, phases=(phase(runs, weeks=1, settle=True),))
    assert kilometers(plan, 1) == [4.8, 4.8, 4.8, 4.8]  # 60 % of 8 km is less than 35 % of 20 km


def test_without_a_run_in_30_days_running_waits() -> None:
    plan = running(24_000, 0)
    assert plan.active
    assert all("no run in the last 30 days" in s.held_back for s in plan.active)
    assert all(i.why[-1].rule == "P10a" for s in plan.active for i in s.items)


@pytest.mark.parametrize(
    ("during", "morning", "most"),
    [(2, 1, 5200), (7, 1, 2600), (2, 2, 3400)],
)
def test_after_a_run_that_hurt_the_next_one_of_its_course_is_shorter(during: int, morning: int, most: int) -> None:
    """P10g: as planned after GREEN, half after RED, two thirds after AMBER-UNSETTLED."""
    plan = running()
    easy = [s for s in plan.active if s.run == "easy"]
    first = easy[0]
    quiet = [Entry(day(n), morning=Pain(1)) for n in range(-7, 0)]
    note = Entry(first.day, session=str(first.key), before=Pain(1), during=Pain(during), morning=Pain(morning))
    after = next(n for n in range(40) if day(n) > first.day)
    told = revise_plan(plan, diary(*quiet, note, until=after - 1), day(after))
    again = next(s for s in told.active if s.run == "easy" and s.day > first.day)
    assert again.items[0].dose is not None
    assert again.items[0].dose.sets[0].meters == most


ONCE = component("run", slots("run-easy"), minutes=0, kilometers=FULL)


def once_a_week(**said) -> list[str]:
    """Return the four runs of a person who ran 5 km at most before, with a note on the first."""
    who = person("sat 06:00-09:00", running=Running("continue", 10_000, 5000, 1))
    plan = made(program(phase(ONCE, weeks=4), gates=GATED), RUNS, who)
    first = plan.active[0]
    note = Entry(first.day, session=str(first.key), **said)
    return doses(revise_plan(plan, diary(note), day(6)), "run-easy")


def test_what_was_really_run_is_what_the_next_run_is_measured_by() -> None:
    assert once_a_week(done="as planned") == ["5500m", "6000m", "6600m", "7200m"]
    assert once_a_week(done="as planned", meters=8000)[1] == "8800m"
    assert once_a_week(done="not done")[1] == "5500m"
    assert once_a_week(done="partly", meters=2000)[1] == "5500m"  # one short week is not the new base (DESIGN)


@pytest.mark.parametrize("said", [{"exercise": "run-easy", "dose": Dose.parse("2km")}, {"done": "partly"}])
def test_a_run_done_in_part_does_not_count_in_full(said: dict[str, Any]) -> None:
    assert Dose.parse(once_a_week(**said)[1]).volume <= 5500
