"""Hard rules of the week: small values with an id and parameters; any value of either shape is a rule.

A set of sessions is allowed when no rule refuses any of them beside the others. Rules are monotone: what is refused
beside some sessions is refused beside more of them, and the order in which sessions are looked at does not matter.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeGuard

from attrs import frozen

from rehabplan.planning.placed import Placed, Task

HOUR = 60
RUNS = frozenset({"run"})
ACTIVE = frozenset({"run", "strength"})
HARD_RUNS = frozenset({"long", "quality"})


class PairRule(Protocol):
    """Refuse two sessions beside each other. It reads what the sessions hold, never their keys."""

    @property
    def id(self) -> str:
        """Return the short name that sentences end with."""
        ...

    def concerns(self, one: Task, other: Task) -> bool:
        """Say whether two such sessions can ever be in each other's way (in this order or the other)."""
        ...

    def clash(self, one: Placed, other: Placed) -> str:
        """Return why *one* cannot be there beside *other*, as words after its day; empty when it can."""
        ...


class WeekRule(Protocol):
    """Refuse a session beside all others of the week."""

    @property
    def id(self) -> str:
        """Return the short name that sentences end with."""
        ...

    def counts(self, task: Task) -> bool:
        """Say whether such a session matters to the rule."""
        ...

    def refuses(self, one: Placed, others: Sequence[Placed]) -> str:
        """Return why *one* cannot be there beside *others*, as words after its day; empty when it can."""
        ...


Constraint = PairRule | WeekRule


def is_pair_rule(rule: Constraint) -> TypeGuard[PairRule]:
    """Say whether the rule looks at two sessions at a time."""
    return hasattr(rule, "clash")


def is_week_rule(rule: Constraint) -> TypeGuard[WeekRule]:
    """Say whether the rule looks at all sessions of the week."""
    return hasattr(rule, "refuses")


def objection(rule: Constraint, one: Placed, others: Sequence[Placed]) -> str:
    """Return why *rule* refuses *one* beside *others*, as words after its day; empty when it does not.

    >>> from rehabplan.model.plan import Key
    >>> trunk = Task(Key(1, "trunk", 1), 15, "trunk")
    >>> objection(OneADay(), Placed(trunk, 0, 750), (Placed(trunk, 0, 1080),))
    'has a trunk session already'
    """
    if is_pair_rule(rule):
        return next(filter(None, (rule.clash(one, other) for other in others)), "")
    return rule.refuses(one, others) if is_week_rule(rule) and rule.counts(one.task) else ""


@frozen
class SameMuscles:
    """C1: keep 48 hours, start to start, between sessions that share a muscle, and an exercise's own gap (R22)."""

    hours: int = 48
    id: str = "C1"

    def concerns(self, one: Task, other: Task) -> bool:
        """Say whether the two share a muscle or an exercise with a gap."""
        return self._hours(one, other) > 0

    def clash(self, one: Placed, other: Placed) -> str:
        """Refuse starts that are too close."""
        hours = self._hours(one.task, other.task)
        if abs(one.at - other.at) >= hours * HOUR:
            return ""
        return f"is within {hours} hours of {other.task.label}, which trains the same muscles"

    def _hours(self, one: Task, other: Task) -> int:
        own = dict(other.gaps)
        shared = [max(hours, own[name]) for name, hours in one.gaps if name in own]
        return max([self.hours if one.muscles & other.muscles else 0, *shared])


@frozen
class FreshLegs:
    """C2: no session of high leg fatigue on the day before a long or quality run, nor earlier that day (R51-R53)."""

    id: str = "C2"

    def concerns(self, one: Task, other: Task) -> bool:
        """Say whether one tires the legs and the other is a hard run."""
        return _tiring_and_hard(one, other) or _tiring_and_hard(other, one)

    def clash(self, one: Placed, other: Placed) -> str:
        """Refuse the day before, and the hours before on the same day."""
        if _tires(one, other):
            when = "is the day" if one.day < other.day else "has only hours"
            return f"{when} before the {other.task.label}"
        if _tires(other, one):
            when = "is the day" if other.day < one.day else "has only hours"
            return f"{when} after {other.task.label}, which tires the legs"
        return ""


def _tiring_and_hard(tiring: Task, hard: Task) -> bool:
    return tiring.fatigue == "high" and hard.run in HARD_RUNS


def _tires(first: Placed, second: Placed) -> bool:
    near = first.at < second.at and second.day - first.day <= 1
    return near and _tiring_and_hard(first.task, second.task)


