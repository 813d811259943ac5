"""A small plan of two weeks, written by hand: from Wednesday 7 January 2026, with one of everything that views show."""

import datetime as dt

from rehabplan.model.clearance import Clearance, Outcome
from rehabplan.model.course import Decision, Verdict
from rehabplan.model.dose import Dose
from rehabplan.model.exercise import Exercise
from rehabplan.model.person import Person, Window
from rehabplan.model.plan import Item, Key, Plan, Session, Unplaced
from rehabplan.model.program import Phase, Program
from rehabplan.model.scales import RPE
from rehabplan.rules import RepsFirst

START = dt.date(2026, 1, 7)


def day(n: int) -> dt.date:
    return START + dt.timedelta(days=n)


def exercise(name: str, pattern: str) -> Exercise:
    dose = Dose.parse("2x8")
    return Exercise(name, name.replace("-", " ").capitalize(), "strength", pattern, dose, dose, RepsFirst())


WHY = Decision(
    Verdict.PROGRESS, Dose.parse("2x9"), "P1", "reps+1", "Two good sessions at 2x8.", sources=("R23", "DESIGN")
)
EMPTY = Decision(Verdict.KEEP, None, "selection", "empty", "Left empty: Step-up needs step.")
CUT = Decision(Verdict.KEEP, None, "C11", "cut", "Left out so that the session fits its time.")
ITEMS = (
    Item("raise", "warm-up", "", "walk", Dose.parse("5min")),
    Item("squat", "main", "squat", "squat", Dose.parse("2x9 rpe 8"), (WHY,)),
    Item("plank", "main", "plank", "plank", Dose.parse("3x20s rpe 5")),
    Item("step", "accessory", "", "", None, (EMPTY,)),
    Item("hips", "accessory", "bridge", "bridge", None, (CUT,)),
)


def session(n: int, week: int, component: str = "strength", *, number: int = 1, withdrawn: bool = False) -> Session:
    return Session(
        Key(week, component, number), "Strength A", day(n), 1080, 45, ITEMS, "one" if week == 1 else "two",
        cap=RPE(7), where=("Tuesdays are free.",), withdrawn=withdrawn,
    )  # fmt: skip


LOST = Unplaced(Key(2, "trunk", 1), "Trunk", ((day(7), ("C1 with strength", "no room")),), "5 more minutes on Friday.")
PLAN = Plan(
    id="sam/back/2026-01-07",
    start=START,
    program=Program("back", "Back", "", (Phase("one", "Settle", 1, 1, 1, ()), Phase("two", "Build", 1, 1, 1, ()))),
    person=Person("sam", "Europe/London", (Window((0,), 1080, 1140),)),
    clearance=Clearance(Outcome.PROCEED),
    exercises={name: exercise(name, name) for name in ("squat", "plank", "walk", "bridge")},
    ladders={},
    phases=("one", "two"),
    sessions=(
        session(0, 1), session(2, 1, number=2, withdrawn=True), session(6, 1, number=3), session(7, 2),
        session(13, 2, number=2),
    ),
    unplaced=(LOST,),
    revisions=(dt.datetime(2026, 1, 6, tzinfo=dt.UTC),),
)  # fmt: skip
