"""Plain text for the terminal: a plan at a glance, and one exercise."""

from __future__ import annotations

from textwrap import fill

from rehabplan.model.exercise import Exercise
from rehabplan.model.person import clock
from rehabplan.model.plan import Plan
from rehabplan.model.views import day_words
from rehabplan.model.words import dose_words


def overview(plan: Plan) -> str:
    """Return every session of *plan* on a line of its own, by week, and what found no room."""
    lines = [f"{plan.program.name}, from {day_words(plan.start)} {plan.start.year}", *_careful(plan)]
    for number in range(1, len(plan.phases) + 1):
        week = plan.week(number)
        lines += ["", f"Week {number}: {week.phase}"]
        lines += [
            f"  {day_words(s.day)}  {clock(s.start)}-{clock(s.end)}  {s.title:<24} {s.key}" for s in week.sessions
        ]
        lines += [f"  no room     {u.title} ({u.key}): {u.smallest}" for u in week.unplaced]
    return "\n".join(lines)


def _careful(plan: Plan) -> list[str]:
    return [fill(notice.text, 100) for notice in plan.notices]


def exercise_card(exercise: Exercise) -> str:
    """Return what there is to know of one exercise."""
    rows = {
        "how": exercise.cue,
        "pattern": f"{exercise.pattern}, {exercise.kind}, level {exercise.level} of 5",
        "dose": " to ".join(
            dose_words(d, exercise.pattern, exercise.implement) for d in (exercise.start, exercise.ceiling)
        ),
        "needs": ", ".join(sorted(exercise.equipment)) or "nothing",
        "trains": ", ".join((*exercise.primary, *exercise.secondary)),
        "low back": ", ".join(f"{name} {getattr(exercise.lumbar, name)}" for name in _DIRECTIONS),
        "impact": exercise.impact,
        "precautions": ", ".join(sorted(exercise.tags)) or "none",
        "ladder": f"{exercise.ladder}, rung {exercise.rung}" if exercise.ladder else "none",
        "sources": ", ".join(exercise.sources),
    }
    lines = [f"{exercise.name} ({exercise.id})"]
    lines += [
        fill(value, 100, initial_indent=f"  {name:<12}", subsequent_indent=" " * 14) for name, value in rows.items()
    ]
    return "\n".join(lines)


_DIRECTIONS = ("flexion", "extension", "rotation", "compression")