@frozen
class RunFirst:
    """C4: never heavy leg strength before a run on the same day (R51)."""

    id: str = "C4"

    def concerns(self, one: Task, other: Task) -> bool:
        """Say whether one is heavy leg strength and the other a run."""
        return _heavy_and_run(one, other) or _heavy_and_run(other, one)

    def clash(self, one: Placed, other: Placed) -> str:
        """Refuse strength that starts before the day's run."""
        if one.day != other.day:
            return ""
        if _heavy_and_run(one.task, other.task) and one.start < other.start:
            return f"would put heavy leg work before the {other.task.label}"
        if _heavy_and_run(other.task, one.task) and other.start < one.start:
            return f"has heavy leg work ({other.task.label}) earlier"
        return ""


def _heavy_and_run(heavy: Task, run: Task) -> bool:
    return heavy.component == "strength" and heavy.fatigue != "low" and run.component == "run"


@frozen
class AfterLongRun:
    """C5: the day after a long run is for trunk, mobility and walking only (DESIGN)."""

    allowed: tuple[str, ...] = ("mobility", "trunk", "walk")
    id: str = "C5"

    def concerns(self, one: Task, other: Task) -> bool:
        """Say whether one is a long run and the other not for the day after it."""
        return self._apart(one, other) or self._apart(other, one)

    def clash(self, one: Placed, other: Placed) -> str:
        """Refuse the day after a long run, and a long run the day before."""
        if one.day - other.day == 1 and self._apart(other.task, one.task):
            return "is the day after the long run"
        if other.day - one.day == 1 and self._apart(one.task, other.task):
            return f"is the day before {other.task.label}, and the day after a long run is an easy one"
        return ""

    def _apart(self, run: Task, other: Task) -> bool:
        return run.run == "long" and other.component not in self.allowed


@frozen
class RestDay:
    """C6: keep `days` days of the week without running and without strength (DESIGN).

    A day that is fixed as active already may take more; a week whose fixed days are all active has no such day to keep.
    """

    days: int = 1
    id: str = "C6"

    def counts(self, task: Task) -> bool:
        """Say whether it is a run or strength."""
        return task.component in ACTIVE

    def refuses(self, one: Placed, others: Sequence[Placed]) -> str:
        """Refuse the day that would take the last rest day."""
        active = {p.day for p in others if p.task.component in ACTIVE and 0 <= p.day < 7}
        if not 0 <= one.day < 7 or one.task.component not in ACTIVE or one.day in active or len(active) < 7 - self.days:
            return ""
        return "would leave no day without running and strength"


@frozen
class WalkRunRest:
    """C7: keep `days` days without a walk-run between two of them: one, or two after RED (R49)."""

    days: int = 1
    id: str = "C7"

    def concerns(self, one: Task, other: Task) -> bool:
        """Say whether both are walk-runs."""
        return one.run == other.run == "walk-run"

    def clash(self, one: Placed, other: Placed) -> str:
        """Refuse days that are too close."""
        if abs(one.day - other.day) > self.days or not self.concerns(one.task, other.task):
            return ""
        return f"leaves no rest day {'before' if one.day < other.day else 'after'} a walk-run"


@frozen
class RestAfterPain:
    """Keep the days before `day` free of running: the rest that a painful run asks for (P10c, P10g, R49)."""

    day: int
    id: str = "C7"

    def counts(self, task: Task) -> bool:
        """Say whether it is a run."""
        return task.component in RUNS

    def refuses(self, one: Placed, others: Sequence[Placed]) -> str:  # noqa: ARG002 - the others do not matter
        """Refuse a run that comes too soon."""
        return "is a rest day after the pain of the last run" if one.day < self.day and self.counts(one.task) else ""


@frozen
class OneADay:
    """ONE: at most one session of a component a day (DESIGN)."""

    id: str = "ONE"

    def concerns(self, one: Task, other: Task) -> bool:
        """Say whether both are of the same component."""
        return one.component == other.component

    def clash(self, one: Placed, other: Placed) -> str:
        """Refuse the same day."""
        if one.day != other.day or not self.concerns(one.task, other.task):
            return ""
        return f"has a {one.task.component} session already"


DEFAULT_RULES: tuple[Constraint, ...] = (
    SameMuscles(),
    FreshLegs(),
    RunFirst(),
    AfterLongRun(),
    RestDay(),
    WalkRunRest(),
    OneADay(),
)
