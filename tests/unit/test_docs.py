"""What the documents say is so: commands parse, links lead somewhere, every key of the schemas is told with its default."""

import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args, get_origin

import click
import pytest
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from videopipe.cli.main import EXIT_CODES, cli
from videopipe.config.episode import CueRef, Episode, parse_episode
from videopipe.config.profile import Profile
from videopipe.config.series import Series
from videopipe.config.service import ServiceConfig

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(
    [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "samples/README.md", *ROOT.glob("docs/**/*.md")]
)

FENCED = re.compile(r"^ *```(\w*)\n(.*?)^ *```", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`(videopipe(?: [^`]+)?)`")
LINK = re.compile(r"\]\(([^)\s]+)\)")
ROW = re.compile(r"^\| `([^`]+)` \| ([^|]*) \|", re.MULTILINE)


def page_name(page: Path) -> str:
    return str(page.relative_to(ROOT))


def shell_commands(line: str) -> Iterator[list[str]]:
    """Words of each command of a line of shell."""
    lexer = shlex.shlex(line, posix=True, punctuation_chars="&|;<>")
    lexer.whitespace_split = True
    words: list[str] = []
    for word in lexer:
        if set(word) <= set("&|;<>"):
            yield words
            words = []
        else:
            words.append(word)
    yield words


def videopipe_commands(text: str) -> list[list[str]]:
    """Arguments of every `videopipe …` in a page."""
    lines = [line for kind, block in FENCED.findall(text) if kind == "sh" for line in block.splitlines()]
    lines += [found for found in INLINE.findall(FENCED.sub("", text)) if found.split()[1:]]
    commands = [words for line in lines for words in shell_commands(line) if words]
    return [words[1:] for words in commands if Path(words[0]).name == "videopipe"]


@pytest.fixture
def nothing_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands parse their arguments and do nothing."""

    def silence(group: click.Group) -> None:
        for command in group.commands.values():
            if isinstance(command, click.Group):
                silence(command)
            else:
                monkeypatch.setattr(command, "callback", lambda **_: None)

    silence(cli)


def is_name_of_a_command(words: list[str]) -> bool:
    """`videopipe plan` in running text names a command; it isn't to be typed like that."""
    here: click.Command = cli
    for word in words:
        if not isinstance(here, click.Group) or word not in here.commands:
            return False
        here = here.commands[word]
    return True


@pytest.mark.usefixtures("nothing_runs")
@pytest.mark.parametrize("page", PAGES, ids=page_name)
def test_every_command_line_in_a_page_is_one_that_the_program_understands(page: Path) -> None:
    for words in videopipe_commands(page.read_text("utf-8")):
        if is_name_of_a_command(words):
            continue
        try:
            cli.main(words, prog_name="videopipe", standalone_mode=False)
        except click.ClickException as error:
            pytest.fail(f"videopipe {shlex.join(words)}: {error.format_message()}")


def test_the_readme_shows_commands() -> None:
    shown = videopipe_commands((ROOT / "README.md").read_text("utf-8"))
    assert {"run", "plan", "explain", "preview", "verify"} <= {word for words in shown for word in words}


@pytest.mark.parametrize("page", PAGES, ids=page_name)
def test_every_link_to_a_file_leads_to_one(page: Path) -> None:
    targets = [target.partition("#")[0] for target in LINK.findall(FENCED.sub("", page.read_text("utf-8")))]
    local = [target for target in targets if target and "://" not in target]
    assert [target for target in local if not (page.parent / target).exists()] == []


def test_the_readme_tells_every_exit_code_in_both_languages() -> None:
    codes = re.findall(r"^ +(\d+) ", EXIT_CODES, re.MULTILINE)
    told = re.findall(r"^\| (\d+) \|", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE)
    assert told == codes * 2


def test_every_message_that_city_staff_are_told_of_is_one_that_the_program_says() -> None:
    page = (ROOT / "docs/how-to/给各市的说明.md").read_text("utf-8")
    table = page.partition("| 提示 |")[2]
    messages = re.findall(r"^\| ([^|-][^|]*) \|", table, re.MULTILINE)
    source = "".join(path.read_text("utf-8") for path in (ROOT / "videopipe").rglob("*.py"))
    telling = [max(re.findall(r"[\u4e00-\u9fff]+", message), key=len) for message in messages]
    assert len(telling) > 5
    assert [words for words in telling if words not in source] == []


def test_the_episode_in_the_readme_is_a_good_one() -> None:
    (text,) = (
        block for kind, block in FENCED.findall((ROOT / "README.md").read_text("utf-8")) if kind == "yaml"
    )
    shown = parse_episode(text, "README.md", ROOT).episode
    sample = ROOT / "samples" / "guangzhou" / "episode.yaml"
    whole = parse_episode(sample.read_text("utf-8"), str(sample), sample.parent).episode
    for name in ("id", "series", "city", "title", "date", "people", "footage", "subtitles", "lower_thirds"):
        assert getattr(shown, name) == getattr(whole, name)
    assert shown.questions == whole.questions[:1]


@pytest.mark.parametrize(
    ("page", "schema"),
    [
        ("docs/episode.md", Episode),
        ("docs/profile.md", Profile),
        ("docs/how-to/run-a-series.md", Series),
        ("docs/how-to/run-as-a-service.md", ServiceConfig),
    ],
    ids=["episode", "profile", "series", "service"],
)
def test_a_reference_page_tells_every_key_with_its_default_and_no_other(
    page: str, schema: type[BaseModel]
) -> None:
    told = {key: default.strip() for key, default in ROW.findall((ROOT / page).read_text("utf-8"))}
    known = dict(keys_of(schema))
    # A group whose keys all have defaults needs no row of its own.
    groups = {key for key in known if known[key] == "—" and key not in told and any_below(key, told)}
    assert told == {key: default for key, default in known.items() if key not in groups}


def any_below(key: str, told: dict[str, str]) -> bool:
    return any(other.startswith(f"{key}.") for other in told)


def keys_of(schema: type[BaseModel], before: str = "") -> Iterator[tuple[str, str]]:
    """(`footage[].in`, default as it is written) of every key."""
    for name, info in schema.model_fields.items():
        key = before + (info.alias or name)
        yield key, default_of(info)
        below, mark = schema_in(info.annotation)
        if below is not None:
            yield from keys_of(below, f"{key}{mark}.")


def default_of(info: FieldInfo) -> str:
    if info.is_required():
        return "required"
    default = info.get_default(call_default_factory=True, validated_data={})
    if default is None or isinstance(default, BaseModel) or default in ("", (), {}):
        return "—"
    return str(default).lower() if isinstance(default, bool) else str(default)


def schema_in(annotation: Any) -> tuple[type[BaseModel] | None, str]:
    """(the schema below a key, `[]` for a list of them, `.*` for a mapping to them); a place is a value."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return (None, "") if annotation is CueRef else (annotation, "")
    mark = {tuple: "[]", dict: ".*"}.get(get_origin(annotation) or annotation, "")
    for argument in get_args(annotation):
        below, inner = schema_in(argument)
        if below is not None:
            return below, mark + inner
    return None, ""
