"""The same weeks as a constraint program for CP-SAT: a second opinion that shares no code with the planner's search."""

from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations
from math import prod
from typing import Any

from ortools.sat.python import cp_model

from rehabplan.planning.problem import Placed, Problem, Task

ORDER = ("run", "strength", "trunk", "walk", "mobility")
DAY = 1440
HARD = ("long", "quality")
Place = tuple[int, int]
Expression = Any  # CP-SAT's own types do not add up
Levels = tuple[tuple[int, ...], int, int, int, int, int, int]


def forbidden(rules: dict[str, Any], a: Task, p: Place, b: Task, q: Place) -> bool:
    """Say whether any rule forbids *a* at *p* beside *b* at *q*; looked at both ways round."""
    return forbidden_in_order(rules, a, p, b, q) or forbidden_in_order(rules, b, q, a, p)


def forbidden_in_order(rules: dict[str, Any], a: Task, p: Place, b: Task, q: Place) -> bool:
    """The rules again, from their text: *a* at *p* comes first, or at the same time."""
    gap, days = (q[0] - p[0]) * DAY + q[1] - p[1], q[0] - p[0]
    if gap < 0:
        return False
    hours = 48 if a.muscles & b.muscles else 0
    for name, own in a.gaps:
        hours = max([hours, *(max(own, other) for same, other in b.gaps if same == name)])
    heavy = a.component == "strength" and a.fatigue in ("moderate", "high")
    return (
        ("C1" in rules and gap < 60 * hours)
        or ("C2" in rules and a.fatigue == "high" and b.run in HARD and days <= 1 and gap > 0)
        or ("C4" in rules and heavy and days == 0 and gap > 0 and b.component == "run")
        or ("C5" in rules and a.run == "long" and days == 1 and b.component in ("run", "strength"))
        or ("C7" in rules and a.run == b.run == "walk-run" and days <= rules["C7"].days)
        or ("ONE" in rules and a.component == b.component and days == 0)
    )


