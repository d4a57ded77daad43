"""Settings from claimtrack.toml and the environment, and the places of a workspace. Nothing is read at import."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from claimtrack.errors import SettingsError, UsageError, did_you_mean

FILE_NAME = "claimtrack.toml"
DB_VARIABLE = "CLAIMTRACK_DB_URL"
SQLITE = "sqlite:///"
_MAX_FILE_MB = 1_000_000
PROFILE_NAMES = ("strict", "newsroom", "lenient")

KEYS = {
    "profile": "profile",
    "database": "database",
    "user_agent": "user_agent",
    "archive_file_mb": "archive_file_mb",
    "request_delay": "request_delay",
    "private_hosts": "private_hosts",
    "notify.file": "notify_file",
    "notify.command": "notify_command",
    "house.name": "house_name",
    "house.ratings": "ratings",
}
"""The keys of claimtrack.toml, dotted, and the fields of Settings they set."""

TABLES = ("house", "notify")
LISTS = {
    "house.ratings": '["true", "false"]',
    "private_hosts": '["wiki.internal:8080"]',
    "notify.command": '["notify-send", "claimtrack"]',
}
"""Settings that are lists of texts, and how such a list is written."""
_MAX_DELAY = 3_600

TEMPLATE = """\
# Settings of this claimtrack workspace. Everything here is optional.
profile = "newsroom"          # strict, newsroom or lenient
# database = "claims.db"      # a file here, or postgresql://user@host/database
# user_agent = "example-desk/1.0 (+https://example.org/bots; desk@example.org)"
# archive_file_mb = 1000      # how big a file of corpus/archive may grow before the next is begun
# request_delay = 1.0         # seconds between two requests to one host
# private_hosts = []          # hosts of this machine's own networks that may be fetched, as "wiki.internal:8080"

[notify]
# file = "events.jsonl"       # a line of JSON is added for each event
# command = ["notify-send"]   # run for each event, with its line of JSON on standard input

