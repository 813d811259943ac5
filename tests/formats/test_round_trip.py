"""Saving and reading back: nothing is lost, whatever the value."""

import datetime as dt
from decimal import Decimal

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehabplan import catalog
from rehabplan import rules as built_in
from rehabplan.formats.codec import from_json, plan_from_json, to_json
from rehabplan.model.clearance import Clearance, Outcome, Sign
from rehabplan.model.course import Decision, Gate, Rule, Verdict
from rehabplan.model.diary import DONE, Diary, Entry
from rehabplan.model.dose import Dose
from rehabplan.model.exercise import EQUIPMENT, KINDS, STRESS, Exercise, Ladder, Lumbar
from rehabplan.model.person import BRANCHES, COMPONENTS, RUN_KINDS, Away, FixedRun, Person, Running, Window
from rehabplan.model.plan import Item, Key, Notice, Pin, Plan, Session, Unplaced
from rehabplan.model.program import ROLES, Component, Criterion, Phase, Program, Slot
from rehabplan.model.scales import RIR, RPE, Pain


@attrs.frozen
class Mine:
    """A clinician's own rule, with the kinds of parameters that rules have."""

    step: Decimal
    words: frozenset[str] = frozenset()
    cap: RPE | None = None
    then: Rule | None = None
    also: tuple[Rule, ...] = ()
    entry: Dose | None = None

    def next(self, course: object, week: object = None) -> Decision | None:
        return None

    def limit(self, course: object, body: object, dose: Dose) -> Decision | None:
        return None


OWN = (Mine,)
words = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
names = st.sampled_from(["squat", "goblet-squat", "bird-dog", "plank", "walk", "run"])
days = st.dates(dt.date(2000, 1, 1), dt.date(2100, 1, 1))
numbers = st.decimals(0, 1000, places=2)
scales = {
    "pain": st.none() | st.integers(0, 10).map(Pain),
    "rpe": st.none() | st.integers(0, 20).map(lambda n: RPE(Decimal(n) / 2)),
    "rir": st.none() | st.integers(0, 10).map(RIR),
}
doses = st.sampled_from(
    ["3x10", "3x10 @12.5kg", "8-6-4x10s/side rest 30s", "2x30s/side", "6x(60s/240s)", "5km", "20min 3/day", "3x8 @red",
     "3x10+ @+2 rpe 8 rir 2", "4x3 @75%"]
).map(Dose.parse)  # fmt: skip
keys = st.builds(
    Key,
    st.integers(0, 300),
    st.sampled_from(COMPONENTS),
    st.integers(1, 20),
    st.sampled_from(["", "b", "c"]),
)
windows = st.builds(
    Window,
    st.sets(st.integers(0, 6), min_size=1).map(lambda found: tuple(sorted(found))),
    st.integers(0, 700),
    st.integers(701, 1440),
    st.sets(st.sampled_from(COMPONENTS)).map(lambda found: tuple(sorted(found))),
)
ranges = st.tuples(days, days).map(sorted)
rules: st.SearchStrategy[Mine] = st.recursive(
    st.builds(Mine, numbers, st.frozensets(words), scales["rpe"], entry=st.none() | doses),
    lambda inner: st.builds(Mine, numbers, then=inner, also=st.lists(inner, max_size=2).map(tuple)),
    max_leaves=3,
)
texts = st.lists(words, max_size=3).map(tuple)
decisions = st.builds(
    Decision,
    st.sampled_from(Verdict),
    st.none() | doses,
    words,
    words,
    words,
    st.integers(0, 7),
    st.lists(st.tuples(words, words), max_size=2).map(tuple),
    texts,
)
persons = st.builds(
    Person,
    id=names,
    zone=st.sampled_from(["Europe/London", "Asia/Kolkata"]),
    windows=st.lists(windows, max_size=3).map(tuple),
    name=words,
    away=st.lists(st.builds(lambda r, why: Away(r[0], r[1], why), ranges, words), max_size=2).map(tuple),
    equipment=st.dictionaries(st.sampled_from(EQUIPMENT), st.lists(numbers, max_size=3).map(tuple)),
    limit=st.integers(10, 240),
    runs=st.lists(
        st.builds(FixedRun, st.integers(0, 6), st.integers(0, 1439), st.sampled_from(RUN_KINDS)), max_size=2
    ).map(tuple),
    running=st.builds(
        Running, st.sampled_from(BRANCHES), st.integers(0, 10**5), st.integers(0, 10**5), st.integers(1, 7)
    ),
    answers=st.dictionaries(words, words, max_size=3),
    cleared=st.lists(st.builds(Sign, words, words, days, words), max_size=2).map(tuple),
    factors=st.frozensets(words, max_size=3),
    avoid=st.frozensets(words, max_size=3),
    wakes=st.integers(0, 1440),
    remind=st.none() | st.integers(0, 1440),
)
entries = st.builds(
    Entry,
    days,
    st.just("") | keys.map(str),
    st.just("") | names,
    st.sampled_from(["", *DONE]),
    st.none() | doses,
    scales["pain"],
    scales["pain"],
    scales["pain"],
    scales["rpe"],
    scales["rir"],
    st.none() | st.integers(0, 50000),
    st.none() | st.integers(0, 500),
    st.booleans(),
    words,
    st.integers(0, 1000),
)
diaries = st.builds(Diary, st.lists(entries, max_size=4).map(tuple), st.none() | days)
slots = st.builds(
    Slot,
    words,
    names,
    st.sampled_from(ROLES),
    st.none() | doses,
    st.dictionaries(words, names, max_size=2),
    words,
    words,
    st.booleans(),
)
components = st.builds(
    Component,
    id=st.sampled_from(COMPONENTS),
    title=words,
    per_week=st.integers(0, 7),
    minutes=st.integers(0, 90),
    turns=st.lists(st.lists(slots, max_size=2).map(tuple), max_size=2).map(tuple),
    rides=texts,
    branch=words,
    cap=scales["rpe"],
    rir=scales["rir"],
    kilometers=st.lists(st.integers(0, 100), max_size=2).map(tuple),
)
phases = st.builds(
    Phase,
    id=st.sampled_from(["settle", "build"]),
    name=words,
    weeks=st.integers(1, 9),
    least=st.integers(1, 9),
    most=st.integers(1, 9),
    components=st.lists(components, max_size=2).map(tuple),
    aim=words,
    leave=st.lists(st.builds(Criterion, words, words), max_size=2).map(tuple),
    deload=st.booleans(),
    settle=st.booleans(),
)
programs = st.builds(
    Program,
    id=words,
    name=words,
    summary=words,
    phases=st.lists(phases, min_size=1, max_size=2).map(tuple),
    gates=st.lists(rules, max_size=2).map(tuple),
    sources=texts,
    then=words,
)


