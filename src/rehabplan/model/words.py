"""A dose in words for people: `3 x 10 each side, rest 60 s`."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from itertools import groupby

from rehabplan.model.dose import Dose, Set
from rehabplan.model.load import Load
from rehabplan.model.scales import RIR

BOUTS: Mapping[str, tuple[str, str]] = {
    "walk-run": ("run", "walk"),
    "run": ("brisk", "easy jog"),
    "run-drill": ("fast", "easy"),
}
"""What to call work and recovery of an interval, by the exercise's movement pattern."""

FIRST_RIR = RIR(4)
"""Repetitions in reserve at which a first weight is chosen when the dose does not say (DESIGN)."""


def dose_words(dose: Dose, pattern: str = "walk-run", implement: str = "") -> str:
    """Say a dose in words.

    *pattern* and *implement* are the exercise's: the first chooses what the bouts of an interval are called, the second
    whether a load not known yet is a weight or a band.

    >>> dose_words(Dose.parse("3x10 @+0 /side rir 3"))
    '3 x 10 each side with a weight you could lift 3 more times, rest 60 s'
    >>> dose_words(Dose.parse("8-6-4x10s rest 30s"))
    '8-6-4 holds of 10 s, rest 30 s'
    >>> dose_words(Dose.parse("6x(60s/240s)"))
    '6 x (1 min run, 4 min walk)'
    >>> dose_words(Dose.parse("5.2km"))
    '5.2 km'
    """
    many = any(s.reps > 1 for s in dose.sets)
    groups = [tuple(group) for _, group in groupby(dose.sets, key=lambda s: _alike(s, many=many))]
    parts = [", then ".join(_group(group, dose, pattern, implement) for group in groups)]
    if len(dose.sets) > 1 and dose.rest:
        parts.append(f"rest {_rest(dose.rest)}")
    if dose.per_day > 1:
        parts.append(f"{dose.per_day} times a day")
    if dose.rir is not None and not _is_first(dose.load):
        parts.append(f"leave {dose.rir.value or 'none'} in reserve")
    if dose.cap is not None:
        parts.append(f"effort at most {dose.cap} of 10")
    return ", ".join(parts)


def _alike(s: Set, *, many: bool) -> tuple[object, ...]:
    """Group sets that one phrase can say: alike but for repetitions and amount of load."""
    bout = (s.seconds, s.meters, s.recover, s.load and s.load.unit)
    return (*bout, s.reps) if s.recover else (*bout, s.reps == 1 and not many)


def _group(sets: tuple[Set, ...], dose: Dose, pattern: str, implement: str) -> str:
    side = " each side" if dose.per_side else ""
    loads = [s.load for s in sets if s.load]
    return (
        _sets(sets, pattern) + side + _loads(loads, dose.rir or FIRST_RIR, "band" if "band" in implement else "weight")
    )


def _sets(sets: tuple[Set, ...], pattern: str) -> str:
    first, count = sets[0], len(sets)
    if first.recover:
        work, easy = BOUTS.get(pattern, ("work", "easy"))
        bout = f"({_length(first) or 'once'} {work}, {_duration(first.recover)} {easy})"
        return _times(count, _times(first.reps, bout), " rounds of " if first.reps > 1 else " x ")
    if _length(first) and first.reps == 1:
        return _times(count, _length(first))
    reps = _reps(sets)
    if _length(first):
        return f"{reps} {'lengths' if first.meters else 'holds'} of {_length(first)}"
    return f"{reps} times" if count == 1 else reps


def _reps(sets: tuple[Set, ...]) -> str:
    """Say repetitions: `3 x 10`, `8-6-4`, `5-5-5 or more` (in the last set)."""
    if len({(s.reps, s.open) for s in sets}) == 1:
        reps = _times(len(sets), str(sets[0].reps))
    else:
        reps = "-".join(f"{s.reps}{'+' if s.open else ''}" for s in sets).removesuffix("+")
    return f"{reps} or more" if sets[-1].open else reps


def _times(count: int, what: str, link: str = " x ") -> str:
    return what if count == 1 else f"{count}{link}{what}"


def _length(s: Set) -> str:
    if s.meters:
        return f"{s.meters} m" if s.meters < 1000 else f"{_plain(Decimal(s.meters) / 1000)} km"
    return _duration(s.seconds) if s.seconds else ""


def _duration(seconds: int) -> str:
    minutes, rest = divmod(seconds, 60)
    if not minutes or (rest and seconds < 120):
        return f"{seconds} s"
    return f"{minutes} min {rest} s" if rest else f"{minutes} min"


def _rest(seconds: int) -> str:
    """Say a rest: up to two minutes people count seconds."""
    return f"{seconds} s" if seconds < 120 else _duration(seconds)


def _loads(loads: list[Load], rir: RIR, thing: str) -> str:
    if not loads:
        return ""
    amounts = [_plain(load.amount) for load in loads]
    if len(set(loads)) == 1 or loads[0].unit not in ("kg", "lb", "%"):
        return " with " + ", then ".join(dict.fromkeys(_load(load, rir, thing) for load in loads))
    listed = f"{', '.join(amounts[:-1])} and {amounts[-1]}"
    return f" with {listed} {_unit(loads[0])}"


def _load(load: Load, rir: RIR, thing: str) -> str:
    if load.unit == "band":
        return f"the {load} band"
    if load.unit == "step":
        return _steps(load.amount, rir, thing)
    return f"{_plain(load.amount)} {_unit(load)}"


def _steps(steps: Decimal, rir: RIR, thing: str) -> str:
    if steps:
        return f"a {thing} {_plain(steps)} step{'' if steps == 1 else 's'} above your first {thing}"
    can = "use" if thing == "band" else "lift"
    return f"a {thing} you could {can} {rir} more time{'' if rir.value == 1 else 's'}"


def _is_first(load: Load | None) -> bool:
    return load is not None and load.unit == "step" and not load.amount


def _unit(load: Load) -> str:
    return "% of your training max" if load.unit == "%" else load.unit


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"
