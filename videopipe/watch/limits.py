"""How much one upload may be: beyond any interview, below what fills a disk."""

from dataclasses import dataclass
from typing import ClassVar

from videopipe.model.errors import FootageRefused


@dataclass(frozen=True)
class Limits:
    """Of one upload, unpacked."""

    files: int = 5_000
    bytes: int = 400_000_000_000
    """Two hours of 4K ProRes 422 HQ from two cameras have about 350 GB."""

    ratio: ClassVar[int] = 200
    """Unpacked to packed: text reaches 20, black video 100; a bomb 1,000."""
    small_bytes: ClassVar[int] = 10_000_000
    """Below this, how tightly a file is packed is no matter."""
    list_bytes: ClassVar[int] = 8_000_000
    """Of a list of checksums, or of a YAML file."""


class TooManyFiles(FootageRefused):
    """Nobody sends an interview in so many pieces."""

    en = "{file} holds more than {most} files. Send the episode folder only: its episode.yaml, footage, subtitles"
    zh = "{file} 中的文件超过 {most} 个。请只提交节目文件夹：episode.yaml、素材和字幕"


class TooMuchData(FootageRefused):
    """More than any interview has."""

    en = "{file} is larger than an episode may be. Send the interview only, or at a lower bit rate"
    zh = "{file} 超过单个节目的大小上限。请只提交访谈素材，或降低码率后导出"


class TooDeep(FootageRefused):
    """Folders in folders in folders."""

    en = "{file} has folders nested too deeply. Put the files into the episode folder itself"
    zh = "{file} 的文件夹层数过多。请把文件直接放进节目文件夹"
