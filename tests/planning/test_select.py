"""Which exercise fills a slot. The order of selection and the filters are those of the exercise notes, section 2."""

from __future__ import annotations

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from tests.planning.workshop import CLEAR, component, exercise, made, person, phase, program, shelf

from rehabplan.model.clearance import Clearance, Outcome
from rehabplan.model.dose import Dose
from rehabplan.model.exercise import STRESS, Exercise, Lumbar
from rehabplan.model.person import Person
from rehabplan.model.program import Phase, Slot
from rehabplan.planning.select import Choice, Shelf, choose, refusal

LATER, SETTLING = phase(), phase(settle=True)
NOTHING = frozenset[str]()


def flagged(*flags: str, exclude: tuple[str, ...] = ()) -> Clearance:
    return Clearance(Outcome.PRECAUTIONS, flags=flags, exclude=exclude)


def fill(
    known: Shelf,
    entry: str | Slot,
    *,
    who: Person | None = None,
    clearance: Clearance = CLEAR,
    when: Phase = LATER,
    met: frozenset[str] = NOTHING,
    taken: frozenset[str] = NOTHING,
) -> Choice | str:
    slot = Slot(entry, entry) if isinstance(entry, str) else entry
    return choose(slot, known, who or person(), clearance, when, met=met, taken=taken)


def chosen(answer: Choice | str) -> str:
    assert isinstance(answer, Choice), answer
    return answer.ladder[answer.entry].id


# A ladder of four, two swaps, and two more exercises of the pattern.
FOUR = shelf(
    exercise("one"),
    exercise("two"),
    exercise("three", swap=("other", "another")),
    exercise("four"),
    exercise("other", pattern="lunge"),
    exercise("another", pattern="lunge"),
    exercise("zero-level-one", level=1),
    exercise("a-level-two", level=2),
    exercise("a-stretch", kind="stretch"),
    squat="one two three four",
)


def needing(**needs: str) -> Shelf:
    """Return the shelf with exercises that need something; `a_b` stands for `a-b`."""
    known = dict(FOUR.exercises)
    for name, thing in needs.items():
        key = name.replace("_", "-")
        known[key] = evolve(known[key], equipment=frozenset(thing.split()))
    return Shelf(known, FOUR.ladders)


def test_a_slot_is_entered_where_the_program_says_on_a_ladder_with_all_its_rungs() -> None:
    answer = fill(FOUR, "three")
    assert chosen(answer) == "three"
    assert isinstance(answer, Choice)
    assert [e.id for e in answer.ladder] == ["one", "two", "three", "four"]
    assert (answer.course, answer.reason) == ("squat", "the program starts here")


@pytest.mark.parametrize(
    ("needs", "filled"),
    [
        ({"three": "barbell"}, "two"),
        ({"three": "barbell", "two": "bench"}, "one"),
        ({"three": "barbell", "two": "barbell", "one": "barbell"}, "other"),
        ({"three": "barbell", "two": "barbell", "one": "barbell", "other": "step"}, "another"),
        (dict.fromkeys(["one", "two", "three", "other", "another"], "pool"), "zero-level-one"),
    ],
)
def test_what_cannot_be_used_gives_way_to_easier_rungs_then_swaps_then_level_one(needs, filled: str) -> None:
    assert chosen(fill(needing(**needs), "three")) == filled


def test_a_slot_without_a_candidate_stays_empty_and_says_why_of_each() -> None:
    everything = dict.fromkeys(["one", "two", "three", "other", "another", "zero_level_one"], "barbell")
    answer = fill(needing(**everything), "three")
    assert isinstance(answer, str)
    assert answer.split("; ") == [
        f"{name} needs barbell" for name in ("Three", "Two", "One", "Other", "Another", "Zero level one")
    ]


def test_a_choice_that_was_not_the_first_says_what_was_in_the_way() -> None:
    answer = fill(needing(three="barbell bench"), "three")
    assert isinstance(answer, Choice)
    assert answer.reason == "an easier rung: Three needs barbell and bench"


def test_rungs_above_are_left_out_of_the_ladder_when_they_cannot_be_used() -> None:
    answer = fill(needing(four="barbell", one="wall"), "two")
    assert isinstance(answer, Choice)
    assert [e.id for e in answer.ladder] == ["two", "three"]
    assert chosen(answer) == "two"


def test_a_slot_may_name_the_last_rung_it_climbs_to() -> None:
    answer = fill(FOUR, Slot("s", "two", top="three"))
    assert isinstance(answer, Choice)
    assert [e.id for e in answer.ladder] == ["one", "two", "three"]


def test_a_slot_may_have_a_course_of_its_own_on_its_own_ladder_only() -> None:
    slot = Slot("s", "three", course="apart")
    own, swapped = fill(FOUR, slot), fill(needing(three="mat", two="mat", one="mat"), slot)
    assert isinstance(own, Choice)
    assert isinstance(swapped, Choice)
    assert (own.course, swapped.course) == ("apart", "other")


