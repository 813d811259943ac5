"""A dose is its sets; one notation writes every kind of dose and reads it back."""

from __future__ import annotations

from attrs import evolve, field, frozen

from rehabplan.model.load import Load
from rehabplan.model.scales import RIR, RPE

MOST = 999_999
"""The largest number in a set; with `MOST_SETS` and `MOST_A_DAY` it keeps every dose inside the notation (DESIGN)."""
MOST_SETS, MOST_A_DAY = 100, 999


def _sensible(instance: object, attribute: object, value: int) -> None:
    if not 0 <= value <= MOST:
        limit = "is not negative" if value < 0 else f"is at most {MOST}"
        raise ValueError(f"{getattr(attribute, 'name', 'value')} {limit}, got {value}")


@frozen
class Set:
    """Hold one set: repetitions, each of some seconds or meters, and the easy time after each.

    `seconds` and `meters` belong to one repetition: a hold, a bout of work, a distance. `recover` is the easy time in
    seconds after each repetition (the walk of a walk-run). `open` means at least so many repetitions.
    """

    reps: int = field(default=1, validator=_sensible)
    seconds: int = field(default=0, validator=_sensible)
    recover: int = field(default=0, validator=_sensible)
    meters: int = field(default=0, validator=_sensible)
    load: Load | None = None
    open: bool = False

    def __attrs_post_init__(self) -> None:
        if self.seconds and self.meters:
            raise ValueError("a set has seconds or meters, not both")
        if self.open and (self.meters or self.recover):
            raise ValueError("only sets of repetitions or holds can be open")


@frozen(cache_hash=True)
class Dose:
    """Hold what is asked or was done: sets in order, the rest between them, and the effort it may cost.

    `rest` is in seconds. `per_side` asks for the sets on each side; `per_day` for the whole so many times a day.
    `cap` is the highest effort that still counts as success, `rir` the repetitions to leave in reserve.
    `Dose.parse(str(dose)) == dose` holds for every dose.

    >>> dose = Dose.parse("8-6-4x10s/side rest 30s")
    >>> len(dose.sets), dose.sets[0].reps, dose.per_side
    (3, 8, True)
    >>> str(Dose.parse("3 x 10 @ 12.5 kg"))
    '3x10 @12.5kg'
    """

    sets: tuple[Set, ...]
    rest: int = field(default=60, validator=_sensible)
    per_side: bool = False
    per_day: int = 1
    cap: RPE | None = None
    rir: RIR | None = None

    def __attrs_post_init__(self) -> None:
        if not self.sets:
            raise ValueError("a dose has at least one set")
        if len(self.sets) > MOST_SETS:
            raise ValueError(f"a dose has at most {MOST_SETS} sets, got {len(self.sets)}")
        if self.per_day < 1:
            raise ValueError(f"a dose is for at least once a day, got {self.per_day}")
        if self.per_day > MOST_A_DAY:
            raise ValueError(f"a dose is for at most {MOST_A_DAY} times a day, got {self.per_day}")

    @classmethod
    def parse(cls, text: str) -> Dose:
        """Read a dose in the notation of `docs/reference/notation.md`; raises NotationError."""
        from rehabplan.model.notation import parse_dose

        return parse_dose(text)

    def __str__(self) -> str:
        from rehabplan.model.notation import format_dose

        return format_dose(self)

    @property
    def load(self) -> Load | None:
        """Return the load of the first set, or None for body weight."""
        return self.sets[0].load

    @property
    def volume(self) -> int:
        """Return all repetitions, or seconds, or meters of one side, whichever the dose counts in."""
        return sum(s.reps * (s.seconds or s.meters or 1) for s in self.sets)

    def with_sets(self, sets: tuple[Set, ...]) -> Dose:
        """Return the same dose with other sets."""
        return evolve(self, sets=sets)

    def work_seconds(self, rep_seconds: int = 4, settle: int = 0) -> int:
        """Return the seconds that one sitting takes, rests between sets included.

        *rep_seconds* is the time of one repetition without a hold, *settle* the time to get into each hold.
        The planning estimates are 4 s (2 s for drills) and 3 s: DESIGN.
        """
        work = sum(
            s.reps * ((s.seconds + settle + s.recover) if s.seconds or s.recover else rep_seconds) for s in self.sets
        )
        return work * (2 if self.per_side else 1) + (len(self.sets) - 1) * self.rest


def no_harder(dose: Dose, than: Dose) -> bool:
    """Say whether *dose* asks for no more than *than* in sets, repetitions, seconds, meters, load and times a day.

    Bouts with easy time between them count by their work: 7 x (2 min / 2 min) is more than 10 x (1 min / 2 min).
    """
    if len(dose.sets) > len(than.sets) or dose.per_day > than.per_day or dose.per_side > than.per_side:
        return False
    return all(
        (_work(a) <= _work(b) if a.recover or b.recover else a.reps <= b.reps and a.seconds <= b.seconds)
        and a.meters <= b.meters
        and (a.load is None or (b.load is not None and a.load.unit == b.load.unit and a.load <= b.load))
        for a, b in zip(dose.sets, than.sets, strict=False)
    )


def _work(s: Set) -> int:
    """Return the seconds of work in all bouts of a set, the easy time left out."""
    return s.reps * s.seconds
