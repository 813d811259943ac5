"""The written form of a dose: `3x10 @12kg`, `8-6-4x10s`, `6x(60s/240s)`, `2x30s/side rest 30s`."""

from __future__ import annotations

import re
from itertools import groupby

from attrs import evolve

from rehabplan.errors import NotationError
from rehabplan.model.dose import Dose, Set
from rehabplan.model.load import Load
from rehabplan.model.scales import RIR, RPE

EXPECTED = "expected like 3x10, 3x10 @12kg, 8-6-4x10s, 2x5x5s, 3x40s, 6x(60s/240s), 5km or 2x30s/side rest 30s"
_NUMBER = r"\d{1,6}"
_TIME = r"(?:(\d{1,6})min)?(?:(\d{1,6})s)?"
_LENGTH = re.compile(rf"({_NUMBER})(s|min|m)|(\d{{1,4}}(?:\.\d{{1,3}})?)km")
_MODIFIER = re.compile(
    r"\s+(?:rest\s*(?P<rest>\d{1,6})\s*(?P<unit>s|min)|rpe\s*(?P<rpe>\d{1,2}(?:\.\d)?)|rir\s*(?P<rir>\d{1,2})"
    r"|(?P<day>\d{1,3})\s*/\s*day)(?=\s|$)"
)


def parse_dose(text: str) -> Dose:
    """Read a dose; raises NotationError that quotes the text and says what was expected."""
    rest = " " + " ".join(text.lower().replace("×", "x").replace("–", "-").split())  # noqa: RUF001
    options: dict[str, object] = {}
    while found := list(_MODIFIER.finditer(rest)):
        last = found[-1]
        if last.end() != len(rest):
            break
        _modifier(last, options, text)
        rest = rest[: last.start()]
    body = re.sub(r"\s+", "", rest)
    side = body.count("/side") == 1 and re.search(r"/side(@|$)", body) is not None
    body = body.replace("/side", "") if side else body
    try:
        sets = tuple(s for group in body.split("&") for s in _group(group))
        return Dose(sets, per_side=side, **options)  # type: ignore[arg-type]
    except (ValueError, TypeError) as error:
        raise NotationError(f"not a dose: {text!r}, {_why(error)}") from None


def _why(error: Exception) -> str:
    return str(error) or EXPECTED


def _modifier(match: re.Match[str], options: dict[str, object], text: str) -> None:
    try:
        if match["rest"]:
            name, value = "rest", int(match["rest"]) * (60 if match["unit"] == "min" else 1)
        elif match["rpe"]:
            name, value = "cap", RPE(match["rpe"])  # type: ignore[assignment]
        elif match["rir"]:
            name, value = "rir", RIR(match["rir"])  # type: ignore[assignment]
        else:
            name, value = "per_day", int(match["day"])
    except ValueError as error:
        raise NotationError(f"not a dose: {text!r}, {error}") from None
    if name in options:
        raise NotationError(f"not a dose: {text!r}, {name.replace('_', ' ')} is given twice")
    options[name] = value


def _group(text: str) -> list[Set]:
    work, _, loads = text.partition("@")
    sets = _sets(work)
    if not loads:
        return sets
    parsed = [Load.parse(part) for part in _shared_unit(loads)]
    if len(parsed) == 1:
        parsed *= len(sets)
    if len(parsed) != len(sets):
        raise ValueError(f"{len(sets)} sets have {len(parsed)} loads")
    return [evolve(s, load=load) for s, load in zip(sets, parsed, strict=True)]


def _shared_unit(loads: str) -> list[str]:
    """Split `40/45/50kg` into loads that each carry the unit of the last."""
    parts = loads.split("/")
    unit = re.sub(r"^[\d.]+", "", parts[-1])
    return [part + unit if re.fullmatch(r"[\d.]+", part) else part for part in parts]


