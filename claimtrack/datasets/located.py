"""YAML and JSON read with the line of every value, so that an error can point at it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from claimtrack.errors import DescriptorError

MAX_CHARACTERS = 1_000_000
MAX_NODES = 50_000
MAX_DEPTH = 60
PLAIN = frozenset(
    f"tag:yaml.org,2002:{kind}" for kind in "str int float bool null timestamp seq map merge value".split()
)
"""The types that a descriptor may hold; sets, bytes and objects are none of them."""
_TEXT = "tag:yaml.org,2002:str"
_MERGE = "tag:yaml.org,2002:merge"

KeyPath = tuple[str | int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """Plain data (dict, list, text, number …) and the 1-based line on which each key path stands."""

    data: Any
    lines: dict[KeyPath, int]

    def line(self, path: KeyPath) -> int:
        """Return the line of `path`, or of the nearest thing above it that has one."""
        for end in range(len(path), -1, -1):
            if path[:end] in self.lines:
                return self.lines[path[:end]]
        return 1


def parse_located(text: str, name: str) -> Located:
    """Return the YAML or JSON text as data with lines; `name` is the file's, for errors.

    Keys are texts as written, so that `NO` and `2020` are themselves. Raises DescriptorError on bad syntax, a key
    written twice, a value that holds itself, and files over the caps. Only plain types are made.
    """
    import yaml

    if len(text) > MAX_CHARACTERS:
        raise DescriptorError(f"has more than {MAX_CHARACTERS:,} characters", where=name, hint="split the descriptor")
    text = _as_yaml(text)
    kind = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    loader = kind(text)
    try:
        _refuse_depth(yaml.parse(text, Loader=kind), name)
        node = loader.get_single_node()
        lines: dict[KeyPath, int] = {}
        if node is not None:
            _walk(node, (), lines, name, ())
        data = None if node is None else loader.construct_document(node)
    except yaml.MarkedYAMLError as error:
        raise _syntax_error(error, name) from None
    except (yaml.YAMLError, ValueError, TypeError) as error:
        said = " ".join(str(error).split())
        raise DescriptorError(f"is not YAML or JSON: {said}", where=f"{name}:1") from None
    finally:
        loader.dispose()
    return Located(data=data, lines=lines)


def _refuse_depth(events: Iterable[Any], name: str) -> None:
    """Raise DescriptorError for values nested too deeply, which would take the process down if they were made."""
    depth = 0
    for event in events:
        kind = type(event).__name__
        depth += kind.endswith(("SequenceStartEvent", "MappingStartEvent"))
        depth -= kind.endswith(("SequenceEndEvent", "MappingEndEvent"))
        if depth > MAX_DEPTH:
            where = f"{name}:{event.start_mark.line + 1}"
            raise DescriptorError("is nested too deeply", where=where, hint=f"at most {MAX_DEPTH} levels")


def _as_yaml(text: str) -> str:
    """Return JSON as YAML's reader takes it too, line for line; YAML as it is.

    JSON may have tabs between its values, and writes characters beyond the first plane as pairs of surrogates.
    """
    bare = text.removeprefix("\ufeff")
    if not bare.lstrip().startswith(("{", "[")):
        return bare
    try:
        json.loads(bare)
    except (ValueError, RecursionError):
        return bare  # YAML in brackets, or broken, which YAML's reader tells with its line
    return _PIECES.sub(_piece_as_yaml, bare)


_PIECES = re.compile(r'"(?:[^"\\]|\\.)*"|\t')
_ESCAPES = re.compile(r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|.)")


def _piece_as_yaml(piece: re.Match[str]) -> str:
    return " " if piece[0] == "\t" else _ESCAPES.sub(_escape_as_yaml, piece[0])


def _escape_as_yaml(escape: re.Match[str]) -> str:
    plain = len(escape[0]) > 2 or escape[0] == r"\/"
    return str(json.loads(f'"{escape[0]}"')) if plain else escape[0]


def _syntax_error(error: Any, name: str) -> DescriptorError:
    mark = error.problem_mark or error.context_mark
    line = mark.line + 1 if mark else 1
    # From PyYAML 6.0.4 on its own parser stops at a depth.
    if "nesting depth" in (error.problem or ""):
        return DescriptorError("is nested too deeply", where=f"{name}:{line}", hint=f"at most {MAX_DEPTH} levels")
    return DescriptorError(
        f"is not YAML or JSON: {error.problem or error.context}",
        where=f"{name}:{line}",
        hint="check the indentation, brackets and quotes of this line and the one above",
    )


def _walk(node: Any, path: KeyPath, lines: dict[KeyPath, int], name: str, above: tuple[int, ...]) -> None:
    """Note the line of every key path; `above` are the nodes that hold this one."""
    line = lines.setdefault(path, node.start_mark.line + 1)
    _refuse(node, f"{name}:{line}", len(lines), above)
    inside = (*above, id(node))
    if node.id == "sequence":
        for index, item in enumerate(node.value):
            _walk(item, (*path, index), lines, name, inside)
    elif node.id == "mapping":
        for key, value in node.value:
            _walk(value, _noted_key(key, path, lines, name), lines, name, inside)


def _refuse(node: Any, where: str, number: int, above: tuple[int, ...]) -> None:
    """Raise DescriptorError for a value that holds itself, is nested too deeply, one too many, or of no plain type."""
    if id(node) in above:
        raise DescriptorError("this value holds itself through an alias", where=where, hint="write it out without `*`")
    if len(above) > 2 * MAX_DEPTH:  # by way of aliases
        raise DescriptorError("is nested too deeply", where=where, hint=f"at most {MAX_DEPTH} levels")
    if number > MAX_NODES:
        raise DescriptorError(f"has more than {MAX_NODES:,} values", where=where, hint="split the descriptor")
    if node.tag not in PLAIN:
        kind = str(node.tag).removeprefix("tag:yaml.org,2002:")
        raise DescriptorError(f"holds a value of type {kind!r}", where=where, hint="write a text, number, list or map")


def _noted_key(key: Any, path: KeyPath, lines: dict[KeyPath, int], name: str) -> KeyPath:
    """Return the key path below `path`, the key made a text as it is written; its line is noted."""
    line = key.start_mark.line + 1
    if key.id != "scalar":
        raise DescriptorError(
            "a key must be a text, not a list or map", where=f"{name}:{line}", hint="put it in quotes"
        )
    if key.tag != _MERGE:
        key.tag = _TEXT
    below = (*path, str(key.value))
    if below in lines:
        raise DescriptorError(
            f"key {key.value!r} is written twice",
            where=f"{name}:{line}",
            hint=f"it stands on line {lines[below]} already; keep one",
        )
    lines[below] = line
    return below
