"""The filters that bring other colours, and HDR, to SDR BT.709, as data: whoever shows and whoever measures takes these."""

from collections.abc import Iterator, Mapping

Filter = tuple[str, tuple[str, ...], dict[str, str | int | float]]
"""Name, arguments by place, arguments by name."""

HDR_WHITE_NITS = 203
"""Graphics white, and 1.0 in linear light (ITU-R BT.2408)."""
TONE_CURVE = {"param": 0.3, "peak": 4.926, "desat": 0}
"""Straight up to 0.3 (61 nits, above grey and most of a face), then bent so that 1000 nits are full white; 203 nits
come to 85 % of the signal, grey (26 nits) stays where SDR has it. The peak is said rather than taken from metadata,
which may be absent or differ between pictures. `hable` put a face of 85 nits at 58 % of the signal, not 69 %, and everything in a haze.
"""
LIMITED_BT709: dict[str, str | int | float] = {
    "primaries": "bt709", "transfer": "bt709", "matrix": "bt709", "range": "limited", "dither": "ordered",
}  # fmt: skip


def to_bt709(colours: Mapping[str, str], hdr: bool) -> Iterator[Filter]:
    """From limited range in `colours` (primaries, transfer, matrix), whatever the picture's tags say.

    With its quick curves (`agamma`), zimg gives each channel of HLG a system gamma of its own: ΔE 3. PQ has none.
    """
    yield "format", ("yuv444p12le",), {}
    yield (
        "setparams",
        (),
        {
            "range": "limited",
            "color_primaries": colours["primaries"],
            "color_trc": colours["transfer"],
            "colorspace": colours["matrix"],
        },
    )
    if hdr:
        yield from _tone_mapped(colours["transfer"])
    yield "zscale", (), LIMITED_BT709


def _tone_mapped(transfer: str) -> Iterator[Filter]:
    slow = {"agamma": 0} if transfer == "arib-std-b67" else {}
    yield "zscale", (), {"transfer": "linear", "npl": HDR_WHITE_NITS, "primaries": "bt709", **slow}
    yield "format", ("gbrpf32le",), {}
    yield "tonemap", ("mobius",), {**TONE_CURVE}


def text_of(step: Filter) -> str:
    """As it stands in a graph."""
    name, places, named = step
    words = (*places, *(f"{key}={value}" for key, value in named.items()))
    return f"{name}={':'.join(words)}"
