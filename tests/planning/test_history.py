"""What a diary says of past sessions: decisions 1, 2 and 4 (silence, days, amendments) and the colors of P7."""

from __future__ import annotations

import datetime as dt

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from tests.planning.workshop import day, diary, item, session

from rehabplan.model.diary import Diary, Entry
from rehabplan.model.dose import Dose
from rehabplan.model.plan import Key
from rehabplan.model.scales import RIR, RPE, Light, Pain
from rehabplan.planning.history import History, Told, as_asked, expected
from rehabplan.rules import PainGate

SQUAT, PLANK = item("squat", "3x10 @20kg"), item("plank", "3x20s/side rest 30s")
MONDAYS = session(0, SQUAT, PLANK)
KEY = str(MONDAYS.key)


def read(*entries: Entry, on: int = 5, until: int | None = None) -> History:
    return History(diary(*entries, until=until), day(on), PainGate())


def told(*entries: Entry, on: int = 5, until: int | None = None) -> Told:
    return read(*entries, on=on, until=until).told(MONDAYS)


def note(**said) -> Entry:
    return Entry(day(0), **said)


# Which sessions an entry is about


def test_an_entry_of_a_day_is_about_all_sessions_of_that_day_and_no_other_day() -> None:
    second, other = session(0, PLANK, key="w01/trunk/1"), session(1, PLANK, key="w01/trunk/2")
    history = read(note(done="not done"))
    assert [history.told(s).whole.done for s in (MONDAYS, second, other)] == ["not done", "not done", ""]


def test_an_entry_may_name_its_session_by_its_key_or_that_of_a_rider() -> None:
    ridden = session(0, PLANK, key="w01/walk/1", riders=(Key(1, "mobility", 1),))
    history = read(note(session=KEY, done="partly"), note(session="w01/mobility/1", done="not done"))
    assert history.told(MONDAYS).whole.done == "partly"
    assert history.told(ridden).whole.done == "not done"


def test_an_entry_of_an_exercise_is_about_sessions_that_hold_it() -> None:
    other = session(0, item("bridge"), key="w01/trunk/1")
    history = read(note(exercise="squat", effort=RPE(8)))
    assert history.told(MONDAYS).of("squat").effort == RPE(8)
    assert history.told(MONDAYS).of("plank").effort is None
    assert history.told(other).silent


# Amendments


def test_later_entries_amend_earlier_ones_field_by_field() -> None:
    whole = told(
        note(done="not done", before=Pain(2), note="tired"),
        note(before=Pain(3), during=Pain(4)),
        note(done="as planned", effort=RPE(6)),
    ).whole
    assert (whole.done, whole.before, whole.during, whole.effort, whole.note) == (
        "as planned", Pain(3), Pain(4), RPE(6), "tired",
    )  # fmt: skip


@pytest.mark.parametrize("done", ["as planned", "partly", "not done"])
def test_a_morning_noted_later_leaves_what_was_done_as_it_was(done: str) -> None:
    whole = told(note(session=KEY, done=done), note(session=KEY, morning=Pain(4))).whole
    assert (whole.done, whole.morning) == (done, Pain(4))
    part = told(note(exercise="squat", done=done), note(exercise="squat", rir=RIR(1))).of("squat")
    assert (part.done, part.rir) == (done, RIR(1))


def test_the_entry_of_an_exercise_goes_before_that_of_its_session() -> None:
    both = told(note(exercise="squat", effort=RPE(9), done="partly"), note(effort=RPE(5), before=Pain(1)))
    assert (both.of("squat").effort, both.of("squat").done, both.of("squat").before) == (RPE(9), "partly", Pain(1))
    assert both.of("plank").effort == RPE(5)


FIELDS = {
    "done": st.sampled_from(["", "as planned", "partly", "not done"]),
    "before": st.none() | st.integers(0, 9).map(Pain),
    "during": st.none() | st.integers(0, 9).map(Pain),
    "morning": st.none() | st.integers(0, 9).map(Pain),
    "effort": st.none() | st.integers(0, 10).map(RPE),
    "rir": st.none() | st.integers(0, 5).map(RIR),
    "meters": st.none() | st.integers(1, 9999),
    "dose": st.sampled_from([None, Dose.parse("2x8"), Dose.parse("3x10")]),
}
entries = st.lists(st.builds(note, session=st.sampled_from(["", KEY]), **FIELDS), min_size=1, max_size=4)


