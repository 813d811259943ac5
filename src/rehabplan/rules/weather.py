"""H1: heat by wet-bulb globe temperature, and cold (R86-R91)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from attrs import evolve, field, frozen

from rehabplan.model.course import Body, Course, Decision, Verdict
from rehabplan.model.dose import Dose, Set
from rehabplan.rules.checks import exact, number, refusal, whole

TENTH = Decimal("0.1")
ACTIONS = ("normal", "caution", "ease", "limit", "cancel")
UNUSED = ("normal", "ease", "limit", "cancel", "cancel")
USED = ("normal", "normal", "caution", "limit", "cancel")


def wbgt(air: Decimal | int | str, humidity: Decimal | int | str) -> Decimal:
    """Estimate the wet-bulb globe temperature outdoors from air (degrees Celsius) and relative humidity (percent).

    Rounded to 0.1, half up (R90). Raises ValueError for a humidity outside 0-100, or air outside -50 to 60 degrees.

    >>> wbgt(25, 60)
    Decimal('25.6')
    """
    t, rh = exact(air), exact(humidity)
    if not _between(t, -50, 60):
        raise ValueError(f"air temperature is from -50 to 60 degrees Celsius, got {air}")
    if not _between(rh, 0, 100):
        raise ValueError(f"relative humidity is from 0 to 100 percent, got {humidity}")
    vapor = rh / 100 * Decimal("6.105") * (Decimal("17.27") * t / (Decimal("237.7") + t)).exp()
    return (Decimal("0.567") * t + Decimal("0.393") * vapor + Decimal("3.94")).quantize(TENTH, ROUND_HALF_UP)


def _between(value: object, low: int, high: int) -> bool:
    return isinstance(value, Decimal) and value.is_finite() and low <= value <= high


@frozen
class Heat:
    """Ease or cancel outdoor effort in the heat (H1).

    *bands* are the upper limits of four bands of wet-bulb globe temperature; above the last all is cancelled (R86;
    the first limit DESIGN). *acclimatized* people may do more. *ease* and *limit_to* are the percents of a run left in
    these bands (DESIGN). Raises ValueError unless the bands rise.
    """

    acclimatized: bool = False
    bands: tuple[Decimal, ...] = field(default=(Decimal("22.2"), Decimal("27.8"), Decimal("30.0"), Decimal("32.2")))
    ease: int = field(default=80, validator=whole(1, 100))
    limit_to: int = field(default=50, validator=whole(1, 100))

    def __attrs_post_init__(self) -> None:
        if len(self.bands) != 4 or list(self.bands) != sorted(set(self.bands)):
            raise refusal(self, "bands", f"expected four limits that rise, got {self.bands}")

    def action(self, temperature: Decimal) -> str:
        """Return `normal`, `caution`, `ease`, `limit` or `cancel` for a wet-bulb globe temperature.

        >>> Heat().action(Decimal("27.9")), Heat(acclimatized=True).action(Decimal("27.9"))
        ('limit', 'caution')
        """
        band = sum(temperature > most for most in self.bands)
        return (USED if self.acclimatized else UNUSED)[band]

    def limit(self, course: Course, body: Body, dose: Dose) -> Decision | None:
        """Shorten or cancel an outdoor effort on a hot day."""
        temperature = body.heat.get(body.day)
        if temperature is None or "heat" not in course.exercise.tags:
            return None
        action, saw = self.action(temperature), (("wbgt", str(temperature)),)
        if action in {"normal", "caution"}:
            return None
        if action == "cancel":
            reason = "It is too hot outdoors today: take it indoors, into water, or leave it out."
            return Decision(Verdict.STOP, None, "H1", action, reason, 0, saw, ("R86", "R88"))
        percent, breaks = self.ease, "with walk breaks"
        if action == "limit":
            percent, breaks = self.limit_to, "easy, walking as long as running"
        shorter = dose.with_sets(tuple([shortened(s, percent) for s in dose.sets]))
        reason = f"It is hot today: {percent} % of it, {breaks}. Drink, and stop if you feel unwell."
        return Decision(Verdict.REGRESS, shorter, "H1", action, reason, 0, saw, ("R86", "R88"))


def shortened(part: Set, percent: int) -> Set:
    """Return a set of so many percent of its distance (floored to 0.1 km), its time (to 5 s) or its repetitions."""
    if part.meters:
        return evolve(part, meters=part.meters * percent // 10000 * 100)
    if part.recover:
        return evolve(part, reps=max(1, part.reps * percent // 100))
    return evolve(part, seconds=part.seconds * percent // 500 * 5)


def acclimatized(exposures: Iterable[tuple[dt.date, int]], day: dt.date) -> bool:
    """Say whether at least 8 exposures of 45 min or more lie within the last 14 days (R87, R89; the count DESIGN).

    An exposure is its day and its minutes in similar heat.
    """
    return sum(1 <= (day - when).days <= 14 and minutes >= 45 for when, minutes in exposures) >= 8


def heat_share(exposure: int) -> int:
    """Return the percent of the usual duration for the n-th exposure to heat, from 1 (H1, DESIGN).

    >>> [heat_share(n) for n in (1, 4, 7, 10)]
    [50, 70, 85, 100]
    """
    return (50, 70, 85, 100)[min((exposure - 1) // 3, 3)]


@frozen
class Cold:
    """Advise in the cold (H1): below *longer* degrees 5 min more warm-up, below a wind chill of *indoors* stay inside.

    The wind chill limit is R91, the other DESIGN. Raises ValueError unless *indoors* is the colder one.
    """

    longer: Decimal = field(default=Decimal(5), converter=exact, validator=number("-50", "30"))
    indoors: Decimal = field(default=Decimal(-27), converter=exact, validator=number("-100", "30"))

    def __attrs_post_init__(self) -> None:
        if self.indoors >= self.longer:
            raise refusal(self, "indoors", f"expected below longer ({self.longer}), got {self.indoors}")

    def advice(self, air: Decimal | int, wind_chill: Decimal | int | None = None) -> str:
        """Return `indoors`, `warm-up + 5 min` or `normal`.

        >>> Cold().advice(3), Cold().advice(-15, -28)
        ('warm-up + 5 min', 'indoors')
        """
        if wind_chill is not None and wind_chill < self.indoors:
            return "indoors"
        return "warm-up + 5 min" if air < self.longer else "normal"