def test_a_course_is_in_a_session_once() -> None:
    assert chosen(fill(FOUR, "three", taken=frozenset({"squat"}))) == "other"
    assert chosen(fill(FOUR, "three", taken=frozenset({"lunge"}))) == "three"
    warm_up = Slot("s", "three", role="warm-up", dose=Dose.parse("1x5"))
    assert chosen(fill(FOUR, warm_up, taken=frozenset({"squat"}))) == "three"


def test_a_ladder_waits_until_its_prerequisite_has_reached_its_ceiling() -> None:
    known = shelf(
        exercise("thrust", swap=("bridge",)), exercise("bridge", pattern="bridge"), thrust="thrust",
        prerequisites={"thrust": "bridge"},
    )  # fmt: skip
    early = fill(known, "thrust")
    assert chosen(early) == "bridge"
    assert isinstance(early, Choice)
    assert early.reason == "an exercise of the same purpose: Thrust waits until Bridge has reached its ceiling"
    assert chosen(fill(known, "thrust", met=frozenset({"bridge"}))) == "thrust"


def test_starting_one_level_lower_enters_a_rung_below_and_goes_down_from_there() -> None:
    lower = flagged("start-one-level-lower")
    assert chosen(fill(FOUR, "three", clearance=lower)) == "two"
    assert chosen(fill(FOUR, "one", clearance=lower)) == "one"
    assert chosen(fill(needing(two="mat"), "three", clearance=lower)) == "one"
    assert chosen(fill(needing(two="mat", one="mat"), "three", clearance=lower)) == "other"
    answer = fill(FOUR, "three", clearance=lower)
    assert isinstance(answer, Choice)
    assert answer.reason == "one rung lower to begin with"


def test_a_flag_may_ask_for_another_entry() -> None:
    slot = Slot("s", "three", instead={"extension-sensitive": "other"})
    assert chosen(fill(FOUR, slot, clearance=flagged("extension-sensitive"))) == "other"
    assert chosen(fill(FOUR, slot, clearance=flagged("flexion-sensitive"))) == "three"


@pytest.mark.parametrize(
    ("tags", "avoid", "exclude", "refused"),
    [
        ({"impact"}, set(), ("impact",), True),
        ({"impact", "prone"}, set(), ("impact",), True),
        ({"prone"}, {"prone"}, (), True),
        ({"prone"}, {"supine"}, ("impact",), False),
        (set(), {"prone"}, ("impact",), False),
    ],
)
def test_tags_left_out_by_screening_or_by_the_person(tags, avoid, exclude, *, refused: bool) -> None:
    one = exercise("x", tags=frozenset(tags))
    assert bool(refusal(one, person(avoid=frozenset(avoid)), flagged(exclude=exclude), LATER)) is refused


RUN, LONG, QUALITY, STRIDES, WALK_RUN = (
    exercise("run-easy", pattern="run", kind="aerobic"),
    exercise("run-long", pattern="run", kind="aerobic"),
    exercise("run-quality", pattern="run", kind="aerobic"),
    exercise("strides", pattern="run-drill", kind="aerobic"),
    exercise("walk-run", pattern="walk-run", kind="aerobic"),
)
WALK, BRISK = (exercise(name, pattern="walk", kind="aerobic") for name in ("walk-easy", "walk-brisk"))
SQUAT = exercise("squat")


@pytest.mark.parametrize(
    ("flag", "left"),
    [
        ("no-running", {"walk-easy", "walk-brisk", "squat"}),
        ("no-hard-running", {"run-easy", "run-long", "walk-run", "walk-easy", "walk-brisk", "squat"}),
        ("walking-only", {"walk-easy"}),
        (
            "older-adult",
            {"run-easy", "run-long", "run-quality", "strides", "walk-run", "walk-easy", "walk-brisk", "squat"},
        ),
    ],
)
def test_flags_about_running(flag: str, left: set[str]) -> None:
    everything = (RUN, LONG, QUALITY, STRIDES, WALK_RUN, WALK, BRISK, SQUAT)
    assert {e.id for e in everything if not refusal(e, person(), flagged(flag), LATER)} == left


# What each profile leaves out while settling, and later: stress on the low back, tags, impact.
PROFILES = {
    "flexion-sensitive": ("flexion", {"end-range-flexion", "loaded-flexion"}),
    "extension-sensitive": ("extension", {"end-range-extension"}),
    "rotation-sensitive": ("rotation", set()),
    "compression-sensitive": ("compression", set()),
}


def left_out(one: Exercise, flags: frozenset[str], *, settling: bool) -> bool:
    """Read the table of directional profiles."""
    out = False
    for flag in flags:
        direction, tags = PROFILES[flag]
        stress = getattr(one.lumbar, direction)
        out |= stress == "high"
        if settling:
            out |= stress == "moderate" or bool(tags & one.tags)
            out |= direction == "compression" and one.impact != "low"
    return out


