"""`videopipe.yaml`: all that a service left alone needs to know, in one file."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, model_validator

from videopipe.config.document import Schema, Time, bad_value, line_of, parse_yaml, validate
from videopipe.config.highlight import Name
from videopipe.config.layered import YAML_ENDINGS
from videopipe.model.errors import InputError, MissingFile
from videopipe.model.time import Seconds

LOOPBACK = ("127.0.0.1", "::1", "localhost")

HookEvent = Literal["received", "refused", "published", "failed"]


class Hook(Schema):
    """Who is told of what happens to an upload."""

    name: Name
    events: tuple[HookEvent, ...] = Field(("received", "refused", "published"), min_length=1)
    command: tuple[str, ...] = Field(
        (), description="a program and its arguments, never a shell; the event is JSON on its standard input"
    )
    url: str = Field("", description="http or https; the event is POSTed as JSON")
    timeout: Time = Field(Seconds(30), description="of one attempt")
    attempts: int = Field(
        8, ge=1, le=20, description="then it is given up; pauses double from 10 s to an hour"
    )

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if bool(self.command) == bool(self.url):
            raise ValueError("a hook has either `command` or `url` ｜ 每个 hook 应写 command 或 url 之一")
        parts = urlsplit(self.url)
        if self.url and not (parts.scheme in {"http", "https"} and parts.hostname):
            raise ValueError("`url` must begin with http:// or https:// ｜ url 应以 http:// 或 https:// 开头")
        return self


class UploadLimits(Schema):
    """What one upload may be; more is refused. Length and size of a single film are the profile's."""

    files: int = Field(5000, ge=1)
    gb: float = Field(400, gt=0, description="unpacked")


class Disk(Schema):
    """Room."""

    pause_below_gb: float = Field(
        5, ge=0, description="free space in OUT or work, below which no new work is begun"
    )
    store_gb: float = Field(200, gt=0, description="budget of finished work in the cache; the oldest goes")
    keep_days: int = Field(14, ge=1, description="unused finished work goes after so many days")
    history_days: int = Field(
        365, ge=1, description="settled uploads leave the list of the ledger after so many days"
    )


class Serve(Schema):
    """The status pages."""

    host: str = "127.0.0.1"
    port: int = Field(8765, ge=1, le=65535)
    token_file: str = Field(
        "", description="first line: what a browser must know; needed beyond this machine"
    )


class ServiceConfig(Schema):
    """One service: one inbox, one OUT."""

    version: Literal[1]
    inbox: str = Field(min_length=1, description="the folder that cities upload into")
    out: str = Field(min_length=1, description="where bundles go")
    work: str = Field("", description="cache and ledgers; without it `.videopipe` beside OUT")
    profiles: tuple[str, ...] = Field(("portal",), min_length=1)
    poll: Time = Field(Seconds(10), description="between two looks into the inbox")
    settle_polls: Annotated[int, Field(ge=1, le=100)] = Field(
        3, description="looks without a change after which an upload without marker is complete"
    )
    after: Literal["keep", "move"] = Field(
        "keep", description="originals of a published or refused upload stay, or go to `_done`, `_refused`"
    )
    jobs: int | None = Field(None, ge=1, le=64, description="tasks at once; without it, cores")
    limits: UploadLimits = UploadLimits()
    disk: Disk = Disk()
    hooks: tuple[Hook, ...] = ()
    serve: Serve = Serve()


class OpenToAll(InputError):
    """Status pages for a network, without a token."""

    en = "{file}, line {line}: `serve.host` is {host}, which others can reach, but there is no `serve.token_file`. Name a file with a token of 20 characters or more, or use 127.0.0.1"
    zh = "{file} 第 {line} 行：“serve.host”为 {host}，其他机器可以访问，但没有 serve.token_file。请指定一个令牌文件（不少于 20 个字符），或改用 127.0.0.1"


@dataclass(frozen=True)
class LoadedService:
    """The file's values with paths that lead somewhere, and where each key stands."""

    file: Path
    config: ServiceConfig
    raw: Any

    @property
    def inbox(self) -> Path:
        """The folder that cities upload into."""
        return self._path(self.config.inbox)

    @property
    def out(self) -> Path:
        """Where bundles go."""
        return self._path(self.config.out)

    @property
    def work(self) -> Path | None:
        """Of cache and ledgers; None: beside OUT."""
        return self._path(self.config.work) if self.config.work else None

    @property
    def token_file(self) -> Path | None:
        """Of the status pages."""
        return self._path(self.config.serve.token_file) if self.config.serve.token_file else None

    @property
    def profiles(self) -> tuple[str, ...]:
        """Names, and files by their path."""
        return tuple(
            str(self._path(name)) if name.endswith(YAML_ENDINGS) else name for name in self.config.profiles
        )

    def line(self, *place: str | int) -> int:
        """1-based line of a key."""
        return line_of(self.raw, place)

    def _path(self, name: str) -> Path:
        return (self.file.parent / Path(name).expanduser()).absolute()


def load_service(file: Path) -> LoadedService:
    """Read and check it; raises an InputError with file, line and key. Nothing it names is looked at."""
    if not file.is_file():
        raise MissingFile(file=str(file), wanted_by="--config")
    raw = parse_yaml(file.read_text("utf-8-sig"), str(file))
    loaded = LoadedService(file, validate(ServiceConfig, raw, str(file)), raw)
    _check_hooks(loaded)
    serve = loaded.config.serve
    if serve.host not in LOOPBACK and not serve.token_file:
        raise OpenToAll(file=str(file), line=loaded.line("serve", "host"), host=serve.host)
    return loaded


def _check_hooks(loaded: LoadedService) -> None:
    seen: set[str] = set()
    for index, hook in enumerate(loaded.config.hooks):
        if hook.name in seen:
            raise bad_value(
                str(loaded.file), loaded.line("hooks", index, "name"), f"hooks.{index}.name",
                f"“{hook.name}” is used twice", f"“{hook.name}”重复",
                "Give each hook its own name", "请为每个 hook 使用不同的名称",
            )  # fmt: skip
        seen.add(hook.name)
