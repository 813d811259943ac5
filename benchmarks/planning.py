"""Make a year's plan against constructing the same objects: ``python benchmarks/planning.py``.

The year is the 12-week program with its last phase drawn out to 43 weeks. Constructing means: every value of the plan
that the planner makes (sessions, items, doses, sets, decisions), each once, from arguments that are ready. The planner
starts with an empty cache of solved weeks each time.
"""

import datetime as dt
import sys
from pathlib import Path
from typing import Any

from attrs import evolve, fields, has
from ratio import compare

import rehabplan as rp
from rehabplan.planning import schedule

EXAMPLES = Path(__file__).parents[1] / "examples"
START = dt.date(2026, 1, 5)
ROUNDS = 9


def year() -> rp.Program:
    """Return the program with 52 weeks."""
    program = rp.catalog.programs["running-low-back-pain"]
    *others, last = program.phases
    return evolve(program, phases=(*others, evolve(last, weeks=43, most=60)))


def recipe(plan: rp.Plan) -> list[tuple[type, tuple[Any, ...]]]:
    """Return class and arguments of every value that planning made, inner ones first, each once."""
    seen: dict[int, object] = {}
    steps: list[tuple[type, tuple[Any, ...]]] = []

    def visit(value: Any) -> None:
        if isinstance(value, (tuple, list)):
            for part in value:
                visit(part)
        elif has(type(value)) and id(value) not in seen:
            seen[id(value)] = value
            arguments = tuple(getattr(value, a.name) for a in fields(type(value)) if a.init)
            visit(arguments)
            steps.append((type(value), arguments))

    visit(plan.sessions)
    visit(plan.unplaced)
    return steps


def main() -> int:
    """Compare, and return 1 when the goal is missed."""
    person, program = rp.load_person(EXAMPLES / "runner.toml"), year()
    plan = rp.make_plan(program, person, START)
    steps = recipe(plan)
    print(f"{len(plan.sessions)} sessions, {sum(len(s.items) for s in plan.sessions)} items, {len(steps)} values")

    def make() -> object:
        schedule.forget()
        return rp.make_plan(program, person, START)

    def construct() -> object:
        return [kind(*arguments) for kind, arguments in steps]

    return not compare("a year's plan / its objects", make, construct, goal=3, rounds=ROUNDS).met


if __name__ == "__main__":
    sys.exit(main())
