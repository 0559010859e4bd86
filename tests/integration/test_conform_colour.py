"""Colour patches through the segment's graph, against a model of the standards in numpy. Distances are CIE ΔE2000."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.colour import Array, between, delta_e, hlg_signal, lab, pq_signal, rgb_of, ycc
from tests.conformed import conformed, encoded
from tests.media import PATCH, ffmpeg, patches, raw_video
from videopipe.engine.task import PlanBuilder
from videopipe.engine.work import Work
from videopipe.media.levels import BT709_WEIGHTS, excess_of
from videopipe.media.probe import probe
from videopipe.model.media import Source
from videopipe.model.sound import SoundChoice
from videopipe.stages.analyse.make import RECIPES
from videopipe.stages.analyse.plan import plan_analysis
from videopipe.stages.ingest.diagnose import judge_levels

COLOURS = np.array(
    [
        [0, 0, 0], [0.2, 0.2, 0.2], [0.5, 0.5, 0.5], [0.8, 0.8, 0.8], [1, 1, 1],
        [0.80, 0.62, 0.52], [0.55, 0.38, 0.30], [0.7, 0.2, 0.2], [0.25, 0.55, 0.25], [0.2, 0.25, 0.6], [0.85, 0.75, 0.2],
    ]
)  # fmt: skip
"""Greys, two skins, muted red, green, blue and yellow: signals 0…1, inside every gamut."""
TAG_709 = ("range=limited", "color_primaries=bt709", "color_trc=bt709", "colorspace=bt709")


def delivered(source: Path, count: int, *, limit: bool = False) -> Array:
    """Non-linear RGB in the middle of each patch (the mean, as dither alternates)."""
    (picture,) = conformed(source, (count * PATCH, PATCH), fit="bars", limit=limit)
    y = picture.y[8:-8].reshape(PATCH - 16, count, PATCH)[:, :, 8:-8].mean((0, 2))
    u, v = (
        plane[4:-4].reshape(PATCH // 2 - 8, count, PATCH // 2)[:, :, 4:-4].mean((0, 2))
        for plane in (picture.u, picture.v)
    )
    return rgb_of(np.stack([y, u, v], 1))


def far(source: Path, wanted: Array) -> Array:
    """ΔE2000 of each patch as delivered from what it should be, both as shown."""
    return delta_e(lab(delivered(source, len(wanted))), lab(wanted))


def tags(matrix: str, *, primaries: str = "bt709", transfer: str = "bt709", full: bool = False) -> list[str]:
    """Arguments of `setparams`."""
    light = "full" if full else "limited"
    return [f"range={light}", f"color_primaries={primaries}", f"color_trc={transfer}", f"colorspace={matrix}"]


PLAIN = {
    "as it should be": ("yuv420p", "bt709", 8, False, tags("bt709")),
    "full range, yuvj": ("yuvj420p", "bt709", 8, True, tags("bt709", full=True)),
    "full range by its tag": ("yuv420p", "bt709", 8, True, tags("bt709", full=True)),
    "BT.601's matrix": ("yuv420p", "bt601", 8, False, tags("smpte170m")),
    "full range and BT.601's matrix": ("yuvj420p", "bt601", 8, True, tags("smpte170m", full=True)),
    "4:2:2": ("yuv422p", "bt709", 8, False, tags("bt709")),
    "4:4:4": ("yuv444p", "bt709", 8, False, tags("bt709")),
    "4:2:0 in 10 bits": ("yuv420p10le", "bt709", 10, False, tags("bt709")),
    "4:2:2 in 10 bits": ("yuv422p10le", "bt709", 10, False, tags("bt709")),
    "4:4:4 in 10 bits, full range": ("yuv444p10le", "bt709", 10, True, tags("bt709", full=True)),
    "untagged and small": ("yuv420p", "bt601", 8, False, tags("unknown", primaries="unknown", transfer="unknown")),
}  # fmt: skip


@pytest.mark.parametrize("name", PLAIN)
def test_colours_of_every_packing_arrive(name: str, tmp_path: Path) -> None:
    pixels, matrix, bits, full, said = PLAIN[name]
    source = tmp_path / "source.mkv"
    patches(source, ycc(COLOURS, matrix, bits, full=full).T, pixels, *said)

    assert far(source, COLOURS).max() < (1.4 if full and bits == 8 else 0.5)
    assert far(source, COLOURS)[:5].max() < 0.3


def test_rgb_arrives(tmp_path: Path) -> None:
    source = tmp_path / "source.mkv"
    patches(source, np.round(COLOURS * 255).T[[1, 2, 0]], "gbrp", "colorspace=gbr")

    assert far(source, COLOURS).max() < 1.0


PRIMARIES = {
    "BT.2020 in SDR": ("bt2020", "bt2020nc", "bt2020", "yuv420p10le", 10, 7.0),
    "Display P3": ("smpte432", "bt709", "bt709", "yuv420p", 8, 3.0),
    "625 lines": ("bt470bg", "bt470bg", "bt601", "yuv420p", 8, 0.9),
    "525 lines": ("smpte170m", "smpte170m", "bt601", "yuv420p", 8, 1.5),
}
"""Primaries, matrix, its model, packing, bits; how far off the worst patch would be if they were only named anew."""


@pytest.mark.parametrize("name", PRIMARIES)
def test_other_primaries_are_converted_and_not_only_named_anew(name: str, tmp_path: Path) -> None:
    primaries, matrix, model, pixels, bits, named_only = PRIMARIES[name]
    source = tmp_path / "source.mkv"
    there = np.clip(COLOURS**2.4 @ between("bt709", primaries).T, 0, 1) ** (1 / 2.4)
    patches(source, ycc(there, model, bits).T, pixels, *tags(matrix, primaries=primaries))

    assert far(source, COLOURS).max() < 0.8
    assert delta_e(lab(there), lab(COLOURS)).max() > named_only


NITS = np.array([0, 1, 5, 26, 50, 85, 100, 150, 203, 300, 500, 800, 1000], float)
SKIN = np.array([[95.0, 62, 48], [60, 36, 27], [140, 100, 80]])
MUTED = np.array([[120.0, 20, 20], [30, 110, 40], [25, 35, 130], [180, 150, 20], [20, 150, 150]])
LIGHT = np.concatenate([np.repeat(NITS[:, None], 3, 1), SKIN, MUTED])
"""Nits of red, green and blue in BT.709's primaries: greys, faces, muted colours."""


