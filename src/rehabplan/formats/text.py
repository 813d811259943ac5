"""Plain text for the terminal: a plan at a glance, and one exercise."""

from __future__ import annotations

from collections.abc import Iterable
from textwrap import fill

from rehabplan.model.clearance import Question
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
        for s in week.sessions:
            rest = "  (nothing this time)" if s.held_back else ""
            lines.append(f"  {day_words(s.day)}  {clock(s.start)}-{clock(s.end)}  {s.title:<24} {s.key}{rest}")
        lines += [f"  no room     {u.title} ({u.key}): {u.smallest}" for u in week.unplaced]
    return "\n".join(lines)


def _careful(plan: Plan) -> list[str]:
    return [fill(line, 100) for notice in plan.notices for line in notice.text.splitlines()]


def question_list(questions: Iterable[Question]) -> str:
    """Return all questions with the answers they accept; the first answer in brackets is what `rest = "no"` says."""
    lines: list[str] = []
    section = ""
    for question in questions:
        if question.section != section:
            section = question.section
            lines += ["", section]
        lines.append(fill(f"{question.id}  {question.text}", 100, subsequent_indent="     "))
        lines.append(f"     [{question.default}] {' | '.join(a for a in question.answers if a != question.default)}")
    return "\n".join(lines).strip()


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
