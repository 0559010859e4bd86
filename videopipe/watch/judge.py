"""What an upload still lacks, as far as names and small texts tell. What only reading it tells, the intake does."""

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from videopipe.config.episode import EPISODE_FILE, named_files, parse_episode
from videopipe.model.errors import VideopipeError
from videopipe.model.findings import Words
from videopipe.watch.inside import read_inside
from videopipe.watch.intake import is_episode_file, parse_sums, readable
from videopipe.watch.limits import Limits
from videopipe.watch.lone import city_of, episode_text, subtitles_of
from videopipe.watch.names import alike, is_description, is_sum_list
from videopipe.watch.uploads import Upload, find_file

MOST_NAMED = 12
"""Missing files that a note names; the rest are counted."""


def find_missing(inbox: Path, upload: Upload) -> tuple[Words, ...]:
    """Exactly what is waited for; () if nothing is known to be missing. Raises OSError if a share answers with trouble."""
    return _shortened(tuple(_missing(inbox, upload)))


def _missing(inbox: Path, upload: Upload) -> Iterator[Words]:
    for folder in upload.denied:
        name = readable(folder)
        yield Words(f"the right to read {name}", f"“{name}”的读取权限（目前无权读取）")
    if upload.denied or upload.kind == "zip":
        return
    text = _episode_text(inbox, upload)
    if text is None:
        yield _no_description(upload)
        return
    listed = (wanted for path in filter(is_sum_list, upload.files) for wanted in _listed(inbox, upload, path))
    for wanted in dict.fromkeys((*_named(upload, text), *listed)):
        if find_file(upload.files, wanted) is None:
            yield _file(upload, wanted)


def _shortened(waits: tuple[Words, ...]) -> tuple[Words, ...]:
    rest = len(waits) - MOST_NAMED
    if rest <= 0:
        return waits
    return (*waits[:MOST_NAMED], Words(f"and {rest} more files", f"以及另外 {rest} 个文件"))


def _file(upload: Upload, wanted: str) -> Words:
    if any(alike(path) == alike(wanted) for path in upload.partial):
        return Words(f"{wanted}: it is being uploaded", f"{wanted}（正在上传）")
    return Words(f"{wanted}: it isn't there yet", f"{wanted}（还没有收到）")


def _no_description(upload: Upload) -> Words:
    if upload.kind == "folder":
        return Words(
            f"{EPISODE_FILE} in this folder: who, what, when",
            f"文件夹中的说明文件 {EPISODE_FILE}（写明城市、日期、标题等）",
        )
    stem = PurePosixPath(readable(upload.path)).stem
    return Words(
        f"{stem}.yaml beside the video, with city, date and title; or rename the video to “city date title”",
        f"与视频同名的说明文件 {stem}.yaml（写明 city 城市、date 日期、title 标题）；或把视频改名为“城市 日期 标题”，如“广州 2019-05-10 老城市新活力.mp4”",
    )


def _episode_text(inbox: Path, upload: Upload) -> str | None:
    """episode.yaml of a folder, or what is made for a lone video; None if there is none."""
    if upload.kind == "folder":
        path = episode_path(upload)
        return None if path is None else _read(inbox, upload, path)
    beside = [PurePosixPath(path).name for path in upload.files]
    description = next(filter(is_description, beside), None)
    given = _read(inbox, upload, description) if description is not None else None
    video = readable(PurePosixPath(upload.path).name)
    return episode_text(video, city_of(upload.home), subtitles_of(beside), given)


def episode_path(upload: Upload) -> str | None:
    """Where a folder's episode.yaml lies: at its top, in a bag's data, or in the one folder within."""
    tops = {path.partition("/")[0] for path in upload.files if "/" in path and not path.startswith("../")}
    homes = ["", "data/", *(f"{top}/" for top in tops if len(tops) == 1)]
    for home in homes:
        found = [
            path for path in upload.files if path.startswith(home) and is_episode_file(path[len(home) :])
        ]
        if found:
            return found[0]
    return None


def _read(inbox: Path, upload: Upload, path: str) -> str:
    full = f"{upload.home}/{path}" if upload.home else path
    try:
        return read_inside(inbox, full, Limits.list_bytes).decode("utf-8-sig", "replace")
    except (VideopipeError, FileNotFoundError):  # a link, or gone just now: the intake says so
        return ""


def _named(upload: Upload, text: str) -> Iterator[str]:
    """Files that the episode names; nothing of a text with a fault: the intake tells it."""
    path = episode_path(upload) if upload.kind == "folder" else None
    home = (path or "").rpartition("/")[0]
    try:
        loaded = parse_episode(text, EPISODE_FILE, Path())
    except VideopipeError:
        return
    for _, name in named_files(loaded.episode):
        yield f"{home}/{name}" if home else name


def _listed(inbox: Path, upload: Upload, path: str) -> Iterator[str]:
    full = f"{upload.home}/{path}" if upload.home else path
    try:
        for each in parse_sums(path, read_inside(inbox, full, Limits.list_bytes)):
            yield each.path
    except (VideopipeError, FileNotFoundError):
        return
