"""Screening: questions, rules, and what a person's answers add up to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from enum import IntEnum

from attrs import frozen

from rehabplan.errors import RehabPlanError

REST = "rest"
"""Stands for a question; "no" says that every question not listed, outside section A, has its default answer."""


class Outcome(IntEnum):
    """Name the five outcomes of screening, mildest first."""

    PROCEED = 0
    PRECAUTIONS = 1
    CLINICIAN = 2
    URGENT = 3
    EMERGENCY = 4


@frozen
class Question:
    """Hold one intake question with the answers it accepts; `default` is the answer that fires nothing."""

    id: str
    section: str
    text: str
    answers: tuple[str, ...]
    default: str = ""
    sources: tuple[str, ...] = ()


def complete(answers: Mapping[str, str], questions: Mapping[str, Question]) -> dict[str, str]:
    """Return the answers with `REST` replaced by the default answer of each question that is not listed.

    Questions of section A (nerves) are never answered that way: each needs its own answer.

    >>> ask = {id: Question(id, section, "", ("no", "yes"), "no") for id, section in [("S01", "A."), ("S09", "B.")]}
    >>> complete({"rest": "no"}, ask)
    {'S09': 'no'}
    """
    listed = {name: answer for name, answer in answers.items() if name != REST}
    rest = (q for q in questions.values() if REST in answers and not q.section.startswith("A."))
    return {q.id: q.default for q in rest} | listed


@frozen
class Condition:
    """Hold one condition on the answers: the question has one of these answers."""

    question: str
    answers: frozenset[str]

    def holds(self, answers: Mapping[str, str]) -> bool:
        """Say whether the answers meet the condition."""
        return answers.get(self.question, "") in self.answers


@frozen
class Check:
    """Hold one screening rule: it fires when `every` condition holds and, if there are any, one of `some`.

    `finding` (what the person told us) and `advice` are for the person and name no diagnosis; `why` is for clinicians.
    `walk` says whether easy walking may be offered until someone has had a look.
    """

    id: str
    outcome: Outcome
    every: tuple[Condition, ...] = ()
    some: tuple[Condition, ...] = ()
    flags: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    why: str = ""
    sources: tuple[str, ...] = ()
    confidence: str = "DESIGN"
    finding: str = ""
    advice: str = ""
    walk: bool = True

    def fires(self, answers: Mapping[str, str]) -> bool:
        """Say whether the rule fires for these answers."""
        return all(c.holds(answers) for c in self.every) and (not self.some or any(c.holds(answers) for c in self.some))


@frozen
class Sign:
    """Hold a clinician's clearance: which rule it turns off, who gave it, when, and for what."""

    rule: str
    role: str
    day: dt.date
    scope: str = ""


@frozen
class Clearance:
    """Hold the result of screening.

    `flags` and `exclude` are the union over all rules that fired, in order; `message` is the text for the person.
    `blocked` says that questions which have to come first are `unanswered`.
    """

    outcome: Outcome
    rules: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    message: str = ""
    findings: tuple[str, ...] = ()
    unanswered: tuple[str, ...] = ()
    blocked: bool = False

    @property
    def cleared(self) -> bool:
        """Say whether a plan may be made."""
        return self.outcome <= Outcome.PRECAUTIONS and not self.blocked


class NotClearedError(RehabPlanError):
    """Say that screening does not allow a plan; `clearance` carries the outcome and the text for the person."""

    def __init__(self, clearance: Clearance) -> None:
        self.clearance = clearance
        super().__init__(clearance.message)
