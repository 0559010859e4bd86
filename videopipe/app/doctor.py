"""`videopipe doctor`: is everything here that a run needs?"""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from videopipe.assets import Weight, font_path
from videopipe.media.tools import ffmpeg_has, ffmpeg_path, ffmpeg_version
from videopipe.model.errors import ToolMissing
from videopipe.text.fonts import read_face

FILTERS = (
    "ass", "bwdif", "fps", "overlay", "scale", "zscale", "tonemap", "gblur", "fade", "ebur128", "alimiter",
    "blackdetect", "freezedetect", "scdet", "aresample", "select", "extractplanes",
)  # fmt: skip
ENCODERS = ("libx264", "aac", "ffv1")
FREE_GB = 5
SAMPLE_TEXT = "广东省粤港澳大湾区微视频访谈：“珠江潮声”？！2018年22859.35亿元"


@dataclass(frozen=True)
class Check:
    """One thing that was looked at."""

    name: str
    good: bool
    found: str
    remedy_en: str = ""
    remedy_zh: str = ""


def examine(work: Path) -> Iterator[Check]:
    """Every check, in the order in which they matter."""
    try:
        yield Check("ffmpeg", True, f"{ffmpeg_version()} ({ffmpeg_path()})")
    except ToolMissing as error:
        yield Check("ffmpeg", False, error.say("en"), error.say("en"), error.say("zh"))
        return
    yield from _parts("filters", FILTERS)
    yield from _parts("encoders", ENCODERS)
    yield from _fonts()
    yield _disk(work)


def _parts(kind: str, names: tuple[str, ...]) -> Iterator[Check]:
    missing = [name for name in names if not ffmpeg_has(kind, name)]
    yield Check(
        kind,
        not missing,
        ", ".join(missing or names),
        "This ffmpeg lacks them: unset VIDEOPIPE_FFMPEG to use the one that comes along",
        "此 ffmpeg 缺少上述组件：请取消 VIDEOPIPE_FFMPEG，使用自带版本",
    )


def _fonts() -> Iterator[Check]:
    for weight in get_args(Weight):
        path = font_path(weight)
        face = read_face(path) if path.is_file() else None
        good = face is not None and all(map(face.can_draw, SAMPLE_TEXT))
        found = f"{path.name}, {len(face.glyphs) if face else 0:,} characters"
        yield Check(f"font {weight}", good, found, "Install videopipe again", "请重新安装 videopipe")


def _disk(work: Path) -> Check:
    existing = next(parent for parent in (work, *work.parents) if parent.exists())
    free = shutil.disk_usage(existing).free / 1e9
    return Check(
        "disk",
        free >= FREE_GB,
        f"{free:.0f} GB ({existing})",
        f"Less than {FREE_GB} GB is free: clear some space, or choose another folder with --work",
        f"剩余空间不足 {FREE_GB} GB：请清理，或用 --work 指定其他目录",
    )