stresses = st.sampled_from(STRESS)
moves = st.builds(
    exercise,
    st.just("x"),
    lumbar=st.builds(Lumbar, stresses, stresses, stresses, stresses),
    impact=stresses,
    tags=st.sets(st.sampled_from(["end-range-flexion", "loaded-flexion", "end-range-extension", "prone"])).map(
        frozenset
    ),
)


@given(moves, st.sets(st.sampled_from(sorted(PROFILES))).map(frozenset), st.booleans())
def test_each_direction_that_hurts_leaves_out_what_its_table_says(one, flags, settling) -> None:
    why = refusal(one, person(), flagged(*sorted(flags)), SETTLING if settling else LATER)
    assert bool(why) is left_out(one, flags, settling=settling)


def test_a_direction_is_named_in_the_reason() -> None:
    one = exercise("x", lumbar=Lumbar(extension="high"))
    why = refusal(one, person(), flagged("extension-sensitive"), LATER)
    assert why == "puts high extension on the low back, which is sensitive to it"
    tagged = exercise("x", tags=frozenset({"loaded-flexion"}))
    assert "moves" not in refusal(tagged, person(), flagged("flexion-sensitive"), SETTLING)


THINGS, TAGS = ["mat", "band", "bench"], ["impact", "prone", "loaded-flexion"]
NAMES = ["r1", "r2", "r3", "s1", "s2", "z1"]


def some(names: list[str]) -> st.SearchStrategy[frozenset[str]]:
    return st.sets(st.sampled_from(names)).map(frozenset)


@st.composite
def shelves(draw) -> Shelf:
    """Draw a ladder of three with two swaps and one more of the pattern, each with its needs and tags."""
    drawn = {
        name: exercise(
            name,
            equipment=draw(some(THINGS)),
            tags=draw(some(TAGS)),
            lumbar=Lumbar(flexion=draw(stresses)),
            pattern="squat" if name[0] in "rz" else "lunge",
            swap=("s1", "s2") if name[0] == "r" else (),
        )
        for name in NAMES
    }
    return shelf(
        *drawn.values(), main="r1 r2 r3", side="s1", prerequisites={"side": draw(st.sampled_from(["", "r1", "s2"]))}
    )


@given(
    known=shelves(), entry=st.sampled_from(["r1", "r2", "r3"]), owned=some(THINGS), avoid=some(TAGS),
    excluded=some(TAGS), flags=some(["flexion-sensitive"]), met=some(["r1", "s2"]), settling=st.booleans(),
)  # fmt: skip
def test_no_filter_is_ever_dropped_and_no_candidate_passed_over(
    *, known, entry, owned, avoid, excluded, flags, met, settling
) -> None:
    def usable(one: Exercise) -> bool:
        return (
            one.equipment <= owned
            and not one.tags & (avoid | excluded)
            and not left_out(one, flags, settling=settling)
            and (known.prerequisite(one) or one.id) in {*met, one.id}
        )

    who = person(equipment=dict.fromkeys(owned, ()), avoid=avoid)
    clearance = flagged(*flags, exclude=tuple(sorted(excluded)))
    when = SETTLING if settling else LATER
    answer = fill(known, entry, who=who, clearance=clearance, when=when, met=met)
    order = [*reversed(NAMES[: NAMES.index(entry) + 1]), "s1", "s2", "z1"]
    first = next((name for name in order if usable(known.exercises[name])), None)
    if isinstance(answer, Choice):
        assert chosen(answer) == first
        assert all(usable(rung) for rung in answer.ladder)
    else:
        assert first is None
        assert answer


@given(shelves(), some(THINGS), some(TAGS))
def test_no_plan_ever_asks_for_what_is_left_out_or_not_owned(known: Shelf, owned, avoid) -> None:
    walk = exercise("walk", "10min", "30min", pattern="walk", kind="aerobic")
    known = Shelf({**known.exercises, "walk": walk}, known.ladders)
    week = component("strength", [Slot("w", "walk"), Slot("a", "r3"), Slot("b", "s1")], minutes=45)
    who = person(equipment=dict.fromkeys(owned, ()), avoid=avoid)
    plan = made(program(phase(week, weeks=3)), known, who)
    items = [i for s in plan.active for i in s.items]
    for i in items:
        if i.dose is not None:
            assert known.exercises[i.exercise].equipment <= owned
            assert not known.exercises[i.exercise].tags & avoid
            need = known.prerequisite(known.exercises[i.exercise])
            assert need in {"", i.exercise} or any(
                j.exercise == need and j.dose == known.exercises[need].ceiling for j in items
            )
        else:
            assert i.why
            assert i.why[-1].reason.startswith(("Left empty: ", "Left out", "Cut"))
