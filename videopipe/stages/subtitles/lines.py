"""How a text becomes subtitles: what a line shows of it, and where one screen ends and the next begins.

Knows nothing of time. Positions count characters of the text; a break at p stands before character p.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from math import inf

from videopipe.stages.subtitles.limits import SubtitleLimits
from videopipe.text.breaks import HAN, LEANING, NO_START, PAUSES, break_costs, latin_costs, whole_parts
from videopipe.text.words import Cut
from videopipe.text.wrap import TEARING_ALL, best_lines, display_width, places, stubs

_ELLIPSIS = re.compile(r"\.{3,}|…+|⋯+")
_PAUSE = re.compile(rf"[{PAUSES}\s]+")
_PAUSE_BEFORE_MARK = re.compile(rf"[{PAUSES}]+(?=[{re.escape(''.join(NO_START))}])")
_FULL_WIDTH = str.maketrans(",;:?!.", "，；：？！。")
_ANY_HAN = re.compile(f"[{HAN}]")
_HALF_WIDTH_MARK = re.compile(
    rf"(?<=[{HAN}”》）])[,;:?!]|[,;:?!](?=[{HAN}“《（])|(?<=[{HAN}”》）])\.(?![.\w])"
)

_SCREEN = 34
"""Cost of one more screen: a text that fits two lines only badly becomes two screens."""
_BRIEF, _BRIEF_WIDTH = 30, 6
"""Cost of a screen narrower than six characters among others: it flashes by."""
_SCREEN_BREAK = 6
"""How much dearer than between two lines a break is between two screens."""


@dataclass(frozen=True)
class Screen:
    """What stands on screen at once, and the stretch of the spoken text that it shows."""

    lines: tuple[str, ...]
    spoken: str
    second: str = ""
    """Line below, in another language."""


def reading_units(text: str, *, latin: bool = False) -> float:
    """What an eye reads: letters and figures by their width, no mark, no space; of a `latin` text all characters."""
    return len(text) if latin else display_width("".join(c for c in text if c.isalnum()))


def syllables(text: str) -> float:
    """How long it takes to say, in Chinese characters: a figure or capital is one, a small Latin letter 0.4."""
    return sum(0.4 if c.isascii() and c.islower() else 1.0 for c in text if c.isalnum())


@lru_cache(4096)
def on_screen(text: str, *, latin: bool = False) -> str:
    """The text as a line shows it: a pause is a space, no comma or full stop at the end; `latin` keeps its marks."""
    if latin:
        return " ".join(text.split())
    if _ANY_HAN.search(text):  # English keeps its own marks, also behind a quotation
        text = _HALF_WIDTH_MARK.sub(lambda m: m[0].translate(_FULL_WIDTH), text)
    text = _ELLIPSIS.sub("…", text)
    return _PAUSE.sub(" ", _PAUSE_BEFORE_MARK.sub("", text)).strip()


def screens(text: str, limits: SubtitleLimits, cut: Cut) -> tuple[Screen, ...]:
    """`text` broken into screens, each in as few lines as the limits allow; empty if nothing is to be seen.

    Line breaks of the file are kept where they are good ones. No word is cut unless it is wider than a line.
    """
    flat, joints = _unwrapped(text)
    costs = latin_costs(flat) if limits.latin else break_costs(flat, cut)
    written = _lines_as_written(flat, joints, costs, limits)
    if written:
        return (Screen(written, flat),)
    for ceiling in TEARING_ALL:
        found = _Layout(flat, costs, places(costs, ceiling), limits).screens()
        if found is not None:
            return found
    return ()


def single_lines(text: str, limits: SubtitleLimits, cut: Cut, count: int) -> tuple[Screen, ...]:
    """`text` on `count` screens of one line, no word torn nor parted from its particle; empty if it can't be."""
    flat, _ = _unwrapped(text)
    costs = latin_costs(flat) if limits.latin else break_costs(flat, cut)
    return _Layout(flat, costs, places(costs, LEANING), limits).single_lines(count)


def torn(text: str, found: Sequence[Screen]) -> tuple[str, ...]:
    """What should have stayed whole in `text` and stands in no line of its screens: titles, figures, addresses."""
    flat, _ = _unwrapped(text)
    lines = [line for screen in found for line in screen.lines]
    return tuple(
        part for part in whole_parts(flat) if lines and not any(on_screen(part) in line for line in lines)
    )


