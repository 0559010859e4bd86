"""Speakers brought to one level: which stretches of a source differ, and what gain each gets. Pure.

A stretch is a run of phrases of like level; who speaks isn't known, and needn't be. The gain is constant
through a stretch, its pauses too, so that nothing pumps; it changes only in the pause between two of them.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import inf, log10
from statistics import median

from videopipe.model.findings import Finding, Repair
from videopipe.model.time import Seconds, Span
from videopipe.stages.audio.kinds import KINDS, repaired

JUMP_LU = 3
"""LOUD-16: neighbours may differ by so much."""
MOST_DB = 9
"""More would lift a room's noise into hearing: a guest further away than that needs his own microphone."""
SHORTEST_S = 2
"""Of speech, for a stretch of its own: one loud word isn't another speaker."""
NEW_STRETCH = 24.0
"""What a further stretch must save, in LU² times seconds of speech. A question of 4 s that is 3 LU off its answer
of 14 s saves 28. At 16 one reader of the two interviews falls apart (a sentence of 4 s, 2.5 LU quieter), at 60 that
question isn't seen."""
BREATH_S, BREATH_LU, ROOM_LU = 1, 15, 20
"""A phrase so short and so far below the middle one is a breath or a chair; so far below, however long, the room:
no gain of 9 dB would make a speaker of it. The samples have breaths 16 to 31 LU and rooms 28 LU below."""
AT_A_TURN = 8.0
"""The same where the episode says that somebody else begins to speak."""
TURN_S = Fraction(1)
"""How near to a turn, as an editor wrote it, a pause must be."""
LONGEST = 200
"""Phrases looked at for one stretch: keeps hours of footage quick to decide, and does no harm to longer ones."""
RAMP_S = Fraction(1, 5)
"""A change takes so long where the pause allows it."""
CLEAR_S = Fraction(2, 100)
"""And is over so long before the next word, whose onset covers it."""
UNHEARD_LUFS = -70.0
"""Gate of BS.1770: quieter is no speech."""


@dataclass(frozen=True)
class Stretch:
    """Phrases of one level, in the source's time."""

    span: Span
    lufs: float
    speech: Seconds


@dataclass(frozen=True)
class GainStep:
    """From `start` to `end` the gain glides to `gain_mb`, and stays there."""

    start: Seconds
    end: Seconds
    gain_mb: int
    """Hundredths of a decibel."""


@dataclass(frozen=True)
class Evening:
    """What is done to one source."""

    steps: tuple[GainStep, ...] = ()
    """The first from time 0; () where nothing is done."""
    findings: tuple[Finding, ...] = ()
    repairs: tuple[Repair, ...] = ()


def decide_evening(
    speech: Sequence[Span],
    phrase_lufs: Sequence[float],
    turns: Sequence[Seconds],
    *,
    allowed: bool,
    where: str,
) -> Evening:
    """Gain steps for a source in which `speech` was heard at `phrase_lufs`; `turns`: who speaks changes near."""
    heard = spoken(speech, phrase_lufs)
    stretches = find_stretches(heard, turns)
    jumps = [abs(b.lufs - a.lufs) for a, b in pairwise(stretches)]
    many = sum(jump > JUMP_LU for jump in jumps)
    if not many:
        return Evening()
    gains = decide_gains(stretches)
    before, after = f"{max(jumps):.1f} LU", f"{_largest_left(stretches, gains):.1f} LU"
    en, zh = ("They are brought together", "已调整为一致") if allowed else _LEFT
    found = KINDS["sound.level-jump"].at(
        "sound.level-jump",
        where,
        value=before,
        threshold=f"{JUMP_LU} LU",
        words={"count": many, "done_en": en, "done_zh": zh},
    )
    if not allowed:
        return Evening((), (found,))
    step = repaired("even-speakers", found.id, where, before, after)
    return Evening(tuple(_steps(stretches, gains)), (found,), (step,))


