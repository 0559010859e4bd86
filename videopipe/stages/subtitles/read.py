"""Subtitle files as they come in: SRT, WebVTT, SubStation or a transcript, told by content. Knows nothing of the programme."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from videopipe.model.cues import Cue
from videopipe.model.errors import InputError
from videopipe.model.findings import Finding, Words, finding_facts
from videopipe.stages.subtitles.entries import FAULTS, Entry, Fault, Parsed
from videopipe.stages.subtitles.kinds import KINDS
from videopipe.stages.subtitles.mend import Note, by_id, mend
from videopipe.stages.subtitles.srt import first_line, is_time_line, parse_srt, without_vtt_blocks
from videopipe.stages.subtitles.substation import is_substation, parse_substation
from videopipe.stages.subtitles.turns import parse_turns
from videopipe.text.encoding import Decoded, decode, name_of
from videopipe.text.normalise import normalised

MOST_PLACES = 10
"""Places of one kind that are named."""
_EXAMPLES = {
    "SRT": "00:00:13,200 --> 00:00:15,000",
    "WebVTT": "00:00:13.200 --> 00:00:15.000",
    "ASS": "0:00:13.20,0:00:15.00",
    "transcript": "[00:00:13] 主持人：……",
}
"""Form → how a time is written in it."""


class NotSubtitles(InputError):
    """Text that is neither of the forms."""

    en = "{file}, line {line}: “{found}” stands where a time should: a subtitle has 00:00:13,200 --> 00:00:15,000 above it, a transcript's line begins with [00:00:13]. Put times there, or export the subtitles as SRT"
    zh = "{file} 第 {line} 行：“{found}”之前没有时间。字幕上方应为 00:00:13,200 --> 00:00:15,000，文字稿每段应以 [00:00:13] 开头。请补上时间，或将字幕导出为 SRT 格式"


class EmptySubtitles(InputError):
    """A file without a cue."""

    en = "{file} has no subtitle in it. Put the right file there, or take its line out of episode.yaml"
    zh = "{file} 中没有任何字幕。请换成正确的文件，或在 episode.yaml 中删去该行"


class UnreadableCues(InputError):
    """Lines that say no time, or none that can be read: up to ten of them."""

    en = "{file}: {faults_en}. Write times like {example}"
    zh = "{file}：{faults_zh}。时间请写成 {example} 的形式"


@dataclass(frozen=True)
class ReadSubtitles:
    """A file's cues, and how they were come by."""

    cues: tuple[Cue, ...]
    """In time order, apart from each other; times are source times from the first picture."""
    encoding: str
    """As people call it: `GB18030 (GBK)`."""
    form: str
    """SRT, WebVTT, ASS or transcript."""
    findings: tuple[Finding, ...]
    """What was assumed or mended."""


def subtitles_facts(file: str, read: ReadSubtitles) -> dict[str, object]:
    """How the file was read, as plain JSON values."""
    return {
        "file": file,
        "form": read.form,
        "encoding": read.encoding,
        "cues": len(read.cues),
        "findings": [finding_facts(finding) for finding in read.findings],
    }


def read_subtitles(data: bytes, filename: str, *, normalise: bool = False) -> ReadSubtitles:
    """The cues of a file whatever its name ends in; with `normalise`, in the characters that are offered instead.

    Raises UndecodableText, NotSubtitles, EmptySubtitles, UnreadableCues.
    """
    decoded = decode(data, filename)
    form, parsed = _parse(decoded.text.split("\n"), filename)
    if parsed.faults:
        raise _unreadable(parsed.faults, form, filename)
    cues, notes = mend(list(map(_normalised, parsed.entries)) if normalise else parsed.entries)
    if not cues:
        raise EmptySubtitles(file=filename)
    findings = [*_of_encoding(decoded), *(_finding(id, found) for id, found in by_id(notes).items())]  # noqa: A001
    return ReadSubtitles(cues, name_of(decoded.encoding), form, tuple(findings))


def _normalised(entry: Entry) -> Entry:
    text, offers = normalised(entry.text)
    return replace(entry, text=text, noted=entry.noted | {"text.normalised"}) if offers else entry


def _parse(lines: Sequence[str], filename: str) -> tuple[str, Parsed]:
    first = next((line.strip() for line in lines if line.strip()), None)
    if first is None:
        raise EmptySubtitles(file=filename)
    if first.startswith("WEBVTT"):
        return "WebVTT", _cut(without_vtt_blocks(lines), filename)
    if is_substation(lines):
        return "ASS", parse_substation(lines)
    if any(map(is_time_line, lines)):
        return "SRT", _cut(lines, filename)
    parsed = parse_turns(lines)
    if not parsed.entries and not parsed.faults:
        raise NotSubtitles(file=filename, line=_line_of(first, lines), found=first[:40])
    return "transcript", parsed


def _cut(lines: Sequence[str], filename: str) -> Parsed:
    if not any(map(is_time_line, lines)):
        raise EmptySubtitles(file=filename)
    stray = first_line(lines)
    if stray is not None:
        raise NotSubtitles(file=filename, line=stray + 1, found=lines[stray].strip()[:40])
    return parse_srt(lines)


def _line_of(first: str, lines: Sequence[str]) -> int:
    return next(n for n, line in enumerate(lines, 1) if line.strip() == first)


def _unreadable(faults: Sequence[Fault], form: str, filename: str) -> UnreadableCues:
    named = [
        (fault.line, FAULTS[fault.kind].filled(found=fault.found[:60])) for fault in faults[:MOST_PLACES]
    ]
    more = len(faults) - len(named)
    en = [f"line {line}: {words.en}" for line, words in named] + ([f"{more} more"] if more else [])
    zh = [f"第 {line} 行：{words.zh}" for line, words in named] + ([f"另有 {more} 处"] if more else [])
    return UnreadableCues(
        file=filename, faults_en="; ".join(en), faults_zh="；".join(zh), example=_EXAMPLES[form]
    )


def _of_encoding(decoded: Decoded) -> list[Finding]:
    if not decoded.guessed:
        return []
    id, rival = "subtitles.encoding", decoded.rival  # noqa: A001 - it is the finding's id
    if rival:
        id = "subtitles.encoding-unsure"  # noqa: A001
    value = name_of(decoded.encoding)
    return [KINDS[id].at(id, "subtitles", value=value, threshold=name_of(rival) if rival else "")]


def _finding(id: str, notes: Sequence[Note]) -> Finding:  # noqa: A002 - it is the finding's id
    """One finding for all places of a kind; only a single place has a time."""
    places = _places(notes)
    return KINDS[id].at(
        id,
        "subtitles" if len(notes) > 1 else f"subtitle {notes[0].cue}",
        span=notes[0].span if len(notes) == 1 else None,
        value=str(len(notes)),
        words={"places": places.en, "places_zh": places.zh},
    )


def _places(notes: Sequence[Note]) -> Words:
    named = notes[:MOST_PLACES]
    en = [f"line {note.line} (cue {note.cue}{_behind(', ', note)})" for note in named]
    zh = [f"第 {note.line} 行（第 {note.cue} 条{_behind('，', note)}）" for note in named]
    more = len(notes) - len(named)
    if more:
        en.append(f"{more} more")
        zh.append(f"另有 {more} 处")
    return Words("; ".join(en), "；".join(zh))


def _behind(comma: str, note: Note) -> str:
    return f"{comma}{note.detail}" if note.detail else ""
