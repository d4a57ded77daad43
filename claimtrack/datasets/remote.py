"""A dataset at an address: a Data Package's descriptor with the file that it describes, or a bare table."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from claimtrack.corpus.fetch import USER_AGENT, fetch
from claimtrack.datasets.descriptor import load_descriptor
from claimtrack.errors import DescriptorError

DEADLINE_SECONDS = 300.0
"""For each file; tables are larger than pages."""
ENDINGS = (".json", ".yaml", ".yml")


def is_address(name: str) -> bool:
    """Whether a name is an address on the web."""
    return name.lower().startswith(("http://", "https://"))


def download(
    address: str, folder: Path, tables: tuple[str, ...], *, allow_private: bool = False, user_agent: str = ""
) -> Path:
    """Fetch a datapackage.json or .yaml with its data, or a table, into a folder, and return the file there.

    `tables` are the endings of tables. A package's data is fetched from its own path, kept below the folder. Raises
    DocumentError for what can't be fetched, DescriptorError for what is neither.
    """
    name = Path(unquote(urlsplit(address).path)).name
    if not name.lower().endswith((*ENDINGS, *tables)):
        raise DescriptorError(
            "this is neither a descriptor nor a table", where=address, hint="name the address of a datapackage.json"
        )
    home = folder / name
    home.write_bytes(_bytes(address, allow_private, user_agent))
    if not name.lower().endswith(ENDINGS):
        return home
    data = load_descriptor(home).data
    if data is not None:
        target = (folder / data).resolve()
        if not target.is_relative_to(folder.resolve()):
            raise DescriptorError(f"its data lies outside of it: {data}", where=address, hint="fetch it by hand")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(_bytes(urljoin(address, data), allow_private, user_agent))
    return home


def _bytes(address: str, allow_private: bool, user_agent: str) -> bytes:
    return fetch(
        address,
        allow_private=allow_private,
        user_agent=user_agent or USER_AGENT,
        deadline=DEADLINE_SECONDS,
        any_media=True,
    ).data
