"""videopipe against one ffmpeg command a deliverable, and against a moviepy script: time, memory, same result.

    python benchmarks/compare.py EPISODE [--profile portal] [--footage-limit SECONDS] [--moviepy-seconds N]

Each contestant writes the same videos of the same cuts with the same encoder settings, one after the other on
this machine. What videopipe does besides (analysis, stills, captions, page, measuring every file again) is
in its time; the cut list, line breaks and drawn clips that it hands to the other two are not in theirs.
"""

import argparse
import json
import os
import platform
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import handwritten
import with_moviepy
from assignment import Assignment, Deliverable, prepare
from memory import Usage, measure_call, measure_command
from ruamel.yaml import YAML

from videopipe.media.probe import probe
from videopipe.media.tools import ffmpeg_path, ffmpeg_version
from videopipe.model.time import Frames, time_of
from videopipe.text.encoding import decode

NAMES = {"a": "videopipe", "b": "ffmpeg by hand", "c": "moviepy"}
VIDEOPIPE = (sys.executable, "-c", "from videopipe.cli.main import main; main()")
EXCHANGE = ("的", "是")
"""The corrected cue gets the first of these, or the second where the first stands already."""


@dataclass(frozen=True)
class Setting:
    """What is compared, and where."""

    episode: Path
    """A copy, whose subtitles may be edited."""
    profile: str
    folder: Path
    assignment: Assignment
    moviepy_seconds: int | None


@dataclass(frozen=True)
class Result:
    """All runs of one contestant."""

    name: str
    runs: tuple[Usage, ...]

    @property
    def seconds(self) -> float:
        """Median."""
        return statistics.median(run.seconds for run in self.runs)

    @property
    def peak_bytes(self) -> int:
        """The highest."""
        return max(run.peak_bytes for run in self.runs)


# The contestants.


def run_videopipe(setting: Setting, folder: Path) -> Usage:
    """From an empty work folder, or on with what lies in `folder`."""
    folder.mkdir(exist_ok=True)
    places = ["--work", str(folder / "work"), "-o", str(folder / "out"), "-p", setting.profile]
    return measure_command([*VIDEOPIPE, "run", str(setting.episode), *places], folder / "log.txt")


def run_handwritten(setting: Setting, folder: Path) -> Usage:
    """One command a deliverable."""
    folder.mkdir()
    return measure_call(handwritten.make_all, setting.assignment, folder)


def run_moviepy(setting: Setting, folder: Path) -> Usage:
    """One composition a deliverable; of a part that was written, the time for writing is scaled to the whole."""
    folder.mkdir()
    usage = measure_call(with_moviepy.make_all, setting.assignment, folder, setting.moviepy_seconds)
    writing_s = float((folder / with_moviepy.WRITING_FILE).read_text("utf-8"))
    return replace(usage, seconds=usage.seconds + writing_s * (factor(setting) - 1))


CONTESTANTS: dict[str, Callable[[Setting, Path], Usage]] = {
    "a": run_videopipe,
    "b": run_handwritten,
    "c": run_moviepy,
}


def contest(setting: Setting, order: str) -> dict[str, Result]:
    """Every contestant as often as `order` names it; the folder of its last run stays as its letter."""
    runs: dict[str, list[Usage]] = {letter: [] for letter in dict.fromkeys(order)}
    for letter in order:
        folder = setting.folder / letter
        shutil.rmtree(folder, ignore_errors=True)
        say(f"{NAMES[letter]} …")
        runs[letter].append(CONTESTANTS[letter](setting, folder))
        say(f"  {runs[letter][-1].seconds:.1f} s")
    return {letter: Result(NAMES[letter], tuple(found)) for letter, found in runs.items()}


def factor(setting: Setting) -> float:
    """Frames of all deliverables by the frames that moviepy was asked for."""
    wanted = [len(each.frames) for each in setting.assignment.deliverables]
    if setting.moviepy_seconds is None:
        return 1.0
    part = round(setting.moviepy_seconds * setting.assignment.fps)
    return sum(wanted) / sum(min(each, part) for each in wanted)


# Once more: unchanged, and with one cue corrected.


def rerun(setting: Setting) -> dict[str, Usage]:
    """The same again in videopipe's folder, then after a correction."""
    say("videopipe, nothing changed …")
    unchanged = run_videopipe(setting, setting.folder / "a")
    correct_a_cue(setting.episode)
    say("videopipe, one cue corrected …")
    return {"unchanged": unchanged, "one_cue": run_videopipe(setting, setting.folder / "a")}


