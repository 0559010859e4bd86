"""What is to be known, repaired or refused of a file, from its facts. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from videopipe.model.findings import Finding, Severity
from videopipe.model.media import MediaInfo, Timing, VideoStream
from videopipe.model.time import Seconds, timecode
from videopipe.stages.ingest.kinds import FIELD_ORDERS, KINDS, TRACKS

CUT_OFF_SHARE, CUT_OFF_S = Fraction(3, 100), 1
"""How much less than promised is a broken upload: 3 % and a second. Headers of whole files round by less."""
DAMAGED_SHARE = Fraction(1, 20)
"""Of the looked-at pictures: more is a broken file, less a scratch that somebody should look at."""
SEEN_WHOLE = 20
"""Pictures that idet must call progressive, none interlaced, before an interlaced flag is doubted."""
FEWEST_FPS = 12
SMALLEST_LINES = 480
"""Standard definition; less becomes a blur on a 1080p canvas."""
EXCESS_PERMILLE = 3
"""Of the whole picture. R 103 allows 10 of the delivered one, which may be an upright crop: a third of a wide picture."""
NEAR_SHAPE = Fraction(2, 100)


@dataclass(frozen=True)
class Rules:
    """What a profile says of footage."""

    fps: Fraction
    canvases: tuple[tuple[int, int], ...]
    max_long_side: int
    max_short_side: int
    max_hours: int


def diagnose(info: MediaInfo, rules: Rules) -> tuple[Finding, ...]:
    """Findings about the file and its picture, refusals first; sound is judged where it is listened to."""
    found = [*_file(info, rules)]
    if info.video is None:
        found.append(_at("picture.none", "file"))
    else:
        for look in _PICTURE:
            found += look(info.video, rules)
    return tuple(sorted(found, key=lambda finding: finding.severity is not Severity.FAIL))


def _at(
    kind: str,
    where: str = "picture",
    *,
    severity: Severity | None = None,
    value: str = "",
    threshold: str = "",
    **words: str,
) -> Finding:
    return KINDS[kind].at(kind, where, severity=severity, value=value, threshold=threshold, words=words)


def _file(info: MediaInfo, rules: Rules) -> Iterator[Finding]:
    yield from _length(info)
    if info.duration > rules.max_hours * 3600:
        yield _at(
            "file.too-long", "file", value=timecode(info.duration), threshold=f"{rules.max_hours}:00:00"
        )
    for track in info.undescribed:
        words = TRACKS[track]
        yield _at("file.undescribed", "file", value=words.en, value_zh=words.zh)
    if info.other_streams:
        yield _at("file.extra-tracks", "file", value=", ".join(info.other_streams))


def _length(info: MediaInfo) -> Iterator[Finding]:
    there = timecode(info.duration)
    if info.declared_duration is None:
        yield _at("file.no-duration", "file", value=there)
        return
    missing = info.declared_duration - info.duration
    promised = timecode(info.declared_duration)
    if missing > CUT_OFF_S and missing > info.declared_duration * CUT_OFF_SHARE:
        yield _at("file.cut-off", "file", value=there, threshold=promised)
    elif abs(missing) > CUT_OFF_S:
        yield _at("file.wrong-duration", "file", value=there, threshold=promised)


def judge_levels(excess_permille: int) -> Iterator[Finding]:
    """What has been measured on the picture as it would be delivered."""
    if excess_permille >= EXCESS_PERMILLE:
        yield _at("picture.levels", value=f"{excess_permille / 10:.1f} %", threshold="1 %")


def _size(video: VideoStream, rules: Rules) -> Iterator[Finding]:
    size = f"{video.width}x{video.height}"
    long, short = max(video.width, video.height), min(video.width, video.height)
    if long > rules.max_long_side or short > rules.max_short_side:
        yield _at("picture.too-large", value=size, threshold=f"{rules.max_long_side}x{rules.max_short_side}")
    if video.duration < 1:
        yield _at("picture.too-short", value=str(video.frames))
    if short < SMALLEST_LINES:
        yield _at("picture.small", value=size)
    if video.data_lines:
        yield _at("picture.data-lines", value=str(video.data_lines))
    if video.width % 2 or video.height % 2:
        yield _at("picture.odd-size", value=size)


def _damage(video: VideoStream, _rules: Rules) -> Iterator[Finding]:
    yield from judge_decoding(video.sample.corrupt, video.sample.decoded)


def judge_decoding(damaged: int, pictures: int) -> Iterator[Finding]:
    """Of `pictures` that were tried, `damaged` could not be decoded whole."""
    if damaged:
        severity = Severity.FAIL if damaged > pictures * DAMAGED_SHARE else Severity.WARN
        yield _at("picture.damaged", severity=severity, value=str(damaged), threshold=str(pictures))


def _turn(video: VideoStream, _rules: Rules) -> Iterator[Finding]:
    if video.rotation_deg % 90:
        yield _at("picture.tilted", value=f"{video.rotation_deg}°")
    elif video.rotation_deg:
        yield _at("picture.rotated", value=f"{video.rotation_deg}°")
    if video.mirrored:
        yield _at("picture.mirrored")


def _rate(video: VideoStream, rules: Rules) -> Iterator[Finding]:
    timing = video.timing
    if not timing.constant:
        yield _at("picture.variable-rate", value=say_timing(timing, video.average_fps))
    elif timing.fps not in (0, rules.fps):
        yield _at("picture.other-rate", value=say_rate(timing.fps), threshold=say_rate(rules.fps))
    if timing.repeated:
        yield _at("picture.repeated-times", value=str(timing.repeated))
    if 0 < video.average_fps < FEWEST_FPS:
        yield _at("picture.few", value=say_rate(video.average_fps))
    if video.first_picture:
        yield _at("picture.late-start", value=say_seconds(video.first_picture))


def _fields(video: VideoStream, _rules: Rules) -> Iterator[Finding]:
    seen, declared, order = video.fields, video.declared_field_order, video.field_order
    if order == "progressive":
        return
    if declared == "progressive":
        yield _at("picture.combed", value=f"{seen.combed_permille / 10:.1f} %")
    elif declared not in ("unknown", order):
        shown, said = FIELD_ORDERS[order], FIELD_ORDERS[declared]
        yield _at(
            "picture.field-order", value=shown.en, threshold=said.en, value_zh=shown.zh, threshold_zh=said.zh
        )
    elif seen.progressive >= SEEN_WHOLE and not (seen.top_first or seen.bottom_first):
        yield _at("picture.whole-in-fields")
    how = ("as the pictures show", "据画面判断") if declared != order else ("as the file says", "据文件标记")
    words = FIELD_ORDERS[order]
    yield _at("picture.interlaced", value=words.en, value_zh=words.zh, threshold=how[0], threshold_zh=how[1])


def _colours(video: VideoStream, _rules: Rules) -> Iterator[Finding]:
    if video.hdr.startswith("Dolby Vision 5") or video.hdr == "Dolby Vision":
        yield _at("picture.dolby-vision-only", value=video.hdr)
    elif video.hdr:
        yield _at("picture.hdr", value=video.hdr)
    if video.full_range:
        yield _at("picture.full-range")
    tags = (video.primaries, video.matrix)
    if any(tag not in ("bt709", "unknown") for tag in tags) and not video.hdr:
        yield _at("picture.other-colours", value=f"{video.primaries}/{video.transfer}/{video.matrix}")
    elif "unknown" in tags and not video.hdr:
        yield _at("picture.untagged", value="BT.709" if video.is_hd else "BT.601")
    if video.bit_depth > 8 or video.chroma != "4:2:0":
        yield _at("picture.deep-colour", value=f"{video.bit_depth} bit {video.chroma}")


def _shape(video: VideoStream, rules: Rules) -> Iterator[Finding]:
    if video.sample_aspect != 1:
        aspect = video.sample_aspect
        yield _at("picture.not-square", value=f"SAR {aspect.numerator}:{aspect.denominator}")
    shape = video.shape
    value = f"{float(shape):.2f}:1"
    shapes = [Fraction(width, height) for width, height in rules.canvases]
    if any(shape < wanted * (1 - NEAR_SHAPE) for wanted in shapes):
        yield _at("picture.narrow", value=value)
    if any(shape > wanted * (1 + NEAR_SHAPE) for wanted in shapes):
        yield _at("picture.wide", value=value)


_PICTURE = (_damage, _size, _turn, _rate, _fields, _colours, _shape)


def say_rate(fps: Fraction) -> str:
    """`25`, `29.97`."""
    return f"{float(fps):.3f}".rstrip("0").rstrip(".")


def say_seconds(t: Seconds) -> str:
    """`1.475 s`."""
    return f"{float(t):.3f} s"


def say_timing(timing: Timing, average: Fraction) -> str:
    """How a rate was found to vary: `22.13 fps on average, 33 to 67 ms, 48 of 134 intervals not 33 ms`."""
    ms = [f"{float(t * 1000):.0f}" for t in (timing.shortest, timing.longest, timing.common)]
    return f"{say_rate(average)} fps, {ms[0]}–{ms[1]} ms, {timing.irregular}/{timing.intervals} ≠ {ms[2]} ms"