def tone_mapped(light: Array) -> Array:
    """What SDR shall show: straight to 0.3 of 203 nits, then the curve of Mobius to 1000 nits, by the strongest channel."""
    linear = light / 203
    strongest = linear.max(1, keepdims=True)
    knee, peak = 0.3, 1000 / 203
    a = -(knee**2) * (peak - 1) / (knee**2 - 2 * knee + peak)
    b = (knee**2 - 2 * knee * peak + peak) / (peak - 1)
    bent = (b**2 + 2 * b * knee + knee**2) / (b - a) * (strongest + a) / (strongest + b)
    mapped = np.where(strongest <= knee, strongest, bent)
    shown: Array = np.clip(linear * mapped / np.maximum(strongest, 1e-9), 0, 1) ** (1 / 2.4)
    return shown


HDR: dict[str, tuple[str, Callable[[Array], Array]]] = {
    "PQ": ("smpte2084", pq_signal),
    "HLG": ("arib-std-b67", hlg_signal),
}


def hdr_patches(path: Path, kind: str, light: Array, primaries: str = "bt2020") -> None:
    """Ten bits of light given in nits of BT.709's primaries, without any mastering metadata."""
    transfer, signal = HDR[kind]
    coded = signal(np.clip(light @ between("bt709", "bt2020").T, 0, None))
    patches(
        path,
        ycc(coded, "bt2020", 10).T,
        "yuv420p10le",
        *tags("bt2020nc", primaries=primaries, transfer=transfer),
    )


