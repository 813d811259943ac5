"""Any dose at all."""

from decimal import Decimal

from attrs import evolve
from hypothesis import strategies as st

from rehabplan.model.dose import Dose, Set
from rehabplan.model.load import BANDS, Load
from rehabplan.model.scales import RIR, RPE

MOST = 999_999
counts = st.integers(0, 12) | st.integers(0, MOST)
loads = st.one_of(
    st.builds(Load, st.decimals(0, MOST, places=6), st.sampled_from(["kg", "lb", "%"])),
    st.builds(Load, st.integers(0, 3) | st.integers(0, MOST), st.just("step")),
    st.builds(Load, st.integers(0, len(BANDS) - 1), st.just("band")),
)
loaded = st.none() | loads
sets = st.one_of(
    st.builds(Set, counts, seconds=counts, load=loaded, open=st.booleans()),
    st.builds(Set, counts, seconds=counts, recover=counts, load=loaded),
    st.builds(Set, counts, meters=counts, recover=counts, load=loaded),
)
doses = st.builds(
    Dose,
    st.one_of(
        st.lists(sets, min_size=1, max_size=4),
        st.builds(lambda one, n: [one] * n, sets, st.integers(1, 99)),
        st.builds(
            lambda one, reps: [evolve(one, reps=n) for n in reps], sets, st.lists(counts, min_size=2, max_size=4)
        ),
    ).map(tuple),
    rest=st.just(60) | st.integers(0, MOST),
    per_side=st.booleans(),
    per_day=st.just(1) | st.integers(1, 999),
    cap=st.none() | st.builds(RPE, st.integers(0, 20).map(lambda n: Decimal(n) / 2)),
    rir=st.none() | st.builds(RIR, st.integers(0, 10)),
)
