import datetime as dt
import math
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.rules.builders import MONDAY, course

from rehabplan.model.course import Body, Verdict
from rehabplan.rules import Cold, Heat, RunDistance, acclimatized, heat_share, wbgt

OUTDOORS: dict[str, Any] = {"tags": frozenset({"heat"}), "pattern": "run", "kind": "aerobic"}


@given(st.integers(-500, 600), st.integers(0, 100))
def test_the_estimate_follows_its_formula(tenths: int, humidity: int) -> None:
    """Computed independently in binary numbers; only the last digit may round differently."""
    air = tenths / 10
    vapor = humidity / 100 * 6.105 * math.exp(17.27 * air / (237.7 + air))
    estimate = wbgt(Decimal(tenths) / 10, humidity)
    assert abs(float(estimate) - (0.567 * air + 0.393 * vapor + 3.94)) <= 0.05 + 1e-9
    assert estimate == estimate.quantize(Decimal("0.1"))


@pytest.mark.parametrize(("air", "humidity"), [(61, 50), (-51, 50), (20, 101), (20, -1), ("NaN", 50), (20, "damp")])
def test_impossible_weather_is_refused(air: Any, humidity: Any) -> None:
    with pytest.raises(ValueError, match=r"^(air temperature|relative humidity) is from"):
        wbgt(air, humidity)


def test_the_edges_of_the_weather_are_possible() -> None:
    assert wbgt(60, 100) > wbgt(60, 0)
    assert wbgt(-50, 0) == Decimal("-24.4")


@pytest.mark.parametrize(
    ("temperature", "unused", "used"),
    [
        ("22.2", "normal", "normal"),
        ("22.3", "ease", "normal"),
        ("27.8", "ease", "normal"),
        ("27.9", "limit", "caution"),
        ("30.0", "limit", "caution"),
        ("30.1", "cancel", "limit"),
        ("32.2", "cancel", "limit"),
        ("32.3", "cancel", "cancel"),
    ],
)
def test_the_bands(temperature: str, unused: str, used: str) -> None:
    assert Heat().action(Decimal(temperature)) == unused
    assert Heat(acclimatized=True).action(Decimal(temperature)) == used


@pytest.mark.parametrize(
    ("kind", "wrong"),
    [
        (Heat, {"bands": (Decimal(1), Decimal(2), Decimal(3))}),
        (Heat, {"bands": (Decimal(1), Decimal(3), Decimal(2), Decimal(4))}),
        (Heat, {"bands": (Decimal(1), Decimal(1), Decimal(2), Decimal(4))}),
        (Heat, {"ease": 0}),
        (Heat, {"limit_to": 101}),
        (Cold, {"longer": "warm"}),
        (Cold, {"longer": 31}),
        (Cold, {"indoors": 5}),
    ],
)
def test_impossible_parameters_are_refused(kind: type, wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=rf"{kind.__name__}\.{next(iter(wrong))}: expected "):
        kind(**wrong)


def limited(temperature: str | None, dose: str = "8km", rule: Heat | None = None, **more: Any) -> str:
    now = course(RunDistance(), dose, **{**OUTDOORS, **more})
    heat = {} if temperature is None else {MONDAY: Decimal(temperature)}
    answer = (rule or Heat()).limit(now, Body(MONDAY, heat=heat), now.dose)
    if answer is None:
        return "-"
    assert (answer.rule, answer.saw) == ("H1", (("wbgt", temperature),))
    assert (answer.dose is None) == (answer.verdict is Verdict.STOP)
    return f"{answer.action} {answer.dose}"


def test_hot_days_shorten_or_cancel_what_is_outdoors() -> None:
    found = [limited(t) for t in (None, "20", "25", "29", "31", "35")]
    assert found == ["-", "-", "ease 6400m", "limit 4000m", "cancel None", "cancel None"]
    used = Heat(acclimatized=True)
    assert [limited(t, rule=used) for t in ("25", "29", "31", "35")] == ["-", "-", "limit 4000m", "cancel None"]
    assert limited("35", tags=frozenset()) == "-"
    assert limited("25", rule=Heat(ease=50)) == "ease 4000m"


def test_time_and_bouts_shrink_too() -> None:
    assert limited("29", "1x1830s") == "limit 1x915s"
    assert limited("25", "1x1806s") == "ease 1x1440s"
    assert limited("29", "6x(60s/120s)") == "limit 3x(60s/120s)"
    assert limited("29", "1x(60s/120s)") == "limit 1x(60s/120s)"


def test_other_days_do_not_count() -> None:
    now = course(RunDistance(), "8km", **OUTDOORS)
    assert Heat().limit(now, Body(MONDAY, heat={MONDAY + dt.timedelta(days=1): Decimal(40)}), now.dose) is None


def test_eight_days_in_two_weeks_acclimatize() -> None:
    days = [(MONDAY - dt.timedelta(days=n), 45) for n in range(1, 9)]
    assert acclimatized(days, MONDAY)
    assert not acclimatized(days[1:], MONDAY)
    assert not acclimatized([(day, 44) for day, _ in days], MONDAY)
    assert acclimatized([*days[:7], (MONDAY - dt.timedelta(days=14), 45)], MONDAY)
    assert not acclimatized([*days[:7], (MONDAY - dt.timedelta(days=15), 45)], MONDAY)
    assert not acclimatized([*days[:7], (MONDAY, 45)], MONDAY)


def test_the_first_hot_days_are_short() -> None:
    assert [heat_share(n) for n in range(1, 12)] == [50] * 3 + [70] * 3 + [85] * 3 + [100] * 2


@pytest.mark.parametrize(
    ("air", "chill", "advice"),
    [
        (5, None, "normal"),
        (Decimal("4.9"), None, "warm-up + 5 min"),
        (-20, -27, "warm-up + 5 min"),
        (-20, Decimal("-27.1"), "indoors"),
        (10, 9, "normal"),
    ],
)
def test_the_cold(air: Any, chill: Any, advice: str) -> None:
    assert Cold().advice(air, chill) == advice
    assert Cold(longer=0, indoors=-10).advice(-5, -11) == "indoors"
