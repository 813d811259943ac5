"""The week while it is being searched: what is placed where, and whether one more session may stand beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rehabplan.planning.constraints import ACTIVE, PairRule, WeekRule, is_pair_rule, is_week_rule
from rehabplan.planning.cost import close, prices
from rehabplan.planning.placed import DAY, Placed, Task
from rehabplan.planning.problem import Problem, Room
from rehabplan.planning.starts import anchors, in_order

Kind = tuple[object, ...]
NOBODY = (-1, 0)
"""Beside this neighbor a day is barred when the fixed sessions alone bar it."""


def kind(task: Task) -> Kind:
    """Return all that pair rules and rooms read of a task: tasks of one kind can stand in for each other."""
    return (task.component, task.minutes, task.run, task.muscles, task.gaps, task.fatigue)


class Board:
    """Hold the fixed and the placed sessions of one problem. Kinds of task are numbered; answers are remembered.

    Times are minutes since day 0. `stack` are the placed sessions, newest last, `taken` their (kind, time), `spans` the
    taken time of each day.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem, self.tasks = problem, in_order(problem)
        known = prices(problem)
        self.prices = [known[task.key] for task in self.tasks]
        self.pair_rules: list[PairRule] = [rule for rule in problem.rules if is_pair_rule(rule)]
        self.week_rules: list[WeekRule] = [rule for rule in problem.rules if is_week_rule(rule)]
        self.numbers: dict[Kind, int] = {}
        self.models: list[Task] = []
        self.kinds = [self._number(task) for task in self.tasks]
        self.wanted = len(self.models)
        self.fixed = [(self._number(p.task), p.at) for p in problem.fixed]
        self.stack: list[Placed] = []
        self.taken: list[tuple[int, int]] = []
        self.spans: dict[int, list[tuple[int, int]]] = {}
        for p in problem.fixed:
            self.spans.setdefault(p.day, []).append((p.start, p.end))
        self.rooms = anchors(problem)
        self.wide = [self._wide(task) for task in self.models[: self.wanted]]
        self._concerns: dict[tuple[int, int], list[PairRule]] = {}
        self._clashes: dict[tuple[int, int, int, int], bool] = {}
        self._sound: dict[tuple[int, int], bool] = {}
        self._chains: dict[int, set[int]] = {}
        self._reach: dict[tuple[int, int], list[int]] = {}
        self._bars: dict[tuple[int, int, int, int], bool] = {}
        self.places = [self._static(number) for number in range(self.wanted)]

    def _number(self, task: Task) -> int:
        number = self.numbers.setdefault(kind(task), len(self.models))
        if number == len(self.models):
            self.models.append(task)
        return number

    def push(self, one: Placed, number: int) -> None:
        """Put a session of kind *number* on the board."""
        self.stack.append(one)
        self.taken.append((number, one.at))
        self.spans.setdefault(one.day, []).append((one.start, one.end))

    def pop(self) -> None:
        """Take the newest session off the board."""
        self.taken.pop()
        self.spans[self.stack.pop().day].pop()

    def concerns(self, one: int, other: int) -> list[PairRule]:
        """Return the pair rules that can ever come between sessions of two kinds."""
        known = self._concerns.get((one, other))
        if known is None:
            a, b = self.models[one], self.models[other]
            known = self._concerns[one, other] = [rule for rule in self.pair_rules if rule.concerns(a, b)]
        return known

    def clash(self, one: int, at: int, other: int, then: int) -> bool:
        """Say whether a pair rule comes between a session of kind *one* at *at* and one of *other* at *then*."""
        asked = (one, at, other, then)
        known = self._clashes.get(asked)
        if known is None:
            a, b = Placed(self.models[one], *divmod(at, DAY)), Placed(self.models[other], *divmod(then, DAY))
            known = self._clashes[asked] = any(rule.clash(a, b) for rule in self.concerns(one, other))
        return known

    def neighbors(self, one: int) -> list[tuple[int, int]]:
        """Return (kind, time) of the placed sessions that rules may hold against one of kind *one*."""
        return [(other, at) for other, at in self.taken if self.concerns(one, other)]

    def sound(self, one: int, at: int) -> bool:
        """Say whether the rules allow a session of kind *one* at *at* beside the fixed ones."""
        known = self._sound.get((one, at))
        if known is None:
            beside = [(other, then) for other, then in self.fixed if self.concerns(one, other)]
            place = Placed(self.models[one], *divmod(at, DAY))
            known = not any(self.clash(one, at, other, then) for other, then in beside)
            self._sound[one, at] = known = known and self.week_allows(place, self.problem.fixed)
        return known

    def week_allows(self, one: Placed, others: Sequence[Placed]) -> bool:
        """Say whether the rules for whole weeks allow *one* beside *others*."""
        return not any(rule.counts(one.task) and rule.refuses(one, others) for rule in self.week_rules)

    def open(self, day: int, start: int, end: int) -> bool:
        """Say whether nothing is placed in that time."""
        return all(b <= start or end <= a for a, b in self.spans.get(day, ()))

    def _wide(self, task: Task) -> list[list[tuple[int, int]]]:
        """Return for each day the rooms, start and end, that are long enough for *task*."""
        found: list[list[tuple[int, int]]] = [[] for _ in range(7)]
        for room, _ in self.rooms:
            if room.takes(task.component) and room.end - room.start >= task.minutes:
                found[room.day].append((room.start, room.end))
        return found

    def _static(self, one: int) -> list[int]:
        """Return where a session of kind *one* may start whatever else is placed, in order of time."""
        task, found = self.models[one], set[int]()
        for room, starts in self.rooms:
            if room.takes(task.component):
                found.update(room.day * DAY + t for t in starts if t + task.minutes <= room.end)
        fits = [at for at in sorted(found) if self.open(at // DAY, at % DAY, at % DAY + task.minutes)]
        return [at for at in fits if self.sound(one, at)]

    def chained(self, one: int) -> list[int]:
        """Return where it may start besides: right after a placed session."""
        task, known, found = self.models[one], self.places[one], set[int]()
        for p in self.stack:
            for start, end in self.wide[one][p.day]:
                if start <= p.end <= end - task.minutes:
                    found.add(p.day * DAY + p.end)
        return [at for at in sorted(found) if at not in known and self.sound(one, at)] if found else []

    def reach(self, one: int, day: int) -> list[int]:
        """Return every time of *day* at which a session of kind *one* might start, whatever is placed before it."""
        known = self._reach.get((one, day))
        if known is None:
            minutes, wide = self.models[one].minutes, self.wide[one][day]
            times = sorted(self._ends(day)) if wide else []
            fits = [day * DAY + t for t in times if any(a <= t <= b - minutes for a, b in wide)]
            known = self._reach[one, day] = [at for at in fits if self.sound(one, at)]
        return known

    def _ends(self, day: int) -> set[int]:
        """Return all times of *day* at which a chain of sessions might end."""
        known = self._chains.get(day)
        if known is None:
            rooms = [(room.start, room.end) for room, _ in self.rooms if room.day == day]
            steps = sorted({task.minutes for task in self.models[: self.wanted]})
            known = self._chains[day] = set()
            fresh = {t for room, starts in self.rooms if room.day == day for t in starts}
            while fresh:
                known |= fresh
                fresh = {t + m for t in fresh for m in steps if any(a <= t and t + m <= b for a, b in rooms)} - known
        return known

    def earliest(self, one: int, beside: list[tuple[int, int]]) -> list[list[int]]:
        """Return for each day the earliest free time in each room for a session of kind *one*; none if refused all day.

        *beside* are its neighbors. It is a bound: the time may be refused while a later one is not.
        """
        return [
            [] if any(self._barred(one, day, *other) for other in (*beside, NOBODY)) else list(self._gaps(one, day))
            for day in range(7)
        ]

    def _barred(self, one: int, day: int, other: int, then: int) -> bool:
        """Say whether a session of kind *other* at *then* refuses one of kind *one* on all of *day*."""
        asked = (one, day, other, then)
        known = self._bars.get(asked)
        if known is None:
            sure = (at for at in self.places[one] if at // DAY == day)
            known = all(other >= 0 and self.clash(one, at, other, then) for at in sure)
            known = known and all(other >= 0 and self.clash(one, at, other, then) for at in self.reach(one, day))
            self._bars[asked] = known
        return known

    def stands(self, one: int, at: int) -> bool:
        """Say whether neither time nor pair rules are in the way of a session of kind *one* at *at*."""
        day, start = divmod(at, DAY)
        if not self.open(day, start, start + self.models[one].minutes) or not self.sound(one, at):
            return False
        return not any(self.clash(one, at, *other) for other in self.neighbors(one))

    def _gaps(self, one: int, day: int) -> Iterator[int]:
        minutes, spans = self.models[one].minutes, sorted(self.spans.get(day, ()))
        for start, end in self.wide[one][day]:
            at = start
            for taken, until in spans:
                if until > at and taken < at + minutes:
                    at = until
            if at + minutes <= end:
                yield at

    def state(self, kinds: list[int]) -> tuple[object, ...]:
        """Return all that sessions of these kinds can see of what is placed: taken times, and sessions in their way."""
        models = [self.models[number] for number in kinds]
        if any(m.component in ACTIVE or any(rule.counts(m) for rule in self.week_rules) for m in models):
            return tuple(sorted(self.taken))
        near = sorted((k, at) for k, at in self.taken if any(self.concerns(number, k) for number in kinds))
        return (tuple(near), tuple(sorted((p.at, p.task.minutes) for p in self.stack)))

    def rivals(self, one: int, at: int, other: int, then: int) -> bool:
        """Say whether task *one* at *at* and task *other* at *then* are in each other's way."""
        if at < then + self.tasks[other].minutes and then < at + self.tasks[one].minutes:
            return True
        return self.clash(self.kinds[one], at, self.kinds[other], then)

    def free_time(self, day: int, least: int) -> Iterator[tuple[Room, int]]:
        """Yield each free stretch of *day*, of *least* minutes or more, as its room and its length."""
        spans = sorted(self.spans.get(day, ()))
        for room, _ in self.rooms:
            if room.day == day:
                at = room.start
                for start, end in (*spans, (room.end, room.end)):
                    if min(start, room.end) - at >= least:
                        yield room, min(start, room.end) - at
                    at = max(at, end)

    def close(self, one: Placed) -> int:
        """Return how many sessions share the day of *one* with less than six hours from a run to strength (C3)."""
        if one.task.component not in ("run", "strength"):
            return 0
        return sum(close(one, p) for p in (*self.problem.fixed, *self.stack) if p.day == one.day)
