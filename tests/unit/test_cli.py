"""The command line: what it lists, and what it answers to what is wrong."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from videopipe.cli.main import cli
from videopipe.config.profile import list_profiles

COMMANDS = (
    "init",
    "run",
    "batch",
    "plan",
    "explain",
    "preview",
    "probe",
    "verify",
    "profiles",
    "status",
    "serve",
    "doctor",
    "cache",
)
CODES = (0, 2, 3, 4, 5, 6, 130, 70)


def videopipe(*arguments: str | Path, lang: str = "en_GB.UTF-8") -> Result:
    return CliRunner().invoke(
        cli, [str(argument) for argument in arguments], env={"LC_ALL": lang, "LANG": lang}
    )


def test_help_lists_every_command_and_every_exit_code() -> None:
    result = videopipe("--help")

    assert result.exit_code == 0
    for command in COMMANDS:
        assert f"\n  {command} " in result.output
    for code in CODES:
        assert f"\n    {code} " in result.output


def test_every_command_that_is_there_is_listed_here() -> None:
    assert set(COMMANDS) <= set(cli.commands)


@pytest.mark.parametrize("command", sorted(cli.commands))
def test_every_command_explains_itself_in_both_languages(command: str) -> None:
    result = videopipe(command, "--help")

    assert result.exit_code == 0
    assert any("一" <= char <= "鿿" for char in result.output)


@pytest.mark.parametrize(
    "arguments",
    [("--verbos",), ("run", "x", "--jbos", "2"), ("renn", "x"), ("run",), ("run", "x", "--jobs", "0"), ("init", "x")],
    ids=["option", "option of a command", "command", "no episode", "no jobs", "no city"],
)  # fmt: skip
def test_a_wrong_command_line_exits_with_2(arguments: tuple[str, ...]) -> None:
    assert videopipe(*arguments).exit_code == 2


def test_an_unknown_city_exits_with_2_and_names_the_nine(tmp_path: Path) -> None:
    result = videopipe("init", tmp_path / "new", "--city", "atlantis")

    assert result.exit_code == 2
    assert result.stderr.startswith("error: “atlantis” is not one of the nine cities: 广州 guangzhou")
    assert not (tmp_path / "new").exists()


def test_init_writes_an_episode_that_plan_understands(tmp_path: Path) -> None:
    made = videopipe("init", tmp_path / "new", "--city", "广州")

    assert made.exit_code == 0
    assert made.stdout.strip() == str(tmp_path / "new" / "episode.yaml")
    planned = videopipe("plan", tmp_path / "new", "-o", tmp_path / "out")
    assert planned.exit_code == 2
    assert "A001.mp4 is not there" in planned.stderr


def test_init_never_writes_over_an_episode(tmp_path: Path) -> None:
    videopipe("init", tmp_path, "--city", "广州")
    (tmp_path / "episode.yaml").write_text("mine")

    assert videopipe("init", tmp_path, "--city", "广州").exit_code == 2
    assert (tmp_path / "episode.yaml").read_text() == "mine"


def test_a_folder_that_can_not_be_made_exits_with_2(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    result = videopipe("init", tmp_path / "file" / "new", "--city", "广州")

    assert result.exit_code == 2
    assert "can't be written to" in result.stderr


@pytest.mark.parametrize("command", [("run",), ("plan",), ("explain", "picture"), ("preview", "--at", "1")])
def test_an_episode_that_is_not_there_exits_with_2(command: tuple[str, ...], tmp_path: Path) -> None:
    name, *rest = command
    result = videopipe(name, tmp_path / "none", *rest, "--work", tmp_path / "work")

    assert result.exit_code == 2
    assert "none is not there" in result.stderr


@pytest.mark.parametrize(
    ("options", "locale", "said"),
    [
        ((), "en_GB.UTF-8", "error: "),
        ((), "zh_CN.UTF-8", "错误：“atlantis”不在九市之列"),
        (("--lang", "en"), "zh_CN.UTF-8", "error: "),
        (("--lang=zh",), "en_GB.UTF-8", "错误："),
    ],
    ids=["English locale", "Chinese locale", "asked for English", "asked for Chinese"],
)
def test_errors_are_told_in_the_language_that_was_asked_for(
    options: tuple[str, ...], locale: str, said: str, tmp_path: Path
) -> None:
    result = videopipe(*options, "init", tmp_path / "new", "--city", "atlantis", lang=locale)

    assert result.stderr.startswith(said)


def test_profiles_are_listed_with_what_they_make() -> None:
    result = videopipe("profiles", "list")

    assert result.exit_code == 0
    assert [line.split()[0] for line in result.output.splitlines()] == list(list_profiles())
    assert "portal-1080p" in result.output


def test_a_profile_is_shown_with_every_default_and_can_be_read_back(tmp_path: Path) -> None:
    shown = videopipe("profiles", "show", "portal")

    assert shown.exit_code == 0
    assert "target_lufs: -16.0" in shown.output
    (tmp_path / "mine.yaml").write_text(shown.output, "utf-8")
    assert videopipe("profiles", "show", tmp_path / "mine.yaml").output == shown.output


def test_shipped_profiles_are_good() -> None:
    result = videopipe("profiles", "check", *list_profiles())

    assert result.exit_code == 0
    assert result.output.count(": good") == len(list_profiles())


def test_a_wrong_profile_exits_with_2_and_its_line(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text("version: 1\nextends: portal\naudoi: {}\n")
    result = videopipe("profiles", "check", tmp_path / "mine.yaml")

    assert result.exit_code == 2
    assert "mine.yaml, line 3: unknown key `audoi`. Did you mean `audio`?" in result.stderr


@pytest.mark.parametrize("arguments", [("profiles", "show", "portel"), ("profiles", "check", "none.yaml")])
def test_a_profile_that_is_not_there_exits_with_2(arguments: tuple[str, ...]) -> None:
    result = videopipe(*arguments)

    assert result.exit_code == 2
    assert "there is no profile" in result.stderr


def test_footage_that_is_no_film_exits_with_3(tmp_path: Path) -> None:
    (tmp_path / "a.mp4").write_text("no film")
    result = videopipe("probe", tmp_path / "a.mp4", "--json")

    assert result.exit_code == 3
    assert "a.mp4" in result.stderr
    assert result.stdout == "" or json.loads(result.stdout) is not None
