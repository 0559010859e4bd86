"""Whose fault it is, and how it is told to the city."""

from pathlib import Path

from videopipe.app.quality import QcFailed
from videopipe.config.profile import NoSuchProfile, ProfilesClash
from videopipe.config.theme import NoSuchTheme
from videopipe.media.apart import TooMuch
from videopipe.media.probe import EmptyFile, NoIndex, NothingInside, NotMedia, Unreadable
from videopipe.model.errors import FootageRefused, InputError, NotWritable, VideopipeError
from videopipe.model.findings import Words
from videopipe.stages.ingest.check import FootageUnfit
from videopipe.text.fonts import MissingGlyphs
from videopipe.watch.intake import NoDescription, NotListed, WrongSum
from videopipe.watch.jobs import Refusal
from videopipe.watch.zips import TornZip

_OURS = (NotWritable, NoSuchProfile, ProfilesClash, NoSuchTheme)
"""InputErrors of those who run the service."""
_MORE_BYTES = (
    NoIndex, Unreadable, EmptyFile, NotMedia, NothingInside, TooMuch, WrongSum, NotListed, TornZip, NoDescription,
)  # fmt: skip
"""What an upload that is still on its way looks like, too."""
_UNFIT_SO_FAR = ("file.cut-off", "file.undescribed", "picture.damaged", "picture.too-short")

REMEDY = Words("Ask the people who run this service", "请联系本服务的管理人员")


def is_theirs(error: BaseException) -> bool:
    """Whether the upload must be put right; else we failed."""
    if isinstance(error, _OURS):
        return False
    return isinstance(error, InputError | FootageRefused | QcFailed | MissingGlyphs)


def may_be_on_its_way(error: BaseException) -> bool:
    """Whether more bytes might cure it."""
    if isinstance(error, FootageUnfit):
        return error.data.get("id") in _UNFIT_SO_FAR
    return isinstance(error, _MORE_BYTES)


def refusal_of(error: BaseException, copy: Path, name: str, file: str = "") -> Refusal:
    """The error for the city: paths as uploaded; the first sentence is the fault, the rest the remedy.

    `copy`: the private folder that `name` was copied to.
    """
    if not isinstance(error, VideopipeError):
        what = Words(f"it could not be made ({type(error).__name__})", f"制作失败（{type(error).__name__}）")
        return Refusal("", what, REMEDY)
    fault = {lang: _parts(error, lang) for lang in ("en", "zh")}
    said = {
        lang: tuple(_as_uploaded(text, copy, file or name) for text in parts) for lang, parts in fault.items()
    }
    remedy = Words(said["en"][1] or REMEDY.en, said["zh"][1] or REMEDY.zh)
    return Refusal(_file(error, copy), Words(said["en"][0], said["zh"][0]), remedy)


def _parts(error: VideopipeError, lang: str) -> tuple[str, str]:
    """(fault, remedy): templates have one sentence each for them; data may hold stops of their own."""
    template, stop = (error.zh, "。") if lang == "zh" else (error.en, ". ")
    head, _, tail = template.partition(stop)
    data = {
        key: value.say(lang) if isinstance(value, VideopipeError) else value
        for key, value in error.data.items()
    }
    return head.format(**data), tail.format(**data)


def _as_uploaded(text: str, copy: Path, name: str) -> str:
    return text.replace(f"{copy}/", "").replace(str(copy), name)


def _file(error: VideopipeError, copy: Path) -> str:
    file = str(error.data.get("file", ""))
    return file.removeprefix(str(copy)).lstrip("/")