def correct_a_cue(episode: Path) -> None:
    """Exchange one character in the cue in the middle."""
    (path,) = (episode / "subs").glob("*.srt")
    blocks = decode(path.read_bytes(), str(path)).text.strip().split("\n\n")
    middle = len(blocks) // 2
    head, _, words = blocks[middle].rpartition("\n")
    new = EXCHANGE[words.startswith(EXCHANGE[0])]
    blocks[middle] = f"{head}\n{new}{words[1:]}"
    path.write_text("\n\n".join(blocks) + "\n", "utf-8")


# Is it the same that all have made?


def check(setting: Setting, letters: Sequence[str]) -> Iterator[str]:
    """What isn't as the assignment wants it."""
    for letter in letters:
        for wanted in setting.assignment.deliverables:
            length = expected_frames(setting, letter, wanted)
            found = probe(written(setting, letter, wanted))
            video, sound = found.video, found.audio[0]
            size = (wanted.rendition.width, wanted.rendition.height)
            if video is None or (video.width, video.height) != size:
                yield f"{NAMES[letter]} {wanted.path}: not {size[0]}x{size[1]}"
            elif video.frames != length:
                yield f"{NAMES[letter]} {wanted.path}: {video.frames} frames instead of {length}"
            # an AAC frame is 21 ms, and the last one is filled up
            if abs(sound.duration - time_of(length, setting.assignment.fps)) > 0.05:
                yield f"{NAMES[letter]} {wanted.path}: {float(sound.duration):.3f} s of sound"


def is_whole(setting: Setting, letter: str) -> bool:
    """Whether the contestant writes its deliverables to the end."""
    return letter != "c" or setting.moviepy_seconds is None


def expected_frames(setting: Setting, letter: str, wanted: Deliverable) -> int:
    """Length of the deliverable, or of the part that was timed."""
    if is_whole(setting, letter) or setting.moviepy_seconds is None:
        return len(wanted.frames)
    return min(len(wanted.frames), round(setting.moviepy_seconds * setting.assignment.fps))


def written(setting: Setting, letter: str, wanted: Deliverable) -> Path:
    """Where the contestant has put it."""
    folder = setting.folder / letter
    return next(folder.glob(f"out/*/*/v1/data/{wanted.path}")) if letter == "a" else folder / wanted.path


def likeness(setting: Setting, letter: str) -> float:
    """Mean SSIM (luma) of the contestant's first deliverable and videopipe's, at a quarter of the size; 1 is equal."""
    first = setting.assignment.deliverables[0]
    small = "scale=iw/4:ih/4:flags=area,settb=1/1000,setpts=N*40"
    said = handwritten.run(
        [
            str(ffmpeg_path()), "-hide_banner", "-nostdin", "-nostats",
            "-i", str(written(setting, letter, first).absolute()), "-i", str(written(setting, "a", first).absolute()),
            "-lavfi", f"[0:v]{small}[x];[1:v]{small}[y];[x][y]ssim=shortest=1", "-an", "-f", "null", "-",
        ],
        setting.folder,
    )  # fmt: skip
    return float(said.rpartition("SSIM Y:")[2].split()[0])


# Before and after.


def copy_episode(episode: Path, target: Path, limit_s: float | None) -> Path:
    """The episode with its words copied and its footage linked; used up to `limit_s` only, if given."""
    yaml = YAML()
    raw = yaml.load((episode / "episode.yaml").read_text("utf-8-sig"))
    (target / "subs").mkdir(parents=True)
    for name in raw.get("subtitles", {}).values():
        shutil.copy(episode / name, target / name)
    for item in raw["footage"]:
        (target / item["file"]).parent.mkdir(parents=True, exist_ok=True)
        (target / item["file"]).symlink_to((episode / item["file"]).resolve())
    if limit_s is not None:
        raw["footage"][0]["out"] = f"{limit_s}s"
    with (target / "episode.yaml").open("w", encoding="utf-8") as file:
        yaml.dump(raw, file)
    return target


def read_once(paths: Sequence[Path]) -> None:
    """Let the operating system hold the footage in memory before anybody is timed."""
    for path in paths:
        with path.open("rb") as file:
            while file.read(1 << 24):
                pass


def say(text: str) -> None:
    """Tell the person who waits."""
    print(text, file=sys.stderr, flush=True)


