"""Loudness (ITU-R BS.1770-4) by ffmpeg's `ebur128`: the command and the reading of its report."""

import math
import re
from pathlib import Path

from videopipe.media.inputs import SAFE, address
from videopipe.media.tools import ffmpeg_path
from videopipe.model.media import Loudness

GATE_LUFS = -70.0
"""Absolute gate of BS.1770: below it there is no programme."""

_SHORT_TERM = re.compile(r"\bS:\s*(-?[\d.]+|nan|-?inf)")
_FIGURE = r"{name}:\s*(-?[\d.]+|-?inf|nan)"


def measure_argv(path: Path, *, repeats: int = 0, length: int = 0) -> list[str]:
    """Arguments that decode the first sound track of `path` and report it on stderr.

    With `repeats` the first `length` samples are heard that many times more: below 0.4 s there is no loudness.
    """
    again = f"aloop=loop={repeats}:size={length}," if repeats else ""
    return [
        str(ffmpeg_path()), "-hide_banner", "-nostdin", "-nostats", *SAFE,
        "-i", address(path), "-map", "0:a:0", "-af", f"{again}ebur128=peak=true:framelog=info", "-f", "null", "-",
    ]  # fmt: skip


def parse_ebur128(report: str) -> Loudness:
    """The figures in ffmpeg's `ebur128` log: its summary, and the loudest of the running short-term values."""
    log, _, summary = report.rpartition("Summary:")
    short_terms = [_number(match) for match in _SHORT_TERM.findall(log)]
    loudest = max(short_terms, default=-math.inf)
    return Loudness(
        integrated_lufs=_figure(summary, "I"),
        true_peak_dbtp=_figure(summary, "Peak"),
        max_short_term_lufs=loudest if loudest > GATE_LUFS else -math.inf,
        range_lu=_figure(summary, "LRA"),
    )


def _figure(summary: str, name: str) -> float:
    match = re.search(_FIGURE.format(name=name), summary)
    value = _number(match.group(1)) if match else -math.inf
    # ebur128 gates at -70 and says so where nothing was louder: that is silence, not a level
    return -math.inf if name == "I" and value <= GATE_LUFS else value


def _number(text: str) -> float:
    value = float(text)
    return -math.inf if math.isnan(value) else value
