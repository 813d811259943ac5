import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehabplan.model.dose import Dose, Set
from rehabplan.model.load import Load
from rehabplan.model.scales import RIR, RPE
from rehabplan.model.words import dose_words


@pytest.mark.parametrize(
    ("dose", "words"),
    [
        ("3x10/side", "3 x 10 each side, rest 60 s"),
        ("8-6-4x10s", "8-6-4 holds of 10 s, rest 60 s"),
        ("6x(60s/240s)", "6 x (1 min run, 4 min walk)"),
        ("2x6x(60s/240s) rest 2min", "2 rounds of 6 x (1 min run, 4 min walk), rest 2 min"),
        ("5.2km", "5.2 km"),
        ("400m", "400 m"),
        ("3x20m @16kg", "3 x 20 m with 16 kg, rest 60 s"),
        ("1x10", "10 times"),
        ("1x10x5s", "10 holds of 5 s"),
        ("3x8x5s rest 90s", "3 x 8 holds of 5 s, rest 90 s"),
        ("2x30s/side rest 15s", "2 x 30 s each side, rest 15 s"),
        ("30min", "30 min"),
        ("90s", "90 s"),
        ("150s", "2 min 30 s"),
        ("3x10+ rest 0s", "3 x 10 or more"),
        ("5-5-5+ @65/75/85% rest 3min", "5-5-5 or more with 65, 75 and 85 % of your training max, rest 3 min"),
        ("3x12 @12.50kg", "3 x 12 with 12.5 kg, rest 60 s"),
        ("3x12 @25lb", "3 x 12 with 25 lb, rest 60 s"),
        ("2x12 @red", "2 x 12 with the red band, rest 60 s"),
        ("3x8 @+0", "3 x 8 with a weight you could lift 4 more times, rest 60 s"),
        ("3x8 @+0 rir 1", "3 x 8 with a weight you could lift 1 more time, rest 60 s"),
        ("3x8 @+1", "3 x 8 with a weight 1 step above your first weight, rest 60 s"),
        ("3x8 @+2 rir 2", "3 x 8 with a weight 2 steps above your first weight, rest 60 s, leave 2 in reserve"),
        ("2min 8/day", "2 min, 8 times a day"),
        ("30min rpe 4", "30 min, effort at most 4 of 10"),
        ("30s-40s", "30 s, then 40 s, rest 60 s"),
    ],
)
def test_a_dose_in_words(dose: str, words: str) -> None:
    assert dose_words(Dose.parse(dose)) == words


def test_a_load_not_known_yet_is_a_weight_or_a_band() -> None:
    first, later = Dose.parse("2x8 @+0"), Dose.parse("2x8 @+2")
    assert dose_words(first, implement="mini-band") == "2 x 8 with a band you could use 4 more times, rest 60 s"
    assert dose_words(later, implement="band") == "2 x 8 with a band 2 steps above your first band, rest 60 s"
    assert dose_words(later, implement="kettlebell") == dose_words(later)


def test_bouts_are_named_for_the_kind_of_exercise() -> None:
    dose = Dose.parse("4x(120s/120s)")
    assert dose_words(dose, "run") == "4 x (2 min brisk, 2 min easy jog)"
    assert dose_words(dose, "cross-training") == "4 x (2 min work, 2 min easy)"


loads = st.one_of(
    st.none(),
    st.builds(Load, st.integers(0, 200), st.sampled_from(["kg", "lb", "%", "step"])),
    st.builds(Load, st.integers(0, 6), st.just("band")),
)
sets = st.builds(Set, st.integers(1, 40), st.sampled_from([0, 10, 60, 1800]), st.sampled_from([0, 60]), load=loads)
doses = st.builds(
    Dose, st.lists(sets, min_size=1, max_size=5).map(tuple), st.integers(0, 300), st.booleans(), st.integers(1, 12),
    st.one_of(st.none(), st.builds(RPE, st.integers(0, 10))), st.one_of(st.none(), st.builds(RIR, st.integers(0, 10))),
)  # fmt: skip


@given(doses)
def test_words_leave_out_no_number_of_repetitions_and_say_a_side(dose: Dose) -> None:
    words = dose_words(dose)
    assert ("each side" in words) == dose.per_side
    for s in dose.sets:
        assert s.reps == 1 or str(s.reps) in words
        assert s.load is None or "with" in words
