"""What the numbers of a picture mean: primaries, transfer, matrix; guessed where untagged, as mpv does."""

from dataclasses import dataclass

from videopipe.model.media import VideoStream

HDR_TRANSFERS = ("smpte2084", "arib-std-b67")
SD_PRIMARIES = {576: "bt470bg", 486: "smpte170m", 480: "smpte170m"}
"""By lines, where untagged (mpv's mp_csp_guess_primaries)."""
MATRIX_WORDS = {
    "bt470bg": "bt601", "smpte170m": "bt601", "bt2020nc": "bt2020", "bt2020c": "bt2020", "smpte240m": "smpte240m"
}  # fmt: skip
"""What swscale calls them; everything else is bt709."""


@dataclass(frozen=True)
class Colours:
    """In ffmpeg's words."""

    primaries: str
    transfer: str
    matrix: str

    @property
    def is_hdr(self) -> bool:
        """Light without a fixed white."""
        return self.transfer in HDR_TRANSFERS


BT709 = Colours("bt709", "bt709", "bt709")


def colours_of(video: VideoStream) -> Colours:
    """Primaries, transfer and matrix; what isn't tagged is taken from what is, then from the size.

    Every SDR transfer counts as BT.709's: they differ by less than the screens that show them.
    """
    transfer = video.transfer if video.transfer in HDR_TRANSFERS else "bt709"
    matrix = _matrix(video, transfer)
    return Colours(_primaries(video, matrix), transfer, matrix)


def _matrix(video: VideoStream, transfer: str) -> str:
    if video.matrix not in ("unknown", "gbr"):
        return video.matrix
    if transfer in HDR_TRANSFERS or video.primaries == "bt2020":
        return "bt2020nc"
    return "bt709" if video.matrix == "gbr" or video.is_hd else "smpte170m"


def _primaries(video: VideoStream, matrix: str) -> str:
    if video.primaries != "unknown":
        return video.primaries
    if matrix.startswith("bt2020"):
        return "bt2020"
    if matrix == "bt709" or video.is_hd:
        return "bt709"
    turned = video.rotation_deg in (90, 270)
    return SD_PRIMARIES.get(video.width if turned else video.height - video.data_lines, "bt709")
