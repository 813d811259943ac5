"""The edges of every numeric setting: the last value that is possible, and the first that is refused."""

import copy
from typing import Any

import pytest

from rehabplan.model.dose import Dose
from rehabplan.rules import (
    Adherence,
    AerobicMinutes,
    AfterWeeks,
    Cold,
    Deload,
    DoubleProgression,
    EffortLoad,
    EveryNthWeek,
    First,
    FlareUp,
    Gap,
    HabitCount,
    Heat,
    Intervals,
    InWeeks,
    LinearLoad,
    LongHold,
    MostCareful,
    PainGate,
    RepsFirst,
    Responder,
    RunDistance,
    RunPain,
    ShortHold,
    SingleRunCap,
    StretchVolume,
    TwoForTwo,
    WalkRunStages,
    Wave,
    WeeklyGuide,
)

NEEDED: dict[type, dict[str, Any]] = {
    DoubleProgression: {"low": 1, "high": 100, "step": 1},
    TwoForTwo: {"step": 1},
    LinearLoad: {"step": 1},
    EffortLoad: {"step": 1, "low": 0, "high": 10},
    Wave: {"dose": Dose.parse("3x8"), "step": 1},
    EveryNthWeek: {"rule": RepsFirst(), "n": 1},
    InWeeks: {"rule": RepsFirst()},
    PainGate: {"green": 0, "amber": 0, "skip": 10},
    HabitCount: {"more": 100, "fewer": 0},
}
EDGES: list[tuple[type, str, int, int | None]] = [
    (AerobicMinutes, "least", 1, 60),
    (AerobicMinutes, "percent", 1, 100),
    (AfterWeeks, "weeks", 0, 520),
    (Deload, "every", 2, 52),
    (Deload, "volume", 1, 100),
    (Deload, "load", 1, 100),
    (DoubleProgression, "low", 1, 100),
    (DoubleProgression, "high", 1, 100),
    (DoubleProgression, "sets", 1, 20),
    (DoubleProgression, "cap", 0, 1000),
    (EffortLoad, "low", 0, 10),
    (EffortLoad, "high", 0, 10),
    (EffortLoad, "calibration", 0, 20),
    (EffortLoad, "most", 1, 10),
    (EveryNthWeek, "n", 1, 52),
    (FlareUp, "settle", 1, 14),
    (FlareUp, "above", 0, 10),
    (FlareUp, "most", 0, 10),
    (FlareUp, "days", 1, 90),
    (Gap, "short", 1, None),
    (Gap, "third", 29, 365),
    (HabitCount, "more", 1, 100),
    (HabitCount, "fewer", 0, 100),
    (Heat, "ease", 1, 100),
    (Heat, "limit_to", 1, 100),
    (Intervals, "step_s", 1, 600),
    (InWeeks, "first", 1, None),
    (InWeeks, "last", 1, None),
    (LinearLoad, "percent", 100, 200),
    (LinearLoad, "resets", 1, 10),
    (LinearLoad, "weeks", 1, 52),
    (LongHold, "cap", 0, 1000),
    (LongHold, "step_s", 1, 60),
    (LongHold, "percent", 1, 100),
    (LongHold, "ceilings", 1, 10),
    (LongHold, "fails", 1, 10),
    (LongHold, "least", 1, 100),
    (PainGate, "green", 0, None),
    (PainGate, "amber", 0, 10),
    (PainGate, "skip", 1, 10),
    (RepsFirst, "ceilings", 1, 10),
    (RepsFirst, "fails", 1, 10),
    (RepsFirst, "least", 1, 100),
    (RepsFirst, "back", 1, 20),
    (Responder, "seed", 0, 2**32),
    (RunPain, "days", 1, 365),
    (ShortHold, "longer", 1, 60),
    (ShortHold, "good", 1, 10),
    (ShortHold, "short", 1, 10),
    (ShortHold, "least", 1, 100),
    (SingleRunCap, "percent", 100, 200),
    (SingleRunCap, "days", 1, 365),
    (StretchVolume, "longer", 1, 60),
    (StretchVolume, "limit", 1, 3600),
    (StretchVolume, "ceiling_s", 1, 300),
    (TwoForTwo, "extra", 1, 20),
    (TwoForTwo, "sessions", 1, 10),
    (WalkRunStages, "passes", 1, 10),
    (WalkRunStages, "extra", 0, 10),
    (WalkRunStages, "extra_until", 0, 9),
    (Wave, "first", 1, None),
    (WeeklyGuide, "percent", 100, 200),
    (WeeklyGuide, "cut", 1, 100),
    (WeeklyGuide, "every", 2, 52),
    (WeeklyGuide, "warn", 100, 300),
]


@pytest.mark.parametrize(
    ("kind", "field", "low", "high"), EDGES, ids=lambda v: v.__name__ if isinstance(v, type) else v
)
def test_the_edges(kind: type, field: str, low: int, high: int | None) -> None:
    needed = NEEDED.get(kind, {})
    for value in (low, low if high is None else high):
        assert getattr(kind(**{**needed, field: value}), field) == value
    for value in (low - 1, *([] if high is None else [high + 1])):
        with pytest.raises(ValueError, match=rf"{kind.__name__}\.{field}: expected "):
            kind(**{**needed, field: value})


DEFAULTS: dict[Any, dict[str, Any]] = {
    AerobicMinutes(): {"least": 5, "percent": 10},
    Deload(): {"every": 4, "volume": 55, "load": 90},
    FlareUp(): {"steps": (50, 70, 85, 100), "settle": 2, "above": 1, "most": 4, "days": 14},
    Gap(): {"short": 7, "repeat": 14, "first": 21, "second": 28, "third": 56},
    HabitCount(): {"more": 80, "fewer": 50},
    Heat(): {"ease": 80, "limit_to": 50},
    Intervals(): {"step_s": 5},
    LinearLoad(1): {"percent": 110, "resets": 3, "weeks": 8},
    LongHold(): {"step_s": 5, "percent": 10, "ceilings": 2, "fails": 2, "least": 80},
    EffortLoad(1): {"low": 2, "high": 3, "calibration": 2, "most": 5},
    PainGate(): {"green": 2, "amber": 5, "skip": 7},
    RepsFirst(): {"ceilings": 2, "fails": 2, "least": 60, "back": 2},
    RunPain(): {"unsettled": (2, 3), "red": (1, 2), "days": 14},
    ShortHold(): {"longer": 2, "good": 2, "short": 2, "least": 80},
    SingleRunCap(): {"percent": 110, "days": 30},
    StretchVolume(): {"longer": 5, "limit": 600, "ceiling_s": None},
    TwoForTwo(1): {"extra": 2, "sessions": 2},
    WalkRunStages(): {"passes": 2, "extra": 0, "extra_until": 9},
    WeeklyGuide(): {"percent": 110, "cut": 75, "every": 4, "warn": 130},
}


@pytest.mark.parametrize("rule", DEFAULTS, ids=lambda rule: type(rule).__name__)
def test_the_defaults_are_those_of_the_notes(rule: Any) -> None:
    assert {name: getattr(rule, name) for name in DEFAULTS[rule]} == DEFAULTS[rule]


@pytest.mark.parametrize("rule", [*DEFAULTS, Adherence(), RunDistance(), Cold(), First(), MostCareful()])
def test_rules_are_values(rule: Any) -> None:
    twin = copy.copy(rule)
    assert twin == rule
    assert hash(twin) == hash(rule)
    with pytest.raises(AttributeError):
        rule.other = 1
