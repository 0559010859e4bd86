"""`videopipe doctor --config`: would a service with this file work, and if not, what is to be done."""

import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

from videopipe.app.doctor import Check
from videopipe.app.shop import work_folder
from videopipe.config.profile import combine_profiles, load_profile
from videopipe.config.service import LOOPBACK, Hook, LoadedService
from videopipe.model.errors import VideopipeError
from videopipe.watch.listen import CantListen, listening
from videopipe.watch.room import Room

SHORTEST_TOKEN = 20


def check_service(loaded: LoadedService) -> Iterator[Check]:
    """Every check, in the order in which they matter."""
    yield _user(os.geteuid())
    yield _inbox(loaded)
    yield _apart(loaded)
    for name, folder, option in _places(loaded):
        yield _writable(name, folder, option)
    yield from _profiles(loaded)
    yield _room(loaded)
    for hook in loaded.config.hooks:
        yield _hook(hook)
    yield _token(loaded)
    yield _port(loaded)


def _places(loaded: LoadedService) -> list[tuple[str, Path, str]]:
    return [("out", loaded.out, "out"), ("work", work_folder(loaded.out, loaded.work), "work")]


def _user(uid: int) -> Check:
    return Check(
        "user", uid != 0, f"uid {uid}",
        "A service that reads uploads must not be root: run it as a user of its own (docs/how-to/run-as-a-service.md)",
        "处理上传文件的服务不应以 root 运行：请使用专用用户（见 docs/how-to/run-as-a-service.md）",
    )  # fmt: skip


def _inbox(loaded: LoadedService) -> Check:
    folder = loaded.inbox
    good = folder.is_dir() and os.access(folder, os.R_OK | os.W_OK | os.X_OK)
    return Check(
        "inbox", good, str(folder),
        f"{folder} must be a folder that can be read and written to (notes are put there). Create it, connect the share, or correct `inbox`",
        f"{folder} 必须是可读写的目录（状态说明会写在其中）。请新建目录、连接共享，或更正 inbox",
    )  # fmt: skip


def _apart(loaded: LoadedService) -> Check:
    """What is made must not look like an upload."""
    folders = [loaded.inbox, *(folder for _, folder, _ in _places(loaded))]
    inbox = loaded.inbox.resolve()
    inside = [
        folder
        for folder in folders[1:]
        if folder.resolve().is_relative_to(inbox) or inbox.is_relative_to(folder.resolve())
    ]
    return Check(
        "folders apart", not inside, ", ".join(map(str, inside or folders)),
        "inbox, out and work must not lie in each other: move one of them",
        "inbox、out、work 不能互相包含：请移开其中之一",
    )  # fmt: skip


def _writable(name: str, folder: Path, option: str) -> Check:
    existing = next(each for each in (folder, *folder.parents) if each.exists())
    good = existing.is_dir() and os.access(existing, os.W_OK | os.X_OK)
    return Check(
        name, good, str(folder),
        f"{existing} can't be written to: change its owner or rights, or `{option}` in the file",
        f"无法写入 {existing}：请修改其属主或权限，或更改文件中的 {option}",
    )  # fmt: skip


def _profiles(loaded: LoadedService) -> Iterator[Check]:
    found = ", ".join(loaded.profiles)
    try:
        combine_profiles({name: load_profile(name) for name in loaded.profiles})
    except VideopipeError as error:
        yield Check("profiles", False, found, error.say("en"), error.say("zh"))
    else:
        yield Check("profiles", True, found)


def _room(loaded: LoadedService) -> Check:
    limits = loaded.config.disk
    folders = [folder for _, folder, _ in _places(loaded)]
    lacking = Room(folders, limits.pause_below_gb * 1e9).lacking()
    return Check(
        "room", lacking is None, f"> {limits.pause_below_gb:g} GB",
        lacking.en if lacking else "", lacking.zh if lacking else "",
    )  # fmt: skip


def _hook(hook: Hook) -> Check:
    if not hook.command:
        return Check(f"hook {hook.name}", True, hook.url.partition("?")[0])
    program = shutil.which(hook.command[0])
    return Check(
        f"hook {hook.name}", program is not None, program or hook.command[0],
        f"{hook.command[0]} is no program that can be run here: give its whole path, and make it executable",
        f"{hook.command[0]} 无法执行：请写完整路径，并赋予可执行权限",
    )  # fmt: skip


class BadToken(VideopipeError):
    """A token that protects nothing, or isn't there."""

    exit_code = 2
    en = "{file}: {why_en}. Make one with `openssl rand -hex 24 > {file}; chmod 600 {file}`, readable for the service's user only"
    zh = "{file}：{why_zh}。可用 openssl rand -hex 24 > {file}; chmod 600 {file} 生成，仅服务用户可读"


def read_token(file: Path) -> str:
    """The token in its first line. Raises BadToken if it is short, or others may read it."""
    try:
        with file.open(encoding="utf-8") as opened:
            mode = os.fstat(opened.fileno()).st_mode
            token = opened.readline(1000).strip()
    except (OSError, UnicodeDecodeError) as error:
        raise BadToken(
            file=str(file), why_en=f"can't be read: {error}", why_zh=f"无法读取：{error}"
        ) from None
    if mode & (stat.S_IRGRP | stat.S_IROTH):
        raise BadToken(file=str(file), why_en="others may read it", why_zh="其他用户可以读取")
    if len(token) < SHORTEST_TOKEN or not token.isascii():
        en = f"fewer than {SHORTEST_TOKEN} characters of ASCII"
        raise BadToken(file=str(file), why_en=en, why_zh=f"不足 {SHORTEST_TOKEN} 个 ASCII 字符")
    return token


def _token(loaded: LoadedService) -> Check:
    file = loaded.token_file
    if file is None:
        return Check("token", loaded.config.serve.host in LOOPBACK, "none: this machine only")
    try:
        read_token(file)
    except BadToken as error:
        return Check("token", False, str(file), error.say("en"), error.say("zh"))
    return Check("token", True, str(file))


def _port(loaded: LoadedService) -> Check:
    serve = loaded.config.serve
    found = f"{serve.host}:{serve.port}"
    try:
        with listening(serve.host, serve.port):
            return Check("port", True, found)
    except CantListen as error:
        return Check("port", False, found, error.say("en"), error.say("zh"))