@st.composite
def exercises(draw: st.DrawFn, name: str) -> Exercise:
    return Exercise(
        id=name,
        name=draw(words),
        kind=draw(st.sampled_from(KINDS)),
        pattern=draw(words),
        start=draw(doses),
        ceiling=draw(doses),
        rule=draw(rules),
        primary=draw(texts),
        equipment=draw(st.frozensets(st.sampled_from(EQUIPMENT), max_size=3)),
        lumbar=Lumbar(draw(st.sampled_from(STRESS))),
        days=draw(st.tuples(st.integers(1, 7), st.integers(1, 7))),
        tags=draw(st.frozensets(words, max_size=3)),
        rep_seconds=draw(st.integers(1, 9)),
    )


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    program = draw(programs)
    known = {name: draw(exercises(name)) for name in draw(st.sets(names, min_size=1, max_size=2))}
    shared = draw(st.lists(decisions, min_size=1, max_size=3))
    items = st.builds(
        Item,
        words,
        st.sampled_from(ROLES),
        words,
        st.sampled_from(["", *sorted(known)]),
        st.none() | doses,
        st.lists(st.sampled_from(shared), max_size=2).map(tuple),
        words,
    )
    sessions = st.builds(
        Session,
        key=keys,
        title=words,
        day=days,
        start=st.integers(0, 1439),
        minutes=st.integers(1, 90),
        items=st.lists(items, max_size=3).map(tuple),
        phase=words,
        riders=st.lists(keys, max_size=2).map(tuple),
        cap=scales["rpe"],
        where=texts,
        withdrawn=st.booleans(),
        since=st.just(0),
        revision=st.just(0),
    )
    refusals = st.lists(st.tuples(days, texts), max_size=2).map(tuple)
    return Plan(
        id=draw(words),
        start=draw(days),
        program=program,
        person=draw(persons),
        clearance=Clearance(draw(st.sampled_from(Outcome)), draw(texts), draw(texts), draw(texts), draw(words)),
        exercises=known,
        ladders=draw(st.dictionaries(names, st.builds(Ladder, words, words, texts, words), max_size=2)),
        phases=tuple(draw(st.lists(st.sampled_from([phase.id for phase in program.phases]), max_size=3))),
        sessions=tuple(draw(st.lists(sessions, max_size=3, unique_by=lambda session: session.key))),
        unplaced=tuple(draw(st.lists(st.builds(Unplaced, keys, words, refusals, words), max_size=2))),
        notices=tuple(draw(st.lists(st.builds(Notice, words, words), max_size=2))),
        pins=tuple(draw(st.lists(st.builds(Pin, keys, days, st.integers(0, 1439)), max_size=2))),
        revisions=tuple(draw(st.lists(st.datetimes(timezones=st.just(dt.UTC)), max_size=2))),
    )


