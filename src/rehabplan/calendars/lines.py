"""Content lines: text that is safe in a calendar, in lines of at most 75 octets (RFC 5545, sections 3.1 and 3.3.11)."""

from __future__ import annotations

import re

LIMIT = 75
"""The longest line in octets, without its line break (RFC 5545, section 3.1)."""

_BREAKS = re.compile("\r\n|[\n\r\v\f\x85\u2028\u2029]")
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff]")


def clean(text: str) -> str:
    r"""Return *text* without control characters, every kind of line break as a newline, and tabs as spaces.

    >>> clean("one\r\ntwo\u2028three\x00")
    'one\ntwo\nthree'
    """
    if text.isprintable():
        return text
    return _UNSEEN.sub("", _BREAKS.sub("\n", text)).replace("\t", " ")


def one_line(text: str, most: int = 180) -> str:
    """Return *text* cleaned and on one line, cut to *most* characters: the least that clients show of a title.

    180 characters is where the strictest of the clients looked at cuts a title.
    """
    line = " ".join(clean(text).split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def escape(text: str) -> str:
    r"""Return cleaned *text* as a TEXT value.

    >>> print(escape("3 x 10, rest; then\nwalk"))
    3 x 10\, rest\; then\nwalk
    """
    escaped = clean(text).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\n", "\\n")


def fold(line: str, first: int = LIMIT) -> bytes:
    """Return *line* in UTF-8, folded: at most *first* octets, then lines of at most 75 with their leading space.

    Neither characters nor escaped pairs are split.
    """
    octets = line.encode()
    if len(octets) <= first:
        return octets
    pieces, start, room = [], 0, first
    while len(octets) - start > room:
        end = _cut(octets, start, start + room)
        pieces.append(octets[start:end])
        start, room = end, LIMIT - 1
    return b"\r\n ".join([*pieces, octets[start:]])


def _cut(octets: bytes, start: int, end: int) -> int:
    """Return the last place up to *end* between two characters, and not behind a backslash that escapes."""
    while octets[end] & 0xC0 == 0x80:
        end -= 1
    before = octets[start:end]
    return end - (len(before) - len(before.rstrip(b"\\"))) % 2


def text_line(name: str, text: str) -> bytes:
    """Return the whole content line of a TEXT property, with its line break."""
    return fold(f"{name}:{escape(text)}") + b"\r\n"
