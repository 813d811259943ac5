"""A person's week: windows, weekdays, fixed runs and days away, as they write them."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehabplan.errors import NotationError
from rehabplan.model.person import COMPONENTS, RUN_KINDS, Away, FixedRun, Window, clock, days_of, minutes_of

minutes = st.integers(0, 1440)
weekdays = st.sets(st.integers(0, 6), min_size=1).map(tuple)


@pytest.mark.parametrize(("text", "expected"), [("0:00", 0), ("06:45", 405), ("6:45", 405), (" 18:30 ", 1110)])
def test_times_of_day(text: str, expected: int) -> None:
    assert minutes_of(text) == expected


@given(minutes)
def test_a_clock_time_reads_back(minute: int) -> None:
    assert minutes_of(clock(minute)) == minute


@pytest.mark.parametrize("text", ["", "18", "18.30", "6pm", "24:01", "12:60", "-1:00", "18:3"])
def test_what_is_no_time_is_quoted(text: str) -> None:
    with pytest.raises(NotationError, match="expected like 18:30") as caught:
        minutes_of(text)
    assert repr(text) in str(caught.value)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("mon", (0,)),
        ("mon-fri", (0, 1, 2, 3, 4)),
        ("tue thu", (1, 3)),
        ("thu, tue", (1, 3)),
        ("Saturday SUN", (5, 6)),
        ("sat-mon", (0, 5, 6)),
        ("mon-wed wed-thu", (0, 1, 2, 3)),
        ("sun-sat", (0, 1, 2, 3, 4, 5, 6)),
        ("wednesday-friday", (2, 3, 4)),
    ],
)
def test_weekdays(text: str, days: tuple[int, ...]) -> None:
    assert days_of(text) == days


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "no weekdays in '', expected like mon-fri or tue thu"),
        ("mon fry", "not a weekday: 'fry', expected one of mon, tue"),
        ("mon-", "not a weekday: 'mon-'"),
        ("-mon", "not a weekday: '-mon'"),
        ("t", "not a weekday: 't'"),
    ],
)
def test_what_is_no_weekday_is_quoted(text: str, message: str) -> None:
    with pytest.raises(NotationError) as caught:
        days_of(text)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("text", "window"),
    [
        ("mon-fri 12:30-13:10", Window((0, 1, 2, 3, 4), 750, 790)),
        ("tue thu 18:00 - 19:00 for strength trunk", Window((1, 3), 1080, 1140, ("strength", "trunk"))),
        ("sat, sun 9:00-10:00 for run, walk", Window((5, 6), 540, 600, ("run", "walk"))),
        ("fri 23:00-24:00", Window((4,), 1380, 1440)),
    ],
)
def test_windows(text: str, window: Window) -> None:
    assert Window.parse(text) == window


@given(weekdays, minutes, minutes, st.lists(st.sampled_from(COMPONENTS), unique=True).map(tuple))
def test_a_window_reads_back_what_it_writes(days: tuple[int, ...], a: int, b: int, only: tuple[str, ...]) -> None:
    if a != b:
        window = Window(days, min(a, b), max(a, b), only)
        assert Window.parse(str(window)) == window


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "expected like mon-fri 12:30-13:10"),
        ("mon-fri", "expected like mon-fri 12:30-13:10"),
        ("mon 18:00", "expected like mon-fri 12:30-13:10"),
        ("mon 18:00-25:00", "not a time of day: '25:00', expected like 18:30"),
        ("mun 18:00-19:00", "not a weekday: 'mun', expected one of mon"),
        ("mon 19:00-18:00", "a window ends after it starts, on the same day, got 19:00-18:00"),
        ("mon 18:00-18:00", "a window ends after it starts"),
        ("mon 18:00-19:00 for swimming", "not a component: 'swimming', expected one of strength, trunk"),
    ],
)
def test_what_is_no_window_says_what_was_expected(text: str, why: str) -> None:
    with pytest.raises(NotationError) as caught:
        Window.parse(text)
    assert why in str(caught.value)


@pytest.mark.parametrize("days", [(), (7,), (-1,)])
def test_a_window_is_on_days_of_the_week(days: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="weekdays"):
        Window(days, 0, 60)


def test_the_days_of_a_window_are_in_order_and_once() -> None:
    assert Window((3, 1, 3), 0, 60) == Window((1, 3), 0, 60)


@pytest.mark.parametrize(
    ("text", "run"),
    [
        ("tue 06:45", FixedRun(1, 405, "easy")),
        ("sunday 9:00 long", FixedRun(6, 540, "long")),
        ("Thu 06:45 quality", FixedRun(3, 405, "quality")),
    ],
)
def test_fixed_runs(text: str, run: FixedRun) -> None:
    assert FixedRun.parse(text) == run


@given(st.integers(0, 6), st.integers(0, 1439), st.sampled_from(RUN_KINDS))
def test_a_fixed_run_reads_back_what_it_writes(day: int, start: int, kind: str) -> None:
    assert FixedRun.parse(str(FixedRun(day, start, kind))) == FixedRun(day, start, kind)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "not a fixed run: '', expected like tue 06:45 or sun 09:00 long"),
        ("tue", "not a fixed run: 'tue'"),
        ("tue 06:45 fast", "not a fixed run: 'tue 06:45 fast'"),
        ("mon-wed 06:45", "not a fixed run: 'mon-wed 06:45', expected one day"),
        ("tue 6h45", "not a time of day: '6h45'"),
        ("tue 24:00", "not a fixed run: 'tue 24:00'"),
        ("tu 06:45", "not a weekday: 'tu'"),
    ],
)
def test_what_is_no_fixed_run_says_what_was_expected(text: str, why: str) -> None:
    with pytest.raises(NotationError) as caught:
        FixedRun.parse(text)
    assert why in str(caught.value)


def test_days_away_include_the_first_and_the_last() -> None:
    away = Away(dt.date(2026, 2, 27), dt.date(2026, 3, 1), "work")
    seen = [day for n in range(6) if away.covers(day := dt.date(2026, 2, 26) + dt.timedelta(days=n))]
    assert seen == [dt.date(2026, 2, 27), dt.date(2026, 2, 28), dt.date(2026, 3, 1)]
    one = dt.date(2026, 3, 1)
    assert Away(one, one).covers(one)


def test_days_away_do_not_end_before_they_begin() -> None:
    with pytest.raises(ValueError, match="on or after their first day, got 2026-03-02 to 2026-03-01"):
        Away(dt.date(2026, 3, 2), dt.date(2026, 3, 1))
