"""What cities send for sound, through listening, choosing, the programme and the encoder: named, mended, at its level."""

import json
import math
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from tests import sounds
from videopipe.config.profile import Audio
from videopipe.engine.task import In, PlanBuilder
from videopipe.engine.work import Recipe, Work
from videopipe.media.loudness import measure_argv, parse_ebur128
from videopipe.media.probe import probe
from videopipe.media.run import run_tool
from videopipe.media.tools import ffmpeg_path
from videopipe.media.wav import Samples, map_samples, write_samples
from videopipe.model.media import Loudness, Source
from videopipe.model.sound import ChosenSound
from videopipe.model.time import Frames, Span, snap
from videopipe.model.timeline import Piece, Timeline
from videopipe.stages import recipes
from videopipe.stages.analyse.make import RECIPES as ANALYSE
from videopipe.stages.analyse.plan import plan_analysis, plan_listening
from videopipe.stages.analyse.read import parse_tracks
from videopipe.stages.audio.choose import SoundRules, choose_sound
from videopipe.stages.audio.even import Evening, decide_evening
from videopipe.stages.audio.level import NoLoudness, decide_silence
from videopipe.stages.audio.plan import is_heard, plan_delivery, plan_programme
from videopipe.stages.audio.stretch import Stretch, read_stretch

FPS = Fraction(25)
RATE = 48_000


class Bench:
    """Runs plans without an engine; pictures are not looked at."""

    def __init__(self, folder: Path, footage: Path) -> None:
        self._folder, self._footage = folder, footage
        self.builder = PlanBuilder({"ffmpeg": "any", "numpy": "any", "pyav": "any"})
        self._recipes: dict[str, Recipe] = recipes() | ANALYSE

    def run(self) -> None:
        for task in self.builder.plan():
            place = self._folder / task.key
            if task.recipe == "analyse.picture" or place.exists():
                continue
            place.mkdir(parents=True)
            inputs = {name: self._find(ref) for name, ref in task.inputs.items()}
            self._recipes[task.recipe](Work(task.params, inputs, task.outputs, place))

    def _find(self, ref: object) -> Path | tuple[Path, ...]:
        if isinstance(ref, tuple):
            return tuple(self.path(one) for one in ref)
        return self.path(ref) if isinstance(ref, In) else self._footage

    def path(self, ref: In) -> Path:
        return self._folder / ref.key / ref.name


@dataclass(frozen=True)
class Delivered:
    """A file's sound, whole, as it would be delivered."""

    chosen: ChosenSound
    evening: Evening
    track: Samples
    programme: Samples
    sound: Samples
    """Decoded from the AAC."""
    loudness: Loudness
    """Of the same."""
    report: dict[str, dict[str, float | None]]

    @property
    def found(self) -> set[str]:
        return {one.id for one in (*self.chosen.findings, *self.evening.findings)}

    @property
    def repaired(self) -> set[str]:
        return {one.id for one in (*self.chosen.repairs, *self.evening.repairs)}


def deliver(path: Path, audio: Audio | None = None, wanted: tuple[int, ...] = ()) -> Delivered:
    """The walk of `app`, for sound alone."""
    audio = audio or Audio()
    bench = Bench(path.parent / f"{path.name}-made", path)
    info = probe(path)
    assert info.video is not None
    source = Source(path.name, "ab" * 32, path.stat().st_size)
    tracks = plan_listening(bench.builder, source)
    bench.run()
    facts = parse_tracks(bench.path(tracks).read_text("utf-8"))
    chosen = choose_sound(facts, SoundRules(audio.denoise == "moderate", wanted), info.video.duration)
    tasks = plan_analysis(bench.builder, source, info, chosen.choice)
    bench.run()
    heard = json.loads(bench.path(tasks.sound).read_text("utf-8"))
    speech = [Span(Fraction(start), Fraction(end)) for start, end in heard["speech"]]
    evening = decide_evening(speech, heard["phrase_lufs"], [], allowed=audio.even_speakers, where="sound")
    whole = Frames(0, snap(info.video.duration, FPS))
    timeline = Timeline(FPS, (Piece(0, whole, True, "speech"),))
    gains = [evening.steps] if evening.steps else []
    programme = plan_programme(bench.builder, timeline, [tasks.sound_track], audio, gains)
    silence = decide_silence(heard=is_heard(timeline, whole, [speech]), empty=chosen.empty)
    m4a, report = plan_delivery(
        bench.builder, programme, whole, FPS, audio,
        label="audio/master", name="video/a.mp4", silence_lufs=silence,
    )  # fmt: skip
    bench.run()
    return Delivered(
        chosen,
        evening,
        map_samples(bench.path(tasks.sound_track)),
        map_samples(bench.path(programme)),
        decoded(bench.path(m4a)),
        measured(bench.path(m4a)),
        json.loads(bench.path(report).read_text("utf-8")),
    )


