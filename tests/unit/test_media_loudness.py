"""What ffmpeg's `ebur128` says, read."""

from math import inf
from pathlib import Path

import pytest

from videopipe.media.loudness import measure_argv, parse_ebur128
from videopipe.model.media import Loudness

# Shape of ffmpeg 9.0.2's report, shortened.
RUNNING = """\
[Parsed_ebur128_0 @ 0x5] t: 2.9  TARGET:-23 LUFS  M: -22.1 S:-120.7  I: -21.9 LUFS  LRA: 0.0 LU  FTPK: -6.1 -6.2 dBFS  TPK: -6.1 -6.2 dBFS
[Parsed_ebur128_0 @ 0x5] t: 3.1  TARGET:-23 LUFS  M: -20.1 S: -18.4  I: -21.0 LUFS  LRA: 1.0 LU  FTPK: -5.1 -5.2 dBFS  TPK: -5.1 -5.2 dBFS
[Parsed_ebur128_0 @ 0x5] t: 3.2  TARGET:-23 LUFS  M: -20.1 S: -19.4  I: -20.6 LUFS  LRA: 1.0 LU  FTPK: -5.1 -5.2 dBFS  TPK: -5.1 -5.2 dBFS
"""
SUMMARY = """\
[Parsed_ebur128_0 @ 0x5] Summary:

  Integrated loudness:
    I:         -20.5 LUFS
    Threshold: -30.7 LUFS

  Loudness range:
    LRA:         4.2 LU
    Threshold: -40.6 LUFS
    LRA low:   -23.1 LUFS
    LRA high:  -18.9 LUFS

  True peak:
    Peak:       -5.1 dBFS
"""


def test_the_summary_is_read_and_the_loudest_short_term_value() -> None:
    assert parse_ebur128(RUNNING + SUMMARY) == Loudness(-20.5, -5.1, -18.4, 4.2)


def test_a_peak_above_full_scale_is_read() -> None:
    assert parse_ebur128(RUNNING + SUMMARY.replace("-5.1 dBFS", "1.3 dBFS")).true_peak_dbtp == 1.3


@pytest.mark.parametrize("value", ["-70.0", "nan", "-nan", "-inf", "-120.7"])
def test_silence_has_no_level(value: str) -> None:
    report = RUNNING.replace("-18.4", "-120.7").replace("-19.4", value)
    silent = SUMMARY.replace("-20.5", value).replace("-5.1", "-inf").replace("4.2", "0.0")

    assert parse_ebur128(report + silent) == Loudness(-inf, -inf, -inf, 0.0)


def test_sound_shorter_than_three_seconds_has_no_short_term_value() -> None:
    assert parse_ebur128(RUNNING.splitlines()[0] + "\n" + SUMMARY).max_short_term_lufs == -inf


def test_the_last_summary_counts() -> None:
    assert parse_ebur128(SUMMARY.replace("-20.5", "-9.0") + SUMMARY).integrated_lufs == -20.5


def test_the_command_decodes_the_first_sound_track_and_writes_nothing() -> None:
    argv = measure_argv(Path("/a b/c.mp4"))

    assert argv[argv.index("-i") + 1] == "file:/a b/c.mp4"
    assert argv[argv.index("-map") + 1] == "0:a:0"
    assert argv[-3:] == ["-f", "null", "-"]
