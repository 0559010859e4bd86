"""Does the episode fit its footage? Pure; raises what a person must put right."""

from collections.abc import Iterator, Mapping, Sequence

from videopipe.config.document import bad_value
from videopipe.config.episode import CueRef, LoadedEpisode
from videopipe.model.cues import Cue
from videopipe.model.errors import BadValue, FootageRefused
from videopipe.model.findings import Finding, Severity
from videopipe.model.time import Seconds, timecode

Place = tuple[str | int, ...]


class FootageUnfit(FootageRefused):
    """Footage with a finding that nothing repairs."""

    en = "{file}: {what_en}. {remedy_en}"
    zh = "{file}：{what_zh}。{remedy_zh}"


def check_footage(file: str, findings: Sequence[Finding]) -> None:
    """Raises FootageUnfit for the first finding that refuses the file."""
    for finding in findings:
        if finding.severity is Severity.FAIL:
            what, remedy = finding.what, finding.remedy
            raise FootageUnfit(
                file=file, id=finding.id,
                what_en=what.en, what_zh=what.zh, remedy_en=remedy.en, remedy_zh=remedy.zh,
            )  # fmt: skip


def check_times(
    loaded: LoadedEpisode, durations: Mapping[str, Seconds], first: Seconds, cues: Sequence[Cue]
) -> None:
    """Raises BadValue for the first time or cue number that the footage or the subtitles don't reach.

    `durations` by footage file; `first` is that of the file whose time questions, straps and cut-ins are given in.
    """
    for index, item in enumerate(loaded.episode.footage):
        for key, time in (("in", item.in_), ("out", item.out)):
            if time is not None and item.file in durations:
                _check_time(loaded, ("footage", index, key), time, durations[item.file])
    for place, value in _marks(loaded):
        if isinstance(value, CueRef):
            _check_cue(loaded, place, value, cues)
        elif value is not None:
            _check_time(loaded, place, value, first)


def _marks(loaded: LoadedEpisode) -> Iterator[tuple[Place, Seconds | CueRef | None]]:
    for index, question in enumerate(loaded.episode.questions):
        yield ("questions", index, "at"), question.at
        yield ("questions", index, "until"), question.until
    for index, strap in enumerate(loaded.episode.lower_thirds):
        yield ("lower_thirds", index, "at"), strap.at
    for index, cut_in in enumerate(loaded.episode.cut_ins):
        yield ("cut_ins", index, "at"), cut_in.at


def _check_time(loaded: LoadedEpisode, place: Place, time: Seconds, duration: Seconds) -> None:
    if time > duration:
        raise _fault(
            loaded,
            place,
            f"{timecode(time)} is beyond the footage, which ends at {timecode(duration)}",
            f"{timecode(time)} 超出素材时长（素材止于 {timecode(duration)}）",
            "Times count from the first picture of the first footage file",
            "时间从第一个素材文件的第一帧算起",
        )


def _check_cue(loaded: LoadedEpisode, place: Place, ref: CueRef, cues: Sequence[Cue]) -> None:
    numbers = {cue.number for cue in cues}
    for number in (ref.last, ref.first):
        if number not in numbers:
            last = max(numbers, default=0)
            empty = number < last
            raise _fault(
                loaded,
                place,
                f"cue {number} has no words"
                if empty
                else f"there is no cue {number}: the subtitles have {last}",
                f"第 {number} 条字幕没有文字" if empty else f"没有第 {number} 条字幕：共 {last} 条",
                "Cues are numbered from 1 in time order",
                "字幕按时间顺序从 1 编号",
            )


def _fault(loaded: LoadedEpisode, place: Place, en: str, zh: str, remedy_en: str, remedy_zh: str) -> BadValue:
    key = ".".join(str(part) for part in place)
    return bad_value(loaded.file, loaded.line(*place), key, en, zh, remedy_en, remedy_zh)
