"""External load: exact, with its unit, never mixed."""

from __future__ import annotations

import re
from decimal import Decimal

from attrs import field, frozen

from rehabplan.errors import NotationError
from rehabplan.model.scales import exact_number

BANDS = ("yellow", "red", "green", "blue", "black", "silver", "gold")
"""Resistance-band colors, lightest first (the common manufacturers' order; DESIGN)."""

UNITS = ("kg", "lb", "%", "band", "step")

DIGITS = 6
"""Most digits of an amount before its point, and after it: what the notation writes and reads back (DESIGN)."""


@frozen
class Load:
    """Hold one external load: an exact amount and its unit.

    Units: `kg`, `lb`, `%` (of a training maximum), `band` (index into `BANDS`) and `step` (steps above the weight
    first chosen, used until that weight is known). A body-weight set has no load. Comparing or adding loads of
    different units raises TypeError; an unknown unit, a negative amount or half a step raises ValueError.

    >>> Load.parse("12.5kg").plus("2.5")
    Load(amount=Decimal('15.0'), unit='kg')
    >>> str(Load.parse("red"))
    'red'
    """

    amount: Decimal = field(converter=exact_number)
    unit: str = "kg"

    def __attrs_post_init__(self) -> None:
        if self.unit not in UNITS:
            raise ValueError(f"unknown load unit {self.unit!r}, expected one of {', '.join(UNITS)}")
        if self.amount < 0:
            raise ValueError(f"a load is not negative, got {self.amount}")
        if self.unit == "step" and self.amount != int(self.amount):
            raise ValueError(f"steps are whole, got {self.amount}")
        if self.amount >= 10**DIGITS or self.amount != round(self.amount, DIGITS):
            raise ValueError(f"a load has at most {DIGITS} digits before and after its point, got {self.amount}")
        if self.unit == "band" and (self.amount != int(self.amount) or self.amount >= len(BANDS)):
            raise ValueError(f"bands are {', '.join(BANDS)}")

    @classmethod
    def parse(cls, text: str) -> Load:
        """Read `12.5kg`, `25lb`, `75%`, a band color, or `+2` (steps above the first weight).

        Raises NotationError with what was expected.
        """
        word = text.strip().lower()
        if word in BANDS:
            return cls(Decimal(BANDS.index(word)), "band")
        if match := re.fullmatch(r"\+(\d{1,6})", word):
            return cls(Decimal(match[1]), "step")
        if match := re.fullmatch(r"(\d{1,6}(?:\.\d{1,6})?)\s*(kg|lb|%)", word):
            return cls(Decimal(match[1]), match[2])
        raise NotationError(f"not a load: {text!r}, expected like 12.5kg, 25lb, 75%, red (a band) or +2 (steps)")

    def plus(self, amount: Decimal | int | str) -> Load:
        """Return this load with *amount* of its own unit added."""
        return Load(self.amount + exact_number(amount), self.unit)

    def _against(self, other: object) -> Decimal:
        if not isinstance(other, Load):
            raise TypeError(f"a load cannot be compared with {other!r}")
        if self.unit != other.unit:
            raise TypeError(f"loads in {self.unit} and {other.unit} cannot be compared")
        return other.amount

    def __lt__(self, other: Load) -> bool:
        return self.amount < self._against(other)

    def __le__(self, other: Load) -> bool:
        return self.amount <= self._against(other)

    def __gt__(self, other: Load) -> bool:
        return self.amount > self._against(other)

    def __ge__(self, other: Load) -> bool:
        return self.amount >= self._against(other)

    def __str__(self) -> str:
        if self.unit == "band":
            return BANDS[int(self.amount)]
        number = f"{self.amount.normalize():f}"
        return f"+{number}" if self.unit == "step" else number + self.unit
