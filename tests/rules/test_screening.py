"""Screening: the test people of the reference, every rule, and what must hold for any answers."""

import datetime as dt
import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehabplan import catalog
from rehabplan.errors import DataError
from rehabplan.model.clearance import Check, Clearance, Outcome, Sign
from rehabplan.rules.screening import screen

PEOPLE = tomllib.loads((Path(__file__).parent / "screening_people.toml").read_text(encoding="utf-8"))["person"]
DEFAULTS = {question.id: question.default for question in catalog.questions.values()}
MANY = st.fixed_dictionaries({q.id: st.sampled_from(q.answers) for q in catalog.questions.values()})
SOME = st.dictionaries(st.sampled_from(sorted(DEFAULTS)), st.integers(0, 4), max_size=6).map(
    lambda picks: DEFAULTS | {q: (a := catalog.questions[q].answers)[i % len(a)] for q, i in picks.items()}
)
DAY = dt.date(2026, 1, 5)


def screened(answers: dict[str, str], *cleared: Sign) -> Clearance:
    return screen(answers, catalog.questions.values(), catalog.checks.values(), cleared)


def fires(check: Check) -> dict[str, str]:
    """Return answers that fire *check*: the mildest way, all else at its default."""
    chosen = {c.question: min(c.answers) for c in check.every}
    if check.some:
        chosen |= {check.some[0].question: min(check.some[0].answers)}
    return DEFAULTS | chosen


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person["name"])
def test_each_test_person_gets_the_listed_result(person):
    got = screened(DEFAULTS | person["answers"])
    assert got.outcome is Outcome[person["outcome"]]
    assert list(got.rules) == person["rules"]
    assert list(got.flags) == person["flags"]
    assert list(got.exclude) == person["exclude"]


def test_the_reference_has_41_questions_72_rules_and_21_people():
    assert (len(catalog.questions), len(catalog.checks), len(PEOPLE)) == (41, 72, 21)


@pytest.mark.parametrize("check", catalog.checks.values(), ids=lambda check: check.id)
def test_each_rule_fires_carries_its_outcome_and_has_a_source(check):
    got = screened(fires(check))
    assert check.id in got.rules
    assert got.outcome >= check.outcome
    assert set(check.flags) <= set(got.flags)
    assert set(check.exclude) <= set(got.exclude)
    assert check.sources


@pytest.mark.parametrize("check", catalog.checks.values(), ids=lambda check: check.id)
def test_no_rule_fires_for_answers_that_are_all_at_their_default(check):
    assert check.id not in screened(DEFAULTS).rules


@pytest.mark.parametrize(
    ("answers", "outcome"),
    [
        ({"S08": "yes", "S15": "yes"}, "EMERGENCY"),  # R-A16: cord signs after cancer
        ({"S09": "yes", "S05": "worsening"}, "EMERGENCY"),  # R-B2: a fall and a weaker leg
        ({"S17": "yes", "S04": "recent"}, "EMERGENCY"),  # R-D5: fever and both legs
        ({"S06": "effort-only"}, "CLINICIAN"),
        ({"S30": "over-12-weeks"}, "PROCEED"),
        ({"S24": "0-2"}, "PROCEED"),
        ({"S34": "over-12-months"}, "PROCEED"),
        ({"S40": "low"}, "PROCEED"),
    ],
)
def test_combinations_and_answers_that_fire_nothing(answers, outcome):
    assert screened(DEFAULTS | answers).outcome is Outcome[outcome]