@pytest.mark.parametrize("kind", HDR)
def test_hdr_is_tone_mapped_as_the_model_says(kind: str, tmp_path: Path) -> None:
    source = tmp_path / "source.mkv"
    hdr_patches(source, kind, LIGHT)

    assert far(source, tone_mapped(LIGHT)).max() < 1.5


@pytest.mark.parametrize("kind", HDR)
def test_hdr_whites_stand_where_sdr_has_them_and_nothing_below_1000_nits_is_lost(
    kind: str, tmp_path: Path
) -> None:
    """BT.2408: graphics white is 203 nits, grey 26. A face stays a face: same hue, lightness as in SDR."""
    source = tmp_path / "source.mkv"
    hdr_patches(source, kind, LIGHT)
    shown = delivered(source, len(LIGHT))
    grey = dict(zip(NITS, shown[: len(NITS)].mean(1), strict=True))

    assert 0.75 < grey[203] < 0.90
    assert grey[26] == pytest.approx((26 / 203) ** (1 / 2.4), abs=0.01)
    assert np.diff([grey[nits] for nits in NITS]).min() > 0.005
    assert grey[1000] == pytest.approx(1, abs=0.01)
    ideal = (LIGHT / 203) ** (1 / 2.4)
    assert np.abs(hue(shown[len(NITS) :]) - hue(ideal[len(NITS) :])).max() < 2


def hue(rgb: Array) -> Array:
    """Degrees in CIE L*a*b*."""
    colours = lab(rgb)
    angle: Array = np.degrees(np.arctan2(colours[:, 2], colours[:, 1]))
    return angle


def test_hdr_that_names_only_its_transfer_is_taken_for_bt2020(tmp_path: Path) -> None:
    source = tmp_path / "source.mkv"
    hdr_patches(source, "PQ", LIGHT, primaries="unknown")

    assert far(source, tone_mapped(LIGHT)).max() < 1.5


def test_ten_bits_become_eight_without_bands(tmp_path: Path) -> None:
    """A slope of 16 steps of ten bits over 512 pixels: between two steps of eight, pixels of both alternate."""
    source = tmp_path / "source.mkv"
    slope = np.tile(np.linspace(400, 416, 512).round(), (64, 1)).astype("<u2")
    flat = np.full(32 * 256 * 2, 512, "<u2")
    raw_video(
        source, [slope.tobytes() + flat.tobytes()], (512, 64), "yuv420p10le", "25",
        "-vf", "setparams=" + ":".join(TAG_709), "-c:v", "ffv1",
    )  # fmt: skip
    (picture,) = conformed(source, (512, 64))
    between_steps = slope[0] % 4 == 2
    mixed = picture.y[:, between_steps].std(0) > 0

    assert mixed.mean() > 0.9
    assert np.abs(picture.y.mean(0) - slope[0] / 4).max() < 0.51


def test_limiting_levels_leaves_legal_colours_alone(tmp_path: Path) -> None:
    source = tmp_path / "source.mkv"
    patches(source, ycc(COLOURS, "bt709").T, "yuv420p", *TAG_709)
    limited, plain = (lab(delivered(source, len(COLOURS), limit=limit)) for limit in (True, False))

    assert delta_e(limited, plain).max() < 0.5
    assert delta_e(limited, lab(COLOURS)).max() < 0.6


WILD = np.array(
    [[250, 128, 128], [250, 140, 120], [3, 128, 128], [60, 220, 120], [90, 110, 230], [128, 128, 128]]
)
"""Numbers of BT.709 in limited range: skies above 100 %, below black, a blue and a red that no screen has; grey."""


def test_limited_levels_are_legal_and_near_what_they_were(tmp_path: Path) -> None:
    source = tmp_path / "source.mkv"
    patches(source, WILD.T, "yuv420p", *TAG_709)
    before, after = delivered(source, len(WILD)), delivered(source, len(WILD), limit=True)

    assert before.min() < -0.05
    assert before.max() > 1.05
    assert np.abs(after - before.clip(0, 1)).max() < 0.012


