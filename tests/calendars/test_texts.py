import datetime as dt
from typing import Any

import pytest
from attrs import evolve
from icalendar import Calendar

from rehabplan.calendars.texts import Describer, category, wrap
from rehabplan.calendars.write import to_ics
from rehabplan.errors import UnknownNameError
from rehabplan.model.dose import Dose
from rehabplan.model.exercise import EQUIPMENT
from rehabplan.model.plan import Item
from rehabplan.model.scales import RPE

DAY = dt.date(2026, 3, 2)
STOP = [
    "",
    "Some discomfort is fine. It should",
    "settle by the next morning.",
    "Stop if pain rises sharply.",
    "If a leg newly feels numb or weak, or",
    "pain runs down it: stop, and ask for",
    "advice before the next session.",
]


def test_a_session_as_a_person_reads_it(build: Any) -> None:
    session = build.session(DAY, 1080)
    assert Describer(build.plan([session]).exercises).lines(session) == [
        "Warm-up, 2 exercises, 1 stretch",
        "You need: dumbbell, mat",
        "",
        "Warm-up",
        "Brisk walk: 5 min",
        "",
        "Exercises",
        "1. Goblet squat",
        "3 x 10 with 12.5 kg, rest 60 s,",
        "leave 2 in reserve",
        "Hug the weight to the breastbone, elbows",
        "inside the knees.",
        "",
        "2. Bird dog",
        "8-6-4 holds of 10 s each side, rest 30 s",
        "Reach long, and keep the hips level.",
        "",
        "Stretch",
        "Hip flexor half kneeling",
        "2 x 30 s each side, rest 15 s",
        "Tuck the tail, then lean in.",
        *STOP,
    ]


def test_a_single_exercise_is_said_in_the_first_line(build: Any) -> None:
    run = Item("a", "main", "", "walk-run", Dose.parse("6x(60s/240s)"))
    session = build.session(DAY, 405, items=(run,))
    describer = Describer(build.plan([session]).exercises)
    cue = "Easy enough to talk in sentences."
    assert describer.lines(session) == ["Walk run: 6 x (1 min run, 4 min walk)", cue, *STOP]
    walk = Item("w", "warm-up", "", "brisk-walk", Dose.parse("5min"))
    assert describer.lines(evolve(session, items=(walk, run)))[:2] == [
        "Walk run:",
        "6 x (1 min run, 4 min walk),",
    ]


def test_what_is_needed_is_said_in_order(build: Any) -> None:
    session = build.session(DAY, 1080)
    exercises = dict(build.plan([session]).exercises)
    exercises["bird-dog"] = evolve(exercises["bird-dog"], equipment=frozenset(EQUIPMENT))
    text = " ".join(Describer(exercises).lines(session))
    assert f"You need: {', '.join(sorted(EQUIPMENT))}" in text


@pytest.mark.parametrize(
    ("cap", "doses", "said"),
    [
        (6, ["3x10"], ["Effort: at most 6 of 10"]),
        (6, ["3x10", "3x8 rpe 8"], ["Effort: at most 6 of 10"]),
        (6, ["3x10 rpe 4", "3x8 rpe 3"], ["Effort: at most 4 of 10", "3 x 8, rest 60 s, effort at most 3 of 10"]),
        (6, ["3x10", "3x8 rpe 3"], ["Effort: at most 6 of 10", "3 x 8, rest 60 s, effort at most 3 of 10"]),
        (None, ["3x10", "3x8 rpe 3"], ["3 x 8, rest 60 s, effort at most 3 of 10"]),
        (None, ["3x10 rpe 4", "3x8 rpe 4"], ["Effort: at most 4 of 10"]),
        (None, ["3x10"], []),
    ],
)
def test_the_effort_asked_for_is_said_once(build: Any, cap: int | None, doses: list[str], said: list[str]) -> None:
    items = tuple(Item("a", "main", "", "bird-dog", Dose.parse(dose)) for dose in doses)
    session = evolve(build.session(DAY, 1080, items=items), cap=RPE(cap) if cap else None)
    lines = Describer(build.plan([session]).exercises).lines(session)
    assert [line for line in lines if "ffort" in line] == said


def test_a_single_stretch_or_run_among_others_has_no_number(build: Any) -> None:
    walk = Item("w", "warm-up", "", "brisk-walk", Dose.parse("5min"))
    run = Item("a", "main", "", "easy-run", Dose.parse("5.2km"))
    session = build.session(DAY, 405, items=(walk, run, evolve(walk, role="cool-down")))
    assert Describer(build.plan([session]).exercises).lines(session) == [
        "Easy run: 5.2 km, after the warm-up",
        "",
        "Warm-up",
        "Brisk walk: 5 min",
        "",
        "Main part",
        "Easy run",
        "5.2 km",
        "Easy enough to talk in sentences.",
        "",
        "Cool-down",
        "Brisk walk: 5 min",
        *STOP,
    ]


def test_a_session_without_exercises_still_says_what_it_is(build: Any) -> None:
    session = build.session(DAY, 1080, title="Rest", items=())
    assert Describer({}).lines(session) == ["Rest, 45 min", *STOP]


def test_an_unknown_exercise_is_named_with_the_nearest(build: Any) -> None:
    session = build.session(DAY, 1080, items=(Item("a", "main", "", "goblet-squad", Dose.parse("3x10")),))
    with pytest.raises(UnknownNameError, match="did you mean 'goblet-squat'"):
        Describer(build.plan([session]).exercises).lines(session)


def test_a_long_description_is_cut_but_says_what_to_stop_for(build: Any) -> None:
    session = build.session(DAY, 1080)
    exercises = dict(build.plan([session]).exercises)
    exercises["bird-dog"] = evolve(exercises["bird-dog"], cue="😀é slowly now " * 1000)
    lines = Describer(exercises).lines(session)
    assert len("\n".join(lines).encode()) <= 8000
    assert lines[0] == "Warm-up, 2 exercises, 1 stretch"
    assert lines[-len(STOP) - 1 :] == ["…", *STOP]
    (event,) = Calendar.from_ical(to_ics(evolve(build.plan([session]), exercises=exercises))).events
    assert str(event["DESCRIPTION"]) == "\n".join(lines)


def test_lines_are_short() -> None:
    lines = wrap("Stretch the opposite hand and heel away from each other while the trunk stays heavy on the floor.")
    assert max(map(len, lines)) <= 40
    assert len(lines) == 3


def test_a_category_is_short_and_has_no_comma() -> None:
    assert category("strength") == "Strength"
    assert category("walk-run") == "Walk run"
    assert "," not in category("a,b")
    assert len(category("x" * 99)) <= 30
