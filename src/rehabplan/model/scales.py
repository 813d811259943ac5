"""Three scales that are never mixed: comparing a pain score with an effort is a TypeError."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from enum import IntEnum

from attrs import field, frozen


def whole_number(value: object) -> int:
    """Return *value* as a whole number; raises TypeError or ValueError for anything else."""
    if isinstance(value, bool) or not isinstance(value, (int, str, Decimal)):
        raise TypeError(f"expected a whole number, got {value!r}")
    number = exact_number(value)
    if number != int(number):
        raise ValueError(f"expected a whole number, got {value}")
    return int(number)


def exact_number(value: object) -> Decimal:
    """Return *value* as an exact decimal; raises TypeError or ValueError for anything else."""
    if isinstance(value, bool) or not isinstance(value, (int, str, float, Decimal)):
        raise TypeError(f"expected a number, got {value!r}")
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        raise ValueError(f"expected a number, got {value!r}") from None
    if not number.is_finite():
        raise ValueError(f"expected a finite number, got {value!r}")
    return number


@frozen(order=True)
class Pain:
    """Hold a pain score on the numeric rating scale (NRS): a whole number from 0, none, to 10, the worst.

    Raises ValueError outside 0-10. The scale and its minimal important change of 2 points: R58.

    >>> Pain(3) < Pain(5)
    True
    """

    value: int = field(converter=whole_number)

    def __attrs_post_init__(self) -> None:
        if not 0 <= self.value <= 10:
            raise ValueError(f"pain is a whole number from 0 to 10, got {self.value}")

    def __str__(self) -> str:
        return str(self.value)


@frozen(order=True)
class RPE:
    """Hold a rating of perceived exertion on the CR10 scale: 0, rest, to 10, maximal, in halves.

    Raises ValueError outside 0-10 or between halves. For sets of strength work RPE is 10 minus RIR (R26).

    >>> RPE("6.5") > RPE(6)
    True
    """

    value: Decimal = field(converter=exact_number)

    def __attrs_post_init__(self) -> None:
        if not 0 <= self.value <= 10 or self.value * 2 != int(self.value * 2):
            raise ValueError(f"effort (RPE) is a number from 0 to 10 in halves, got {self.value}")

    def __str__(self) -> str:
        return f"{self.value.normalize():f}"


@frozen(order=True)
class RIR:
    """Hold repetitions in reserve at the end of a set: a whole number from 0 to 10 (R26).

    >>> RIR(2).rpe
    RPE(value=Decimal('8'))
    """

    value: int = field(converter=whole_number)

    def __attrs_post_init__(self) -> None:
        if not 0 <= self.value <= 10:
            raise ValueError(f"repetitions in reserve are a whole number from 0 to 10, got {self.value}")

    @property
    def rpe(self) -> RPE:
        """Return the same effort on the RPE scale (R26)."""
        return RPE(10 - self.value)

    def __str__(self) -> str:
        return str(self.value)


class Light(IntEnum):
    """Name the colors of the pain gate P7, mildest first."""

    GREEN = 0
    SETTLED = 1
    UNSETTLED = 2
    RED = 3
    SKIP = 4
    STOP = 5

    @property
    def label(self) -> str:
        """Return the color's name in the words of the rule."""
        return ("GREEN", "AMBER-SETTLED", "AMBER-UNSETTLED", "RED", "SKIP", "STOP")[self]
