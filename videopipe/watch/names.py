"""What a name in an inbox means. Pure."""

import unicodedata
from pathlib import PurePosixPath

from videopipe.config.episode import EPISODE_FILE

DONE, REFUSED = "_done", "_refused"
"""Folders of the inbox into which uploads are moved."""
PLACE_MARK = ".videopipe-inbox"
"""The file by which an inbox is told from the empty folder that a vanished mount leaves."""
NOTE_PAGE, NOTE_FACTS = ".状态.html", ".status.json"
"""Behind the name of an upload."""

_PARTIAL = (
    ".part",
    ".partial",
    ".tmp",
    ".temp",
    ".filepart",
    ".crdownload",
    ".download",
    ".aspx",
    ".!ut",
    ".xltd",
)
"""What SFTP clients, browsers and download managers call a file that is still coming."""
_JUNK = frozenset({"thumbs.db", "desktop.ini", "__macosx", "@eadir", "#recycle", "$recycle.bin"})
"""What systems leave in folders, in small letters."""
_MARKERS = (".ready", ".done")

_IGNORED = (*_PARTIAL, NOTE_PAGE, NOTE_FACTS)

_VIDEOS = frozenset(
    [
        ".mp4",
        ".mov",
        ".m4v",
        ".mkv",
        ".webm",
        ".avi",
        ".mts",
        ".m2ts",
        ".ts",
        ".mpg",
        ".mpeg",
        ".mxf",
        ".wmv",
        ".asf",
        ".flv",
        ".3gp",
        ".vob",
        ".dv",
    ]
)
_SUBTITLES = {".srt": 0, ".vtt": 1, ".ass": 2, ".ssa": 3, ".txt": 4}
"""Of several, the first is taken: one with times before a transcript."""
_SIDECARS = frozenset({*_SUBTITLES, ".yaml", ".yml", ".md5", ".sha256", *_MARKERS})
LANGUAGES = ("zh-Hans", "zh-Hant", "en")

_SUMS = ("md5sums", "sha256sums", "md5sums.txt", "sha256sums.txt", "md5sum.txt", "sha256sum.txt")
_EPISODE_PARTS = frozenset({"raw", "subs", "assets"})


def alike(name: str) -> str:
    """The name as it compares: Macs write é as two characters."""
    return unicodedata.normalize("NFC", name)


def is_marker(name: str) -> bool:
    """`.ready` or `.done`, or either behind a name."""
    return name.lower().endswith(_MARKERS)


def is_partial(name: str) -> bool:
    """A file that somebody is still writing under another name."""
    return name.lower().endswith(_PARTIAL) or name.startswith("~$")


def is_ignored(name: str) -> bool:
    """Not part of any upload: being written, hidden, junk, or a note of ours. Markers are none of these."""
    lower = name.lower()
    if lower.startswith((".", "~$")) or lower.endswith(_IGNORED):
        return not lower.endswith(_MARKERS)
    return lower in _JUNK


def finished_name(partial: str) -> str:
    """What a file that is being written will be called: `A001.mp4` of `A001.mp4.part`."""
    ending = next((end for end in _PARTIAL if partial.lower().endswith(end)), "")
    return partial[: len(partial) - len(ending)].removeprefix("~$")


def is_video(name: str) -> bool:
    """By its ending."""
    return _suffix(name) in _VIDEOS


def is_zip(name: str) -> bool:
    """By its ending."""
    return _suffix(name) == ".zip"


def is_sum_list(path: str) -> bool:
    """Whether a file that goes with an upload lists checksums: md5sum, sha256sum, ASC MHL or BagIt."""
    name = PurePosixPath(path).name.lower()
    manifest = name.startswith(("manifest-", "tagmanifest-")) and name.endswith(".txt")
    return manifest or name in _SUMS or _suffix(name) in (".md5", ".sha256", ".mhl")


def is_own_paper(path: str) -> bool:
    """Whether a file is about the delivery and no part of the content: lists, bag tags, markers, MHL's chain."""
    name = PurePosixPath(path).name.lower()
    return is_sum_list(path) or is_marker(name) or name in ("bagit.txt", "bag-info.txt", "ascmhl_chain.xml")


def looks_like_episode(files: frozenset[str], folders: frozenset[str]) -> bool:
    """Whether a folder with these names in it is one upload rather than a place for several."""
    names = {name.lower() for name in files}
    bag_or_text = {EPISODE_FILE, "episode.yml", "bagit.txt"} & names
    return bool(bag_or_text or names & set(_MARKERS) or {name.lower() for name in folders} & _EPISODE_PARTS)


def stem_of(name: str) -> str:
    """What files of one lone video have in common: 访谈 of 访谈.mp4, 访谈.en.srt, 访谈.mp4.md5 and 访谈.ready."""
    stem, suffix = _split(name)
    if suffix in (".md5", ".sha256", *_MARKERS) and (is_video(stem) or is_zip(stem)):
        return alike(_split(stem)[0])
    if suffix in _SUBTITLES and language_of(name) is not None:
        return alike(_split(stem)[0])
    return alike(stem)


def is_sidecar(name: str) -> bool:
    """Whether it may go with a video of the same stem."""
    return _suffix(name) in _SIDECARS


def is_subtitles(name: str) -> bool:
    """Cues, or a transcript."""
    return _suffix(name) in _SUBTITLES


def subtitle_rank(name: str) -> int:
    """Which of several files in one language is taken: the lowest."""
    return _SUBTITLES[_suffix(name)]


def language_of(name: str) -> str | None:
    """`en` of 访谈.en.srt; None where the name says nothing."""
    tag = _suffix(_split(name)[0]).removeprefix(".")
    return next((language for language in LANGUAGES if language.lower() == tag), None)


def is_description(name: str) -> bool:
    """The YAML beside a lone video."""
    return _suffix(name) in (".yaml", ".yml")


def _split(name: str) -> tuple[str, str]:
    """(what comes before, ending in small letters with its dot); a name that only is an ending has no stem."""
    head, dot, tail = name.rpartition(".")
    return (head, f".{tail.lower()}") if dot else (name, "")


def _suffix(name: str) -> str:
    return _split(name)[1]
