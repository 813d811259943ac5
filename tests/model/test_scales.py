"""Pain, effort and reserve: what each accepts, and that no two of them ever mix."""

import operator
from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehabplan.model.scales import RIR, RPE, Light, Pain

TYPES: list[Any] = [Pain, RPE, RIR]
SCALES = [Pain(3), RPE(3), RIR(3)]
ORDER = [operator.lt, operator.le, operator.gt, operator.ge]
whole = st.integers(0, 10)


@pytest.mark.parametrize("scale", TYPES)
@pytest.mark.parametrize("value", [-1, 11, "nan", "inf", "three", ""])
def test_what_lies_outside_of_0_to_10_or_is_no_number_is_refused(scale, value) -> None:
    with pytest.raises(ValueError, match="number"):
        scale(value)


@pytest.mark.parametrize("scale", TYPES)
@pytest.mark.parametrize("value", [True, None, [3], Pain(3)])
def test_what_is_no_number_at_all_is_a_type_error(scale, value) -> None:
    with pytest.raises(TypeError, match="number"):
        scale(value)


def test_pain_and_reserve_are_whole_and_effort_comes_in_halves() -> None:
    for scale in (Pain, RIR):
        with pytest.raises(ValueError, match=r"whole number, got 2\.5"):
            scale("2.5")
        with pytest.raises(TypeError, match=r"whole number, got 2\.0"):
            scale(2.0)
    assert RPE("2.5").value == RPE(2.5).value == Decimal("2.5")
    with pytest.raises(ValueError, match=r"in halves, got 2\.25"):
        RPE("2.25")


@pytest.mark.parametrize("compare", ORDER)
@pytest.mark.parametrize("one", SCALES)
@pytest.mark.parametrize("other", [*SCALES, 3, Decimal(3)])
def test_scales_are_never_compared_with_one_another_or_with_numbers(compare, one, other) -> None:
    if type(one) is type(other):
        assert compare(one, other) == compare(3, 3)
        return
    assert one != other
    with pytest.raises(TypeError):
        compare(one, other)


@pytest.mark.parametrize("one", SCALES)
@pytest.mark.parametrize("other", [*SCALES, 1])
def test_scales_are_never_added(one, other) -> None:
    with pytest.raises(TypeError):
        operator.add(one, other)


@given(whole, whole)
def test_each_scale_is_ordered_as_its_numbers_are(a: int, b: int) -> None:
    for scale in TYPES:
        assert (scale(a) < scale(b)) == (a < b)
        assert (scale(a) == scale(b)) == (a == b)


@given(whole)
def test_effort_is_ten_minus_what_is_left_in_reserve(left: int) -> None:
    assert RIR(left).rpe == RPE(10 - left)


@given(st.integers(0, 20).map(lambda n: Decimal(n) / 2))
def test_a_scale_reads_back_what_it_writes(value: Decimal) -> None:
    assert RPE(str(RPE(value))) == RPE(value)
    assert Pain(str(Pain(int(value)))) == Pain(int(value))
    assert RIR(str(RIR(int(value)))) == RIR(int(value))


def test_ten_is_written_as_ten() -> None:
    assert [str(scale(10)) for scale in (Pain, RPE, RIR)] == ["10", "10", "10"]
    assert str(RPE("6.50")) == "6.5"


def test_a_score_never_changes() -> None:
    pain = Pain(3)
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        pain.value = 4  # type: ignore[misc]


def test_colors_come_mildest_first_with_the_words_of_the_rule() -> None:
    assert [light.label for light in sorted(Light)] == [
        "GREEN", "AMBER-SETTLED", "AMBER-UNSETTLED", "RED", "SKIP", "STOP"
    ]  # fmt: skip