[house]
# name = "Example Daily"
# ratings = ["true", "mostly true", "misleading", "false"]
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What claimtrack.toml may set. `house_name` and `ratings` are the fact-checking house's own.

    `archive_file_mb` is in millions of bytes, `request_delay` in seconds. `private_hosts` are those of private networks
    that may be fetched all the same, as host or host:port. `notify_file` gets a line of JSON for each event,
    `notify_command` (program and arguments) is run with it.
    """

    profile: str = "newsroom"
    database: str = "claims.db"
    user_agent: str = ""
    archive_file_mb: int = 1_000
    request_delay: float = 1.0
    private_hosts: tuple[str, ...] = ()
    notify_file: str = ""
    notify_command: tuple[str, ...] = ()
    house_name: str = ""
    ratings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Workspace:
    """The places of a workspace. `root` holds claimtrack.toml; the rest follows from it."""

    root: Path
    settings: Settings = field(default_factory=Settings)
    database_url: str = ""

    @property
    def pages(self) -> Path:
        """Documents kept by hand."""
        return self.root / "corpus" / "pages"

    @property
    def datasets(self) -> Path:
        """A folder for each dataset, with its descriptor and snapshots."""
        return self.root / "corpus" / "datasets"

    @property
    def sources(self) -> Path:
        """The list of what to watch."""
        return self.root / "corpus" / "sources.toml"

    @property
    def archive(self) -> Path:
        """WARC files of all that was fetched, which appear at run time."""
        return self.root / "corpus" / "archive"

    @property
    def database_file(self) -> Path | None:
        """The file of a SQLite database, None for a server's and one of SQLite's own URIs."""
        path = unquote(self.database_url.removeprefix(SQLITE).partition("?")[0])
        return Path(path) if self.database_url.startswith(SQLITE) and not path.startswith("file:") else None

    @property
    def cache(self) -> Path:
        """Rows read from snapshots, which can be made again at any time."""
        return self.root / ".claimtrack" / "rows"


def find_workspace(start: Path, database: str | None = None, environment: Mapping[str, str] | None = None) -> Workspace:
    """Return the workspace at `start` or above it, as git finds a repository.

    Raises UsageError when there is none, SettingsError when its settings can't be used.
    """
    found = locate(start)
    if found is None:
        raise UsageError(
            f"no {FILE_NAME} in {start.resolve()} or above", hint="make a workspace here with: claimtrack init"
        )
    return open_workspace(found, database, environment)


def locate(start: Path) -> Path | None:
    """Return the nearest folder at or above `start` that holds claimtrack.toml, or None."""
    resolved = start.resolve()
    return next((place for place in (resolved, *resolved.parents) if (place / FILE_NAME).is_file()), None)


def open_workspace(root: Path, database: str | None = None, environment: Mapping[str, str] | None = None) -> Workspace:
    """Return the workspace of `root`; the option, the environment or the file names the database, in this order."""
    settings = read_settings(root / FILE_NAME)
    named = database or (os.environ if environment is None else environment).get(DB_VARIABLE) or settings.database
    return Workspace(root=root, settings=settings, database_url=database_url(named, root))


def database_url(named: str, root: Path) -> str:
    """Return the URL for what the user named: a URL stays, a path is a SQLite file, relative to the workspace."""
    if "://" in named:
        return named
    path = str(root / Path(named).expanduser())
    return SQLITE + path.replace("%", "%25").replace("?", "%3F")


def make_workspace(root: Path) -> tuple[Path, ...]:
    """Make a workspace in `root` and return what was made; what is there already stays as it is."""
    places = Workspace(root=root)
    made = []
    for folder in (places.pages, places.datasets):
        if not folder.is_dir():
            folder.mkdir(parents=True)
            made.append(folder)
    for name, text in ((FILE_NAME, TEMPLATE), (".gitignore", "/claims.db*\n/.claimtrack/\n/corpus/archive/\n")):
        if not (root / name).exists():
            (root / name).write_text(text, encoding="utf-8")
            made.append(root / name)
    return tuple(made)


def read_settings(path: Path) -> Settings:
    """Return the settings in a claimtrack.toml. Raises SettingsError for an unknown key or a wrong kind of value."""
    import tomllib

    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        where = f"{path}:{line.group(1)}" if line else str(path)
        raise SettingsError(
            f"not valid TOML: {error}", where=where, hint="texts need quotes, lists brackets"
        ) from error
    except UnicodeDecodeError as error:
        raise SettingsError("not UTF-8 text", where=str(path), hint="save it as UTF-8") from error
    except OSError as error:
        raise SettingsError(
            f"can't be read: {error.strerror}", where=str(path), hint="check its permissions"
        ) from error
    for table in TABLES:
        inner = data.pop(table, {})
        if not isinstance(inner, dict):
            raise SettingsError(f"{table} must be a table", where=str(path), hint=f"write [{table}]")
        data |= {f"{table}.{key}": value for key, value in inner.items()}
    return Settings(**{_field(key, path): _checked(key, value, path) for key, value in data.items()})


def _field(key: str, path: Path) -> str:
    if key not in KEYS:
        hint = did_you_mean(key, KEYS) or f"known: {', '.join(sorted(KEYS))}"
        raise SettingsError(f"unknown setting {key!r}", where=str(path), hint=hint)
    return KEYS[key]


def _checked(key: str, value: Any, path: Path) -> Any:
    if key in LISTS:
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise SettingsError(f"{key} must be a list of texts", where=str(path), hint=f"write {LISTS[key]}")
        return tuple(value)
    if key == "request_delay":
        if type(value) not in (int, float) or not 0 <= value <= _MAX_DELAY:
            hint = "write seconds, such as 1.0"
            raise SettingsError(f"{key} must be from 0 to {_MAX_DELAY}", where=str(path), hint=hint)
        return float(value)
    if key == "archive_file_mb":
        if type(value) is not int or not 1 <= value <= _MAX_FILE_MB:
            hint = "write a whole number of megabytes, such as 1000"
            raise SettingsError(f"{key} must be from 1 to {_MAX_FILE_MB:,}", where=str(path), hint=hint)
        return value
    if not isinstance(value, str):
        raise SettingsError(f"{key} must be a text, not {value!r}", where=str(path), hint="put it in quotes")
    if key == "profile" and value not in PROFILE_NAMES:
        raise SettingsError(f"unknown profile {value!r}", where=str(path), hint=f"one of {', '.join(PROFILE_NAMES)}")
    return value
