"""Weeks placed by the planner against CP-SAT on the same weeks, and whether both agree: ``--weeks 500``.

Goals: the median week at least 10 times faster, the 99th percentile not slower, every optimal cost the same.
"""

import argparse
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parent.parent))

from tests.planning.random_weeks import draw
from tests.planning.week_oracle import Oracle, levels
from tests.planning.worked_week import LAST_WEEK, ROOMS, WEEK

from rehabplan.model.plan import Key
from rehabplan.planning.board import Board
from rehabplan.planning.cost import cost
from rehabplan.planning.problem import Placed, Problem, Room, Task
from rehabplan.planning.search import Search

ROUNDS = 7


def named() -> dict[str, Problem]:
    """Return weeks that plans really have: easy, typical, and the worst."""
    trunk = tuple(Task(Key(1, "trunk", n), 18, "trunk", priority=1) for n in range(1, 6))
    walks = tuple(Task(Key(1, "walk", n), 20, "walk", priority=3) for n in range(1, 8))
    runs = tuple(Task(Key(1, "run", n), 45, "run", "walk-run", fatigue="moderate", priority=2) for n in (1, 2, 3))
    legs = frozenset({"gluteus maximus", "quadriceps"})
    lifts = tuple(Task(Key(1, "strength", n), 30, "strength", muscles=legs, fatigue="high") for n in (1, 2))
    tasks = tuple(p.task for p in WEEK)
    like = tuple((p.task.component, p.task.key.n, p.day, p.start) for p in WEEK)
    return {
        "easy (as a week ago)": Problem(tasks, ROOMS, LAST_WEEK, like=like),
        "typical (the worked week, fresh)": Problem(tasks, ROOMS, LAST_WEEK),
        "Settle (5 trunk, 7 walks)": Problem(trunk + walks, ROOMS),
        "worst (17 sessions)": Problem(runs + lifts + trunk + walks, ROOMS),
        "tight (17 sessions, one room a day)": Problem(
            runs + lifts + trunk + walks, tuple(Room(day, 1080, 1140) for day in range(7))
        ),
    }


def seconds(work: Callable[[], object]) -> tuple[float, object]:
    """Return how long *work* takes, and what it returns."""
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def ours(problem: Problem) -> tuple[Placed, ...]:
    """Search the week to the end, whatever was found before."""
    return Search(Board(problem), most=10**6).run()


def compare_named() -> None:
    """Print, for each named week, the median of some rounds that take turns."""
    for name, problem in named().items():
        rounds = [
            (seconds(lambda week=problem: ours(week))[0], seconds(lambda week=problem: Oracle(week).solve())[0])  # type: ignore[misc]
            for _ in range(ROUNDS)
        ]
        mine, theirs = (1000 * statistics.median(times) for times in zip(*rounds, strict=True))
        print(f"{name}: {mine:.1f} ms against {theirs:.1f} ms, ratio {mine / theirs:.3f}", flush=True)


def percentile(times: Sequence[float], part: float) -> float:
    """Return that part of the sorted times, in milliseconds."""
    return 1000 * sorted(times)[min(len(times) - 1, int(part * len(times)))]


def main() -> int:
    """Compare; return 0 if the goals are met."""
    parser = argparse.ArgumentParser(description="Place weeks, against CP-SAT.")
    parser.add_argument("--weeks", type=int, default=100)
    parser.add_argument("--first", type=int, default=1000)
    options = parser.parse_args()
    compare_named()
    mine, theirs, different = list[float](), list[float](), list[int]()
    for seed in range(options.first, options.first + options.weeks):
        problem = draw(seed)
        took, places = seconds(lambda week=problem: ours(week))  # type: ignore[misc]
        mine.append(took)
        took, best = seconds(lambda week=problem: Oracle(week).solve())  # type: ignore[misc]
        theirs.append(took)
        if levels(problem, cost(problem, places)) != best:  # type: ignore[arg-type]
            different.append(seed)
    print(f"optimal costs: {options.weeks - len(different)} of {options.weeks} agree", *different)
    met = not different
    for part, goal in ((0.5, 0.1), (0.99, 1.0)):
        a, b = percentile(mine, part), percentile(theirs, part)
        met = met and a <= goal * b
        print(f"percentile {part:.0%}: {a:.1f} ms against {b:.1f} ms, ratio {a / b:.3f}, goal {goal:g}")
    print(f"worst: {max(mine) * 1000:.0f} ms against {max(theirs) * 1000:.0f} ms")
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
