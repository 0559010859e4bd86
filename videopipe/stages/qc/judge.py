"""From what a film is to what is wrong with it. Pure: facts and limits in, findings out.

A rule is a function from `_Case` to findings; the tables at the end are all of them.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property

from videopipe.config.profile import Audio, Qc
from videopipe.model.findings import Finding, Severity, Words
from videopipe.model.media import AudioStream, VideoStream
from videopipe.model.quality import TENTH, Declared, FilmFacts, PictureFacts, SoundFacts
from videopipe.model.time import Seconds, Span
from videopipe.stages.qc.kinds import KINDS

NATURAL_FPS = (
    Fraction(24000, 1001), Fraction(24), Fraction(25), Fraction(30000, 1001), Fraction(30), Fraction(50),
    Fraction(60000, 1001), Fraction(60),
)  # fmt: skip
"""Apple HLS authoring 1.18."""
MOST_GAPS = 5
"""The longest are told; where there are more, the rate is variable, which is told too."""
HLS_LEVEL = 41
"""Apple HLS authoring 1.11."""
COMBED = 0.025
"""`media.combing.COMBED_SHARE`, which can't be had here without numpy; a test compares them."""
SHORT_FILM = Seconds(180)
"""LOUD-12: below three minutes short-term loudness has a limit."""
PRIVATE_TAGS = ("location", "make", "model", "gps", "serial", "device")
_SIDES = (("left", "左"), ("right", "右"))


@dataclass(frozen=True)
class Rules:
    """What a film is held against."""

    qc: Qc
    audio: Audio
    fps: Fraction
    gop_s: int
    level: int
    """H.264 level times ten."""


def judge(
    facts: FilmFacts, rules: Rules, declared: Declared, known: Sequence[Finding] = ()
) -> tuple[Finding, ...]:
    """Everything that is wrong, the worst first, then in time; what the profile allows is no FAIL.

    `known` was found before the film was made.
    """
    case = _Case(facts, rules, declared)
    found = [*known, *(finding for rule in _FILE_RULES for finding in rule(case))]
    if facts.media.video is not None and facts.picture is not None:
        picture = _Picture(case, facts.media.video, facts.picture)
        found += [finding for rule in _PICTURE_RULES for finding in rule(picture)]
    if facts.sound is not None:
        sound = _Sound(case, facts.media.audio[0], facts.sound)
        found += [finding for rule in _SOUND_RULES for finding in rule(sound)]
    allowed = [as_allowed(finding, rules.qc) for finding in found]
    return tuple(sorted(allowed, key=_order))