@given(entries, st.sampled_from(["", "squat"]))
def test_the_newest_word_on_each_field_stands(written: list[Entry], exercise: str) -> None:
    written = [evolve(entry, exercise=exercise) for entry in written]
    known = told(*written).of("squat")
    for name in FIELDS:
        said = [value for e in written if (value := getattr(e, name)) not in (None, "")]
        if said:
            assert getattr(known, name) == said[-1], name
        elif name != "done":
            assert getattr(known, name) is None


@given(entries)
def test_one_field_at_a_time_says_the_same_as_all_at_once(written: list[Entry]) -> None:
    apart = [
        Entry(day(0), session=e.session, **{name: getattr(e, name)})
        for e in written
        for name in FIELDS
        if getattr(e, name) not in (None, "")
    ]
    if apart:
        assert told(*apart) == told(*written)


# What is taken for done


def test_a_note_without_a_word_on_what_was_done_means_as_planned_and_another_dose_means_partly() -> None:
    assert told(note(during=Pain(2))).whole.done == "as planned"
    assert told(note(exercise="squat", dose=Dose.parse("2x8"))).of("squat").done == "partly"
    assert told(note(exercise="squat", rir=RIR(2))).of("squat").done == "as planned"


def test_when_one_exercise_is_noted_the_others_were_done_as_planned() -> None:
    assert told(note(exercise="squat", done="not done")).of("plank").done == "as planned"


def test_sessions_up_to_and_including_as_planned_until_were_done_as_planned_unless_an_entry_says_otherwise() -> None:
    history = read(Entry(day(1), done="not done"), until=2)
    done = [history.told(session(n, SQUAT)).whole.done for n in range(4)]
    assert done == ["as planned", "not done", "as planned", ""]
    with_pain = told(note(during=Pain(4)), until=2).whole
    assert (with_pain.done, with_pain.during) == ("as planned", Pain(4))


@pytest.mark.parametrize(("days", "silent"), [(1, True), (7, True), (8, False), (30, False)])
def test_silence_counts_as_not_done_after_seven_days(days: int, *, silent: bool) -> None:
    known = told(on=days)
    assert known.silent is silent
    assert not known.done
    assert known.whole.done == ("" if silent else "not done")


def test_a_word_breaks_the_silence_for_good() -> None:
    assert told(note(done="partly"), on=60).done
    assert told(note(exercise="plank", rir=RIR(2)), on=60).done
    assert told(until=0, on=60).done


def test_entries_from_the_day_of_revision_on_are_not_read() -> None:
    history = read(Entry(day(5), done="not done", leg=True, morning=Pain(8)), on=5)
    assert history.told(session(5, SQUAT)).silent
    assert history.leg_sign is None
    assert history.mornings == {}


def test_the_latest_new_leg_sign_is_known() -> None:
    assert read(note(leg=True), Entry(day(3), leg=True), Entry(day(4))).leg_sign == day(3)
    assert read(note(during=Pain(9))).leg_sign is None


# The next morning


def test_a_next_morning_belongs_to_its_days_session_and_is_the_morning_of_the_day_after() -> None:
    history = read(note(during=Pain(2), morning=Pain(3)))
    assert history.told(MONDAYS).whole.morning == Pain(3)
    assert history.mornings == {day(1): Pain(3)}


def test_the_entry_of_the_day_before_the_revision_is_read_with_its_morning() -> None:
    assert read(Entry(day(4), morning=Pain(3)), on=5).mornings == {day(5): Pain(3)}


@given(st.integers(0, 10), st.integers(0, 10))
def test_a_morning_noted_twice_is_the_later_one(first: int, later: int) -> None:
    assert read(note(morning=Pain(first)), note(morning=Pain(later))).mornings == {day(1): Pain(later)}


# Exposures


def exposure(*entries: Entry, of=SQUAT, until: int | None = None, asked: str = ""):
    history = read(*entries, until=until)
    dose = Dose.parse(asked) if asked else of.dose
    return history.exposure(MONDAYS, of, dose, history.told(MONDAYS))


def test_as_planned_is_done_as_asked() -> None:
    got = exposure(until=0)
    assert (got.day, got.exercise, got.asked, got.done, got.light, got.settled, got.week) == (
        day(0), "squat", SQUAT.dose, SQUAT.dose, Light.GREEN, True, 1,
    )  # fmt: skip


def test_what_was_not_done_has_no_dose_even_if_one_is_noted() -> None:
    assert exposure(note(done="not done")).done is None
    assert exposure(note(exercise="squat", done="not done", dose=Dose.parse("2x8"))).done is None
    assert exposure(note(done="partly")).done is None


