"""Screening: what a person's answers add up to, and the text for them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import frozen

from rehabplan.errors import DataError, Fault, hint, nearest
from rehabplan.model.clearance import Check, Clearance, Outcome, Question, Sign

FIRST = "A."
"""Questions of the section with this letter (nerves) come first: left open they block, and no clearance covers them."""

SLIP = 0.8
"""How alike a wrong answer must be to a right one to be taken for a slip of the pen (DESIGN)."""
URGENCY = {
    Outcome.EMERGENCY: (
        "Some of your answers need checking in hospital today. Please go to an emergency department or call your "
        "emergency number now. Do not wait for a plan."
    ),
    Outcome.URGENT: "Please get medical advice today. We will not make a plan until someone has examined you.",
    Outcome.CLINICIAN: "Please see a doctor or physiotherapist before you start, in the next days if you can.",
}
WALK = "Until then, easy walking is fine as long as it does not make things worse."
STILL = "Until then, please leave out exercise; quiet everyday moving is fine."
START = "You can start."
ADAPTED = "You can start. This is how we fit the plan to your answers:"
OPEN = "Some questions are open. Until you answer them we take care and ask again: {questions}."
BLOCKED = "Please answer these questions first. They tell us whether exercise is safe for you now:"
STAYS = "A clearance you gave is for an answer that needs a fresh look each time, so it does not change this: {rules}."
WATCH = (
    "Some discomfort is fine. It should settle by the next morning and should not climb from week to week. "
    "If pain rises sharply, or a leg feels newly numb or weak, stop and ask a doctor or physiotherapist."
)


def screen(
    answers: Mapping[str, str],
    questions: Iterable[Question],
    checks: Iterable[Check],
    cleared: Iterable[Sign] = (),
) -> Clearance:
    """Return what the answers add up to: outcome, flags, tags to leave out, and a text for the person.

    The most severe outcome of all rules that fire wins; flags and tags add up in the order of the rules. An open
    question of section A blocks, any other open one gives at least PRECAUTIONS. A clinician's clearance turns its rule
    off, unless the rule reads a question of section A or sends to hospital. Raises DataError for an answer, question
    or cleared rule that does not exist, with the nearest one. Framework and single flags: R61, R62, R68; thresholds
    and wording DESIGN.
    """
    asked, rules, signs = {q.id: q for q in questions}, {c.id: c for c in checks}, tuple(cleared)
    _validate(answers, asked, rules, signs)
    closed = {sign.rule for sign in signs if _clearable(rules[sign.rule], asked)}
    fired = tuple(c for c in rules.values() if c.id not in closed and c.fires(answers))
    unanswered = tuple(name for name in asked if not answers.get(name))
    blocked = any(asked[name].section.startswith(FIRST) for name in unanswered)
    outcome = max([c.outcome for c in fired], default=Outcome.PROCEED)
    if unanswered:
        outcome = max(outcome, Outcome.PRECAUTIONS)
    case = _Case(outcome, fired, unanswered, blocked, tuple(s.rule for s in signs if s.rule not in closed))
    return Clearance(
        outcome=outcome,
        rules=tuple(c.id for c in fired),
        flags=tuple(dict.fromkeys(flag for c in fired for flag in c.flags)),
        exclude=tuple(dict.fromkeys(tag for c in fired for tag in c.exclude)),
        message=_message(case, asked),
        findings=case.findings,
        unanswered=unanswered,
        blocked=blocked,
    )


@frozen
class _Case:
    """Hold what a message is written from."""

    outcome: Outcome
    fired: tuple[Check, ...]
    unanswered: tuple[str, ...]
    blocked: bool
    uncleared: tuple[str, ...]

    @property
    def findings(self) -> tuple[str, ...]:
        """Return what the person told us, in plain words, each once, the most severe first."""
        ordered = sorted(self.fired, key=lambda check: -check.outcome)
        return tuple(dict.fromkeys(check.finding for check in ordered if check.finding))


def _clearable(check: Check, questions: Mapping[str, Question]) -> bool:
    asked = {condition.question for condition in (*check.every, *check.some)}
    return check.outcome < Outcome.EMERGENCY and not any(questions[q].section.startswith(FIRST) for q in asked)


def _validate(
    answers: Mapping[str, str], questions: Mapping[str, Question], checks: Mapping[str, Check], signs: tuple[Sign, ...]
) -> None:
    faults = [fault for name, answer in answers.items() if (fault := _wrong_answer(name, answer, questions))]
    for i, sign in enumerate(signs, 1):
        if sign.rule not in checks:
            near = hint(nearest(sign.rule, checks))
            faults.append(Fault(f"cleared[{i}].rule", f"unknown screening rule {sign.rule!r}{near}"))
    if faults:
        raise DataError(faults)


def _wrong_answer(name: str, answer: str, questions: Mapping[str, Question]) -> Fault | None:
    """Return the fault of an answer; only a slip of the pen gets a guess, for a wrong one could turn it around."""
    if name not in questions:
        same = name.upper() if name.upper() in questions else ""
        return Fault(f"answers.{name}", f"unknown question, expected {min(questions)} to {max(questions)}{hint(same)}")
    allowed = questions[name].answers
    if not answer or answer in allowed:
        return None
    near = hint(nearest(answer, allowed, SLIP))
    return Fault(f"answers.{name}", f"expected one of {', '.join(allowed)}, got {answer!r}{near}")


def _message(case: _Case, questions: Mapping[str, Question]) -> str:
    """Write the text for the person: what to do now, how soon, and what to tell."""
    parts = [*_referral(case)] if case.outcome > Outcome.PRECAUTIONS else []
    if case.blocked and case.outcome < Outcome.EMERGENCY:
        open_first = (q for q in case.unanswered if questions[q].section.startswith(FIRST))
        parts += [BLOCKED, *(f"- {questions[q].text} ({q})" for q in open_first)]
    elif case.outcome <= Outcome.PRECAUTIONS:
        parts += [*_start(case), WATCH]
    if case.uncleared:
        parts.append(STAYS.format(rules=", ".join(case.uncleared)))
    return "\n".join(parts)


def _referral(case: _Case) -> tuple[str, ...]:
    tell = f"Tell them: {'; '.join(case.findings)}."
    if case.outcome > Outcome.CLINICIAN:
        return URGENCY[case.outcome], tell
    return URGENCY[case.outcome], tell, WALK if all(check.walk for check in case.fired) else STILL


def _start(case: _Case) -> tuple[str, ...]:
    advice = dict.fromkeys((c.finding, c.advice) for c in case.fired if c.advice)
    lines = [f"- {finding[:1].upper()}{finding[1:]}: {text[:1].lower()}{text[1:]}" for finding, text in advice]
    questions = (OPEN.format(questions=", ".join(case.unanswered)),) if case.unanswered else ()
    return (ADAPTED, *lines, *questions) if lines else (START, *questions)