def fails(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Those for which a film isn't published."""
    return tuple(finding for finding in findings if finding.severity is Severity.FAIL)


def _order(finding: Finding) -> tuple[int, Seconds]:
    return list(Severity).index(finding.severity), finding.span.start if finding.span else Seconds(-1)


def as_allowed(finding: Finding, qc: Qc) -> Finding:
    """A FAIL that the profile allows is a WARN that says so."""
    if finding.severity is not Severity.FAIL or finding.id not in qc.allow:
        return finding
    what = Words(f"{finding.what.en} (allowed by the profile)", f"{finding.what.zh}（配置已允许）")
    return replace(finding, severity=Severity.WARN, what=what)


@dataclass(frozen=True)
class _Case:
    facts: FilmFacts
    rules: Rules
    declared: Declared


@dataclass(frozen=True)
class _Picture:
    case: _Case
    stream: VideoStream
    facts: PictureFacts

    @property
    def qc(self) -> Qc:
        return self.case.rules.qc

    @property
    def end(self) -> Seconds:
        return self.stream.duration


@dataclass(frozen=True)
class _Sound:
    case: _Case
    track: AudioStream
    facts: SoundFacts

    @property
    def qc(self) -> Qc:
        return self.case.rules.qc

    @cached_property
    def all_silent(self) -> tuple[Span, ...]:
        """Where no channel is heard."""
        return _common(self.facts.silences)


# What the numbers look like.


def seconds(value: Seconds) -> str:
    """`0.62 s`, `−0.1 s`."""
    return f"{float(value):.2f}".rstrip("0").rstrip(".") + " s"


def _ms(value: Seconds) -> str:
    return f"{float(value * 1000):.0f} ms"


def _pct(value: float) -> str:
    return f"{value * 100:.1f} %"


def _graded(length: Seconds, warn: Seconds, fail: Seconds) -> tuple[Severity, Seconds]:
    """How bad, and the limit that was passed."""
    return (Severity.FAIL, fail) if length >= fail else (Severity.WARN, warn)


def _at(
    id: str,  # noqa: A002 - it is the finding's id
    where: str,
    *,
    severity: Severity | None = None,
    span: Span | None = None,
    value: str = "",
    threshold: str = "",
    **words: str,
) -> Finding:
    return KINDS[id].at(
        id, where, severity=severity, span=span, value=value, threshold=threshold, words=words
    )


# The file and its promises.


def _file(case: _Case) -> Iterator[Finding]:
    facts = case.facts
    if facts.decoder_errors:
        count, first = str(len(facts.decoder_errors)), facts.decoder_errors[0]
        yield _at("file.decoder-errors", "file", value=count, threshold="0", first=first)
    if facts.media.video is None:
        yield _at("file.no-picture", "file")
    elif facts.picture is not None and facts.picture.decoded < facts.media.video.frames:
        yield _at(
            "file.frames-lost", "picture",
            value=str(facts.picture.decoded), threshold=str(facts.media.video.frames),
        )  # fmt: skip
    if not facts.media.audio and not case.declared.mute:
        yield _at("sound.missing", "file")


def _container(case: _Case) -> Iterator[Finding]:
    media = case.facts.media
    if "mp4" not in media.container.split(","):
        yield _at("delivery.container", "file", value=media.container, threshold="MP4")
    elif not media.moov_first:
        yield _at("delivery.index-last", "file")
    if media.other_streams or len(media.audio) > 1:
        extra = [*(f"audio {track.codec}" for track in media.audio[1:]), *media.other_streams]
        yield _at("delivery.extra-streams", "file", value=", ".join(extra))
    private = [name for name, _ in case.facts.tags if any(word in name.lower() for word in PRIVATE_TAGS)]
    if private:
        yield _at("delivery.private-tags", "file", value=", ".join(private))


def _codec(picture: _Picture) -> Iterator[Finding]:
    video = picture.stream
    if video.codec != "h264" or (video.bit_depth == 8 and video.profile != "High"):
        # Main and Baseline play everywhere, at a higher bit rate; other codecs don't.
        severity = Severity.WARN if video.codec == "h264" else Severity.FAIL
        value = f"{video.codec} {video.profile}".strip()
        yield _at("delivery.codec", "picture", severity=severity, value=value, threshold="h264 High")
    elif video.codec_tag not in {"avc1", "avc3"}:
        yield _at("delivery.codec-tag", "picture", value=video.codec_tag, threshold="avc1")
    if video.codec == "h264" and video.level > picture.case.rules.level:
        yield _at(
            "delivery.level", "picture",
            value=_level(video.level), threshold=_level(picture.case.rules.level),
        )  # fmt: skip
    longest = Seconds(picture.case.rules.gop_s)
    if video.longest_key_interval > longest:
        value = seconds(video.longest_key_interval)
        yield _at("delivery.key-interval", "picture", value=value, threshold=seconds(longest))


def _level(tenfold: int) -> str:
    return f"{tenfold // 10}.{tenfold % 10}"


def _colours(picture: _Picture) -> Iterator[Finding]:
    video = picture.stream
    # yuvj420p is yuv420p in full range, which has a finding of its own
    if video.pixel_format not in {"yuv420p", "yuvj420p"}:
        yield _at("delivery.pixel-format", "picture", value=video.pixel_format, threshold="yuv420p")
    if video.full_range:
        yield _at("delivery.full-range", "picture")
    tags = (video.primaries, video.transfer, video.matrix)
    if video.hdr:
        yield _at("delivery.hdr", "picture", value=video.hdr)
    elif tags != ("bt709",) * 3:
        yield _at("delivery.colour-tags", "picture", value="/".join(tags), threshold="bt709")


def _shape(picture: _Picture) -> Iterator[Finding]:
    video = picture.stream
    if video.width % 2 or video.height % 2:
        yield _at("delivery.size", "picture", value=f"{video.width}x{video.height}")
    if video.sample_aspect != 1:
        aspect = f"{video.sample_aspect.numerator}:{video.sample_aspect.denominator}"
        yield _at("delivery.pixel-aspect", "picture", value=aspect, threshold="1:1")
    if video.rotation_deg or video.mirrored:
        value = f"{video.rotation_deg}°" + (" mirrored" if video.mirrored else "")
        yield _at("delivery.rotation", "picture", value=value, threshold="0°")


def _fields(picture: _Picture) -> Iterator[Finding]:
    order, combing = picture.stream.declared_field_order, picture.facts.combing
    if order in {"top-first", "bottom-first"}:
        yield _at("delivery.interlaced", "picture", value=order, threshold="progressive")
    if combing is not None and combing > COMBED:
        yield _at("picture.combing", "picture", value=_pct(combing), threshold=_pct(COMBED))


def _rate(picture: _Picture) -> Iterator[Finding]:
    facts, fps, wanted = picture.facts, picture.stream.average_fps, picture.case.rules.fps
    # a container's clock rounds: Matroska's milliseconds, MP4's time scale
    if facts.longest - facts.shortest > Seconds(2, 1000):
        value = f"{_ms(facts.shortest)} – {_ms(facts.longest)}"
        yield _at("delivery.variable-rate", "picture", value=value, threshold=_ms(1 / wanted))
    elif not _is_rate(fps, wanted):
        known = any(_is_rate(fps, natural) for natural in NATURAL_FPS)
        severity = Severity.WARN if known else Severity.FAIL
        yield _at(
            "delivery.frame-rate", "picture",
            severity=severity, value=f"{float(fps):.3f}", threshold=f"{float(wanted):.3f}",
        )  # fmt: skip


def _is_rate(fps: Fraction, wanted: Fraction) -> bool:
    return abs(fps - wanted) < wanted / 5000


def _gaps(picture: _Picture) -> Iterator[Finding]:
    limit = picture.qc.longest_interval_frames / picture.case.rules.fps
    longest = sorted(picture.facts.gaps, key=lambda gap: -gap.length)[:MOST_GAPS]
    for gap in sorted(longest, key=lambda gap: gap.at):
        if gap.length > limit:
            span = Span(gap.at, gap.at + gap.length)
            yield _at("picture.gap", "picture", span=span, value=_ms(gap.length), threshold=_ms(limit))


# What is seen.


def _black(picture: _Picture) -> Iterator[Finding]:
    qc = picture.qc
    for span in picture.facts.black:
        at_an_end = span.start <= 0 or span.end >= picture.end - 1 / picture.case.rules.fps
        if span.duration < qc.black_warn_s or (at_an_end and span.duration <= qc.black_ends_s):
            continue
        severity, limit = _graded(span.duration, qc.black_warn_s, qc.black_fail_s)
        yield _spanned("picture.black", "picture", span, severity, limit)


def _spanned(id: str, where: str, span: Span, severity: Severity, limit: Seconds) -> Finding:  # noqa: A002
    value = seconds(span.duration)
    return _at(id, where, severity=severity, span=span, value=value, threshold=seconds(limit))


def _frozen(picture: _Picture) -> Iterator[Finding]:
    qc = picture.qc
    # Black stands still too, and is told as black.
    excused = (*picture.case.declared.still, *picture.facts.black)
    for span in _without(picture.facts.frozen, excused):
        if span.duration >= qc.freeze_warn_s:
            severity, limit = _graded(span.duration, qc.freeze_warn_s, qc.freeze_fail_s)
            yield _spanned("picture.frozen", "picture", span, severity, limit)


def _levels(picture: _Picture) -> Iterator[Finding]:
    qc, excess = picture.qc, picture.facts.excess
    limit = float(qc.levels_area_pct / 100)
    for span in _stretches([share > limit for share in excess], picture.end):
        worst = max(excess[int(span.start / TENTH) : math.ceil(span.end / TENTH)])
        severity = Severity.FAIL if span.duration >= qc.levels_fail_s else Severity.WARN
        yield _at(
            "picture.levels", "picture",
            severity=severity, span=span, value=_pct(worst), threshold=_pct(limit),
        )  # fmt: skip


def _flashes(picture: _Picture) -> Iterator[Finding]:
    limit = 2 * picture.qc.flashes_per_s
    for id, counts in (  # noqa: A001
        ("picture.flashes", picture.facts.flashes),
        ("picture.red-flashes", picture.facts.red_flashes),
    ):
        for late in _stretches([count > limit for count in counts], picture.end):
            worst = max(counts[int(late.start / TENTH) : math.ceil(late.end / TENTH)])
            yield _at(id, "picture", span=_flashing(counts, late), value=str(worst), threshold=str(limit))


def _flashing(counts: Sequence[int], late: Span) -> Span:
    """When it flashes: the counts, which look back a second, begin to grow then, and fall afterwards."""
    first, last = int(late.start / TENTH), math.ceil(late.end / TENTH)
    start = first
    while start > max(0, first - 10) and counts[start - 1] > 1:
        start -= 1
    worst = max(counts[first:last])
    fullest = max(index for index in range(first, last) if counts[index] == worst)
    return Span(start * TENTH, max((fullest + 1) * TENTH, late.end - 1))


def _stretches(flags: Sequence[bool], end: Seconds) -> Iterator[Span]:
    """Runs of True in tenths of a second."""
    start: int | None = None
    for index, flag in enumerate((*flags, False)):
        if flag and start is None:
            start = index
        if not flag and start is not None:
            yield Span(start * TENTH, min(index * TENTH, max(end, (start + 1) * TENTH)))
            start = None


# What is heard.


def _format(sound: _Sound) -> Iterator[Finding]:
    track = sound.track
    found = f"{track.codec} {track.profile}".strip(), track.sample_rate, track.channels
    if found != ("aac LC", 48000, 2):
        value = f"{found[0]}, {track.sample_rate} Hz, {track.layout}"
        yield _at("delivery.sound-format", "sound 1", value=value, threshold="aac LC, 48000 Hz, stereo")


def _silence(sound: _Sound) -> Iterator[Finding]:
    qc, mute = sound.qc, sound.case.declared.mute
    if sound.facts.loudness.integrated_lufs == -math.inf:
        if sum((span.duration for span in mute), Seconds(0)) < sound.facts.heard / 2:
            yield _at("sound.silent", "sound 1")
        return
    for span in _without(sound.all_silent, mute):
        if span.duration >= qc.silence_warn_s:
            severity, limit = _graded(span.duration, qc.silence_warn_s, qc.silence_fail_s)
            yield _spanned("sound.silence", "sound 1", span, severity, limit)


def _channels(sound: _Sound) -> Iterator[Finding]:
    facts = sound.facts
    if len(facts.silences) != 2 or facts.loudness.integrated_lufs == -math.inf:
        return
    for (en, zh), spans in zip(_SIDES, facts.silences, strict=True):
        where = f"sound 1 {en}"
        silent = sum((span.duration for span in spans), Seconds(0))
        if silent >= facts.heard * 99 / 100:
            yield _at("sound.dead-channel", where, side_en=en, side_zh=zh)
            continue
        for span in _without(spans, sound.all_silent):
            if span.duration >= sound.qc.silence_warn_s:
                limit = seconds(sound.qc.silence_warn_s)
                value = seconds(span.duration)
                yield _at(
                    "sound.channel-drops", where,
                    span=span, value=value, threshold=limit, side_en=en, side_zh=zh,
                )  # fmt: skip


def _clipping(sound: _Sound) -> Iterator[Finding]:
    facts = sound.facts
    if facts.clipped:
        first = facts.clipped[0]
        span = Span(first.at, first.at + Seconds(first.samples, sound.track.sample_rate))
        yield _at("sound.clipping", "sound 1", span=span, value=str(facts.clipped_runs), threshold="0")


def _phase(sound: _Sound) -> Iterator[Finding]:
    least = sound.qc.anti_phase_fail_s
    for span in sound.facts.anti_phase:
        if span.duration >= least:
            yield _spanned("sound.anti-phase", "sound 1", span, Severity.FAIL, least)


def _loudness(sound: _Sound) -> Iterator[Finding]:
    level, audio, qc = sound.facts.loudness, sound.case.rules.audio, sound.qc
    if level.integrated_lufs == -math.inf:
        return
    off = round(abs(level.integrated_lufs - audio.target_lufs), 2)
    if off > audio.tolerance_lu:
        severity = Severity.FAIL if off > qc.loudness_fail_lu else Severity.WARN
        limit = float(qc.loudness_fail_lu) if severity is Severity.FAIL else audio.tolerance_lu
        threshold = f"{audio.target_lufs:.1f} ±{limit:.1f} LUFS"
        value = f"{level.integrated_lufs:.1f} LUFS"
        yield _at("sound.loudness", "sound 1", severity=severity, value=value, threshold=threshold)
    if level.true_peak_dbtp > audio.final_peak_dbtp:
        yield _at(
            "sound.true-peak", "sound 1", span=_loudest(sound.facts.true_peak),
            value=f"{level.true_peak_dbtp:.1f} dBTP", threshold=f"{audio.final_peak_dbtp:.1f} dBTP",
        )  # fmt: skip


def _short_term(sound: _Sound) -> Iterator[Finding]:
    limit = sound.case.rules.audio.target_lufs + float(sound.qc.short_term_over_lu)
    loudest = sound.facts.loudness.max_short_term_lufs
    if sound.case.facts.media.duration < SHORT_FILM and loudest > limit:
        span = _loudest(sound.facts.short_term)
        value, threshold = f"{loudest:.1f} LUFS", f"{limit:.1f} LUFS"
        yield _at("sound.short-term", "sound 1", span=span, value=value, threshold=threshold)


def _loudest(curve: Sequence[float]) -> Span | None:
    if not curve:
        return None
    at = max(range(len(curve)), key=curve.__getitem__)
    return Span(at * TENTH, (at + 1) * TENTH)


def _in_step(sound: _Sound) -> Iterator[Finding]:
    video = sound.case.facts.media.video
    if video is None:
        return
    late = sound.track.start - video.first_picture
    yield from _off("sync.start", late, sound)
    yield from _off("sync.length", sound.facts.heard - video.duration, sound)


def _off(id: str, difference: Seconds, sound: _Sound) -> Iterator[Finding]:  # noqa: A002
    frame, fail = 1 / sound.case.rules.fps, Seconds(sound.qc.av_offset_fail_ms, 1000)
    if abs(difference) > frame:
        severity, limit = (Severity.FAIL, fail) if abs(difference) > fail else (Severity.WARN, frame)
        value = f"{float(difference * 1000):+.0f} ms"
        yield _at(id, "file", severity=severity, value=value, threshold=_ms(limit))


# Spans.


def _without(spans: Sequence[Span], excused: Sequence[Span]) -> Iterator[Span]:
    """What of the spans is left outside the excused ones."""
    for span in spans:
        left = [span]
        for other in excused:
            left = [part for piece in left for part in _minus(piece, other)]
        yield from left


def _minus(span: Span, other: Span) -> Iterator[Span]:
    if not span.overlap(other):
        yield span
        return
    if span.start < other.start:
        yield Span(span.start, other.start)
    if other.end < span.end:
        yield Span(other.end, span.end)


def _common(channels: Sequence[Sequence[Span]]) -> tuple[Span, ...]:
    """Where the spans of all channels overlap."""
    common = list(channels[0]) if channels else []
    for spans in channels[1:]:
        common = [
            Span(max(one.start, other.start), min(one.end, other.end))
            for one in common
            for other in spans
            if one.overlap(other)
        ]
    return tuple(common)


_FILE_RULES: tuple[Callable[[_Case], Iterator[Finding]], ...] = (_file, _container)
_PICTURE_RULES: tuple[Callable[[_Picture], Iterator[Finding]], ...] = (
    _codec, _colours, _shape, _fields, _rate, _gaps, _black, _frozen, _levels, _flashes,
)  # fmt: skip
_SOUND_RULES: tuple[Callable[[_Sound], Iterator[Finding]], ...] = (
    _format, _silence, _channels, _clipping, _phase, _loudness, _short_term, _in_step,
)  # fmt: skip
