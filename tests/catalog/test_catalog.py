"""The data that comes with the package: complete, sourced, and true to the reference."""

import subprocess
import sys
from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehabplan import catalog
from rehabplan.errors import UnknownNameError
from rehabplan.model.dose import Dose
from rehabplan.model.exercise import EQUIPMENT, KINDS
from rehabplan.model.scales import RPE
from rehabplan.rules import (
    AerobicMinutes,
    DoubleProgression,
    HabitCount,
    Intervals,
    LongHold,
    RepsFirst,
    RunDistance,
    ShortHold,
    StretchVolume,
    WalkRunStages,
)

EXERCISES = tuple(catalog.exercises.values())


def by_id(value):
    return value.id


def test_everything_of_the_reference_is_there():
    assert Counter(e.kind for e in EXERCISES) == {
        "strength": 64, "motor-control": 15, "stretch": 13, "mobility": 14, "warm-up": 6, "yoga": 12, "posture": 6,
        "aerobic": 8,
    }  # fmt: skip
    assert (len(catalog.exercises), len(catalog.ladders), len(catalog.sources), len(catalog.tags)) == (138, 33, 94, 21)
    assert list(catalog.sources) == [f"R{n:02}" for n in range(1, 95)]


@pytest.mark.parametrize(
    ("name", "start", "ceiling", "others"),
    [
        ("bird-dog", "6-4-2x10s/side rest 30s", "8-6-4x10s/side rest 30s", (7, 0, 4, 3)),  # lowered, see the data
        ("goblet-squat", "3x8 rest 120s rir 4", "3x12 rest 120s rir 2", (8, 48, 4, 0)),
        ("hip-flexor-half-kneeling", "2x20s/side rest 10s", "2x30s/side rest 10s", (4, 0, 4, 3)),  # lowered
        ("high-knee-march", "1x12/side rest 0s", "2x20/side rest 0s", (4, 0, 2, 0)),
        ("walk-run", "6x(60s/240s)", "2x(840s/60s)", (5, 36, 4, 0)),
        ("sit-break-walk", "120s 4/day", "120s 10/day", (2, 0, 4, 0)),
    ],
)
def test_doses_and_times_are_those_of_the_reference(name, start, ceiling, others):
    exercise, (effort, gap, rep_seconds, settle) = catalog.exercises[name], others
    for dose, text in ((exercise.start, start), (exercise.ceiling, ceiling)):
        parsed = Dose.parse(text)
        assert (dose.sets, dose.per_side, dose.per_day, dose.rir) == (
            parsed.sets, parsed.per_side, parsed.per_day, parsed.rir,
        )  # fmt: skip
        assert dose.cap == RPE(effort)
        assert dose.rest == parsed.rest
    assert (exercise.gap, exercise.rep_seconds, exercise.settle) == (gap, rep_seconds, settle)


@pytest.mark.parametrize(("dose", "minutes"), [("6-4-2x10s", 16.0), ("8-6-4x10s", 22.5)])
def test_the_three_trunk_holds_take_the_minutes_that_the_reference_names(dose, minutes):
    curl_up, *sides = (catalog.exercises[n] for n in ("curl-up-mcgill", "side-plank-knees", "bird-dog"))
    seconds = curl_up.seconds(Dose.parse(f"{dose} rest 30s"))
    assert seconds + sum(e.seconds(Dose.parse(f"{dose}/side rest 30s")) for e in sides) == minutes * 60


@pytest.mark.parametrize("exercise", EXERCISES, ids=by_id)
def test_each_exercise_has_an_easier_option_and_a_source(exercise):
    assert exercise.level == 1 or exercise.rung > 1 or exercise.swap
    assert exercise.kind != "yoga" or exercise.rung > 1 or exercise.swap  # every pose can be modified
    assert exercise.sources
    assert set(exercise.sources) <= {*catalog.sources, "DESIGN"}


@pytest.mark.parametrize("exercise", EXERCISES, ids=by_id)
def test_the_dose_says_what_the_exercise_is(exercise):
    first = exercise.start.sets[0]
    if exercise.kind == "stretch":
        assert (first.seconds > 0, exercise.settle) == (True, 3)
    if exercise.kind == "posture":
        assert exercise.ceiling.per_day >= exercise.start.per_day >= 2
    assert exercise.loadable or exercise.implement == ""


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("goblet-squat", DoubleProgression(8, 12, Decimal("1.0"), sets=3, cap=4)),
        ("kettlebell-deadlift", RepsFirst()),
        ("squat-front-loaded", DoubleProgression(5, 8, Decimal("2.5"), sets=3, cap=4)),
        ("carry-farmer", LongHold(then_load=Decimal("1.0"), cap=4)),
        ("plank-knees", LongHold()),
        ("bird-dog", ShortHold()),
        ("squat-bodyweight", RepsFirst()),
        ("hamstring-supine-strap", StretchVolume()),
        ("strides", Intervals()),
        ("walk-run", WalkRunStages()),
        ("run-long", RunDistance()),
        ("walk-easy", AerobicMinutes()),
        ("sit-break-walk", HabitCount()),
    ],
)
def test_the_rule_is_made_from_the_exercise(name, rule):
    assert catalog.exercises[name].rule == rule


