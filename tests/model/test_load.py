"""Loads: exact amounts, one unit at a time."""

import operator
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehabplan.errors import NotationError
from rehabplan.model.load import BANDS, UNITS, Load
from rehabplan.model.scales import Pain

amounts = st.decimals(0, 999_999, places=3, allow_nan=False)
loads = st.one_of(
    st.builds(Load, amounts, st.sampled_from(["kg", "lb", "%"])),
    st.builds(Load, st.integers(0, 999_999), st.just("step")),
    st.builds(Load, st.integers(0, len(BANDS) - 1), st.just("band")),
)
ONE_EACH = [Load(3, unit) for unit in UNITS]


@pytest.mark.parametrize(
    ("text", "amount", "unit"),
    [
        ("12.5kg", "12.5", "kg"),
        (" 12.5 KG ", "12.5", "kg"),
        ("25lb", "25", "lb"),
        ("75%", "75", "%"),
        ("+2", "2", "step"),
        ("yellow", "0", "band"),
        ("Red", "1", "band"),
        ("gold", "6", "band"),
    ],
)
def test_loads_as_people_write_them(text: str, amount: str, unit: str) -> None:
    assert Load.parse(text) == Load(Decimal(amount), unit)


@pytest.mark.parametrize("text", ["", "12", "12.5", "-2kg", "kg", "purple", "+", "+1.5", "12,5kg", "1e3kg", "12 stone"])
def test_what_is_no_load_is_quoted_with_what_was_expected(text: str) -> None:
    with pytest.raises(NotationError) as caught:
        Load.parse(text)
    assert repr(text) in str(caught.value)
    assert "expected like 12.5kg, 25lb, 75%, red (a band) or +2 (steps)" in str(caught.value)


@given(loads)
def test_a_load_reads_back_what_it_writes(load: Load) -> None:
    assert Load.parse(str(load)) == load


@pytest.mark.parametrize(
    ("amount", "unit", "message"),
    [
        (1, "stone", "unknown load unit 'stone', expected one of kg, lb"),
        (-1, "kg", "not negative, got -1"),
        (7, "band", "bands are yellow, red, green"),
        ("1.5", "band", "bands are yellow"),
        ("1.5", "step", "whole"),
        ("nan", "kg", "finite"),
    ],
)
def test_impossible_loads_are_refused(amount: object, unit: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Load(amount, unit)


@pytest.mark.parametrize("amount", [10**6, "0.1234567"])
def test_a_load_has_at_most_six_digits_before_and_after_its_point(amount: object) -> None:
    with pytest.raises(ValueError, match="digits"):
        Load(amount)


@pytest.mark.parametrize("compare", [operator.lt, operator.le, operator.gt, operator.ge])
@pytest.mark.parametrize("one", ONE_EACH, ids=lambda load: load.unit)
@pytest.mark.parametrize("other", [*ONE_EACH, Pain(3), 3], ids=str)
def test_units_are_never_mixed(compare, one: Load, other) -> None:
    if isinstance(other, Load) and one.unit == other.unit:
        assert compare(one, other) == compare(3, 3)
        return
    assert one != other
    with pytest.raises(TypeError):
        compare(one, other)


@given(amounts, amounts)
def test_loads_of_one_unit_are_ordered_by_amount(a: Decimal, b: Decimal) -> None:
    assert (Load(a) < Load(b)) == (a < b)
    assert (Load(a) >= Load(b)) == (a >= b)


def test_adding_is_exact_and_takes_numbers_only() -> None:
    load = Load("0.1")
    for _ in range(9):
        load = load.plus("0.1")
    assert load == Load(1)
    assert Load(1, "lb").plus(2).unit == "lb"
    for other in (Load(1), Pain(1), True):
        with pytest.raises(TypeError):
            Load(1).plus(other)  # type: ignore[arg-type]
