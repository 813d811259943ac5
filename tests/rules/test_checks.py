from decimal import Decimal
from typing import Any

import pytest
from attrs import field, frozen

from rehabplan.rules.checks import chance, exact, number, of_type, perhaps, perhaps_exact, share, whole


@frozen
class Sample:
    """Hold one field for each check."""

    some: int = field(default=1, validator=whole(1, 5))
    many: int = field(default=1, validator=whole(1))
    weight: Decimal = field(default=Decimal(1), converter=exact, validator=number("0", "10"))
    part: tuple[int, int] = field(default=(1, 2), validator=share)
    odds: Decimal = field(default=Decimal(1), converter=exact, validator=chance)
    word: str = field(default="", validator=of_type(str))
    maybe: int | None = field(default=None, validator=perhaps(whole(1, 5)))


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"some": 0}, "Sample.some: expected a whole number from 1 to 5, got 0"),
        ({"some": 6}, "Sample.some: expected a whole number from 1 to 5, got 6"),
        ({"some": True}, "Sample.some: expected a whole number, got True"),
        ({"some": 1.0}, "Sample.some: expected a whole number, got 1.0"),
        ({"many": 0}, "Sample.many: expected a whole number of at least 1, got 0"),
        ({"weight": 0}, "Sample.weight: expected a number above 0, at most 10, got 0"),
        ({"weight": "10.1"}, "Sample.weight: expected a number above 0, at most 10, got 10.1"),
        ({"weight": "x"}, "Sample.weight: expected a number, got 'x'"),
        ({"weight": None}, "Sample.weight: expected a number, got None"),
        ({"weight": True}, "Sample.weight: expected a number, got True"),
        ({"weight": "inf"}, "Sample.weight: expected a number, got Decimal('Infinity')"),
        ({"part": (2, 1)}, "Sample.part: expected a share such as (2, 3), at most 1, got (2, 1)"),
        ({"part": (2,)}, "Sample.part: expected a share such as (2, 3), at most 1, got (2,)"),
        ({"part": (-1, 2)}, "Sample.part: expected a share such as (2, 3), at most 1, got (-1, 2)"),
        ({"part": (1, 2.5)}, "Sample.part: expected a share such as (2, 3), at most 1, got (1, 2.5)"),
        ({"weight": -1}, "Sample.weight: expected a number above 0, at most 10, got -1"),
        ({"odds": "1.01"}, "Sample.odds: expected a number from 0 to 1, got Decimal('1.01')"),
        ({"odds": "-0.01"}, "Sample.odds: expected a number from 0 to 1, got Decimal('-0.01')"),
        ({"odds": "NaN"}, "Sample.odds: expected a number from 0 to 1, got Decimal('NaN')"),
        ({"word": 3}, "Sample.word: expected str, got 3"),
        ({"maybe": 9}, "Sample.maybe: expected a whole number from 1 to 5, got 9"),
    ],
)
def test_a_refusal_names_the_field_and_the_reason(wrong: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - the whole text is compared
        Sample(**wrong)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    "good", [{"some": 5}, {"weight": 10}, {"weight": "0.001"}, {"part": (1, 1)}, {"odds": 0}, {"odds": 1}, {"maybe": 5}]
)
def test_the_edges_are_possible(good: dict[str, Any]) -> None:
    name, value = next(iter(good.items()))
    assert getattr(Sample(**good), name) in {value, Decimal(str(value)) if name in {"weight", "odds"} else value}


def test_numbers_are_exact() -> None:
    assert exact(0.1) == Decimal("0.1")  # type: ignore[arg-type]
    assert exact("2.50") == Decimal("2.5")
    assert perhaps_exact(None) is None
    assert perhaps_exact("2") == 2
