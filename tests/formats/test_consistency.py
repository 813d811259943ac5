"""A diary against its plan: what cannot be about this plan is told with its line, what can be is let pass."""

import datetime as dt
from decimal import Decimal

import attrs
import pytest

from rehabplan.formats.consistency import check_diary
from rehabplan.formats.diary import read_diary
from rehabplan.model.clearance import Clearance, Outcome
from rehabplan.model.diary import Diary, Entry
from rehabplan.model.dose import Dose
from rehabplan.model.exercise import Exercise
from rehabplan.model.person import Person, Window
from rehabplan.model.plan import Item, Key, Plan, Session
from rehabplan.model.program import Phase, Program
from rehabplan.rules.double import DoubleProgression


def exercise(name: str, dose: str, *needs: str) -> Exercise:
    rule = DoubleProgression(8, 12, Decimal("2.5"))
    return Exercise(
        name, name, "strength", "squat", Dose.parse(dose), Dose.parse(dose), rule, equipment=frozenset(needs),
        loadable=bool(needs),
    )  # fmt: skip


KNOWN = {
    "goblet-squat": exercise("goblet-squat", "3x8 @10kg", "dumbbell"),
    "pallof": exercise("pallof", "3x10 @red/side", "band"),
    "side-plank": exercise("side-plank", "3x20s/side"),
    "bird-dog": exercise("bird-dog", "8-6-4x10s/side"),
    "run-easy": exercise("run-easy", "5km"),
}


def session(key: str, day: int, *names: str, riders: tuple[str, ...] = (), withdrawn: bool = False) -> Session:
    items = tuple(Item(name, "main", name, name, KNOWN[name].start) for name in names)
    keys = tuple(map(Key.parse, riders))
    return Session(Key.parse(key), key, dt.date(2026, 1, day), 1080, 45, items, riders=keys, withdrawn=withdrawn)


PLAN = Plan(
    id="me/p/2026-01-05",
    start=dt.date(2026, 1, 5),
    program=Program("p", "P", "", (Phase("settle", "Settle", 4, 1, 4, ()),)),
    person=Person("me", "Europe/London", (Window((1,), 1080, 1140),)),
    clearance=Clearance(Outcome.PROCEED),
    exercises=KNOWN,
    ladders={},
    phases=("settle",),
    sessions=(
        session("w01/run/1", 6, "run-easy"),
        session("w01/strength/1", 6, "goblet-squat", "pallof", "side-plank", riders=("w01/mobility/1",)),
        session("w01/trunk/1", 7, "side-plank"),
        session("w01/trunk/2", 8, withdrawn=True),
    ),
)


def told(entry: str) -> list[str]:
    return [str(fault) for fault in check_diary(read_diary(f"[[entry]]\n{entry}"), PLAN, "d.toml")]