def decoded(path: Path) -> Samples:
    wav = path.with_suffix(".decoded.wav")
    run_tool([ffmpeg_path(), "-v", "error", "-i", path, "-c:a", "pcm_f32le", wav], stopped=lambda: False)
    return map_samples(wav)


def measured(path: Path) -> Loudness:
    return parse_ebur128(run_tool(measure_argv(path), stopped=lambda: False).stderr)


def assert_at_target(done: Delivered) -> None:
    assert done.loudness.integrated_lufs == pytest.approx(-16, abs=0.5)
    assert done.loudness.true_peak_dbtp <= -1.0


Maker = Callable[[Path], None]
FAULTS: list[tuple[Maker, str, set[str], set[str]]] = [
    (sounds.dual_mono, "mov", {"sound.dual-mono"}, set()),
    (sounds.dead_channel, "mov", {"sound.dead-channel"}, {"live-side"}),
    (sounds.lopsided, "mov", {"sound.lopsided"}, {"live-side"}),
    (sounds.inverted, "mov", {"sound.inverted"}, {"flip-phase"}),
    (sounds.dc_offset, "mov", {"sound.dc-offset"}, {"remove-dc"}),
    (sounds.clipped, "mov", {"sound.clipped"}, set()),
    (sounds.hum, "mov", {"sound.hum"}, {"notch-hum"}),
    (sounds.noisy, "mov", {"sound.noise"}, {"denoise"}),
    (sounds.level_jump, "mov", {"sound.level-jump", "sound.dual-mono"}, {"even-speakers"}),
    (sounds.short, "mov", {"sound.short", "sound.dual-mono"}, set()),
    (sounds.hot, "mov", {"sound.too-hot"}, set()),
    (sounds.quiet, "mov", {"sound.too-quiet"}, set()),
    (sounds.eight_mono, "mxf", {"sound.extra-tracks"}, {"pick-channels"}),
    (sounds.surround, "mov", {"sound.surround"}, {"mix-surround"}),
    (sounds.damaged, "mp4", {"sound.damaged"}, set()),
    (sounds.cut_off, "mov", {"sound.ends-early"}, set()),
]


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Maker, str], Delivered]:
    """Each fault delivered once, however many tests look at it."""
    folder, made = tmp_path_factory.mktemp("faults"), dict[str, Delivered]()

    def fetch(maker: Maker, suffix: str = "mov") -> Delivered:
        name = maker.__name__
        if name not in made:
            path = folder / f"{name}.{suffix}"
            maker(path)
            made[name] = deliver(path)
        return made[name]

    return fetch


Shelf = Callable[..., Delivered]


@pytest.mark.parametrize(
    ("maker", "suffix", "found", "repaired"), FAULTS, ids=[maker.__name__ for maker, *_ in FAULTS]
)
def test_each_fault_is_named_alone_and_delivered_at_the_target(
    shelf: Shelf, maker: Maker, suffix: str, found: set[str], repaired: set[str]
) -> None:
    done = shelf(maker, suffix)

    assert done.found == found
    assert done.repaired == repaired
    assert_at_target(done)


