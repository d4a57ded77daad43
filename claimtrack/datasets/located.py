"""YAML and JSON read with the line of every value, so that an error can point at it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from claimtrack.errors import DescriptorError

MAX_CHARACTERS = 1_000_000
MAX_NODES = 50_000

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

    Raises DescriptorError on bad syntax, a key written twice, and files over the caps. Only plain YAML types are made.
    """
    import yaml

    if len(text) > MAX_CHARACTERS:
        raise DescriptorError(f"has more than {MAX_CHARACTERS:,} characters", where=name, hint="split the descriptor")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text)
    try:
        node = loader.get_single_node()
        lines: dict[KeyPath, int] = {}
        if node is not None:
            _walk(node, (), lines, name)
        data = None if node is None else loader.construct_document(node)
    except yaml.MarkedYAMLError as error:
        raise _syntax_error(error, name) from None
    except (yaml.YAMLError, ValueError, TypeError) as error:
        raise DescriptorError(f"is not YAML or JSON: {error}", where=f"{name}:1") from None
    finally:
        loader.dispose()
    return Located(data=data, lines=lines)


def _syntax_error(error: Any, name: str) -> DescriptorError:
    mark = error.problem_mark or error.context_mark
    line = mark.line + 1 if mark else 1
    return DescriptorError(
        f"is not YAML or JSON: {error.problem or error.context}",
        where=f"{name}:{line}",
        hint="check the indentation, brackets and quotes of this line and the one above",
    )


def _walk(node: Any, path: KeyPath, lines: dict[KeyPath, int], name: str) -> None:
    if len(lines) > MAX_NODES:
        raise DescriptorError(f"has more than {MAX_NODES:,} values", where=name, hint="split the descriptor")
    lines.setdefault(path, node.start_mark.line + 1)
    if node.id == "sequence":
        for index, item in enumerate(node.value):
            _walk(item, (*path, index), lines, name)
    elif node.id == "mapping":
        for key, value in node.value:
            below = (*path, str(key.value))
            if below in lines:
                raise DescriptorError(
                    f"key {key.value!r} is written twice",
                    where=f"{name}:{key.start_mark.line + 1}",
                    hint=f"it stands on line {lines[below]} already; keep one",
                )
            lines[below] = key.start_mark.line + 1
            _walk(value, below, lines, name)
