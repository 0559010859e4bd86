"""A camera's picture track, for tests: 1080p25, progressive, BT.709."""

from fractions import Fraction

from videopipe.model.media import VideoStream

VIDEO = VideoStream(
    index=0,
    codec="h264",
    profile="High",
    level=40,
    width=1920,
    height=1080,
    sample_aspect=Fraction(1),
    pixel_format="yuv420p",
    bit_depth=8,
    full_range=False,
    primaries="bt709",
    transfer="bt709",
    matrix="bt709",
    field_order="progressive",
    rotation_deg=0,
    nominal_fps=Fraction(25),
    average_fps=Fraction(25),
    frames=2500,
    first_picture=Fraction(0),
    duration=Fraction(100),
    longest_key_interval=Fraction(2),
    codec_tag="avc1",
    bit_rate=8_000_000,
)