def rms_db(samples: NDArray[Any]) -> float:
    power = float(np.mean(samples.astype(np.float64) ** 2))
    return 10 * math.log10(power) if power > 0 else -math.inf


def during(done: Samples, start: float, end: float) -> Samples:
    return np.asarray(done[round(start * RATE) : round(end * RATE)])


@pytest.mark.parametrize("maker", [sounds.dead_channel, sounds.lopsided])
def test_the_live_side_is_on_both_ears(shelf: Shelf, maker: Maker) -> None:
    track = during(shelf(maker).track, 0, 8)

    assert np.array_equal(track[:, 0], track[:, 1])
    assert rms_db(track[:, 0]) == pytest.approx(-24.2, abs=0.3)


def test_turned_over_sides_no_longer_cancel(shelf: Shelf) -> None:
    track = during(shelf(sounds.inverted).track, 0.6, 7.4)
    together = rms_db(track.mean(axis=1, keepdims=True))

    assert together == pytest.approx(rms_db(track[:, :1]), abs=0.1)


def test_the_offset_is_gone_and_the_voice_isnt(shelf: Shelf) -> None:
    track = during(shelf(sounds.dc_offset).track, 0.5, 7.5)

    assert np.abs(track.mean(axis=0)).max() < 0.0005
    assert rms_db(track) == pytest.approx(-23.6, abs=0.3)


def line_dbfs(samples: Samples, hz: float) -> float:
    window = np.hanning(len(samples))
    spectrum = np.abs(np.fft.rfft(samples[:, 0] * window)) / window.sum() * math.sqrt(2)
    middle = round(hz * len(samples) / RATE)
    return 20 * math.log10(float(spectrum[middle - 2 : middle + 3].max()))


@pytest.mark.parametrize(("hz", "before"), [(50, -46), (100, -40)])
def test_hum_is_filtered_by_20_db_at_least(shelf: Shelf, hz: float, before: float) -> None:
    track = during(shelf(sounds.hum).track, 0.5, 7.5)

    assert line_dbfs(track, hz) < before - 20


def test_noise_is_lower_between_the_words_and_the_words_stay_where_they_were(shelf: Shelf) -> None:
    track = shelf(sounds.noisy).track
    pause, words = during(track, 2.9, 3.3), during(track, 3.5, 4.9)[:, 0]
    clean = sounds.talk()[round(3.5 * RATE) : round(4.9 * RATE)]
    lags = {
        lag: float(np.dot(words[50:-50], clean[50 + lag : len(clean) - 50 + lag])) for lag in range(-50, 51)
    }

    assert rms_db(pause) < -35 - 8
    assert max(lags, key=lambda lag: lags[lag]) == 0
    assert rms_db((words - clean)[:, None]) < -35 - 3


def test_a_profile_can_leave_noise_and_speakers_alone(tmp_path: Path) -> None:
    path = tmp_path / "noisy.mov"
    sounds.noisy(path)
    done = deliver(path, Audio(denoise="off"))

    assert done.found == {"sound.noise"}
    assert done.chosen.choice.denoise_db == 0
    assert rms_db(during(done.track, 2.9, 3.3)) == pytest.approx(-35, abs=0.5)


def test_guest_and_host_are_within_3_lu_and_the_room_changes_once(shelf: Shelf) -> None:
    done = shelf(sounds.level_jump)
    host, guest = during(done.programme, 0.5, 5.3), during(done.programme, 6.0, 12.6)
    room = [
        rms_db(during(done.programme, at, at + 0.05)) for at in (0.1, 2.0, 3.7, 5.6, 5.95, 8.1, 10.5, 13.5)
    ]

    assert abs(rms_db(host) - rms_db(guest)) < 3
    assert max(room[:4]) - min(room[:4]) < 1
    assert max(room[4:]) - min(room[4:]) < 1