def _unwrapped(text: str) -> tuple[str, tuple[int, ...]]:
    """The text in one line, and where its lines met; only Latin words get a space between."""
    flat, joints = "", []
    for line in (stripped for line in text.split("\n") if (stripped := line.strip())):
        if flat:
            flat += " " if flat[-1].isascii() and line[0].isascii() else ""
            joints.append(len(flat))
        flat += line
    return flat, tuple(joints)


def _lines_as_written(
    flat: str, joints: Sequence[int], costs: Sequence[int], limits: SubtitleLimits
) -> tuple[str, ...] | None:
    if not joints or len(joints) >= limits.max_lines or any(costs[p] >= LEANING for p in joints):
        return None
    lines = tuple(on_screen(flat[i:j], latin=limits.latin) for i, j in pairwise((0, *joints, len(flat))))
    return lines if all(0 < display_width(line) <= limits.max_width for line in lines) else None


@dataclass(frozen=True)
class _Layout:
    """One search for the best screens with breaks at `places` only."""

    flat: str
    costs: Sequence[int]
    places: Sequence[int]
    limits: SubtitleLimits
    _pieces: dict[tuple[int, int], tuple[str, float]] = field(default_factory=dict)
    """What has been asked before: most of the search's time goes into it."""

    def screens(self) -> tuple[Screen, ...] | None:
        """The cheapest way; dynamic programming over where a screen ends."""
        whole = self._lines(0, self.places[-1]) if self._may_fit(0, self.places[-1]) else None
        if whole is not None and whole[0] < _SCREEN:  # what a second screen costs at least
            return (Screen(whole[1], self.flat),)
        goal = self._goal()
        best: dict[int, tuple[float, tuple[Screen, ...]]] = {0: (0.0, ())}
        for n, end in enumerate(self.places[1:], 1):
            for start in reversed(self.places[:n]):
                if not self._may_fit(start, end):
                    break
                if start not in best:
                    continue
                cost, before = best[start]
                width = self._piece(start, end)[1]
                brief = _BRIEF if width < min(_BRIEF_WIDTH, goal / 2) else 0
                cost += abs(width - goal) / 4 + brief + self._cost_of_screen(start)
                known = best[end][0] if end in best else inf
                found = self._lines(start, end) if cost < known else None
                if found is not None and cost + found[0] < known:
                    best[end] = cost + found[0], (*before, Screen(found[1], self.flat[start:end]))
        last = best.get(self.places[-1])
        return last[1] if last else None

    def single_lines(self, count: int) -> tuple[Screen, ...]:
        """So many screens of one line; empty if there is no way."""
        found = self._best(self.places, count)
        edges = found[1] if found is not None else ()
        return tuple(Screen((self._piece(i, j)[0],), self.flat[i:j]) for i, j in pairwise(edges))

    def _cost_of_screen(self, start: int) -> float:
        """Between two screens a sentence should end, or at least a clause."""
        if start == 0:
            return 0
        alone = 0 if self.limits.latin else stubs(self.flat[:start], self.flat[start:])
        return _SCREEN + _SCREEN_BREAK * self.costs[start] + alone

    def _piece(self, start: int, end: int) -> tuple[str, float]:
        """The stretch as a line shows it, and its width."""
        if (start, end) not in self._pieces:
            line = on_screen(self.flat[start:end], latin=self.limits.latin)
            self._pieces[start, end] = line, display_width(line)
        return self._pieces[start, end]

    def _goal(self) -> float:
        """Width that each screen would have if all were the same."""
        width = self._piece(0, len(self.flat))[1]
        room = self.limits.max_width * self.limits.max_lines
        return width / max(1, -(-width // room))

    def _may_fit(self, start: int, end: int) -> bool:
        room = self.limits.max_width * self.limits.max_lines
        return self._piece(start, end)[1] <= room

    def _lines(self, start: int, end: int) -> tuple[float, tuple[str, ...]] | None:
        """Fewest lines first, then the best shape; None if the stretch doesn't fit a screen."""
        allowed = [p for p in self.places if start <= p <= end]
        for count in range(1, self.limits.max_lines + 1):
            found = self._best(allowed, count)
            if found is not None:
                return found[0], tuple(self._piece(i, j)[0] for i, j in pairwise(found[1]))
        return None

    def _best(self, allowed: Sequence[int], count: int) -> tuple[float, tuple[int, ...]] | None:
        width, latin = self.limits.max_width, self.limits.latin
        return best_lines(self.flat, self.costs, allowed, count, self._piece, width, latin=latin)
