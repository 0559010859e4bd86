"""Which ffmpeg runs, and what it is."""

import os
import subprocess
from functools import cache
from pathlib import Path

from videopipe.model.errors import ToolMissing

FFMPEG_VARIABLE = "VIDEOPIPE_FFMPEG"
"""Environment variable that names another ffmpeg than the one in the wheel."""


class NoFfmpeg(ToolMissing):
    """No ffmpeg that runs."""

    en = "ffmpeg does not run ({why}). Install imageio-ffmpeg again, or set {variable} to a working ffmpeg 7 or newer"
    zh = "ffmpeg 无法运行（{why}）。请重新安装 imageio-ffmpeg，或用环境变量 {variable} 指定可用的 ffmpeg（7.0 以上）"


@cache
def ffmpeg_path() -> Path:
    """The ffmpeg to use: the one named by VIDEOPIPE_FFMPEG, else the wheel's."""
    named = os.environ.get(FFMPEG_VARIABLE)
    if named:
        return Path(named)
    import imageio_ffmpeg

    try:
        return Path(imageio_ffmpeg.get_ffmpeg_exe())
    except RuntimeError as error:
        raise NoFfmpeg(why=str(error), variable=FFMPEG_VARIABLE) from error


@cache
def ffmpeg_version() -> str:
    """First line of `ffmpeg -version`, without the copyright."""
    said = _ask("-version")
    if not said.startswith("ffmpeg version"):
        raise NoFfmpeg(why=f"{ffmpeg_path()} is something else", variable=FFMPEG_VARIABLE)
    return said.splitlines()[0].split(" Copyright")[0]


def ffmpeg_has(kind: str, name: str) -> bool:
    """Whether ffmpeg knows a filter or encoder; `kind` is "filters" or "encoders"."""
    return any(name in line.split()[1:2] for line in _listing(kind).splitlines())


@cache
def _listing(kind: str) -> str:
    return _ask(f"-{kind}")


def _ask(option: str) -> str:
    try:
        done = subprocess.run(
            [str(ffmpeg_path()), "-hide_banner", option],
            capture_output=True,
            text=True,
            timeout=20,
            check=True,
            stdin=subprocess.DEVNULL,
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise NoFfmpeg(why=str(error), variable=FFMPEG_VARIABLE) from error
    return done.stdout