SINGLE = """
EMERGENCY S01 recent unsure; S02 recent unsure; S03 recent unsure; S04 recent; S20 yes; S22 now; S29 warning-signs
URGENT S01 old; S02 old; S03 old; S04 old unsure; S05 worsening unsure; S06 recent unsure; S08 yes unsure
URGENT S09 yes; S10 yes; S17 yes; S21 yes; S23 yes
CLINICIAN S05 stable; S06 old effort-only; S07 worsening over-6-weeks; S11 yes-not-cleared; S12 yes; S14 yes; S15 yes
CLINICIAN S16 yes; S18 yes; S19 yes; S22 recent; S25 yes-inactive; S26 yes; S27 two-falls; S29 not-cleared
CLINICIAN S30 under-6-weeks over-12-weeks-with-symptoms; S31 under-16 16-17; S32 yes; S33 under-8-weeks not-cleared
CLINICIAN S34 under-12-weeks; S35 yes-not-cleared; S36 20-mm-or-more new; S37 changing-or-teen; S38 yes; S41 yes
PRECAUTIONS S07 settling; S11 yes-cleared; S13 yes; S24 3 4+; S25 yes-active; S27 unsteady; S28 yes; S29 well
PRECAUTIONS S30 6-12-weeks; S31 65+; S33 cleared; S34 3-12-months; S35 yes-cleared; S39 flexion extension both
PRECAUTIONS S40 medium high
"""
"""The decision table of the reference, read by answer: all that is not here is PROCEED."""


def test_every_answer_alone_has_the_outcome_of_the_decision_table():
    wanted = {(q.id, answer): "PROCEED" for q in catalog.questions.values() for answer in q.answers}
    for line in SINGLE.strip().splitlines():
        outcome, _, groups = line.partition(" ")
        for question, *answers in (group.split() for group in groups.split(";")):
            wanted |= {(question, answer): outcome for answer in answers}
    got = {(q, answer): screened(DEFAULTS | {q: answer}).outcome.name for q, answer in wanted}
    assert got == wanted


@given(SOME, st.data())
def test_an_added_positive_answer_never_makes_the_outcome_milder(answers, data):
    question = data.draw(st.sampled_from([q for q in DEFAULTS if answers[q] == DEFAULTS[q]]))
    positive = data.draw(st.sampled_from(catalog.questions[question].answers))
    before, after = screened(answers), screened(answers | {question: positive})
    assert after.outcome >= before.outcome
    assert after.cleared <= before.cleared


@given(MANY)
def test_flags_and_tags_are_the_union_over_all_rules_that_fire(answers):
    got = screened(answers)
    fired = [check for check in catalog.checks.values() if check.fires(answers)]
    assert set(got.flags) == {flag for check in fired for flag in check.flags}
    assert set(got.exclude) == {tag for check in fired for tag in check.exclude}
    assert len(set(got.flags)) == len(got.flags)
    assert got.outcome == max((check.outcome for check in fired), default=Outcome.PROCEED)


@given(MANY)
def test_the_order_of_the_answers_does_not_matter(answers):
    assert screened(dict(reversed(answers.items()))) == screened(answers)


@pytest.mark.parametrize("question", [q for q in DEFAULTS if q <= "S08"])
def test_an_open_question_on_nerves_blocks_and_is_asked(question):
    got = screened({q: a for q, a in DEFAULTS.items() if q != question})
    assert not got.cleared
    assert got.unanswered == (question,)
    assert catalog.questions[question].text in got.message


@pytest.mark.parametrize("question", [q for q in DEFAULTS if q > "S08"])
def test_another_open_question_gives_precautions(question):
    got = screened(DEFAULTS | {question: ""})
    assert (got.outcome, got.cleared, got.unanswered) == (Outcome.PRECAUTIONS, True, (question,))
    assert question in got.message


def test_a_referral_still_asks_the_open_questions_on_nerves():
    got = screened({q: a for q, a in DEFAULTS.items() if q != "S01"} | {"S12": "yes"})
    assert got.outcome is Outcome.CLINICIAN
    assert catalog.questions["S01"].text in got.message


def test_wrong_answers_and_questions_are_all_named_with_the_nearest():
    with pytest.raises(DataError) as caught:
        screened(DEFAULTS | {"S06": "recently", "s05": "no"}, Sign("R-J77", "doctor", DAY))
    assert [str(fault) for fault in caught.value.faults] == [
        "answers.S06: expected one of no, recent, old, effort-only, unsure, got 'recently' (did you mean 'recent'?)",
        "answers.s05: unknown question, expected S01 to S41 (did you mean 'S05'?)",
        "cleared[1].rule: unknown screening rule 'R-J77' (did you mean 'R-J7'?)",
    ]