class Oracle:
    """One week as a model. `solve` returns the levels of its best cost, most important first."""

    def __init__(self, problem: Problem) -> None:
        self.problem, self.model = problem, cp_model.CpModel()
        self.rules: dict[str, Any] = {rule.id: rule for rule in problem.rules}
        self.tasks = sorted(problem.tasks, key=lambda t: (ORDER.index(t.component), t.key))
        self.base: dict[int, set[Place]] = {}
        self.places: dict[int, list[Place]] = {}
        for i, task in enumerate(self.tasks):
            self.base[i] = set(self.base_places(task))
            self.places[i] = sorted(self.base[i] | self.chained(i))
        self.x = {(i, p): self.model.new_bool_var(f"x{i}@{p}") for i in self.places for p in self.places[i]}
        self.none = [self.model.new_bool_var(f"none{i}") for i in range(len(self.tasks))]
        self.on: dict[tuple[int, int], list[cp_model.IntVar]] = defaultdict(list)
        for (i, place), var in self.x.items():
            self.on[i, place[0]].append(var)
        for i in range(len(self.tasks)):
            self.model.add_exactly_one([self.none[i], *(self.x[i, p] for p in self.places[i])])
        self.add_chains()
        self.add_overlaps()
        self.add_pairs()
        self.add_rest_day()
        self.add_order()

    # where sessions may start

    def fits(self, task: Task, day: int, start: int) -> bool:
        end = start + task.minutes
        return any(
            r.day == day and r.start <= start and end <= r.end and (not r.only or task.component in r.only)
            for r in self.problem.rooms
        ) and all(f.day != day or end <= f.start or f.start + f.task.minutes <= start for f in self.problem.fixed)

    def base_places(self, task: Task) -> Iterable[Place]:
        times = {r.start for r in self.problem.rooms} | {f.start for f in self.problem.fixed}
        times |= {w[2] for w in self.problem.was} | {w[3] for w in self.problem.like}
        times |= {t.wish[1] for t in self.tasks if t.wish}
        for day in sorted({r.day for r in self.problem.rooms}):
            ends = {f.start + f.task.minutes for f in self.problem.fixed if f.day == day}
            yield from ((day, start) for start in times | ends if self.fits(task, day, start))

    def chained(self, i: int) -> set[Place]:
        before = range(i)
        return {
            (day, start + self.tasks[j].minutes)
            for j in before
            for day, start in self.places[j]
            if self.fits(self.tasks[i], day, start + self.tasks[j].minutes)
        }

    def add_chains(self) -> None:
        for i in range(len(self.tasks)):
            for day, start in self.places[i]:
                if (day, start) not in self.base[i]:
                    found = [self.x.get((j, (day, start - self.tasks[j].minutes))) for j in range(i)]
                    self.model.add_bool_or([v for v in found if v is not None]).only_enforce_if(self.x[i, (day, start)])

    # hard rules

    def add_overlaps(self) -> None:
        spans = [
            self.model.new_optional_fixed_size_interval_var(p[0] * DAY + p[1], self.tasks[i].minutes, var, "span")
            for (i, p), var in self.x.items()
        ]
        self.model.add_no_overlap(spans)

    def bad(self, a: Task, p: Place, b: Task, q: Place) -> bool:
        return forbidden(self.rules, a, p, b, q)

    def add_pairs(self) -> None:
        for (i, p), var in self.x.items():
            if any(self.bad(self.tasks[i], p, f.task, (f.day, f.start)) for f in self.problem.fixed):
                self.model.add(var == 0)
        for i, j in combinations(range(len(self.tasks)), 2):
            a, b = self.tasks[i], self.tasks[j]
            if "ONE" in self.rules and a.component == b.component:
                for day in range(7):
                    self.model.add_at_most_one([*self.on[i, day], *self.on[j, day]])
            for p in self.places[i]:
                against = [self.x[j, q] for q in self.places[j] if self.bad(a, p, b, q)]
                if against:
                    self.model.add_bool_and([~v for v in against]).only_enforce_if(self.x[i, p])

    def add_rest_day(self) -> None:
        if "C6" not in self.rules:
            return
        least = 7 - self.rules["C6"].days
        fixed = {f.day for f in self.problem.fixed if f.task.component in ("run", "strength") and 0 <= f.day < 7}
        active = []
        for day in range(7):
            used = self.model.new_bool_var(f"active{day}")
            for i, task in enumerate(self.tasks):
                if task.component in ("run", "strength"):
                    for var in self.on[i, day]:
                        self.model.add_implication(var, used)
            if day in fixed:
                self.model.add(used == 1)
            active.append(used)
        self.model.add(sum(active) <= max(least, len(fixed)))

    def add_order(self) -> None:
        was = {key for key, _, _ in self.problem.was}
        for component in ORDER:
            mine = [i for i, t in enumerate(self.tasks) if t.component == component]
            wishes = [wish for i in mine if (wish := self.tasks[i].wish)]
            like = {(c, n): (d, s) for c, n, d, s in self.problem.like}
            usual = [like[component, n] for i in mine if (component, n := self.tasks[i].key.n) in like]
            if any(self.tasks[i].key in was for i in mine) or wishes != sorted(wishes) or usual != sorted(usual):
                continue
            for i, j in combinations(mine, 2):
                for p in self.places[i]:
                    early = [self.x[j, q] for q in self.places[j] if q <= p]
                    if early:
                        self.model.add_bool_and([~v for v in early]).only_enforce_if(self.x[i, p])

    # cost

    def unplaced(self) -> list[Expression]:
        classes = sorted({t.priority for t in self.tasks})
        return [sum(self.none[i] for i, t in enumerate(self.tasks) if t.priority == c) for c in classes]

    def weigh(self, wanted: dict[int, Place], same_day: int) -> Expression:
        """2 for another day or none, *same_day* for another time, 0 for the very place."""
        total: Expression = 0
        for i, want in wanted.items():
            total += 2 * self.none[i]
            for p in self.places[i]:
                if p != want:
                    total += (same_day if p[0] == want[0] else 2) * self.x[i, p]
        return total

    def moved(self) -> Expression:
        index = {t.key: i for i, t in enumerate(self.tasks)}
        total: Expression = 0
        for key, day, start in self.problem.was:
            if key in index:
                i = index[key]
                total += 1007 * self.none[i]
                total += sum((1000 + abs(day - p[0])) * self.x[i, p] for p in self.places[i] if p != (day, start))
        return total

    def unlike(self) -> Expression:
        index = {(t.component, t.key.n): i for i, t in enumerate(self.tasks)}
        return self.weigh({index[c, n]: (d, s) for c, n, d, s in self.problem.like if (c, n) in index}, 1)

    def wishes(self) -> Expression:
        return self.weigh({i: t.wish for i, t in enumerate(self.tasks) if t.wish}, 1)

    def spread(self) -> Expression:
        wanted = {t.component for t in self.tasks}
        return sum((self.spread_of(c) for c in ("run", "strength", "trunk") if c in wanted), start=0)

    def spread_of(self, component: str) -> Expression:
        fixed = sorted(f.day for f in self.problem.fixed if f.task.component == component)
        inside = {d for d in fixed if 0 <= d < 7}
        mine = [i for i, t in enumerate(self.tasks) if t.component == component]
        wanted = len(mine) + sum(0 <= d < 7 for d in fixed)
        used = [self.model.new_bool_var(f"{component}{d}") for d in range(7)]
        for day, var in enumerate(used):
            if day in inside:
                self.model.add(var == 1)
            else:
                options: list[Any] = [v for i in mine for v in self.on[i, day]] or [0]
                self.model.add_max_equality(var, options)
        before, after = [d for d in fixed if d < 0], [d for d in fixed if d > 6]
        period = 7 + 7 // max(1, wanted)
        if before or after:
            low = before[-1] if before else min(-1, after[0] - period)
            high = after[0] if after else max(7, before[-1] + period)
            stops = [low, *range(7), high]
            edges = [(a, b, b - a, [d for d in range(7) if a < d < b]) for a, b in combinations(stops, 2)]
        else:
            edges = [
                (a, b, (b - a - 1) % 7 + 1, [d % 7 for d in range(a + 1, a + (b - a - 1) % 7 + 1)])
                for a in range(7)
                for b in range(7)
            ]
        return self.follow(used, edges, cyclic=not (before or after))

    def follow(
        self, used: list[cp_model.IntVar], edges: list[tuple[int, int, int, list[int]]], *, cyclic: bool
    ) -> Expression:
        """Sum the squared gaps between days in use that follow each other."""
        total: Expression = 0
        for a, b, gap, between in edges:
            ends = [used[d] for d in {a, b} if 0 <= d < 7]
            hop = self.model.new_bool_var(f"{a}-{b}")
            self.model.add_bool_or([hop, *(~v for v in ends), *(used[d] for d in between)])
            total += gap * gap * hop  # minimized, so that a hop is taken only where it must be
        if cyclic:
            empty = self.model.new_bool_var("empty")
            self.model.add_bool_or([empty, *used])
            total += 49 * empty
        return total

    def close(self) -> Expression:
        total: Expression = 0
        everything: list[tuple[int, Task | Placed]] = [*enumerate(self.tasks), *((-1, f) for f in self.problem.fixed)]
        for i, run in everything:
            for j, lift in everything:
                total += self.close_pair(i, run, j, lift)
        return total

    def close_pair(self, i: int, run: Task | Placed, j: int, lift: Task | Placed) -> Expression:
        a = run.task if isinstance(run, Placed) else run
        b = lift.task if isinstance(lift, Placed) else lift
        if a.component != "run" or b.component != "strength" or (i < 0 and j < 0):
            return 0
        here = [(run.day, run.start)] if isinstance(run, Placed) else self.places[i]
        there = [(lift.day, lift.start)] if isinstance(lift, Placed) else self.places[j]
        total: Expression = 0
        for p in here:
            for q in there:
                if p[0] == q[0] and q[1] < p[1] + 360:
                    both = self.model.new_bool_var("close")
                    self.model.add_bool_or(
                        [both, *([~self.x[i, p]] if i >= 0 else []), *([~self.x[j, q]] if j >= 0 else [])]
                    )
                    total += both
        return total

    def late(self) -> Expression:
        return sum((p[0] * DAY + p[1]) * var for (_, p), var in self.x.items())

    def solve(self) -> Levels:
        """Return the best levels: unplaced by class, moved, unlike, wishes, spread, close, late."""
        classes = self.unplaced()
        sizes = [1 + sum(t.priority == c for t in self.tasks) for c in sorted({t.priority for t in self.tasks})]
        weights = [prod(sizes[k + 1 :]) for k in range(len(sizes))]
        first = sum((w * c for w, c in zip(weights, classes, strict=True)), start=0)
        moved, unlike, wishes = self.moved(), self.unlike(), self.wishes()
        spread, close, late = self.spread(), self.close(), self.late()
        self.lowest(first * (1 << 15) + moved)
        solver = self.lowest(unlike * (1 << 8) + wishes)
        solver = self.lowest(spread * (1 << 26) + close * (1 << 20) + late)
        value = solver.value
        counts = tuple(int(value(c)) for c in classes)
        return counts, *(int(value(e)) for e in (moved, unlike, wishes, spread, close, late))  # type: ignore[return-value]

    def lowest(self, goal: Expression) -> cp_model.CpSolver:
        """Minimize one goal and hold it from now on."""
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = 0
        self.model.minimize(goal)
        status = solver.solve(self.model)
        if status != cp_model.OPTIMAL:
            raise RuntimeError(f"no optimum: {solver.status_name(status)}")
        self.model.add(goal <= round(solver.objective_value))
        return solver


def levels(problem: Problem, cost: int) -> Levels:
    """Take the planner's single number apart into the same levels."""
    classes = len({t.priority for t in problem.tasks})
    unplaced = tuple((cost >> (80 + 6 * i)) & 63 for i in reversed(range(classes)))
    fields = ((60, 20), (52, 8), (44, 8), (32, 12), (24, 8), (0, 24))
    return unplaced, *((cost >> shift) & ((1 << width) - 1) for shift, width in fields)  # type: ignore[return-value]