def test_quality_control_finds_nothing_out_of_range_on_a_limited_segment(tmp_path: Path) -> None:
    """Encoded as the recipe does, read as quality control does."""
    source = tmp_path / "source.mkv"
    patches(source, WILD.T, "yuv420p", *TAG_709)
    shares = {limit: worst_share(source, tmp_path / f"{limit}.mp4", limit) for limit in (False, True)}

    assert shares[False] > 0.6
    assert shares[True] <= 0.01


def worst_share(source: Path, film: Path, limit: bool) -> float:
    encoded(source, film, (len(WILD) * PATCH, PATCH), (0, 2), "bars", limit=limit)
    return max(excess_of(small_pictures(film), BT709_WEIGHTS))


def small_pictures(film: Path) -> NDArray[np.uint8]:
    raw = film.with_suffix(".raw")
    ffmpeg(
        "-i", film, "-vf", "scale=192:108:flags=area:out_range=limited,format=yuv444p", "-f", "rawvideo", raw
    )
    return np.fromfile(raw, np.uint8).reshape(-1, 3, 108, 192)


LEGAL = np.array([[235, 128, 128], [16, 128, 128], [180, 110, 140]])
WIDER = np.round(ycc(np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.5, 0.5, 0.5]]), "bt709"))
"""The corners of whatever primaries the tags name."""
FULL = np.array([[255, 128, 128], [0, 128, 128], [128, 128, 128]])
PQ_CORNER = ycc(np.array([[0.58, 0.0, 0.0], [0.0, 0.58, 0.0], [0.4, 0.4, 0.4]]), "bt2020", 10)
SOURCES: dict[str, tuple[Array, str, tuple[str, ...], bool]] = {
    "sky": (WILD, "yuv420p", TAG_709, True),
    "legal": (LEGAL, "yuv420p", TAG_709, False),
    "full range": (FULL, "yuv444p", ("range=full", *TAG_709[1:]), False),
    "full range by mistake": (FULL, "yuv420p", TAG_709, True),
    "corners of BT.709": (WIDER, "yuv444p", TAG_709, False),
    "corners of Display P3": (WIDER, "yuv444p", (*TAG_709[:1], "color_primaries=smpte432", *TAG_709[2:]), True),
    "corners of RGB": (np.array([[255, 0, 128], [0, 255, 128], [0, 0, 128]]), "gbrp", ("colorspace=gbr",), False),
    "corners of PQ": (PQ_CORNER, "yuv420p10le", ("range=limited", "color_primaries=bt2020", "color_trc=smpte2084", "colorspace=bt2020nc"), False),
}  # fmt: skip


@pytest.mark.parametrize("name", SOURCES)
def test_footage_is_measured_as_it_would_be_delivered(name: str, tmp_path: Path) -> None:
    colours, pixels, tagged, found = SOURCES[name]
    source = tmp_path / "source.mkv"
    patches(source, colours.T, pixels, *tagged)

    assert [finding.id for finding in judge_levels(excess_permille(source, tmp_path))] == (
        ["picture.levels"] if found else []
    )


def excess_permille(source: Path, folder: Path) -> int:
    """What the analysis of the picture says, as a run plans it."""
    info = replace(probe(source), audio=())
    builder = PlanBuilder({"ffmpeg": "", "numpy": "", "pyav": ""})
    plan_analysis(builder, Source("a.mkv", "ab" * 32, 1), info, SoundChoice())
    (task,) = (task for task in builder.plan() if task.recipe == "analyse.picture")
    work = Work(cast("dict[str, Any]", task.params), {"source": source}, ("picture.json",), folder)
    RECIPES["analyse.picture"](work)
    return int(json.loads((folder / "picture.json").read_text("utf-8"))["excess_permille"])