def table(results: dict[str, Result], again: dict[str, Usage], setting: Setting) -> str:
    """The figures for people."""
    lines = [f"{'':<28}{'seconds':>9}{'peak memory':>14}"]
    for letter, result in results.items():
        name = f"({letter}) {result.name}"
        lines.append(f"{name:<28}{result.seconds:>9.1f}{result.peak_bytes / 1e6:>11.0f} MB")
    for name, usage in again.items():
        label = {"unchanged": "(a) again, nothing changed", "one_cue": "(a) again, one cue corrected"}[name]
        share = f"{usage.seconds / results['a'].runs[-1].seconds:.1%} of the first run"
        lines.append(f"{label:<28}{usage.seconds:>9.1f}{usage.peak_bytes / 1e6:>11.0f} MB  {share}")
    lines += [f"{top}/{below}: {value:.2f}" for (top, below), value in ratios(results).items()]
    if setting.moviepy_seconds is not None and "c" in results:
        lines.append(
            f"moviepy wrote only {setting.moviepy_seconds} s of each deliverable, spread evenly over it;"
            f" what it took to write those is counted {factor(setting):.2f} times"
        )
    return "\n".join(lines)


def ratios(results: dict[str, Result]) -> dict[tuple[str, str], float]:
    """Seconds by seconds, of the pairs that took part."""
    pairs = [("a", "b"), ("c", "a"), ("c", "b")]
    return {
        (top, below): results[top].seconds / results[below].seconds
        for top, below in pairs
        if top in results and below in results
    }


def facts(
    setting: Setting,
    results: dict[str, Result],
    again: dict[str, Usage],
    faults: Sequence[str],
    alike: dict[str, float],
) -> dict[str, object]:
    """The figures for programs."""
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": {"cores": os.cpu_count(), "processor": platform.machine(), "ffmpeg": ffmpeg_version()},
        "programme_s": float(setting.assignment.timeline.duration),
        "deliverables": {each.path: _frames(each.frames) for each in setting.assignment.deliverables},
        "moviepy_seconds": setting.moviepy_seconds,
        "moviepy_writing_counted": factor(setting),
        "contestants": {
            letter: {**asdict(result), "seconds": result.seconds, "peak_bytes": result.peak_bytes}
            for letter, result in results.items()
        },
        "ratios": {f"{top}/{below}": value for (top, below), value in ratios(results).items()},
        "again": {name: asdict(usage) for name, usage in again.items()},
        "ssim_with_videopipe": alike,
        "faults": list(faults),
    }


def _frames(frames: Frames) -> list[int]:
    return [frames.start, frames.end]


def compare(setting: Setting, order: str, output: Path) -> int:
    """Time, check, tell; 1 if somebody made something else than was asked for."""
    results = contest(setting, order)
    faults = list(check(setting, list(results)))
    others = [letter for letter in results if letter != "a" and is_whole(setting, letter)]
    alike = {letter: likeness(setting, letter) for letter in others if "a" in results}
    again = rerun(setting) if "a" in results else {}
    output.write_text(json.dumps(facts(setting, results, again, faults, alike), indent=1), "utf-8")
    print(table(results, again, setting))
    for letter, value in alike.items():
        print(f"likeness of ({letter}) to (a), SSIM: {value:.4f}")
    for fault in faults:
        print(f"NOT THE SAME: {fault}")
    return 1 if faults else 0


def parse_options() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("episode", type=Path)
    parser.add_argument("-p", "--profile", default="portal")
    parser.add_argument(
        "--footage-limit", type=float, metavar="S", help="use the first footage file up to here"
    )
    parser.add_argument(
        "--moviepy-seconds", type=int, metavar="N", help="time only so much of each deliverable"
    )
    parser.add_argument("--order", default="abc", help="who runs when; a letter may come again: abccba")
    parser.add_argument("--json", type=Path, default=Path("benchmark.json"), help="where the figures go")
    parser.add_argument(
        "--folder", type=Path, help="where to work; else a temporary folder, emptied afterwards"
    )
    options = parser.parse_args()
    if not options.order or set(options.order) - set(NAMES):
        parser.error("--order consists of the letters a, b and c")
    return options


def main() -> int:
    """Everything in one run."""
    options = parse_options()
    with tempfile.TemporaryDirectory(prefix="compare-", dir=options.folder) as name:
        folder = Path(name)
        episode = copy_episode(options.episode, folder / "episode", options.footage_limit)
        say("preparing: cuts, line breaks, drawn clips …")
        assignment = prepare(episode, options.profile, folder / "prepared")
        read_once([each.path for each in assignment.footage])
        setting = Setting(episode, options.profile, folder, assignment, options.moviepy_seconds)
        return compare(setting, options.order, options.json)


if __name__ == "__main__":
    sys.exit(main())