def test_outside_its_glide_a_gain_is_the_same_factor_for_every_sample(shelf: Shelf) -> None:
    done = shelf(sounds.level_jump)
    for start, end in ((0.1, 5.7), (6.0, 13.9)):
        before, after = during(done.track, start, end), during(done.programme, start, end)
        factor = after[np.abs(before) > 1e-3] / before[np.abs(before) > 1e-3]
        assert factor.max() / factor.min() < 1.0001


def test_of_eight_tracks_three_and_four_are_taken_or_those_that_are_named(
    shelf: Shelf, tmp_path: Path
) -> None:
    left, right = sounds.stereo().T
    track = during(shelf(sounds.eight_mono, "mxf").track, 0, 8)
    path = tmp_path / "eight.mxf"
    sounds.eight_mono(path)
    named = deliver(path, wanted=(2,))

    assert np.abs(track - np.stack([left, right], axis=1)).max() < 1e-5
    assert rms_db(named.track) == pytest.approx(-24.2 - 18, abs=0.3)
    assert named.chosen.choice.left == named.chosen.choice.right
    assert_at_target(named)


def test_of_surround_the_voice_is_in_the_middle_and_the_rumble_is_nowhere(shelf: Shelf) -> None:
    track = during(shelf(sounds.surround).track, 0.6, 7.4)

    assert rms_db(track[:, :1]) == pytest.approx(rms_db(track[:, 1:]), abs=0.1)
    assert rms_db(track) == pytest.approx(-23.6 - 3, abs=0.3)
    assert line_dbfs(track, 60) < -60


@pytest.mark.parametrize("rate", [22_050, 44_100, 96_000])
def test_one_channel_of_any_rate_comes_to_both_sides_at_full_level(tmp_path: Path, rate: int) -> None:
    path = tmp_path / "mono.mov"
    sounds.mono_at(rate)(path)
    done = deliver(path)

    assert done.found == {"sound.mono"}
    assert done.repaired == {"mono-to-both"}
    assert rms_db(done.track) == pytest.approx(-24.2, abs=0.3)
    assert_at_target(done)


@pytest.mark.parametrize("maker", [sounds.silence, sounds.empty_room])
def test_silence_stays_silence(shelf: Shelf, maker: Maker) -> None:
    done = shelf(maker)

    assert done.found == {"sound.silent"}
    assert done.report["silent"]
    assert done.report["treatment"] == {"gain_db": 0.0, "limiter_dbtp": None}
    # AAC leaves out some of a noise that nobody can hear; raised it would be by 40 dB.
    assert rms_db(done.sound) == pytest.approx(rms_db(done.track), abs=2)


def test_the_report_tells_the_gain_and_the_limiter(shelf: Shelf) -> None:
    hot, clipped = shelf(sounds.hot).report, shelf(sounds.clipped).report

    gain, before = hot["treatment"]["gain_db"], hot["measured"]["integrated_lufs"]
    assert before is not None
    assert gain is not None
    assert before > 12
    assert gain == pytest.approx(-16 - before, abs=0.5)
    assert clipped["treatment"]["limiter_dbtp"] is None


