"""Reading catalog texts: what is sound is read, and every fault of all texts is told at once, with its path."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehabplan.catalog.reading import Catalog, read_catalog
from rehabplan.catalog.shelf import DATA, built_in
from rehabplan.errors import DataError
from rehabplan.model.dose import Dose

PRESS = """
[[exercise]]
id = "wall-press"
name = "Wall press"
kind = "strength"
pattern = "squat"
level = 2
position = "standing"
equipment = ["wall"]
start = "2x6/side rest 30s"
ceiling = "3x10/side rest 30s"
effort = 6
rule = "reps-first"
sources = ["DESIGN"]
cue = "Press the hands into the wall."
"""
LADDER = """
[[ladder]]
id = "press"
name = "Press"
rungs = ["wall-press", "goblet-squat-2"]
sources = ["DESIGN"]
"""


def known() -> Catalog:
    return built_in("programs")


def faults(*texts: str) -> list[str]:
    names = ("mine.toml", "yours.toml")
    with pytest.raises(DataError) as caught:
        read_catalog(dict(zip(names, texts, strict=False)), known())
    return [str(fault) for fault in caught.value.faults]


def test_a_text_of_ones_own_adds_to_what_is_known():
    got = read_catalog({"mine.toml": PRESS}, known())
    assert len(got.exercises) == 139
    assert got.exercises["wall-press"].start.sets == Dose.parse("2x6").sets
    assert "wall-press" not in known().exercises


def test_an_id_that_is_known_is_replaced_and_keeps_its_place_on_the_ladder():
    got = read_catalog({"mine.toml": PRESS.replace("wall-press", "goblet-squat")}, known())
    assert (got.exercises["goblet-squat"].name, got.exercises["goblet-squat"].rung) == ("Wall press", 3)
    assert len(got.exercises) == 138


def test_a_ladder_gives_its_exercises_their_rungs():
    text = PRESS + PRESS.replace("wall-press", "goblet-squat-2") + LADDER
    got = read_catalog({"mine.toml": text}, known())
    assert [(got.exercises[n].ladder, got.exercises[n].rung) for n in ("wall-press", "goblet-squat-2")] == [
        ("press", 1),
        ("press", 2),
    ]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('"2x6/side rest 30s"', '"2by6"', ".start: not a dose: '2by6', expected like"),
        ('"3x10/side rest 30s"', '"3x4/side rest 30s"', ".ceiling: '3x4/side rest 30s' is below the start dose"),
        ('"3x10/side rest 30s"', '"3x10 rest 30s"', ".ceiling: start and ceiling must both be per side, or neither"),
        ('"2x6/side rest 30s"', '"2x6/side rpe 5"', ".start: the effort cap stands in `effort`, not in the dose"),
        ("kind =", "knid =", ".kind: missing"),
        ("kind =", "knid =", ".knid: unknown field (did you mean 'kind'?)"),
        ('"squat"', '"squad"', ".pattern: unknown 'squad' (did you mean 'squat'?)"),
        ('["wall"]', '["wall", "matt"]', ".equipment[2]: unknown 'matt' (did you mean 'mat'?)"),
        ('"reps-first"', '"reps-frist"', ".rule: unknown 'reps-frist' (did you mean 'reps-first'?)"),
        ('sources = ["DESIGN"]', "sources = []", ".sources: must not be empty"),
        ('sources = ["DESIGN"]', 'sources = ["R99"]', ".sources[1]: unknown 'R99' (did you mean 'R94'?)"),
        ("level = 2", "level = 6", ".level: expected 1 to 5, got 6"),
        ("level = 2", "level = 2\nswap = ['bird-dig']", ".swap[1]: unknown 'bird-dig' (did you mean 'bird-dog'?)"),
        ("level = 2", "level = 2\nswap = ['wall-press']", ".swap: an exercise cannot stand in for itself"),
        ("level = 2", "level = 2\ntags = ['impct']", ".tags[1]: unknown 'impct' (did you mean 'impact'?)"),
        ("level = 2", "level = 2\ndays = [5, 2]", ".days: expected the lower number first, got [5, 2]"),
        (
            "level = 2",
            "level = 2\nlumbar = { flexon = 'high' }",
            ".lumbar.flexon: unknown field (did you mean 'flexion'?)",
        ),
    ],
)
def test_a_fault_names_file_field_and_the_nearest_valid_name(old, new, fault):
    found = faults(PRESS.replace(old, new))
    assert [f for f in found if f.startswith(f'mine.toml: exercise[1] "wall-press"{fault}')], found


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (LADDER, "mine.toml: ladder[1] \"press\".rungs[2]: unknown 'goblet-squat-2' (did you mean 'goblet-squat'?)"),
        (
            LADDER.replace("goblet-squat-2", "goblet-squat"),
            "mine.toml: ladder[1] \"press\".rungs[2]: 'goblet-squat' is already on ladder 'squat'",
        ),
        (
            PRESS.replace("wall-press", "goblet-squat-2").replace("level = 2", "level = 1") + LADDER,
            "mine.toml: ladder[1] \"press\".rungs[2]: level 1 of 'goblet-squat-2' is below level 2 of 'wall-press'",
        ),
        (
            LADDER.replace("sources", 'prerequisite = "wall-press"\nsources'),
            "mine.toml: ladder[1] \"press\".prerequisite: 'wall-press' is a rung of the same ladder",
        ),
        (PRESS, "mine.toml: exercise[2] \"wall-press\".id: 'wall-press' is used twice"),
        ("[[exercice]]", "mine.toml: exercice: unknown field (did you mean 'exercise'?)"),
    ],
)
def test_references_between_rows_are_checked(text, fault):
    assert fault in faults(PRESS + text)


QUESTION = """
[[question]]
id = "S50"
section = "K. Mine"
text = "Is it raining?"
answers = ["no", "yes"]
default = "no"
sources = ["DESIGN"]
[[check]]
id = "R-K1"
outcome = "PRECAUTIONS"
every = { S50 = ["yes"] }
why = "Wet."
sources = ["DESIGN"]
"""


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('"yes"] }', '"yess"] }', "check[1] \"R-K1\".every.S50[1]: unknown 'yess' (did you mean 'yes'?)"),
        ("every = { S50", "every = { s50", "check[1] \"R-K1\".every.s50: unknown question (did you mean 'S50'?)"),
        ('every = { S50 = ["yes"] }', "", 'check[1] "R-K1".every: a check needs a condition in `every` or `some`'),
        ("PRECAUTIONS", "PRECAUTION", "check[1] \"R-K1\".outcome: unknown 'PRECAUTION' (did you mean 'PRECAUTIONS'?)"),
        ('default = "no"', 'default = "nope"', "question[1] \"S50\".default: unknown 'nope' (did you mean 'no'?)"),
    ],
)
def test_screening_is_checked(old, new, fault):
    assert read_catalog({"mine.toml": QUESTION}, known()).checks["R-K1"].sources == ("DESIGN",)
    assert f"mine.toml: {fault}" in faults(QUESTION.replace(old, new))


def test_all_faults_of_all_texts_are_told_at_once():
    found = faults(PRESS.replace("level = 2", "level = 9").replace('"strength"', '"strenght"'), "[[ladder]\n")
    assert len(found) == 3
    assert [f.split(":")[0] for f in found] == ["yours.toml", "mine.toml", "mine.toml"]
    assert found[0].startswith("yours.toml: not valid TOML")


def test_a_faulty_exercise_is_not_also_reported_as_missing():
    two = PRESS + PRESS.replace("wall-press", "goblet-squat-2").replace("level = 2", "level = 7") + LADDER
    assert faults(two) == ['mine.toml: exercise[2] "goblet-squat-2".level: expected 1 to 5, got 7']


PROGRAM = (DATA / "programs" / "running-low-back-pain.toml").read_text(encoding="utf-8")
LINES = (PRESS + PRESS.replace("wall-press", "goblet-squat-2") + LADDER + QUESTION + PROGRAM).splitlines()
JUNK = [
    "3",
    "-1",
    "1.5",
    "true",
    '""',
    '"x"',
    "[]",
    "[1]",
    '["x"]',
    "[[]]",
    "[[3]]",
    "[{}]",
    "{}",
    "{ x = 1 }",
    "1979-05-27",
]


def told(text: str) -> list[str]:
    """Return where the faults of a text are; no fault, no place."""
    try:
        read_catalog({"mine.toml": text}, known())
    except DataError as error:
        return [fault.where.partition(":")[0] for fault in error.faults]
    return []


@given(st.sampled_from([i for i, line in enumerate(LINES) if " = " in line]), st.sampled_from(JUNK))
def test_whatever_a_field_holds_it_is_read_or_told(line, junk):
    text = LINES.copy()
    text[line] = f"{text[line].partition(' = ')[0]} = {junk}"
    assert set(told("\n".join(text))) <= {"mine.toml"}


@pytest.mark.parametrize(
    "table", ["exercise", "ladder", "question", "check", "program", "phase", "gate", "blocks", "tags"]
)
@pytest.mark.parametrize("junk", JUNK)
def test_whatever_a_table_holds_it_is_read_or_told(table, junk):
    program = "" if table == "program" else "program = {}\n"
    assert set(told(f"{program}{table} = {junk}")) <= {"mine.toml"}