def reads_nerves(check: Check) -> bool:
    return any(c.question <= "S08" for c in (*check.every, *check.some))


@pytest.mark.parametrize("check", catalog.checks.values(), ids=lambda check: check.id)
def test_a_clearance_turns_its_rule_off_but_never_section_a_nor_an_emergency(check):
    answers = fires(check)
    got = screened(answers, Sign(check.id, "physiotherapist", DAY, "running"))
    stays = check.id.startswith("R-A") or check.outcome is Outcome.EMERGENCY
    assert (check.id in got.rules) == stays
    assert (check.id in got.message) == stays  # a clearance that changes nothing is said, not swallowed
    assert [r for r in got.rules if r != check.id] == [r for r in screened(answers).rules if r != check.id]


def test_a_clearance_takes_its_flags_along_and_keeps_the_others():
    answers = DEFAULTS | {"S12": "yes", "S39": "flexion"}
    got = screened(answers, Sign("R-C1", "sports physician", DAY))
    assert (got.outcome, got.flags) == (Outcome.PRECAUTIONS, ("flexion-sensitive",))
    assert "impact" not in got.exclude


@pytest.mark.parametrize(
    ("answers", "now"),
    [
        ({"S01": "recent"}, "emergency number now"),
        ({"S05": "worsening"}, "medical advice today"),
        ({"S15": "yes"}, "before you start, in the next days"),
        ({}, "You can start."),
    ],
)
def test_the_text_says_what_to_do_and_how_soon(answers, now):
    assert now in screened(DEFAULTS | answers).message


@pytest.mark.parametrize(
    ("answers", "offered"),
    [
        ({"S15": "yes"}, True),
        ({"S22": "recent"}, False),
        ({"S15": "yes", "S22": "recent"}, False),
        ({"S01": "recent"}, False),
        ({}, False),
    ],
)
def test_easy_walking_is_offered_unless_a_rule_says_otherwise(answers, offered):
    assert ("easy walking is fine" in screened(DEFAULTS | answers).message) == offered


DIAGNOSES = (
    "cauda", "fracture", "cancer", "tumor", "thrombosis", "clot", "abscess", "infection", "aort", "cardiac", "heart",
    "stenosis", "spondyl", "arthritis", "pars", "osteopor", "diabetes", "kidney", "scoliosis", "sciatica", "hernia",
    "stress injury", "disease", "diagnos",
)  # fmt: skip
SCARY = ("wear and tear", "out of line", "never bend", "damage", "danger", "degenerat", "weak core", "permanent")


@pytest.mark.parametrize("check", catalog.checks.values(), ids=lambda check: check.id)
def test_the_text_names_no_diagnosis_and_frightens_nobody(check):
    got = screened(fires(check))
    assert [word for word in DIAGNOSES + SCARY if word in got.message.lower()] == []
    assert check.finding.lower() in got.message.lower()
    assert check.outcome > Outcome.PRECAUTIONS or check.advice


def syllables(word: str) -> int:
    return max(len(re.findall(r"[aeiouy]+", re.sub(r"e$", "", word.lower()))), 1)


@pytest.mark.parametrize("check", catalog.checks.values(), ids=lambda check: check.id)
def test_the_text_reads_at_about_twelve_years(check):
    text = screened(fires(check)).message
    words = re.findall(r"[A-Za-z']+", text)
    sentences = len(re.findall(r"[.:;](?:\s|$)", text))
    grade = 0.39 * len(words) / sentences + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
    assert grade <= 8.0  # Flesch-Kincaid grade; 12 years is about grade 7


def test_an_answer_that_could_be_turned_around_gets_no_guess():
    with pytest.raises(DataError) as caught:
        screened(DEFAULTS | {"S39": "bending", "S1": "no"})
    assert "did you mean" not in str(caught.value)
