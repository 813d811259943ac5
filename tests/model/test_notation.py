"""One notation writes every dose and reads it back; what it cannot read it quotes."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.model.doses import doses

from rehabplan.errors import NotationError
from rehabplan.model.dose import Dose, Set
from rehabplan.model.load import Load
from rehabplan.model.scales import RIR, RPE


@given(doses)
@example(Dose((Set(10),), rest=30))
@example(Dose((Set(0),), rest=0))
@example(Dose((Set(6, 60, 240), Set(5, 60, 240))))
@example(Dose((Set(meters=20, load=Load(16)), Set(2, meters=20, load=Load(16))), per_side=True))
@example(Dose((Set(1, 10, open=True), Set(1, 10))))
def test_a_dose_reads_back_what_it_writes(dose: Dose) -> None:
    assert Dose.parse(str(dose)) == dose


TEN, HOLD = Set(10), Set(seconds=10)
READ = {
    "3x10": Dose((TEN,) * 3),
    "3 x 10": Dose((TEN,) * 3),
    "3×10": Dose((TEN,) * 3),  # noqa: RUF001
    "3X10": Dose((TEN,) * 3),
    "3x10+": Dose((TEN, TEN, TEN), rest=60).with_sets((Set(10, open=True),) * 3),
    "8-6-4x10s": Dose((Set(8, 10), Set(6, 10), Set(4, 10))),
    "8–6–4 x 10 s": Dose((Set(8, 10), Set(6, 10), Set(4, 10))),  # noqa: RUF001
    "2x5x5s": Dose((Set(5, 5),) * 2),
    "3x40s": Dose((Set(seconds=40),) * 3),
    "30min": Dose((Set(seconds=1800),)),
    "30s-40s": Dose((Set(seconds=30), Set(seconds=40))),
    "6x(60s/240s)": Dose((Set(6, 60, 240),)),
    "6x(1min/4min)": Dose((Set(6, 60, 240),)),
    "2x6x(60s/240s)": Dose((Set(6, 60, 240),) * 2),
    "5km": Dose((Set(meters=5000),)),
    "5.25km": Dose((Set(meters=5250),)),
    "400m": Dose((Set(meters=400),)),
    "2x30s/side rest 30s": Dose((Set(seconds=30),) * 2, rest=30, per_side=True),
    "3x10/side @12.5kg": Dose((Set(10, load=Load("12.5")),) * 3, per_side=True),
    "3x10 @12.5kg /side": Dose((Set(10, load=Load("12.5")),) * 3, per_side=True),
    "5-5-5+ @65/75/85%": Dose(
        (Set(5, load=Load(65, "%")), Set(5, load=Load(75, "%")), Set(5, load=Load(85, "%"), open=True))
    ),
    "2x12 @red": Dose((Set(12, load=Load(1, "band")),) * 2),
    "2x8 @+2": Dose((Set(8, load=Load(2, "step")),) * 2),
    "2x10 @20kg & 1x5": Dose((Set(10, load=Load(20)), Set(10, load=Load(20)), Set(5))),
    "2min 8/day": Dose((Set(seconds=120),), per_day=8),
    "3x10 rest 2min rpe 6.5 rir 3": Dose((TEN,) * 3, rest=120, cap=RPE("6.5"), rir=RIR(3)),
    "3x10 rir 3 rpe 6.5 rest 120s": Dose((TEN,) * 3, rest=120, cap=RPE("6.5"), rir=RIR(3)),
}


@pytest.mark.parametrize(("text", "dose"), READ.items())
def test_doses_as_people_write_them(text: str, dose: Dose) -> None:
    assert Dose.parse(text) == dose


@pytest.mark.parametrize(
    "text", ["3x10", "8-6-4x10s/side rest 30s", "6x(60s/240s)", "3x10 @12.5kg", "1x1800s", "2x30s/side rest 30s"]
)
def test_the_plain_form_is_written_as_it_was_read(text: str) -> None:
    assert str(Dose.parse(text)) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "expected like 3x10"),
        ("ten", "expected like 3x10"),
        ("3x", "expected like 3x10"),
        ("3x10 kg", "expected like 3x10"),
        ("8-6-4x10", "expected like 3x10"),
        ("3x10 12kg", "expected like 3x10"),
        ("5 miles", "expected like 3x10"),
        ("0x10", "expected 1 to 100 sets, got 0"),
        ("101x10", "expected 1 to 100 sets, got 101"),
        ("60x10 & 60x5", "at most 100 sets"),
        ("3x10 @heavy", "expected like 12.5kg"),
        ("3x10 @40/45kg", "3 sets have 2 loads"),
        ("3x10 rpe 11", "effort (RPE) is a number from 0 to 10 in halves"),
        ("3x10 rir 11", "repetitions in reserve are a whole number from 0 to 10"),
        ("3x10 rest 30s rest 60s", "rest is given twice"),
        ("2min 0/day", "at least once a day"),
        ("3x10/side/side", "expected like 3x10"),
    ],
)
def test_what_is_no_dose_is_quoted_with_what_was_expected(text: str, expected: str) -> None:
    with pytest.raises(NotationError) as caught:
        Dose.parse(text)
    assert str(caught.value).startswith(f"not a dose: {text!r}, ")
    assert expected in str(caught.value)


@given(st.text() | st.text("0123456789x-+/()@&. smkinrpedagloby%", max_size=20))
def test_any_text_is_a_dose_or_is_quoted(text: str) -> None:
    try:
        dose = Dose.parse(text)
    except NotationError as error:
        assert repr(text) in str(error)  # noqa: PT017 - most texts are refused, a few are doses
    else:
        assert Dose.parse(str(dose)) == dose