def _sets(work: str) -> list[Set]:
    if match := re.fullmatch(rf"(?:({_NUMBER})x)?(?:({_NUMBER})x)?\(([^/()]+)/([^/()]+)\)", work):
        count, reps = (match[1], match[2]) if match[2] else (None, match[1])
        bout = _length(match[3])
        return [evolve(bout, reps=int(reps or 1), recover=_length(match[4]).seconds)] * _count(count or "1")
    if match := re.fullmatch(rf"({_NUMBER}\+?(?:-{_NUMBER}\+?)+)(?:x(.+))?", work):
        bout = _length(match[2]) if match[2] else Set()
        return [evolve(bout, reps=int(part.rstrip("+")), open=part.endswith("+")) for part in match[1].split("-")]
    if match := re.fullmatch(rf"({_NUMBER})x({_NUMBER}\+?)(?:x(.+))?", work):
        bout = _length(match[3]) if match[3] else Set()
        return [evolve(bout, reps=int(match[2].rstrip("+")), open=match[2].endswith("+"))] * _count(match[1])
    if match := re.fullmatch(rf"(?:({_NUMBER})x)?([^x]+)", work):
        bouts = [_length(part) for part in match[2].split("-")]
        return bouts * _count(match[1]) if match[1] else bouts
    raise ValueError(EXPECTED)


def _count(text: str) -> int:
    if not 1 <= int(text) <= 100:
        raise ValueError(f"expected 1 to 100 sets, got {text}")
    return int(text)


def _length(text: str) -> Set:
    match = _LENGTH.fullmatch(text)
    if not match:
        raise ValueError(EXPECTED)
    if match[3]:
        whole, _, part = match[3].partition(".")
        return Set(meters=int(whole) * 1000 + int(part.ljust(3, "0") or "0"))
    number = int(match[1])
    return Set(meters=number) if match[2] == "m" else Set(seconds=number * (60 if match[2] == "min" else 1))


def format_dose(dose: Dose) -> str:
    """Write a dose so that it reads back as the same value."""
    runs = _runs(dose.sets)
    text = " & ".join(map(_format_run, runs))
    if dose.per_side:
        text += "/side" if "@" not in text else " /side"
    if dose.rest != 60:
        text += f" rest {dose.rest}s"
    if dose.per_day != 1:
        text += f" {dose.per_day}/day"
    if dose.cap is not None:
        text += f" rpe {dose.cap}"
    return text + (f" rir {dose.rir}" if dose.rir is not None else "")


def _runs(sets: tuple[Set, ...]) -> list[tuple[Set, ...]]:
    """Split sets into stretches that one group of the notation can say."""
    return [tuple(group) for _, group in groupby(sets, key=_shape)]


def _shape(s: Set) -> tuple[object, ...]:
    bout = (s.seconds, s.meters, s.recover, s.load and s.load.unit)
    return (*bout, s.reps, s.open) if s.recover or s.meters else bout


def _format_run(sets: tuple[Set, ...]) -> str:
    first = sets[0]
    loads = [s.load for s in sets]
    suffix = ""
    if first.load is not None:
        suffix = " @" + (str(first.load) if len(set(loads)) == 1 else "/".join(map(str, loads)))
    length = f"{first.meters}m" if first.meters else f"{first.seconds}s"
    if first.recover or (first.meters and first.reps != 1):
        count = f"{len(sets)}x" if len(sets) > 1 else ""
        return f"{count}{first.reps}x({length}/{first.recover}s){suffix}"
    if first.meters:
        count = f"{len(sets)}x" if len(sets) > 1 else ""
        return f"{count}{length}{suffix}"
    reps = [f"{s.reps}{'+' if s.open else ''}" for s in sets]
    hold = f"x{length}" if first.seconds else ""
    if len(set(reps)) > 1:
        return "-".join(reps) + hold + suffix
    if hold and reps[0] == "1":
        return f"{len(sets)}{hold}{suffix}"
    return f"{len(sets)}x{reps[0]}{hold}{suffix}"