@given(persons)
def test_a_person_reads_back(person: Person) -> None:
    assert from_json(to_json(person), Person) == person


@given(diaries)
def test_a_diary_reads_back(diary: Diary) -> None:
    assert from_json(to_json(diary), Diary) == diary


@given(programs)
def test_a_program_reads_back(program: Program) -> None:
    assert from_json(to_json(program), Program, rules=OWN) == program


@given(plans())
def test_a_plan_reads_back_and_is_written_in_the_same_bytes(plan: Plan) -> None:
    text = to_json(plan)
    again = plan_from_json(text, rules=OWN)
    assert again == plan
    assert to_json(again) == text


def test_every_exercise_of_the_catalog_reads_back_with_its_rule() -> None:
    program = Program("p", "P", "", ())
    person = Person("me", "UTC", ())
    known = dict(catalog.exercises)
    day = dt.date(2026, 1, 5)
    plan = Plan("p", day, program, person, Clearance(Outcome.PROCEED), known, dict(catalog.ladders), (), ())
    assert len({type(exercise.rule) for exercise in known.values()}) > 5
    assert plan_from_json(to_json(plan)) == plan


def test_every_program_of_the_catalog_reads_back_with_its_gates() -> None:
    for program in catalog.programs.values():
        assert program.gates
        assert from_json(to_json(program), Program) == program


KG = Decimal("2.5")
BUILT_IN = (
    built_in.Adherence(),
    built_in.AerobicMinutes(),
    built_in.Capped(built_in.RepsFirst(), Dose.parse("3x12")),
    built_in.Deload(every=5, effort=RPE(6)),
    built_in.DoubleProgression(8, 12, KG, rpe_cap=RPE("7.5")),
    built_in.EffortLoad(KG),
    built_in.EveryNthWeek(built_in.RepsFirst(), 3),
    built_in.first(built_in.RepsFirst(), built_in.Wave(Dose.parse("3x5 @40kg"), KG)),
    built_in.FlareUp(steps=(40, 100)),
    built_in.Gap(),
    built_in.HabitCount(),
    built_in.Heat(acclimatized=True),
    built_in.InWeeks(built_in.RepsFirst(), 2, None),
    built_in.Intervals(),
    built_in.LinearLoad(KG, then=built_in.DoubleProgression(6, 8, KG)),
    built_in.LongHold(then_load=KG),
    built_in.gated_by(built_in.RepsFirst(), built_in.Intervals()),
    built_in.PainGate(green=1),
    built_in.RepsFirst(),
    built_in.RunDistance(),
    built_in.RunPain(red=(1, 3)),
    built_in.ShortHold(),
    built_in.SingleRunCap(105),
    built_in.StretchVolume(ceiling_s=60),
    built_in.TwoForTwo(KG),
    built_in.Until(built_in.RepsFirst(), built_in.Reached(Dose.parse("3x12"))),
    built_in.Until(built_in.RepsFirst(), built_in.AfterWeeks(6)),
    built_in.WalkRunStages(),
    built_in.Wave(Dose.parse("3x5 @40kg"), KG),
    built_in.WeeklyGuide(),
)


@pytest.mark.parametrize("rule", BUILT_IN, ids=lambda rule: type(rule).__name__)
def test_a_built_in_rule_or_gate_reads_back(rule: Gate) -> None:
    program = Program("p", "P", "", (), (rule,))
    assert from_json(to_json(program), Program) == program


def test_every_built_in_rule_and_gate_is_tried() -> None:
    public = [getattr(built_in, name) for name in built_in.__all__]
    kinds = {kind for kind in public if attrs.has(kind) and (hasattr(kind, "next") or hasattr(kind, "limit"))}
    assert {type(rule) for rule in BUILT_IN} == kinds
