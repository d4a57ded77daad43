"""Settings from claimtrack.toml and the environment, and the places of a workspace."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimtrack.errors import SettingsError, UsageError
from claimtrack.settings import (
    Settings,
    database_url,
    find_workspace,
    locate,
    make_workspace,
    open_workspace,
    read_settings,
)


def written(folder: Path, text: str) -> Path:
    file = folder / "claimtrack.toml"
    file.write_text(text, encoding="utf-8")
    return file


def test_what_a_new_workspace_is_given_are_the_defaults(tmp_path: Path) -> None:
    make_workspace(tmp_path)
    assert read_settings(tmp_path / "claimtrack.toml") == Settings()


def test_every_setting_is_read(tmp_path: Path) -> None:
    text = 'profile = "strict"\ndatabase = "x.db"\nuser_agent = "a/1"\narchive_file_mb = 5\n'
    text += 'request_delay = 0\nprivate_hosts = ["wiki:80"]\n[notify]\nfile = "e.jsonl"\ncommand = ["say"]\n'
    text += '[house]\nname = "Desk"\nratings = ["true", "false"]\n'
    assert read_settings(written(tmp_path, text)) == Settings(
        profile="strict",
        database="x.db",
        user_agent="a/1",
        archive_file_mb=5,
        request_delay=0.0,
        private_hosts=("wiki:80",),
        notify_file="e.jsonl",
        notify_command=("say",),
        house_name="Desk",
        ratings=("true", "false"),
    )


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("house_name = 'x'", "unknown setting 'house_name' .did you mean house.name"),
        ("[house]\nratings = 'true'", "house.ratings must be a list of texts"),
        ("[house]\nratings = [1]", "house.ratings must be a list of texts"),
        ("[other]\nx = 1", "unknown setting 'other' .known: "),
        ("archive_file_mb = 0", "archive_file_mb must be from 1 to"),
        ("archive_file_mb = true", "archive_file_mb must be from 1 to"),
        ("archive_file_mb = '5'", "archive_file_mb must be from 1 to"),
        ("request_delay = -1", "request_delay must be from 0 to"),
        ("request_delay = true", "request_delay must be from 0 to"),
        ("private_hosts = 'wiki'", "private_hosts must be a list of texts"),
        ("notify = 1", "notify must be a table"),
        ("profile = ''", "unknown profile ''"),
        ("a = 1\na = 2\n[house]", "claimtrack.toml:2: not valid TOML"),
    ],
)
def test_a_wrong_setting_is_named(tmp_path: Path, text: str, says: str) -> None:
    with pytest.raises(SettingsError, match=says):
        read_settings(written(tmp_path, text))


def test_settings_that_are_no_text(tmp_path: Path) -> None:
    (tmp_path / "claimtrack.toml").write_bytes(b"profile = '\xff'")
    with pytest.raises(SettingsError, match="not UTF-8 text"):
        read_settings(tmp_path / "claimtrack.toml")


def test_a_workspace_is_found_from_below(tmp_path: Path) -> None:
    make_workspace(tmp_path)
    assert locate(tmp_path / "corpus" / "pages") == tmp_path.resolve()
    assert find_workspace(tmp_path / "corpus", environment={}).root == tmp_path.resolve()


def test_no_workspace_is_told_with_the_command_that_makes_one(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=f"no claimtrack.toml in {tmp_path.resolve()} or above .*claimtrack init"):
        find_workspace(tmp_path)


def test_the_option_beats_the_environment_and_that_the_file(tmp_path: Path) -> None:
    written(tmp_path, 'database = "file.db"')
    environment = {"CLAIMTRACK_DB_URL": "environment.db"}
    assert open_workspace(tmp_path, "option.db", environment).database_url.endswith("/option.db")
    assert open_workspace(tmp_path, None, environment).database_url.endswith("/environment.db")
    assert open_workspace(tmp_path, None, {}).database_url == f"sqlite:///{tmp_path}/file.db"


@pytest.mark.parametrize(
    ("named", "url"),
    [
        ("claims.db", "sqlite:////desk/claims.db"),
        ("/data/x.db", "sqlite:////data/x.db"),
        ("postgresql://user@host/claims", "postgresql://user@host/claims"),
    ],
)
def test_a_database_is_a_url_or_a_file_of_the_workspace(named: str, url: str) -> None:
    assert database_url(named, Path("/desk")) == url


def test_a_database_file_is_known_from_its_url(tmp_path: Path) -> None:
    written(tmp_path, "")
    assert open_workspace(tmp_path, "x.db", {}).database_file == tmp_path / "x.db"
    assert open_workspace(tmp_path, "postgresql://host/x", {}).database_file is None


def test_making_a_workspace_twice_makes_nothing_new(tmp_path: Path) -> None:
    assert len(make_workspace(tmp_path)) == 4
    written(tmp_path, 'profile = "strict"')
    assert make_workspace(tmp_path) == ()
    assert read_settings(tmp_path / "claimtrack.toml").profile == "strict"
