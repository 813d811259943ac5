"""Reading tables: every fault is found at once, with its path, what was expected and the nearest name."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehabplan.errors import DataError
from rehabplan.formats.fields import Fields
from rehabplan.formats.files import read_file, read_toml
from rehabplan.model.dose import Dose
from rehabplan.model.scales import Pain


def faults(fields: Fields) -> list[str]:
    fields.close()
    return [str(fault) for fault in fields.faults]


def test_what_is_right_is_returned_without_a_fault() -> None:
    fields = read_toml(
        'name = "Squat"\nsets = 3\nkg = 7.5\nday = 2026-01-25\nother = "2026-01-26"\nok = true\nall = [1, 2.5]\n'
        'dose = "3x10"\ndoses = ["1x5", "2x5"]\npain = 4\n'
    )
    assert fields.text("name") == "Squat"
    assert fields.whole("sets") == 3
    assert fields.number("kg") == Decimal("7.5")
    assert (fields.day("day"), fields.day("other")) == (dt.date(2026, 1, 25), dt.date(2026, 1, 26))
    assert fields.flag("ok") is True
    assert fields.numbers("all") == (Decimal(1), Decimal("2.5"))
    assert fields.read("dose", Dose.parse, None) == Dose.parse("3x10")
    assert fields.reads("doses", Dose.parse) == (Dose.parse("1x5"), Dose.parse("2x5"))
    assert fields.value("pain", Pain) == Pain(4)
    assert faults(fields) == []


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("number = true", "f.toml: number: expected a number, got True"),
        ("number = 1e400", "f.toml: number: expected 0 to 1000000, got 1E+400"),
        ("number = nan", "f.toml: number: expected 0 to 1000000, got NaN"),
        ("number = -1", "f.toml: number: expected 0 to 1000000, got -1"),
        ("day = 2026-01-25T10:00:00", "f.toml: day: expected a date without a time, got 2026-01-25 10:00:00"),
        ('day = "2026-02-30"', "f.toml: day: expected a date like 2026-01-25, got '2026-02-30'"),
        ("day = 5", "f.toml: day: expected a date like 2026-01-25, got 5"),
        ('numbers = [1, "two"]', "f.toml: numbers[2]: expected a number, got 'two'"),
        ("numbers = 5", "f.toml: numbers: expected a list, got 5"),
        ("value = 11", "f.toml: value: pain is a whole number from 0 to 10, got 11"),
        ("value = 2.5", "f.toml: value: expected a whole number, got 2.5"),
        ('reads = ["3x10", "3y10"]', "f.toml: reads[2]: not a dose: '3y10', expected like 3x10"),
        ("reads = [3]", "f.toml: reads[1]: expected a text, got 3"),
        ("raeds = []", "f.toml: raeds: unknown field (did you mean 'reads'?)"),
    ],
)
def test_what_is_wrong_says_where_and_what_was_expected(line: str, expected: str) -> None:
    fields = read_toml(line, "f.toml")
    fields.number("number", Decimal(0))
    fields.day("day", dt.date(2026, 1, 1))
    fields.numbers("numbers")
    fields.value("value", Pain)
    fields.reads("reads", Dose.parse)
    (found,) = faults(fields)
    assert found.startswith(expected)


def test_broken_toml_tells_line_and_column() -> None:
    with pytest.raises(DataError, match=r"^me.toml: not valid TOML: .*line 2, column"):
        read_toml('id = "me"\nzone = Europe', "me.toml")


@pytest.mark.parametrize("text", ["a = " + "[" * 5000, "a = " + "9" * 5000, "a = 1e99999999999999999999"])
def test_toml_that_breaks_the_reader_itself_is_one_fault(text: str) -> None:
    with pytest.raises(DataError, match=r"^me.toml: not valid TOML"):
        read_toml(text, "me.toml")


def test_a_file_that_is_not_there_or_not_text_is_one_fault(tmp_path) -> None:
    (tmp_path / "me.toml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(DataError, match=r"me.toml: is not a text file in UTF-8"):
        read_file(tmp_path / "me.toml")
    with pytest.raises(DataError, match=r"you.toml: cannot be read, no such file"):
        read_file(tmp_path / "you.toml")
    with pytest.raises(DataError, match=r": cannot be read, is a directory"):
        read_file(tmp_path)
    with pytest.raises(DataError, match=r": cannot be read, embedded null"):
        read_file("a\0b")


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path) -> None:
    (tmp_path / "me.toml").write_text('id = "me"', encoding="utf-8-sig")
    assert read_file(tmp_path / "me.toml") == 'id = "me"'


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.decimals(allow_nan=True) | st.text() | st.dates() | st.datetimes(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@given(values)
def test_any_value_is_read_or_refused_by_every_reader(value: object) -> None:
    fields = Fields({"x": value}, "f.toml")
    for read in (fields.text, fields.whole, fields.number, fields.numbers, fields.day, fields.texts, fields.wholes):
        read("x")
    fields.value("x", Pain)
    fields.read("x", Dose.parse, None)
    fields.reads("x", Dose.parse)
    fields.flag("x")
    fields.sub("x").close()
    for row in fields.rows("x"):
        row.close()
    assert all(str(fault).startswith("f.toml: x") for fault in fields.faults)