def spoken(speech: Sequence[Span], phrase_lufs: Sequence[float]) -> list[tuple[Span, float]]:
    """Phrases that tell how loud somebody speaks."""
    heard = [(span, level) for span, level in zip(speech, phrase_lufs, strict=True) if level > UNHEARD_LUFS]
    if not heard:
        return []
    middle = median(level for _, level in heard if level > max(phrase_lufs) - ROOM_LU)
    return [(s, lu) for s, lu in heard if middle - lu < (BREATH_LU if s.duration < BREATH_S else ROOM_LU)]


_LEFT = ("They are left, as the profile says", "按配置不作处理")


def _largest_left(stretches: Sequence[Stretch], gains: Sequence[int]) -> float:
    levels = [one.lufs + gain / 100 for one, gain in zip(stretches, gains, strict=True)]
    return max(abs(b - a) for a, b in pairwise(levels))


def find_stretches(heard: Sequence[tuple[Span, float]], turns: Sequence[Seconds]) -> list[Stretch]:
    """The phrases in runs of like level: least scatter within, and as few runs as that allows."""
    rows, at_turn = _running_sums(heard), _turns_between(heard, turns)
    best, cuts = [0.0], [0]
    for end in range(1, len(heard) + 1):
        costs = [
            (best[start] + scatter + (AT_A_TURN if start in at_turn else NEW_STRETCH), start)
            for start, scatter in _runs_to(end, rows)
        ]
        cost, start = min(costs, default=(inf, 0))
        best.append(cost)
        cuts.append(start)
    return [_stretch(heard[a:b]) for a, b in _walk_back(cuts)]


_Row = tuple[float, float, float]
"""Seconds of speech so far, and levels and their squares, each times its seconds."""


def _running_sums(heard: Sequence[tuple[Span, float]]) -> list[_Row]:
    """With these the scatter of any run of phrases is a subtraction."""
    rows = [(0.0, 0.0, 0.0)]
    for span, level in heard:
        seconds, total, squares = rows[-1]
        length = float(span.duration)
        rows.append((seconds + length, total + length * level, squares + length * level**2))
    return rows


def _runs_to(end: int, rows: Sequence[_Row]) -> Iterator[tuple[int, float]]:
    """(first phrase, scatter in LU² times seconds) of every run before `end` that is long enough for a stretch."""
    all_seconds, all_total, all_squares = rows[end]
    for start in range(max(0, end - LONGEST), end):
        before, total, squares = rows[start]
        seconds, total, squares = all_seconds - before, all_total - total, all_squares - squares
        if seconds >= SHORTEST_S or (start == 0 and end == len(rows) - 1):
            yield start, max(0.0, squares - total**2 / seconds)


def _walk_back(cuts: Sequence[int]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    end = len(cuts) - 1
    while end > 0:
        found.insert(0, (cuts[end], end))
        end = cuts[end]
    return found


def _turns_between(heard: Sequence[tuple[Span, float]], turns: Sequence[Seconds]) -> Collection[int]:
    """Phrases before which, within a second, somebody else begins to speak."""
    near = range(1, len(heard))
    return {n for n in near if any(abs(turn - heard[n][0].start) <= TURN_S for turn in turns)}


def _stretch(phrases: Sequence[tuple[Span, float]]) -> Stretch:
    speech = sum((span.duration for span, _ in phrases), Fraction(0))
    energy = sum(float(span.duration) * 10 ** (level / 10) for span, level in phrases)
    level = 10 * log10(energy / float(speech))
    return Stretch(Span(phrases[0][0].start, phrases[-1][0].end), round(level, 1), speech)


def decide_gains(stretches: Sequence[Stretch]) -> list[int]:
    """Hundredths of a decibel for each stretch: all to the mean of all, none by more than MOST_DB."""
    speech = float(sum(one.speech for one in stretches))
    mean = sum(float(one.speech) * one.lufs for one in stretches) / speech
    return [round(100 * max(-MOST_DB, min(MOST_DB, mean - one.lufs))) for one in stretches]


def _steps(stretches: Sequence[Stretch], gains: Sequence[int]) -> list[GainStep]:
    steps = [GainStep(Fraction(0), Fraction(0), gains[0])]
    for before, after, gain in zip(stretches, stretches[1:], gains[1:], strict=False):
        end = max(before.span.end, after.span.start - CLEAR_S)
        steps.append(GainStep(max(before.span.end, end - RAMP_S), end, gain))
    return steps
