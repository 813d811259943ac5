"""From the short names that data use to the values that judge: rules of progression and gates."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from attrs import fields

from rehabplan.formats.fields import Fields
from rehabplan.model.course import Gate, Rule
from rehabplan.model.dose import Dose
from rehabplan.rules import (
    Adherence,
    AerobicMinutes,
    Deload,
    DoubleProgression,
    FlareUp,
    Gap,
    HabitCount,
    Heat,
    Intervals,
    LongHold,
    PainGate,
    RepsFirst,
    RunDistance,
    RunPain,
    ShortHold,
    SingleRunCap,
    StretchVolume,
    WalkRunStages,
)

LOAD_STEPS = 4
"""Steps above the first load after which an exercise hands over to the next rung of its ladder (DESIGN)."""


PLAIN: Mapping[str, Callable[[], Rule]] = {
    "reps-first": RepsFirst,
    "hold-short": ShortHold,
    "hold-long": LongHold,
    "stretch-volume": StretchVolume,
    "interval": Intervals,
    "run-stage": WalkRunStages,
    "run-cap": RunDistance,
    "aerobic-time": AerobicMinutes,
    "habit": HabitCount,
}
"""Rules of progression (P1, P4, P10, P12, P13) that read all they need from the exercise's own doses."""
RULES = ("double", "time-then-load", *PLAIN)
"""The names that exercises use."""


def prescribe(name: str, start: Dose, ceiling: Dose, step: Decimal) -> Rule:
    """Return the rule that owns the dose of an exercise from *start* to *ceiling*; *step* is its load step."""
    if name == "double":
        low, high = start.sets[0].reps, ceiling.sets[0].reps
        return DoubleProgression(low, high, step, sets=len(ceiling.sets), cap=LOAD_STEPS)
    if name == "time-then-load":
        return LongHold(then_load=step, cap=LOAD_STEPS)
    return PLAIN[name]()


GATES: Mapping[str, type[Gate]] = {
    "pain": PainGate,
    "flare-up": FlareUp,
    "gap": Gap,
    "adherence": Adherence,
    "deload": Deload,
    "single-run-cap": SingleRunCap,
    "run-pain": RunPain,
    "heat": Heat,
}
"""Gates (P6, P7, P9, P10a, P10g, P11, H1) by the names that programs use.

A program may give those of their parameters that are whole numbers."""


def make_gate(row: Fields) -> Gate | None:
    """Return the gate that *row* names, with the parameters it gives; None, and a fault, if it cannot be made."""
    kind = GATES.get(row.choice("rule", GATES))
    if kind is None:
        for name in row.table:
            row.given(name)
        return None
    names = [f.name for f in fields(kind) if type(f.default) is int]  # type: ignore[arg-type]
    given = {name: row.whole(name) for name in names if row.given(name)}
    if not row.sound:
        return None
    try:
        return kind(**given)
    except ValueError as error:
        row.fault("rule", str(error))
        return None
