"""Read the intake questions and the screening rules on them."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from attrs import evolve

from rehabplan.catalog.reading import Catalog, ids, read_sources, rows
from rehabplan.errors import hint, nearest
from rehabplan.formats.fields import Fields
from rehabplan.model.clearance import Check, Condition, Outcome, Question


def read_screening(roots: list[Fields], known: Catalog) -> Catalog:
    """Read all questions and checks."""
    citable = known.citable
    questions = {**known.questions, **rows(roots, "question", lambda row: _question(row, citable))}
    answers: dict[str, tuple[str, ...] | None] = dict.fromkeys(ids(roots, "question"))
    answers |= {name: question.answers for name, question in questions.items()}
    checks = {**known.checks, **rows(roots, "check", lambda row: _check(row, answers, known.tags, citable))}
    return evolve(known, questions=questions, checks=checks)


def _question(row: Fields, citable: frozenset[str]) -> Question | None:
    answers = row.texts("answers", need=True)
    question = Question(
        id=row.text("id"),
        section=row.text("section"),
        text=row.text("text"),
        answers=answers,
        default=row.choice("default", answers),
        sources=read_sources(row, citable),
    )
    return question if row.sound else None


def _check(
    row: Fields, answers: Mapping[str, tuple[str, ...] | None], tags: Collection[str], citable: frozenset[str]
) -> Check | None:
    check = Check(
        id=row.text("id"),
        outcome=Outcome.__members__.get(row.choice("outcome", Outcome.__members__), Outcome.PROCEED),
        every=_conditions(row.sub("every"), answers),
        some=_conditions(row.sub("some"), answers),
        flags=row.texts("flags"),
        exclude=row.texts("exclude", tags),
        why=row.text("why"),
        sources=read_sources(row, citable),
        confidence=row.text("confidence", "DESIGN"),
        finding=row.text("finding", ""),
        advice=row.text("advice", ""),
        walk=row.flag("walk", default=True),
    )
    if not check.every and not check.some:
        row.fault("every", "a check needs a condition in `every` or `some`")
    return check if row.sound else None


def _conditions(row: Fields, answers: Mapping[str, tuple[str, ...] | None]) -> tuple[Condition, ...]:
    """Read a table of question to answers; every pair is one condition."""
    found = []
    for name in row.table:
        if name not in answers:
            row.fault(name, f"unknown question{hint(nearest(name, answers))}")
        found.append(Condition(name, frozenset(row.texts(name, answers.get(name), need=True))))
    return tuple(found)
