"""How lists, sets, tables and what may be missing are read from JSON, strictly, and written in one order."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import repeat
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, Union, get_args, get_origin

from rehabplan.formats.fields import shown
from rehabplan.formats.refusals import noted

if TYPE_CHECKING:
    from cattrs import Converter

Reader = Callable[[Any, Any], Any]


def add_containers(converter: Converter, *, detailed: bool) -> None:
    """Teach *converter* lists, sets and tables; *detailed* readers note the place of each refusal."""

    def lists(kind: Any) -> Reader:
        build, parts = get_origin(kind), get_args(kind)
        if build is tuple and parts[-1] is not Ellipsis:
            return _fixed([(converter.get_structure_hook(part), part) for part in parts])
        hook = converter.get_structure_hook(parts[0])
        return (_each_noted if detailed else _each)(hook, parts[0], build)

    def tables(kind: Any) -> Reader:
        part = get_args(kind)[1]
        return _table(converter.get_structure_hook(part), part)

    def perhaps(kind: Any) -> Reader:
        (part,) = set(get_args(kind)) - {NoneType}
        return _perhaps(converter.get_structure_hook(part), part)

    def writes_set(kind: Any) -> Callable[[Any], list[Any]]:
        write = converter.get_unstructure_hook(get_args(kind)[0])
        return lambda items: [write(item) for item in sorted(items)]

    def writes_table(kind: Any) -> Callable[[Mapping[str, Any]], dict[str, Any]]:
        write = converter.get_unstructure_hook(get_args(kind)[1])
        return lambda items: {key: write(items[key]) for key in sorted(items)}

    converter.register_structure_hook_factory(_is_list, lists)
    converter.register_structure_hook_factory(_is_table, tables)
    converter.register_structure_hook_factory(_is_optional, perhaps)
    converter.register_unstructure_hook_factory(_is_set, writes_set)
    converter.register_unstructure_hook_factory(_is_table, writes_table)


def _is_list(kind: Any) -> bool:
    return get_origin(kind) in (tuple, frozenset)


def _is_set(kind: Any) -> bool:
    return get_origin(kind) is frozenset


def _is_table(kind: Any) -> bool:
    return get_origin(kind) is Mapping and get_args(kind)[0] is str


def _is_optional(kind: Any) -> bool:
    return get_origin(kind) in (Union, UnionType) and NoneType in get_args(kind) and len(get_args(kind)) == 2


def _perhaps(hook: Reader, part: Any) -> Reader:
    return lambda data, _: None if data is None else hook(data, part)


def _each(hook: Reader, part: Any, build: Callable[[list[Any]], Any]) -> Reader:
    def read(data: object, _: object) -> object:
        if type(data) is not list:
            raise ValueError(f"expected a list, got {shown(data)}")
        return build([hook(item, part) for item in data])

    return read


def _each_noted(hook: Reader, part: Any, build: Callable[[list[Any]], Any]) -> Reader:
    def read(data: object, _: object) -> object:
        if type(data) is not list:
            raise ValueError(f"expected a list, got {shown(data)}")
        return build(noted(enumerate(zip(data, repeat((hook, part)), strict=False))))

    return read


def _fixed(hooks: list[tuple[Reader, Any]]) -> Reader:
    def read(data: object, _: object) -> object:
        if type(data) is not list or len(data) != len(hooks):
            raise ValueError(f"expected a list of {len(hooks)}, got {shown(data)}")
        return tuple(noted(enumerate(zip(data, hooks, strict=True))))

    return read


def _table(hook: Reader, part: Any) -> Reader:
    def read(data: object, _: object) -> object:
        if type(data) is not dict:
            raise ValueError(f"expected a table, got {shown(data)}")
        return dict(zip(data, noted((key, (item, (hook, part))) for key, item in data.items()), strict=True))

    return read
