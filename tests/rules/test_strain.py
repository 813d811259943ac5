import statistics
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rehabplan.model.scales import RPE
from rehabplan.rules import session_load

days = st.lists(st.tuples(st.integers(0, 180), st.integers(0, 10).map(RPE)), min_size=2, max_size=14)


@given(days)
def test_session_load_agrees_with_a_second_opinion(told: list[tuple[int, RPE]]) -> None:
    """The standard library computes mean and deviation; only the last digit may round differently."""
    load = session_load(told)
    daily = [minutes * effort.value for minutes, effort in told]
    assert list(load.daily) == daily
    assert load.total == sum(daily)
    assert abs(load.mean - statistics.mean(daily)) <= Decimal("0.05")
    deviation = statistics.stdev(daily)
    assert abs(float(load.deviation) - float(deviation)) <= 0.051
    if len(set(daily)) == 1:
        assert load.monotony is None
        assert load.strain is None
    else:
        assert load.monotony is not None
        assert load.strain is not None
        monotony = statistics.mean(daily) / deviation
        assert abs(load.monotony - monotony) <= Decimal("0.0051")
        assert abs(load.strain - load.total * monotony) <= Decimal("0.51")


def test_one_day_has_no_deviation() -> None:
    with pytest.raises(ValueError, match="session load needs at least two days, got 1"):
        session_load([(30, RPE(5))])