@pytest.mark.parametrize("ladder", catalog.ladders.values(), ids=by_id)
def test_ladders_and_exercises_agree(ladder):
    rungs = [catalog.exercises[name] for name in ladder.rungs]
    assert [(e.ladder, e.rung) for e in rungs] == [(ladder.id, i) for i in range(1, len(rungs) + 1)]
    assert sorted(e.level for e in rungs) == [e.level for e in rungs]
    assert ladder.sources


def test_what_is_on_no_ladder_says_so():
    on_one = {name for ladder in catalog.ladders.values() for name in ladder.rungs}
    assert {e.id for e in EXERCISES if not e.ladder} == set(catalog.exercises) - on_one


@pytest.mark.parametrize("source", catalog.sources.values(), ids=by_id)
def test_each_source_says_what_was_found(source):
    assert source.finding.endswith(".")
    assert source.confidence in {"VERIFIED", "KNOWN", "UNSURE"}
    assert source.doi == "" or source.doi.startswith("10.")


@pytest.mark.parametrize("question", catalog.questions.values(), ids=by_id)
def test_each_question_has_a_default_that_is_an_answer_a_use_and_a_source(question):
    assert question.default in question.answers
    assert question.sources
    assert any(c.question == question.id for check in catalog.checks.values() for c in (*check.every, *check.some))


# -- looking things up ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("shelf", "wrong", "near"),
    [
        ("exercises", "brid-dog", "bird-dog"),
        ("ladders", "deadbug", "dead-bug"),
        ("programs", "running-back-pain", "running-low-back-pain"),
        ("sources", "R1", "R"),
        ("questions", "s01", "S01"),
        ("checks", "R-A55", "R-A5"),
    ],
)
def test_a_wrong_id_names_the_nearest(shelf, wrong, near):
    with pytest.raises(UnknownNameError, match=f"{wrong}.*did you mean '{near}"):
        getattr(catalog, shelf)[wrong]


def test_a_shelf_is_a_mapping():
    assert "bird-dog" in catalog.exercises
    assert "brid-dog" not in catalog.exercises
    assert catalog.exercises.get("brid-dog") is None
    assert catalog.exercises.get("brid-dog", 1) == 1
    assert dict(catalog.ladders)["squat"].rungs[0] == "sit-to-stand"
    assert catalog.exercises["bird-dog"] is catalog.exercises["bird-dog"]
    with pytest.raises(TypeError):
        catalog.exercises["mine"] = catalog.exercises["bird-dog"]  # type: ignore[index]


@given(
    st.sampled_from(["", "squat", "hip-extension", "calf", "walk"]),
    st.sampled_from(["", *KINDS]),
    st.none() | st.sets(st.sampled_from(EQUIPMENT)),
    st.sets(st.sampled_from(sorted(catalog.tags)), max_size=4),
)
def test_a_query_returns_all_that_fits_and_nothing_else(pattern, kind, equipment, without):
    found = catalog.exercises(pattern=pattern, kind=kind, equipment=equipment, without=without)
    fits = {
        e.id
        for e in EXERCISES
        if (not pattern or e.pattern == pattern)
        and (not kind or e.kind == kind)
        and not (equipment is not None and e.equipment - equipment)
        and not e.tags & without
    }
    assert [e.id for e in found] == sorted(fits)


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ({"pattern": "hip-hing"}, "unknown pattern 'hip-hing' (did you mean 'hip-hinge'?)"),
        ({"kind": "yogi"}, "unknown kind 'yogi' (did you mean 'yoga'?)"),
        ({"equipment": ["dumbell"]}, "unknown equipment 'dumbell' (did you mean 'dumbbell'?)"),
        ({"without": "impct"}, "unknown tag 'impct' (did you mean 'impact'?)"),
    ],
)
def test_a_query_with_a_wrong_word_says_so(query, message):
    with pytest.raises(UnknownNameError) as caught:
        catalog.exercises(**query)
    assert str(caught.value) == message


def test_nothing_is_read_before_it_is_looked_at():
    code = "import sys; from rehabplan import catalog; print('tomllib' in sys.modules, len(catalog.tags))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "21"]
