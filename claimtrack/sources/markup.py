"""Foreign XML, read element by element: no document types, entities, external files or depth without end."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from claimtrack.errors import UsageError
from claimtrack.sources.entry import problem


class HostileMarkupError(UsageError):
    """The XML declares a document type, with which entities could grow or files be read."""

    code = "hostile"


def elements(data: bytes, problems: list[str]) -> Iterator[Any]:
    """Yield each lxml element of `data` as it ends, then free what stands before it; the root comes last.

    What is wrong with the XML is put into `problems`, and what could be read of it is yielded all the same. Raises
    HostileMarkupError for a document type.
    """
    from lxml import etree

    events = etree.iterparse(
        BytesIO(data),
        events=("start", "end"),
        recover=True,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    root = None
    try:
        for event, element in events:
            if root is None:
                root = element
                _refuse_document_type(element)
            if event == "end":
                yield element
    except etree.XMLSyntaxError as error:
        problems.append(problem(f"not well-formed: {error.msg}"))
        return
    problems.extend(problem(f"not well-formed: {entry.message}, line {entry.line}") for entry in events.error_log[:1])


def root_name(data: bytes) -> str | None:
    """Return the local name of the XML's outermost element, or None when there is none; HTML has names too."""
    from lxml import etree

    parser = etree.XMLPullParser(
        events=("start",), recover=True, resolve_entities=False, load_dtd=False, no_network=True
    )
    try:
        parser.feed(data)
        found = next(iter(parser.read_events()), None)
    except etree.XMLSyntaxError:
        return None
    return None if found is None else local_name(found[1])


def free(element: Any) -> None:
    """Drop what an element holds and the siblings that stand before it, so that memory stays flat."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def local_name(element: Any) -> str:
    """Return an element's name without its namespace, in lower case; entities and the like have none."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def _refuse_document_type(root: Any) -> None:
    if root.getroottree().docinfo.internalDTD is not None:
        raise HostileMarkupError("it declares a document type, which is not read", hint="take out <!DOCTYPE …>")
