"""Curves over time as SVG: no text inside, so that it may be stretched to any width. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from videopipe.model.findings import Finding, Severity, clock
from videopipe.model.quality import HALF, TENTH, FilmFacts

WIDTH, HEIGHT = 1000, 200
POINTS = 500
"""More can't be told apart on a screen."""


@dataclass(frozen=True)
class Tick:
    """A label beside a plot."""

    percent: float
    """Along the axis: from the left, or from the top."""
    text: str


@dataclass(frozen=True)
class Plot:
    """One drawing and what is written beside it."""

    zh: str
    en: str
    svg: str
    rows: tuple[Tick, ...]
    columns: tuple[Tick, ...]


def plots(facts: FilmFacts, findings: Sequence[Finding], target_lufs: float) -> tuple[Plot, ...]:
    """Loudness and levels over time, with the findings marked."""
    found = []
    length = float(facts.media.duration)
    if facts.sound is not None and facts.sound.momentary:
        found.append(_loudness(facts, findings, length, target_lufs))
    if facts.picture is not None and facts.picture.luma:
        found.append(_levels(facts, findings, length))
    return tuple(found)


def _loudness(facts: FilmFacts, findings: Sequence[Finding], length: float, target: float) -> Plot:
    sound = facts.sound
    assert sound is not None  # noqa: S101 - asked before
    top, bottom = 0.0, -60.0
    place = _scale(top, bottom)
    body = [
        *_marks(findings, "sound", length),
        _level_line(place(target), "target"),
        _curve(sound.momentary, place, length / float(TENTH), "thin"),
        _curve(sound.short_term, place, length / float(TENTH), "thick"),
        _curve(sound.true_peak, place, length / float(TENTH), "peak"),
    ]
    rows = tuple(Tick(place(level) * 100 / HEIGHT, f"{level:.0f}") for level in (0, -20, -40, -60))
    zh = f"响度：粗线为短时（3 秒）、细线为瞬时（LUFS），点线为真峰值（dBTP），虚线为目标 {target:.0f}"
    en = f"Loudness: thick, short-term; thin, momentary (LUFS); dotted, true peak (dBTP); dashed, target {target:.0f}"
    return Plot(zh, en, _svg(body), rows, _time_ticks(length))


def _levels(facts: FilmFacts, findings: Sequence[Finding], length: float) -> Plot:
    picture = facts.picture
    assert picture is not None  # noqa: S101 - asked before
    place = _scale(255, 0)
    least, mean, greatest = zip(*picture.luma, strict=True)
    body = [
        *_marks(findings, "picture", length),
        _band(least, greatest, place, length / float(HALF)),
        _level_line(place(246), "target"),
        _level_line(place(5), "target"),
        _curve(mean, place, length / float(HALF), "thick"),
    ]
    rows = tuple(Tick(place(level) * 100 / HEIGHT, str(level)) for level in (246, 128, 5))
    zh = "亮度（8 位）：色带为最暗到最亮，线为平均，虚线为 EBU R 103 界限 5 与 246"
    en = "Luma (8 bit): band, darkest to brightest; line, mean; dashed, the limits of EBU R 103"
    return Plot(zh, en, _svg(body), rows, _time_ticks(length))


def _scale(top: float, bottom: float) -> Callable[[float], float]:
    def place(value: float) -> float:
        return round(min(max((top - value) / (top - bottom), 0), 1) * HEIGHT, 1)

    return place


def _curve(values: Sequence[float], place: Callable[[float], float], steps: float, kind: str) -> str:
    return f'<polyline class="{kind}" points="{" ".join(_points(values, place, steps, max))}"/>'


def _band(low: Sequence[float], high: Sequence[float], place: Callable[[float], float], steps: float) -> str:
    there, back = _points(high, place, steps, max), _points(low, place, steps, min)
    return f'<polygon class="band" points="{" ".join(there + back[::-1])}"/>'


def _points(
    values: Sequence[float],
    place: Callable[[float], float],
    steps: float,
    pick: Callable[[Sequence[float]], float],
) -> list[str]:
    """Places of the values, each in the middle of its step; `steps` is how many the film has, maybe not whole."""
    per = max(1, -(-len(values) // POINTS))
    thinned = [pick(values[start : start + per]) for start in range(0, len(values), per)]
    return [
        f"{min(WIDTH, WIDTH * (index + 0.5) * per / steps):.1f},{place(value)}"
        for index, value in enumerate(thinned)
    ]


def _level_line(y: float, kind: str) -> str:
    return f'<line class="{kind}" x1="0" x2="{WIDTH}" y1="{y}" y2="{y}"/>'


def _marks(findings: Sequence[Finding], part: str, length: float) -> list[str]:
    """A stripe for each finding of the picture or of the sound that has a time."""
    return [
        _mark(float(finding.span.start), float(finding.span.end), finding.severity, length)
        for finding in findings
        if finding.span is not None and finding.where.startswith(part)
    ]


def _mark(start: float, end: float, severity: Severity, length: float) -> str:
    left = round(WIDTH * max(start, 0) / length, 1)
    width = max(4.0, round(WIDTH * (end - start) / length, 1))
    return f'<rect class="{severity.value.lower()}" x="{left}" y="0" width="{width}" height="{HEIGHT}"/>'


def _svg(body: Sequence[str]) -> str:
    return f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" preserveAspectRatio="none" aria-hidden="true">{"".join(body)}</svg>'


def _time_ticks(length: float) -> tuple[Tick, ...]:
    return tuple(Tick(part * 25, clock(length * part / 4)) for part in range(5))
