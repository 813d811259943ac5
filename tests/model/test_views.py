"""What people read of a plan: a week as a table, a day with its reasons."""

import datetime as dt

import pytest
from attrs import evolve
from tests.model.issued import PLAN, day

from rehabplan.model.plan import Plan
from rehabplan.model.views import DAYS, MONTHS, day_words


def test_days_are_named_the_same_in_every_locale() -> None:
    first = dt.date(2026, 1, 5)
    assert day_words(first) == "Mon  5 Jan"
    assert day_words(dt.date(2026, 12, 27)) == "Sun 27 Dec"
    for n in range(366):
        date = first + dt.timedelta(days=n)
        words = day_words(date).split()
        assert (DAYS.index(words[0]), int(words[1]), MONTHS.index(words[2]) + 1) == (
            date.weekday(), date.day, date.month,
        )  # fmt: skip


def test_a_week_is_a_table_of_sessions_exercises_and_doses() -> None:
    assert str(PLAN.week(1)) == "\n".join(
        [
            "Week 1 of 2: Settle (Wed  7 Jan to Tue 13 Jan 2026)",
            "",
            "Wed  7 Jan  18:00-18:45  Strength A (effort at most 7 of 10)",
            "    Walk (warm-up)                               5 min",
            "    Squat                                        2 x 9, rest 60 s",
            "    Plank                                        3 x 20 s, rest 60 s, effort at most 5 of 10",
            "",
            "Tue 13 Jan  18:00-18:45  Strength A (effort at most 7 of 10)",
            "    Walk (warm-up)                               5 min",
            "    Squat                                        2 x 9, rest 60 s",
            "    Plank                                        3 x 20 s, rest 60 s, effort at most 5 of 10",
        ]
    )


def test_a_week_says_what_found_no_room_and_the_smallest_way_out() -> None:
    assert "No room for Trunk (w02/trunk/1): 5 more minutes on Friday." in str(PLAN.week(2)).splitlines()


def lines(plan: Plan, on: dt.date) -> list[str]:
    return str(plan.explain(on)).splitlines()


def test_a_day_says_why_this_time_these_exercises_and_these_doses() -> None:
    assert lines(PLAN, day(0)) == [
        "Wed  7 Jan  18:00-18:45  Strength A (effort at most 7 of 10)  [w01/strength/1]",
        "    Tuesdays are free.",
        "    Walk (warm-up): 5 min",
        "    Squat: 2 x 9, rest 60 s",
        "        Two good sessions at 2x8. [P1: R23, DESIGN]",
        "    Plank: 3 x 20 s, rest 60 s, effort at most 5 of 10",
        "    (step): nothing today",
        "        Left empty: Step-up needs step. [selection]",
        "    Bridge: nothing today",
        "        Left out so that the session fits its time. [C11]",
    ]


def test_a_day_of_rest_says_so_and_what_its_week_had_no_room_for() -> None:
    rest = lines(PLAN, day(3))
    assert len(rest) == 1
    assert rest[0].startswith("Nothing is planned on Sat 10 Jan: ")
    shown = lines(PLAN, day(8))
    assert shown[0].startswith("Nothing is planned on Thu 15 Jan: ")
    assert shown[1] == "No room this week for Trunk [w02/trunk/1]. 5 more minutes on Friday."
    assert shown[2].strip() == "Wed 14 Jan: C1 with strength; no room"


@pytest.mark.parametrize("words", [1, 60])
def test_reasons_are_wrapped_at_a_hundred_columns(words: int) -> None:
    long = evolve(PLAN.sessions[0], where=(" ".join(["because"] * words),), items=())
    shown = lines(evolve(PLAN, sessions=(long,)), day(0))[1:]
    assert " ".join(line.strip() for line in shown) == " ".join(["because"] * words)
    assert all(len(line) <= 100 and line.startswith("    ") for line in shown)
