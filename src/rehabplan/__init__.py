"""Plan strengthening, stretching and running for sore backs: pain-gated, scheduled, explained, in your calendar.

Names are imported on first use, so that `import rehabplan` costs next to nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rehabplan import catalog
    from rehabplan.calendars.write import to_ics
    from rehabplan.errors import DataError, NotationError, RehabPlanError, UnknownNameError
    from rehabplan.formats.codec import plan_from_json, to_json
    from rehabplan.formats.diary import load_diary
    from rehabplan.formats.person import load_person
    from rehabplan.model.clearance import Clearance, NotClearedError, Outcome
    from rehabplan.model.course import Course, Decision, Exposure, Gate, Rule, Verdict, Week
    from rehabplan.model.diary import Diary, Entry
    from rehabplan.model.dose import Dose, Set
    from rehabplan.model.exercise import Exercise, Ladder
    from rehabplan.model.load import Load
    from rehabplan.model.person import Away, FixedRun, Person, Running, Window
    from rehabplan.model.plan import Item, Key, Pin, Plan, Session, Unplaced
    from rehabplan.model.program import Component, Phase, Program, Slot
    from rehabplan.model.scales import RIR, RPE, Light, Pain
    from rehabplan.planning.plan import make_plan, revise_plan, screen
    from rehabplan.rules.simulate import simulate

__version__ = "0.1.0"

__all__ = [
    "RIR",
    "RPE",
    "Away",
    "Clearance",
    "Component",
    "Course",
    "DataError",
    "Decision",
    "Diary",
    "Dose",
    "Entry",
    "Exercise",
    "Exposure",
    "FixedRun",
    "Gate",
    "Item",
    "Key",
    "Ladder",
    "Light",
    "Load",
    "NotClearedError",
    "NotationError",
    "Outcome",
    "Pain",
    "Person",
    "Phase",
    "Pin",
    "Plan",
    "Program",
    "RehabPlanError",
    "Rule",
    "Running",
    "Session",
    "Set",
    "Slot",
    "UnknownNameError",
    "Unplaced",
    "Verdict",
    "Week",
    "Window",
    "catalog",
    "load_diary",
    "load_person",
    "make_plan",
    "plan_from_json",
    "revise_plan",
    "screen",
    "simulate",
    "to_ics",
    "to_json",
]

_HOME = {
    "errors": ("DataError", "NotationError", "RehabPlanError", "UnknownNameError"),
    "model.scales": ("RIR", "RPE", "Light", "Pain"),
    "model.load": ("Load",),
    "model.dose": ("Dose", "Set"),
    "model.exercise": ("Exercise", "Ladder"),
    "model.course": ("Course", "Decision", "Exposure", "Gate", "Rule", "Verdict", "Week"),
    "model.clearance": ("Clearance", "NotClearedError", "Outcome"),
    "model.person": ("Away", "FixedRun", "Person", "Running", "Window"),
    "model.program": ("Component", "Phase", "Program", "Slot"),
    "model.diary": ("Diary", "Entry"),
    "model.plan": ("Item", "Key", "Pin", "Plan", "Session", "Unplaced"),
    "rules.simulate": ("simulate",),
    "formats.codec": ("plan_from_json", "to_json"),
    "formats.diary": ("load_diary",),
    "formats.person": ("load_person",),
    "planning.plan": ("make_plan", "revise_plan", "screen"),
    "calendars.write": ("to_ics",),
}


def __getattr__(name: str) -> Any:
    if name == "catalog":
        return import_module("rehabplan.catalog")
    for module, names in _HOME.items():
        if name in names:
            value = getattr(import_module(f"rehabplan.{module}"), name)
            globals()[name] = value
            return value
    raise AttributeError(f"module 'rehabplan' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
