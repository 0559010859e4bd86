"""Is there room to begin something new? Knows folders and free bytes; takes nothing away."""

import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from videopipe.model.findings import Words

SPACE = Words("space on our disk", "我方磁盘空间（暂时不足）")
"""What uploads wait for meanwhile, as their notes say it."""


def free_bytes(folder: Path) -> int:
    """Of the disk that `folder` lies on, or would lie on. Raises OSError."""
    existing = next(each for each in (folder, *folder.parents) if each.exists())
    return shutil.disk_usage(existing).free


@dataclass(frozen=True)
class Room:
    """The limit below which no new work is begun; what runs goes on."""

    folders: Sequence[Path]
    limit_bytes: float
    free: Callable[[Path], int] = free_bytes

    def lacking(self) -> Words | None:
        """What is missing where, with the remedy; None if there is room. A disk that can't be asked has none."""
        for folder in self.folders:
            try:
                free = self.free(folder)
            except OSError as error:
                return Words(
                    f"{folder} can't be read ({error.strerror}): is its disk or share connected?",
                    f"无法读取 {folder}（{error.strerror}）：请检查磁盘或共享是否已连接",
                )
            if free < self.limit_bytes:
                gb, limit = free / 1e9, self.limit_bytes / 1e9
                return Words(
                    f"only {gb:.1f} GB are free at {folder}, less than {limit:.0f} GB: paused. Free some space; work goes on by itself",
                    f"{folder} 仅剩 {gb:.1f} GB，低于 {limit:.0f} GB，已暂停。请清理磁盘空间，之后会自动继续",
                )
        return None
