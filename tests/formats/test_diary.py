"""A diary file: little to write when all went as planned, and every fault with its line."""

import datetime as dt
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehabplan.errors import DataError
from rehabplan.formats.diary import load_diary, read_diary
from rehabplan.model.diary import Diary, Entry
from rehabplan.model.dose import Dose
from rehabplan.model.scales import RIR, RPE, Pain


def refused(text: str) -> list[str]:
    with pytest.raises(DataError) as caught:
        read_diary(text, "diary.toml")
    return [str(fault) for fault in caught.value.faults]


def test_all_as_planned_is_one_line() -> None:
    assert read_diary("as_planned_until = 2026-01-25") == Diary((), dt.date(2026, 1, 25))
    assert read_diary("") == Diary()


def test_everything_that_an_entry_can_say() -> None:
    diary = read_diary(
        """# mine
[[entry]]
day = 2026-01-14
session = "w02/strength/1"
exercise = "goblet-squat"
done = "partly"
dose = "3x8 @10kg"
pain = [2, 4, 1]
effort = 6.5
rir = 2
note = "the last set was wobbly"

[[entry]]
day = 2026-01-15
km = 5.25
minutes = 33
leg = true
pain = [0, "-", "-"]
"""
    )
    assert diary.entries == (
        Entry(
            day=dt.date(2026, 1, 14),
            session="w02/strength/1",
            exercise="goblet-squat",
            done="partly",
            dose=Dose.parse("3x8 @10kg"),
            before=Pain(2),
            during=Pain(4),
            morning=Pain(1),
            effort=RPE("6.5"),
            rir=RIR(2),
            note="the last set was wobbly",
            line=2,
        ),
        Entry(dt.date(2026, 1, 15), meters=5250, minutes=33, leg=True, before=Pain(0), line=13),
    )


def test_the_next_morning_can_come_later_and_on_its_own() -> None:
    first, later = read_diary(
        "[[entry]]\nday = 2026-01-14\npain = [0, 1]\n[[entry]]\nday = 2026-01-14\nmorning = 0\n"
    ).entries
    assert (first.during, first.morning) == (Pain(1), None)
    assert (later.during, later.morning) == (None, Pain(0))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("pain = [2, 11, 1]", "pain[2]: pain is a whole number from 0 to 10, got 11"),
        ("pain = [2]", "pain: expected three scores: before, worst during, next morning, like [2, 4, 1]"),
        ("pain = []", "pain: expected three scores"),
        ("pain = 4", "pain: expected a list, got 4"),
        ("pain = [2, 4, 1, 0]", "pain: expected three scores"),
        ("pain = [2, true]", "pain[2]: expected a number, got True"),
        ("pain = [2, 4, 1]\nmorning = 1", "morning: the next morning is in pain already, expected one of the two"),
        ("morning = 2.5", "morning: expected a whole number, got 2.5"),
        ("effort = 6.3", "effort: effort (RPE) is a number from 0 to 10 in halves, got 6.3"),
        ("effort = 1e400", "effort: expected -1000000 to 1000000, got 1E+400"),
        ("rir = 11", "rir: repetitions in reserve are a whole number from 0 to 10, got 11"),
        ('done = "partially"', "done: unknown 'partially' (did you mean 'partly'?)"),
        ('dose = "3x8"', 'dose: expected the exercise that it belongs to, like exercise = "goblet-squat"'),
        ('exercise = "goblet-squat"\ndose = "lots"', "dose: not a dose: 'lots', expected like 3x10"),
        ('done = "not done"\neffort = 5', 'effort: contradicts done = "not done"'),
        ('session = "strength 1"', "session: not a session key: 'strength 1', expected like w07/strength/2"),
        ("km = -3", "km: expected 0 to 500, got -3"),
        ("leg = 1", "leg: expected true or false, got 1"),
        ("excercise = 1", "excercise: unknown field (did you mean 'exercise'?)"),
    ],
)
def test_each_thing_that_is_wrong_is_told_with_its_line(line: str, expected: str) -> None:
    (found,) = refused(f"# a diary\n\n[[entry]]\nday = 2026-01-14\n{line}\n")
    assert found.startswith(f"diary.toml, line 3: {expected}")


def test_all_faults_of_all_entries_are_told_at_once() -> None:
    found = refused('as_planed = 1\n[[entry]]\nleg = true\n[[entry]]\nday = 2026-01-14\npain = [11, 12]\ndone = "no"\n')
    assert [fault.rpartition(": ")[0] for fault in found] == [
        "diary.toml, line 2: day",
        "diary.toml, line 4: pain[1]",
        "diary.toml, line 4: pain[2]",
        "diary.toml, line 4: done",
        "diary.toml: as_planed",
    ]


@pytest.mark.parametrize(
    "note",
    ['"""\n[[entry]]\n"""', "'''\n[[entry]]\n'''", '"""one \\"""\n[[entry]]\n"""'],
)
def test_a_note_over_several_lines_does_not_shift_the_lines(note: str) -> None:
    diary = read_diary(f"[[entry]]\nday = 2026-01-14\nnote = {note}\n[[entry]]\nday = 2026-01-15\n")
    assert [entry.line for entry in diary.entries] in ([1, 6], [0, 0])


def test_entries_in_a_row_have_numbers_instead_of_lines() -> None:
    text = 'entry = [{ day = 2026-01-14 }, { day = 2026-01-15, done = "no" }]'
    assert refused(text)[0].startswith("diary.toml: entry[2].done: unknown 'no', expected one of as planned")


def test_a_missing_file_is_a_data_error(tmp_path) -> None:
    with pytest.raises(DataError, match="cannot be read"):
        load_diary(tmp_path / "diary.toml")


@given(st.text())
def test_any_text_is_a_diary_or_a_data_error(text: str) -> None:
    with suppress(DataError):
        assert isinstance(read_diary("[[entry]]\nday = 2026-01-14\n" + text), Diary)
