"""Turn values into what JSON can hold and back: the one place that knows how each kind of field is written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar, cast

import attrs

from rehabplan.errors import DataError, UnknownNameError
from rehabplan.formats.containers import add_containers
from rehabplan.formats.fields import shown
from rehabplan.formats.refusals import faults_of
from rehabplan.model.clearance import Outcome
from rehabplan.model.course import Decision, Gate, Rule, Verdict
from rehabplan.model.dose import Dose
from rehabplan.model.exercise import Exercise
from rehabplan.model.load import Load
from rehabplan.model.person import FixedRun, Window
from rehabplan.model.plan import Key
from rehabplan.model.scales import RIR, RPE, Pain

if TYPE_CHECKING:
    from cattrs import Converter

T = TypeVar("T")
TAG = "is"
METHODS = ("next", "limit", "holds")
"""What makes a class a rule, a gate or a condition: such values are written with the name of their class."""


def unstructured(value: object) -> dict[str, Any]:
    """Return an attrs value as tables, lists, texts and whole numbers, the decisions in it as they are."""
    return cast("dict[str, Any]", _converter((), detailed=False).unstructure(value))


def unstructured_decision(decision: Decision) -> dict[str, Any]:
    """Return a decision as a table."""
    return _decision_writer()(decision)


def structured(data: object, kind: type[T], path: str, rules: tuple[type, ...]) -> T:
    """Return *data* as a value of type *kind*; raises DataError with all faults, each below *path*."""
    quick = _converter(rules, detailed=False)
    try:
        return quick.structure(data, kind)
    except Exception:  # noqa: BLE001 - whatever it is, reading again in detail says where
        slow = _converter(rules, detailed=True)
    try:
        return slow.structure(data, kind)
    except Exception as error:  # noqa: BLE001 - own rules may refuse values in their own way
        raise DataError(faults_of(error, path)) from None


@lru_cache(8)
def _converter(rules: tuple[type, ...], *, detailed: bool) -> Converter:
    from cattrs import Converter

    converter = Converter(detailed_validation=detailed, omit_if_default=True)
    known = _registry(rules)
    names = {**known, "Dose": Dose, "Exercise": Exercise, "Rule": Rule, "Gate": Gate}
    for kind in (Decision, Exercise, *known.values()):
        attrs.resolve_types(kind, localns=names)
    _read_tables(converter, detailed=detailed)
    _scalars(converter)
    add_containers(converter, detailed=detailed)
    _tagged(converter, known)
    return converter


def _registry(own: tuple[type, ...]) -> dict[str, type]:
    """Return the classes of rules and gates by the tag they are written with."""
    from rehabplan import rules

    public: list[Any] = [getattr(rules, name) for name in rules.__all__]
    kinds = [kind for kind in public if attrs.has(kind) and any(hasattr(kind, method) for method in METHODS)]
    known: dict[str, type] = {kind.__name__: kind for kind in kinds}
    for kind in own:
        if not attrs.has(kind):
            raise TypeError(f"{kind.__name__} is not an attrs class: a rule that is saved needs @attrs.frozen")
        if known.setdefault(kind.__name__, kind) is not kind:
            raise ValueError(f"a rule named {kind.__name__} exists already, give yours another name")
    return known


def _read_tables(converter: Converter, *, detailed: bool) -> None:
    from cattrs.gen import make_dict_structure_fn

    def factory(kind: type) -> Callable[[object, object], object]:
        read: Any = make_dict_structure_fn(
            kind, converter, _cattrs_forbid_extra_keys=True, _cattrs_detailed_validation=detailed
        )
        expected = "a place in decisions" if kind is Decision else "a table"

        def table(data: object, _: object) -> object:
            if type(data) is kind and kind is Decision:
                return data
            if type(data) is not dict:
                raise ValueError(f"expected {expected}, got {shown(data)}")
            return read(data, kind)

        return table

    converter.register_structure_hook_factory(attrs.has, factory)
    converter.register_unstructure_hook(Decision, lambda decision: decision)


@lru_cache(1)
def _decision_writer() -> Callable[[Decision], dict[str, Any]]:
    from cattrs.gen import make_dict_unstructure_fn

    return make_dict_unstructure_fn(Decision, _converter((), detailed=False), _cattrs_omit_if_default=True)


def _scalars(converter: Converter) -> None:
    for kind in (str, int, bool):
        converter.register_structure_hook(kind, _exactly(kind))
    for scale in (Pain, RIR):
        converter.register_unstructure_hook(scale, lambda score: score.value)
        converter.register_structure_hook(scale, _whole_number(scale))
    for notation, (write, read) in NOTATIONS.items():
        converter.register_unstructure_hook(notation, write)
        converter.register_structure_hook(notation, _from_text(read))


def _exactly(kind: type) -> Callable[[object, object], object]:
    expected = {str: "a text", int: "a whole number", bool: "true or false"}[kind]

    def read(data: object, _: object) -> object:
        if type(data) is not kind:
            raise ValueError(f"expected {expected}, got {shown(data)}")
        return data

    return read


def _whole_number(kind: Callable[[int], object]) -> Callable[[object, object], object]:
    read = _exactly(int)
    return lambda data, _: kind(cast("int", read(data, int)))


def _from_text(parse: Callable[[str], object]) -> Callable[[object, object], object]:
    read = _exactly(str)
    return lambda data, _: parse(cast("str", read(data, str)))


def write_number(number: Decimal) -> str:
    """Return an exact number in its shortest decimal form."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def read_number(text: str) -> Decimal:
    """Return the exact number of a text; raises ValueError."""
    if len(text) > 60 or not text.strip("-").replace(".", "", 1).isdecimal():
        raise ValueError(f"expected an exact number like 12.5, got {shown(text)}")
    return Decimal(text)


