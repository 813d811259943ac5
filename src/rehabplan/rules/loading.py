"""Steps of external load: exact, rounded to what can be loaded, limited by what is owned."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

from attrs import evolve

from rehabplan.model.dose import Dose
from rehabplan.model.load import BANDS, Load

ONE = Decimal(1)
POUNDS = 2
"""A step in pounds is so many times the step in kilograms (1 kg and 2 lb, 2.5 kg and 5 lb: DESIGN)."""
Owned = tuple[Decimal, ...]


def floor_to(amount: Decimal, step: Decimal) -> Decimal:
    """Return the largest multiple of *step* that is not above *amount*, exactly.

    >>> floor_to(Decimal("38.25"), Decimal("2.5"))
    Decimal('37.5')
    """
    return amount // step * step


def heavier(load: Load, step: Decimal, owned: Owned = ()) -> Load | None:
    """Return the load one step up, or None when nothing heavier is owned.

    A step is *step* or 5 % of the load, whichever is more (P1; inside the 2-10 % of R23), a band color, or one
    step above the weight first chosen. *owned* are the loads at hand, lightest first; empty means any.
    """
    amount, unit = load.amount, load.unit
    if unit == "step":
        return Load(amount + 1, unit) if not owned or amount + 1 < len(owned) else None
    step = _in_unit(step, unit)
    wanted = amount + max(step, floor_to(amount / 20, step))
    if unit == "band" and wanted >= len(BANDS):
        return None
    if not owned:
        return Load(wanted, unit)
    above = [weight for weight in owned if weight > amount]
    if not above:
        return None
    return Load(max((weight for weight in above if weight <= wanted), default=above[0]), unit)


def lighter(load: Load, step: Decimal, owned: Owned = ()) -> Load:
    """Return the load after two failures: 90 %, at least one step less, never below nothing (P1).

    When nothing lighter is owned the load stays.
    """
    if owned and load.unit != "step":
        return _owned(load, 90, owned)
    step = _in_unit(step, load.unit)
    return Load(max(min(floor_to(load.amount * 9 / 10, step), load.amount - step), Decimal(0)), load.unit)


def share(load: Load, percent: int, step: Decimal, owned: Owned = ()) -> Load:
    """Return *percent* of a load, floored to *step* or to what is owned; never more than the load."""
    if owned and load.unit != "step":
        return _owned(load, percent, owned)
    return Load(floor_to(load.amount * percent / 100, _in_unit(step, load.unit)), load.unit)


def _owned(load: Load, percent: int, owned: Owned) -> Load:
    """Return the heaviest load owned within *percent* of a load, or else the lightest one that is not above it."""
    within = [weight for weight in owned if weight * 100 <= load.amount * percent]
    return Load(within[-1] if within else min(owned[0], load.amount), load.unit)


def big_jump(load: Load, following: Load, step: Decimal, owned: Owned = ()) -> bool:
    """Say whether the next load is more than 10 % above: then two more repetitions are earned first (P1, R23).

    Bands and loads that are not known yet count as big jumps.
    """
    if load.unit in {"step", "band"}:
        return True
    jump = following.amount - load.amount if owned else _in_unit(step, load.unit)
    return jump * 10 > load.amount


def _in_unit(step: Decimal, unit: str) -> Decimal:
    """Return a step of so many kilograms in the unit of a load."""
    if unit in {"band", "step"}:
        return ONE
    return step * POUNDS if unit == "lb" else step


def with_load(dose: Dose, load: Load | None) -> Dose:
    """Return the dose with the same load in every set."""
    return dose.with_sets(tuple([evolve(s, load=load) for s in dose.sets]))


@lru_cache(maxsize=4096)
def alike(dose: Dose, sets: int, reps: int, load: Load | None) -> Dose:
    """Return the dose with so many sets of so many repetitions, all with the same load."""
    return dose.with_sets((evolve(dose.sets[0], reps=reps, load=load),) * sets)
