"""Refuse impossible parameters when a rule is made: a ValueError names the field and the reason."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from attrs import Attribute

    Check = Callable[[Any, Attribute[Any], Any], None]

LIMIT = 10**6
"""No parameter of a rule is larger than this."""


def exact(value: Decimal | int | str) -> Decimal:
    """Return a number as an exact decimal; what is no number is left for the field's check to name."""
    if isinstance(value, Decimal | bool):
        return value  # type: ignore[return-value]
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return value  # type: ignore[return-value]


def perhaps_exact(value: Decimal | int | str | None) -> Decimal | None:
    """Return a number as an exact decimal, or None."""
    return None if value is None else exact(value)


def whole(low: int, high: int = LIMIT) -> Check:
    """Return a check for a whole number from *low* to *high*."""

    def check(rule: object, attribute: Attribute[Any], value: object) -> None:
        if isinstance(value, bool) or not isinstance(value, int):
            raise refusal(rule, attribute.name, f"expected a whole number, got {value!r}")
        if not low <= value <= high:
            raise refusal(rule, attribute.name, f"expected a whole number {_bounds(low, high)}, got {value}")

    return check


def number(low: str = "0", high: str = str(LIMIT)) -> Check:
    """Return a check for an exact number above *low*, at most *high*."""

    def check(rule: object, attribute: Attribute[Any], value: object) -> None:
        if not isinstance(value, Decimal) or not value.is_finite():
            raise refusal(rule, attribute.name, f"expected a number, got {value!r}")
        if not Decimal(low) < value <= Decimal(high):
            raise refusal(rule, attribute.name, f"expected a number above {low}, at most {high}, got {value}")

    return check


def share(rule: object, attribute: Attribute[Any], value: object) -> None:
    """Check for a share written as a fraction, such as (2, 3): whole numbers above 0, not above 1 together."""
    whole_numbers = isinstance(value, tuple) and len(value) == 2 and all(type(part) is int for part in value)
    if not (whole_numbers and isinstance(value, tuple) and 0 < value[0] <= value[1]):
        raise refusal(rule, attribute.name, f"expected a share such as (2, 3), at most 1, got {value!r}")


def chance(rule: object, attribute: Attribute[Any], value: object) -> None:
    """Check for a number from 0 to 1."""
    if not isinstance(value, Decimal) or not value.is_finite() or not 0 <= value <= 1:
        raise refusal(rule, attribute.name, f"expected a number from 0 to 1, got {value!r}")


def of_type(kind: type) -> Check:
    """Return a check for a value of one type."""

    def check(rule: object, attribute: Attribute[Any], value: object) -> None:
        if not isinstance(value, kind):
            raise refusal(rule, attribute.name, f"expected {kind.__name__}, got {value!r}")

    return check


def perhaps(check: Check) -> Check:
    """Return *check*, passed by None as well."""

    def checked(rule: object, attribute: Attribute[Any], value: object) -> None:
        if value is not None:
            check(rule, attribute, value)

    return checked


def refusal(rule: object, field: str, reason: str) -> ValueError:
    """Return the error for one field of one rule."""
    return ValueError(f"{type(rule).__name__}.{field}: {reason}")


def _bounds(low: int, high: int) -> str:
    return f"from {low} to {high}" if high < LIMIT else f"of at least {low}"
