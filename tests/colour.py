"""Colour science for tests, written from the standards and apart from what it judges: arrays [n, 3], floats."""

from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[np.float64]]

CHROMATICITIES = {
    "bt709": ((0.64, 0.33), (0.30, 0.60), (0.15, 0.06)),
    "bt470bg": ((0.64, 0.33), (0.29, 0.60), (0.15, 0.06)),
    "smpte170m": ((0.63, 0.34), (0.31, 0.595), (0.155, 0.07)),
    "bt2020": ((0.708, 0.292), (0.170, 0.797), (0.131, 0.046)),
    "smpte432": ((0.68, 0.32), (0.265, 0.69), (0.15, 0.06)),
}
WHITE = np.array([0.3127 / 0.3290, 1.0, (1 - 0.3127 - 0.3290) / 0.3290])
"""D65 as XYZ."""
LUMA = {"bt709": (0.2126, 0.0722), "bt601": (0.299, 0.114), "bt2020": (0.2627, 0.0593)}
"""(Kr, Kb)."""


def to_xyz(primaries: str) -> Array:
    """Matrix from linear RGB, white at (1, 1, 1)."""
    columns: Array = np.array([[x / y, 1.0, (1 - x - y) / y] for x, y in CHROMATICITIES[primaries]]).T
    return np.asarray(columns * np.linalg.solve(columns, WHITE), np.float64)


def between(source: str, target: str) -> Array:
    """Matrix from linear RGB of some primaries to another's."""
    return np.asarray(np.linalg.solve(to_xyz(target), to_xyz(source)), np.float64)


def ycc(rgb: Array, matrix: str, bits: int = 8, *, full: bool = False) -> Array:
    """Numbers in a file of non-linear RGB in 0…1: [n, 3], rounded (ITU-R BT.709, BT.601, BT.2020)."""
    kr, kb = LUMA[matrix]
    luma = rgb @ np.array([kr, 1 - kr - kb, kb])
    blue, red = (rgb[:, 2] - luma) / (2 - 2 * kb), (rgb[:, 0] - luma) / (2 - 2 * kr)
    step = 2 ** (bits - 8)
    if full:
        top = 2**bits - 1
        whole: Array = np.stack([luma * top, blue * top + 128 * step, red * top + 128 * step], 1)
        return np.clip(np.round(whole), 0, top)
    limited: Array = np.stack([16 + 219 * luma, 128 + 224 * blue, 128 + 224 * red], 1)
    numbers: Array = np.round(limited * step)
    return numbers


def rgb_of(numbers: Array, matrix: str = "bt709") -> Array:
    """Non-linear RGB of 8 bit, limited range."""
    kr, kb = LUMA[matrix]
    luma, blue, red = (numbers[:, 0] - 16) / 219, (numbers[:, 1] - 128) / 224, (numbers[:, 2] - 128) / 224
    r, b = luma + red * (2 - 2 * kr), luma + blue * (2 - 2 * kb)
    g = (luma - kr * r - kb * b) / (1 - kr - kb)
    return np.stack([r, g, b], 1)


def lab(rgb: Array) -> Array:
    """CIE L*a*b* of non-linear BT.709 shown on a display of BT.1886, white at L* = 100."""
    xyz = np.clip(rgb, 0, None) ** 2.4 @ to_xyz("bt709").T / WHITE
    f = np.where(xyz > (6 / 29) ** 3, np.cbrt(xyz), xyz / (3 * (6 / 29) ** 2) + 4 / 29)
    return np.stack([116 * f[:, 1] - 16, 500 * (f[:, 0] - f[:, 1]), 200 * (f[:, 1] - f[:, 2])], 1)


def delta_e(one: Array, two: Array) -> Array:
    """CIE ΔE2000 of L*a*b* pairs [n] (Sharma, Wu, Dalal 2005)."""
    mean_c = (np.hypot(one[:, 1], one[:, 2]) + np.hypot(two[:, 1], two[:, 2])) / 2
    g = 0.5 * (1 - np.sqrt(mean_c**7 / (mean_c**7 + 25.0**7)))
    (l1, c1, h1), (l2, c2, h2) = (_lch(each, g) for each in (one, two))
    turn = h2 - h1
    turn = np.where(turn > 180, turn - 360, np.where(turn < -180, turn + 360, turn))
    turn = np.where(c1 * c2 == 0, 0, turn)
    dh = 2 * np.sqrt(c1 * c2) * np.sin(np.radians(turn / 2))
    total = h1 + h2
    far = np.abs(h1 - h2) > 180
    hue = np.where(far, np.where(total < 360, total + 360, total - 360), total) / 2
    hue = np.where(c1 * c2 == 0, total, hue)
    light, chroma = (l1 + l2) / 2, (c1 + c2) / 2
    t = (
        1
        - 0.17 * _cos(hue - 30)
        + 0.24 * _cos(2 * hue)
        + 0.32 * _cos(3 * hue + 6)
        - 0.20 * _cos(4 * hue - 63)
    )
    sl = 1 + 0.015 * (light - 50) ** 2 / np.sqrt(20 + (light - 50) ** 2)
    sc, sh = 1 + 0.045 * chroma, 1 + 0.015 * chroma * t
    bend = 2 * np.sqrt(chroma**7 / (chroma**7 + 25.0**7))
    rt = -np.sin(np.radians(60 * np.exp(-(((hue - 275) / 25) ** 2)))) * bend
    parts = (l2 - l1) / sl, (c2 - c1) / sc, dh / sh
    squared: Array = parts[0] ** 2 + parts[1] ** 2 + parts[2] ** 2 + rt * parts[1] * parts[2]
    return np.sqrt(squared)


def _lch(each: Array, g: Array) -> tuple[Array, Array, Array]:
    a, b = (1 + g) * each[:, 1], each[:, 2]
    return each[:, 0], np.hypot(a, b), np.degrees(np.arctan2(b, a)) % 360


def _cos(degrees: Array) -> Array:
    return np.cos(np.radians(degrees))


def pq_signal(nits: Array) -> Array:
    """Signal 0…1 of light 0…10,000 (SMPTE ST 2084)."""
    y = (nits / 10_000) ** (2610 / 16384)
    return ((3424 / 4096 + 2413 / 128 * y) / (1 + 2392 / 128 * y)) ** (2523 / 32)


def hlg_signal(nits: Array) -> Array:
    """Signal 0…1 of light on a display of 1000 nits, system gamma 1.2 (ITU-R BT.2100); [n, 3]."""
    shown = nits / 1000
    luminance = shown @ np.array([0.2627, 0.6780, 0.0593])
    scene = shown * np.where(luminance > 0, np.maximum(luminance, 1e-12) ** (1 / 1.2 - 1), 0)[:, None]
    a, b, c = 0.17883277, 0.28466892, 0.55991073
    high = a * np.log(np.maximum(12 * scene - b, 1e-12)) + c
    return np.where(scene <= 1 / 12, np.sqrt(3 * scene), high)
