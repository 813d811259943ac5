"""P8, session load: effort times minutes, monotony, strain (R29). For information: nothing is gated on it (R46)."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from rehabplan.model.scales import RPE


class SessionLoad(NamedTuple):
    """Hold the load of some days in a row: per day, in all, mean and standard deviation, monotony and strain.

    Mean and deviation are rounded to 0.1, monotony to 0.01, strain to 1. Equal days have no monotony and no strain.
    """

    daily: tuple[Decimal, ...]
    total: Decimal
    mean: Decimal
    deviation: Decimal
    monotony: Decimal | None
    strain: Decimal | None


def session_load(days: Sequence[tuple[int, RPE]]) -> SessionLoad:
    """Return the session load of days given as (minutes, effort); days of rest count with 0.

    Monotony is the mean over the sample standard deviation (n - 1), strain the load of the days times monotony (R29).
    Raises ValueError for fewer than two days.
    """
    if len(days) < 2:
        raise ValueError(f"session load needs at least two days, got {len(days)}")
    daily = tuple(minutes * effort.value for minutes, effort in days)
    total = sum(daily, Decimal(0))
    mean = total / len(daily)
    deviation = (sum(((load - mean) ** 2 for load in daily), Decimal(0)) / (len(daily) - 1)).sqrt()
    even = len(set(daily)) == 1
    monotony = None if even else mean / deviation
    return SessionLoad(
        daily, total, _rounded(mean, "0.1"), Decimal("0.0") if even else _rounded(deviation, "0.1"),
        None if monotony is None else _rounded(monotony, "0.01"),
        None if monotony is None else _rounded(total * monotony, "1"),
    )  # fmt: skip


def _rounded(value: Decimal, unit: str) -> Decimal:
    return value.quantize(Decimal(unit), ROUND_HALF_UP)
