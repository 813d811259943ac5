from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehabplan.model.load import BANDS, Load
from rehabplan.rules.loading import big_jump, floor_to, heavier, lighter, share

STEP = Decimal("2.5")
OWNED = (Decimal(4), Decimal(8), Decimal(12), Decimal("12.5"))
grams = st.integers(0, 300_000)
steps = st.sampled_from((100, 250, 500, 1000, 1250, 2000, 2500, 5000))


def kg(amount: str) -> Load:
    return Load(amount, "kg")


@pytest.mark.parametrize(
    ("load", "owned", "following"),
    [
        ("40kg", (), "42.5kg"),
        ("100kg", (), "105kg"),
        ("99.9kg", (), "102.4kg"),
        ("25lb", (), "30lb"),
        ("70%", (), "72.5%"),
        ("yellow", (), "red"),
        ("gold", (), "None"),
        ("+0", (), "+1"),
        ("+2", OWNED, "+3"),
        ("+3", OWNED, "None"),
        ("8kg", OWNED, "12kg"),
        ("10kg", OWNED, "12.5kg"),
        ("12.5kg", OWNED, "None"),
        ("1kg", OWNED, "4kg"),
        ("yellow", (Decimal(0), Decimal(2)), "green"),
    ],
)
def test_the_next_load(load: str, owned: tuple[Decimal, ...], following: str) -> None:
    assert str(heavier(Load.parse(load), STEP, owned)) == following


@pytest.mark.parametrize(
    ("load", "owned", "following"),
    [
        ("60kg", (), "52.5kg"),
        ("10kg", (), "7.5kg"),
        ("2kg", (), "0kg"),
        ("50lb", (), "45lb"),
        ("25lb", (), "20lb"),
        ("green", (), "red"),
        ("yellow", (), "yellow"),
        ("+3", (), "+2"),
        ("+0", (), "+0"),
        ("+1", OWNED, "+0"),
        ("12.5kg", OWNED, "8kg"),
        ("4kg", OWNED, "4kg"),
        ("3kg", OWNED, "3kg"),
        ("5kg", OWNED, "4kg"),
        ("10.5kg", OWNED, "8kg"),
    ],
)
def test_the_load_after_failures(load: str, owned: tuple[Decimal, ...], following: str) -> None:
    assert str(lighter(Load.parse(load), STEP, owned)) == following


@pytest.mark.parametrize(
    ("load", "percent", "owned", "following"),
    [
        ("40kg", 90, (), "35kg"),
        ("60kg", 90, (), "52.5kg"),
        ("12.5kg", 90, OWNED, "8kg"),
        ("3kg", 90, OWNED, "3kg"),
        ("5kg", 50, OWNED, "4kg"),
        ("20kg", 40, OWNED, "8kg"),
        ("25kg", 50, OWNED, "12.5kg"),
        ("16kg", 64, OWNED, "8kg"),
        ("+10", 90, OWNED, "+9"),
        ("+1", 90, (), "+0"),
        ("blue", 90, (), "green"),
        ("50lb", 90, (), "45lb"),
    ],
)
def test_a_share_of_a_load(load: str, percent: int, owned: tuple[Decimal, ...], following: str) -> None:
    assert str(share(Load.parse(load), percent, STEP, owned)) == following


def test_jumps_above_a_tenth_are_big() -> None:
    assert not big_jump(kg("25"), kg("27.5"), STEP)
    assert big_jump(kg("24.9"), kg("27.4"), STEP)
    assert big_jump(kg("8"), kg("12"), Decimal("0.5"), OWNED)
    assert not big_jump(kg("12"), kg("12.5"), Decimal(4), OWNED)
    assert not big_jump(Load("50", "lb"), Load("55", "lb"), STEP)
    assert big_jump(Load("49", "lb"), Load("54", "lb"), STEP)
    assert big_jump(Load(30, "step"), Load(31, "step"), STEP)
    assert big_jump(Load(3, "band"), Load(4, "band"), STEP)


@given(grams, steps)
def test_loads_are_exact_to_the_gram(amount: int, step: int) -> None:
    """Every load is a whole number of grams, as integers alone would give."""
    load, size = Load(Decimal(amount) / 1000), Decimal(step) / 1000
    up, down = heavier(load, size), lighter(load, size)
    assert up is not None
    assert up.amount * 1000 == amount + max(step, amount // 20 // step * step)
    assert down.amount * 1000 == max(0, min(amount * 9 // 10 // step * step, amount - step))
    assert floor_to(load.amount, size) * 1000 == amount // step * step


@given(grams, steps, st.integers(1, 60))
def test_many_steps_leave_no_drift(amount: int, step: int, times: int) -> None:
    load: Load | None = Load(Decimal(amount // step * step) / 1000)
    for _ in range(times):
        assert load is not None
        load = heavier(load, Decimal(step) / 1000)
        assert load is not None
        assert load.amount * 1000 % step == 0


@given(grams, steps, st.lists(grams, unique=True).map(sorted), st.integers(1, 100))
def test_owned_weights_are_never_left(amount: int, step: int, owned: list[int], percent: int) -> None:
    load, size, weights = Load(Decimal(amount) / 1000), Decimal(step) / 1000, tuple(Decimal(w) / 1000 for w in owned)
    up, down, part = heavier(load, size, weights), lighter(load, size, weights), share(load, percent, size, weights)
    assert down <= load
    assert part <= load
    if weights:
        assert up is None or (up > load and up.amount in weights)
        assert down.amount in weights or down == load
        assert (up is None) == (load.amount >= weights[-1])


def test_there_is_a_band_for_every_color() -> None:
    load: Load | None = Load(0, "band")
    seen = []
    while load is not None:
        seen.append(str(load))
        load = heavier(load, STEP)
    assert tuple(seen) == BANDS
