"""Judgment: small values with one pure method, and the functions that fold a course with them."""

from rehabplan.rules.combine import (
    AfterWeeks,
    Capped,
    EveryNthWeek,
    First,
    InWeeks,
    MostCareful,
    Reached,
    Until,
    first,
    gated_by,
    then,
)
from rehabplan.rules.deload import Deload, early_deload
from rehabplan.rules.double import DoubleProgression
from rehabplan.rules.evidence import misfit
from rehabplan.rules.flare import FlareDay, FlareState, FlareUp, flare_begins, running_share, third_in_six_weeks
from rehabplan.rules.fold import advance, begin, close, equipped, open_week
from rehabplan.rules.gaps import Adherence, Gap, offer_less, resume
from rehabplan.rules.holds import LongHold, ShortHold
from rehabplan.rules.lifting import EffortLoad, LinearLoad, TwoForTwo
from rehabplan.rules.order import decide, gated
from rehabplan.rules.pain import PainGate, improved, usual_morning, weekly_trend
from rehabplan.rules.repetitions import RepsFirst
from rehabplan.rules.running import RunDistance, WalkRunStages, stage_dose, stage_of
from rehabplan.rules.runs import AfterRun, RunPain, SingleRunCap, WeeklyGuide, ready_for_quality
from rehabplan.rules.simulate import Responder, Response, Table, simulate
from rehabplan.rules.strain import SessionLoad, session_load
from rehabplan.rules.wave import Wave
from rehabplan.rules.weather import Cold, Heat, acclimatized, heat_share, wbgt
from rehabplan.rules.weekly import AerobicMinutes, HabitCount, Intervals, StretchVolume

__all__ = [
    "Adherence",
    "AerobicMinutes",
    "AfterRun",
    "AfterWeeks",
    "Capped",
    "Cold",
    "Deload",
    "DoubleProgression",
    "EffortLoad",
    "EveryNthWeek",
    "First",
    "FlareDay",
    "FlareState",
    "FlareUp",
    "Gap",
    "HabitCount",
    "Heat",
    "InWeeks",
    "Intervals",
    "LinearLoad",
    "LongHold",
    "MostCareful",
    "PainGate",
    "Reached",
    "RepsFirst",
    "Responder",
    "Response",
    "RunDistance",
    "RunPain",
    "SessionLoad",
    "ShortHold",
    "SingleRunCap",
    "StretchVolume",
    "Table",
    "TwoForTwo",
    "Until",
    "WalkRunStages",
    "Wave",
    "WeeklyGuide",
    "acclimatized",
    "advance",
    "begin",
    "close",
    "decide",
    "early_deload",
    "equipped",
    "first",
    "flare_begins",
    "gated",
    "gated_by",
    "heat_share",
    "improved",
    "misfit",
    "offer_less",
    "open_week",
    "ready_for_quality",
    "resume",
    "running_share",
    "session_load",
    "simulate",
    "stage_dose",
    "stage_of",
    "then",
    "third_in_six_weeks",
    "usual_morning",
    "wbgt",
    "weekly_trend",
]
