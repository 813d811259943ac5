"""Plans made by hand, so that the calendar is tested without the planner."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pytest

from rehabplan.model.clearance import Clearance, Outcome
from rehabplan.model.course import Course, Decision, Verdict, Week
from rehabplan.model.dose import Dose
from rehabplan.model.exercise import Exercise
from rehabplan.model.person import Person, Window
from rehabplan.model.plan import Item, Key, Plan, Session
from rehabplan.model.program import Program

ISSUED = (dt.datetime(2026, 1, 2, 9, 30, tzinfo=dt.UTC), dt.datetime(2026, 1, 26, 20, 5, 7, tzinfo=dt.UTC))


@dataclass(frozen=True)
class NoRule:
    """A rule that never answers."""

    def next(self, course: Course, week: Week | None = None) -> Decision | None:
        return None


def exercise(name: str, pattern: str, cue: str = "", equipment: Sequence[str] = (), kind: str = "strength") -> Exercise:
    dose = Dose.parse("3x10")
    return Exercise(name, name.replace("-", " ").capitalize(), kind, pattern, dose, dose, NoRule(), cue=cue,
                    equipment=frozenset(equipment))  # fmt: skip


EXERCISES = {
    e.id: e
    for e in (
        exercise("brisk-walk", "walk"),
        exercise("goblet-squat", "squat", "Hug the weight to the breastbone, elbows inside the knees.", ["dumbbell"]),
        exercise("bird-dog", "anti-rotation", "Reach long, and keep the hips level.", ["mat"]),
        exercise("walk-run", "walk-run", "Easy enough to talk in sentences."),
        exercise("easy-run", "run", "Easy enough to talk in sentences."),
        exercise("hip-flexor-half-kneeling", "hip-flexor-stretch", "Tuck the tail, then lean in.", ["mat"]),
    )
}
SECRET = Decision(Verdict.REGRESS, None, "P7", "hold", "pain 6 of 10 with sciatica", saw=(("during", "6"),))
STRENGTH = (
    Item("w", "warm-up", "", "brisk-walk", Dose.parse("5min")),
    Item("a", "main", "squat", "goblet-squat", Dose.parse("3x10 @12.5kg rir 2"), (SECRET,)),
    Item("b", "main", "bird-dog", "bird-dog", Dose.parse("8-6-4x10s/side rest 30s")),
    Item("e", "accessory", "", "", None, (SECRET,)),
    Item("c", "stretch", "hip-flexor", "hip-flexor-half-kneeling", Dose.parse("2x30s/side rest 15s")),
)
RUN = (Item("a", "main", "run", "walk-run", Dose.parse("6x(60s/240s)")),)


def session(
    day: dt.date, start: int, minutes: int = 45, *, n: int = 1, title: str = "Strength A", component: str = "strength",
    items: tuple[Item, ...] = STRENGTH, withdrawn: bool = False, since: int = 0, revision: int = 0,
) -> Session:  # fmt: skip
    return Session(
        key=Key(1, component, n), title=title, day=day, start=start, minutes=minutes, items=items, phase="build",
        where=("S20 = yes, so Tuesday",), withdrawn=withdrawn, since=since, revision=revision,
    )  # fmt: skip


def plan(sessions: Sequence[Session], zone: str = "Europe/London", remind: int | None = 30) -> Plan:
    start = min((s.day for s in sessions), default=dt.date(2026, 1, 5))
    person = Person("sam", zone, (Window((0, 2), 1080, 1140),), name="Sam Doe", remind=remind)
    program = Program("back", "Running low back pain", "Twelve weeks for low back pain.", ())
    clearance = Clearance(Outcome.PRECAUTIONS, ("R-C2",), ("flexion-sensitive",), message="ask each week")
    ordered = tuple(sorted(sessions, key=lambda s: (s.day, s.start, s.key)))
    return Plan(
        id="sam / back / 2026-01-05", start=start, program=program, person=person, clearance=clearance,
        exercises=EXERCISES, ladders={}, phases=("build",), sessions=ordered, revisions=ISSUED,
    )  # fmt: skip


def season(zone: str = "Europe/London", start: dt.date = dt.date(2026, 1, 5), weeks: int = 52) -> Plan:
    """Four sessions a week for a year, early and late, so that clocks change in between."""
    sessions = []
    for week in range(weeks):
        day = start + dt.timedelta(weeks=week)
        sessions += [
            session(day, 1080, n=4 * week + 1),
            session(day + dt.timedelta(2), 405, 60, n=4 * week + 2, title="Walk-run", component="walk-run", items=RUN),
            session(day + dt.timedelta(5), 1380, n=4 * week + 3, withdrawn=week % 10 == 3, revision=week % 2),
            session(day + dt.timedelta(6), 60, 30, n=4 * week + 4, title="Trunk; hips, and \\back\\"),
        ]
    return plan(sessions, zone)


@dataclass(frozen=True)
class Build:
    """What a test needs to make plans."""

    session: Callable[..., Session] = session
    plan: Callable[..., Plan] = plan
    season: Callable[..., Plan] = season


@pytest.fixture(scope="session")
def build() -> Build:
    return Build()