@pytest.mark.parametrize(
    "entry",
    [
        'day = 2026-01-06\nsession = "w01/strength/1"\npain = [0, 1, 0]',
        'day = 2026-01-06\nsession = "w01/mobility/1"\ndone = "not done"',
        'day = 2026-01-06\nexercise = "goblet-squat"\ndose = "3x6 @12.5kg"',
        'day = 2026-01-06\nexercise = "goblet-squat"\ndose = "8-7-6"',
        'day = 2026-01-06\nexercise = "goblet-squat"\ndose = "3x8 @25lb"',
        'day = 2026-01-06\nexercise = "pallof"\ndose = "3x10 @green"',
        'day = 2026-01-06\nexercise = "side-plank"\ndose = "20s-15s-15s"',
        'day = 2026-01-06\nexercise = "run-easy"\ndose = "4.2km"',
        "day = 2026-01-06\nkm = 4.2",
        'day = 2026-01-07\ndone = "not done"',
        "day = 2026-01-11\nmorning = 2",
        "day = 2026-01-11\nleg = true",
        "day = 2026-01-11\nkm = 3.0",
        "day = 2027-01-11\nmorning = 2",
    ],
)
def test_what_can_be_about_the_plan_is_no_fault(entry: str) -> None:
    assert told(entry) == []


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("day = 2026-01-04\nmorning = 2", "day: the plan starts on 2026-01-05, got 2026-01-04"),
        (
            'day = 2026-01-09\ndone = "partly"',
            "day: nothing is planned on 2026-01-09, the nearest session is on 2026-01-07",
        ),
        (
            'day = 2026-01-06\nsession = "w01/strenght/1"',
            "session: unknown session 'w01/strenght/1' (did you mean 'w01/strength/1'?)",
        ),
        (
            'day = 2026-01-07\nsession = "w01/strength/1"',
            "session: w01/strength/1 is planned on 2026-01-06, got 2026-01-07",
        ),
        ('day = 2026-01-08\nsession = "w01/trunk/2"', "session: w01/trunk/2 was withdrawn"),
        (
            'day = 2026-01-06\nexercise = "goblet-sqaut"',
            "exercise: unknown exercise 'goblet-sqaut' (did you mean 'goblet-squat'?)",
        ),
        (
            'day = 2026-01-06\nsession = "w01/run/1"\nexercise = "pallof"',
            "exercise: pallof is not planned then, expected one of run-easy",
        ),
        ('day = 2026-01-06\nexercise = "bird-dog"', "exercise: bird-dog is not planned then, expected one of goblet"),
        (
            'day = 2026-01-07\nexercise = "side-plank"\ndose = "3x8"',
            "dose: on 2026-01-07, side-plank is counted in seconds, expected like 3x20s/side, got 3x8",
        ),
        (
            'day = 2026-01-06\nexercise = "run-easy"\ndose = "20min"',
            "dose: on 2026-01-06, run-easy is counted in meters, expected like 5000m, got 1x1200s",
        ),
        (
            'day = 2026-01-07\nexercise = "side-plank"\ndose = "3x20s @5kg"',
            "dose: on 2026-01-07, side-plank is done without a load, expected like 3x20s/side, got 3x20s @5kg",
        ),
        (
            'day = 2026-01-06\nexercise = "pallof"\ndose = "3x10 @5kg"',
            "dose: on 2026-01-06, pallof is done with a band, expected a band color, like red, got 5kg",
        ),
        (
            'day = 2026-01-06\nexercise = "goblet-squat"\ndose = "3x8 @red"',
            "dose: on 2026-01-06, goblet-squat is done with a dumbbell, expected a weight, like 10kg, got red",
        ),
    ],
)
def test_what_cannot_be_about_the_plan_is_told(entry: str, expected: str) -> None:
    (found,) = told(entry)
    assert found.startswith(f"d.toml, line 1: {expected}")


def test_a_session_not_done_with_an_exercise_done_is_a_contradiction() -> None:
    whole = Entry(dt.date(2026, 1, 6), "w01/strength/1", done="not done", line=3)
    part = Entry(dt.date(2026, 1, 6), "w01/strength/1", "pallof", dose=Dose.parse("3x5"), line=9)
    (fault,) = check_diary(Diary((whole, part)), PLAN, "d.toml")
    assert str(fault) == "d.toml, line 9: exercise: pallof was done, but its session is noted as not done"


def test_a_later_entry_amends_an_earlier_one_and_is_no_contradiction() -> None:
    whole = Entry(dt.date(2026, 1, 6), "w01/strength/1", done="not done")
    part = Entry(dt.date(2026, 1, 6), "w01/strength/1", "pallof", dose=Dose.parse("3x5"))
    amended = attrs.evolve(whole, done="partly")
    assert check_diary(Diary((whole, part, amended)), PLAN) == ()


def test_entries_without_a_line_are_numbered() -> None:
    (fault,) = check_diary(Diary((Entry(dt.date(2026, 1, 1)),)), PLAN)
    assert fault.where == "diary: entry[1]: day"