@pytest.mark.parametrize(
    ("asked", "noted", "done"),
    [
        ("3x10 @20kg", "3x8", "3x8 @20kg"),
        ("3x10 @20kg", "2x8 @17.5kg", "2x8 @17.5kg"),
        ("3x10 @20kg", "2x8 @15kg & 1x6", "2x8 @15kg & 1x6 @20kg"),
        ("3x10 @+0 rir 4", "3x10 @40kg", "3x10 @40kg rir 4"),
        ("3x20s/side rest 30s", "2x20s", "2x20s/side rest 30s"),
        ("3x10 rpe 8", "3x12", "3x12 rpe 8"),
        ("5.2km", "4km", "4km"),
    ],
)
def test_what_a_note_leaves_out_is_taken_from_what_was_asked(asked: str, noted: str, done: str) -> None:
    assert as_asked(Dose.parse(noted), Dose.parse(asked)) == Dose.parse(done)
    told_so = note(exercise="squat", done="partly", dose=Dose.parse(noted))
    assert exposure(told_so, asked=asked).done == Dose.parse(done)


def test_effort_reserve_and_the_gate_that_asked_go_with_the_exposure() -> None:
    asked = evolve(SQUAT, overlay="P6")
    got = exposure(note(exercise="squat", effort=RPE(7), rir=RIR(2)), of=asked)
    assert (got.effort, got.rir, got.overlay) == (RPE(7), RIR(2), "P6")


def test_a_session_to_come_is_expected_as_asked_in_comfort_and_settled() -> None:
    got = expected(MONDAYS, SQUAT, Dose.parse("2x8"))
    assert (got.asked, got.done, got.light, got.settled) == (Dose.parse("2x8"), Dose.parse("2x8"), Light.GREEN, True)


# Colors


def after_a_week_of(usual: int, **said) -> tuple[Light, bool]:
    """Return the color of a session after seven mornings of *usual* pain."""
    quiet = [Entry(day(n), morning=Pain(usual)) for n in range(7)]
    today = session(7, SQUAT)
    history = read(*quiet, Entry(day(7), **said), on=20)
    return history.light(history.told(today).of("squat"))


@pytest.mark.parametrize(
    ("before", "during", "morning", "usual", "color"),
    [
        (1, 2, 1, 1, "GREEN"),
        (1, 4, 1, 1, "AMBER-SETTLED"),
        (2, 5, 2, 2, "AMBER-SETTLED"),
        (1, 2, 3, 1, "AMBER-UNSETTLED"),
        (2, 6, 2, 2, "RED"),
        (0, 1, 4, 1, "RED"),
        (4, 4, 4, 4, "GREEN"),
        (4, 6, 4, 4, "AMBER-SETTLED"),
        (4, 7, 4, 4, "RED"),
        (6, 6, 5, 5, "AMBER-SETTLED"),
        (7, 7, 7, 7, "SKIP"),
    ],
)
def test_the_cases_of_p7_from_a_diary(before, during, morning, usual, color) -> None:
    light, settled = after_a_week_of(usual, before=Pain(before), during=Pain(during), morning=Pain(morning))
    assert (light.label, settled) == (color, True)


def test_a_new_leg_sign_stops_whatever_else_was_felt() -> None:
    assert after_a_week_of(0, before=Pain(0), during=Pain(1), morning=Pain(0), leg=True)[0] == Light.STOP
    assert after_a_week_of(0, leg=True)[0] == Light.STOP


def test_until_the_morning_is_known_a_color_is_provisional() -> None:
    assert after_a_week_of(1, before=Pain(1), during=Pain(4)) == (Light.SETTLED, False)
    assert after_a_week_of(1, before=Pain(1), during=Pain(2)) == (Light.GREEN, False)


def test_the_usual_morning_is_the_median_of_seven_days_or_with_fewer_than_three_this_morning() -> None:
    def color(*before: int) -> Light:
        past = [Entry(day(6 - n), morning=Pain(pain)) for n, pain in enumerate(before)]
        history = read(*past, Entry(day(7), during=Pain(0), morning=Pain(3)), on=20)
        return history.light(history.told(session(7, SQUAT)).of("squat"))[0]

    assert color(1, 1, 1) == Light.UNSETTLED
    assert color(3, 3, 1, 1, 3) == Light.GREEN
    assert color(0, 0) == Light.GREEN
    assert color() == Light.GREEN
    assert color(0, 0, 0) == Light.RED


def test_the_diary_may_be_empty() -> None:
    history = History(Diary(), dt.date(2026, 1, 5), PainGate())
    assert history.told(MONDAYS).silent
    assert history.leg_sign is None