def test_a_tenth_of_a_second_has_a_loudness_too(tmp_path: Path) -> None:
    t = np.arange(round(0.12 * RATE)) / RATE
    tone = (0.02 * np.sin(2 * np.pi * 997 * t)).astype(np.float32)
    done = deliver_part(tmp_path, np.stack([tone, tone], axis=1))

    assert np.abs(done[RATE // 25 : RATE // 12]).max() == pytest.approx(10 ** (-16 / 20), rel=0.15)


def deliver_part(folder: Path, samples: Samples, target_lufs: float = -16) -> Samples:
    wav = folder / "programme.wav"
    write_samples(wav, iter([samples]))
    params = {
        "name": "video/a.mp4", "silence_lufs": -70, "samples": [0, len(samples)], "fade_samples": 480, "kbps": 192,
        "target_lufs": f"{target_lufs}", "tolerance_lu": "1/2", "mix_peak_dbtp": "-3/2", "final_peak_dbtp": "-1",
    }  # fmt: skip
    out = folder / "out"
    out.mkdir()
    recipes()["audio.deliver"](Work(params, {"programme": wav}, ("sound.m4a", "sound.json"), out))
    return decoded(out / "sound.m4a")


def test_what_no_gain_can_bring_to_the_target_is_refused_by_the_deliverables_name(tmp_path: Path) -> None:
    ticks = np.zeros((4 * RATE, 2), np.float32)
    ticks[:: RATE // 2] = 0.5

    with pytest.raises(NoLoudness, match=r"video/a\.mp4"):
        deliver_part(tmp_path, ticks, target_lufs=-5)


CUTS = 40


def sine(seconds: float, hz: float = 1000.0, level: float = 0.25) -> Samples:
    t = np.arange(round(seconds * RATE)) / RATE
    wave = (level * np.sin(2 * np.pi * hz * t)).astype(np.float32)
    return np.stack([wave, wave], axis=1)


@pytest.fixture(scope="module")
def cut_sine(tmp_path_factory: pytest.TempPathFactory) -> tuple[Samples, Samples]:
    """(programme, decoded AAC) of a 1 kHz sine from which 40 pieces were cut, between them 17 frames."""
    folder = tmp_path_factory.mktemp("splices")
    pieces = tuple(
        Piece(0, Frames(24 * n, 24 * n + (17 if n < CUTS else 24)), True, "speech") for n in range(CUTS + 1)
    )
    bench = Bench(folder / "made", folder)
    track = folder / "made" / "track"
    track.mkdir(parents=True)
    write_samples(track / "sound.wav", iter([sine(45)]))
    timeline = Timeline(FPS, pieces)
    whole = Frames(0, timeline.total_frames)
    programme = plan_programme(bench.builder, timeline, [In("track", "sound.wav")], Audio())
    m4a, _ = plan_delivery(
        bench.builder,
        programme,
        whole,
        FPS,
        Audio(),
        label="audio/master",
        name="video/a.mp4",
        silence_lufs=-70,
    )
    bench.run()
    return map_samples(bench.path(programme)), decoded(bench.path(m4a))


def longest_run(mask: NDArray[np.bool_]) -> int:
    edges = np.flatnonzero(np.diff(np.concatenate(([False], mask, [False]))))
    return int((edges[1::2] - edges[::2]).max(initial=0))


@pytest.mark.parametrize("stage", [0, 1], ids=["programme", "decoded deliverable"])
def test_forty_cuts_leave_no_hole_and_no_click(cut_sine: tuple[Samples, Samples], stage: int) -> None:
    sound = np.asarray(cut_sine[stage])[: len(cut_sine[0])]
    peak = float(np.abs(sound[RATE // 5 : RATE // 2]).max())
    steepest = peak * 2 * math.sin(math.pi * 1000 / RATE)
    inside = slice(RATE // 50, len(sound) - RATE // 50)  # the fades at both ends are meant

    assert longest_run(np.abs(sound[inside, 0]) < 0.5 / 32768) < RATE // 1000
    assert np.abs(np.diff(sound[:, 0])).max() < 1.1 * steepest


def test_each_cut_lies_where_its_picture_does(cut_sine: tuple[Samples, Samples]) -> None:
    sound = np.asarray(cut_sine[1])
    for number in range(1, CUTS + 1):
        at = number * 17 * 1920
        # Both fades meet at zero: within 10 ms around the cut the sound is quieter than 40 ms away from it.
        assert rms_db(sound[at - 240 : at + 240]) < rms_db(sound[at - 2400 : at - 1440]) - 6


def test_a_stretch_of_a_longer_track_needs_no_more_memory_than_a_block(tmp_path: Path) -> None:
    """Two and a half minutes: more than one block of 20 s, read one after the other."""
    blocks = read_stretch(sine(150), Stretch(0, 150 * RATE, True, True, 480))

    assert max(len(block) for block in blocks) == 20 * RATE