def _named(kind: type[T], names: Mapping[str, T]) -> Callable[[str], T]:
    def read(text: str) -> T:
        if text not in names:
            raise UnknownNameError(kind.__name__.lower(), text, names)
        return names[text]

    return read


def _iso(parse: Callable[[str], T], expected: str) -> Callable[[str], T]:
    def read(text: str) -> T:
        try:
            return parse(text)
        except ValueError:
            raise ValueError(f"expected {expected}, got {shown(text)}") from None

    return read


NOTATIONS: dict[type, tuple[Callable[[Any], str], Callable[[str], Any]]] = {
    Dose: (lru_cache(4096)(str), lru_cache(4096)(Dose.parse)),
    Load: (str, Load.parse),
    Key: (lru_cache(4096)(str), lru_cache(4096)(Key.parse)),
    Window: (str, Window.parse),
    FixedRun: (str, FixedRun.parse),
    Decimal: (write_number, read_number),
    RPE: (str, lambda text: RPE(read_number(text))),
    dt.date: (dt.date.isoformat, _iso(dt.date.fromisoformat, "a date like 2026-01-25")),
    dt.datetime: (dt.datetime.isoformat, _iso(dt.datetime.fromisoformat, "an instant like 2026-01-25T12:00:00+00:00")),
    Outcome: (lambda outcome: outcome.name.lower(), _named(Outcome, {o.name.lower(): o for o in Outcome})),
    Verdict: (lambda verdict: verdict.value, _named(Verdict, {v.value: v for v in Verdict})),
}
"""How each kind of value is written as a text, and read."""


def _tagged(converter: Converter, known: Mapping[str, type]) -> None:
    """Write rules and gates, which are fields of protocol types, with the name of their class."""

    def write(rule: object) -> dict[str, Any]:
        if not attrs.has(type(rule)):
            raise TypeError(f"{rule!r} cannot be saved: a rule is an instance of a frozen attrs class")
        return {TAG: type(rule).__name__, **converter.unstructure(rule)}

    def read(data: object, _: object) -> object:
        if type(data) is not dict or type(data.get(TAG)) is not str:
            raise ValueError(f'expected a rule like {{"is": "..."}}, got {shown(data)}')
        if data[TAG] not in known:
            raise UnknownNameError("rule", data[TAG], known)
        return converter.structure({name: item for name, item in data.items() if name != TAG}, known[data[TAG]])

    def is_protocol(kind: Any) -> bool:
        return getattr(kind, "_is_protocol", False)

    converter.register_structure_hook_func(is_protocol, read)
    converter.register_unstructure_hook_func(is_protocol, write)
