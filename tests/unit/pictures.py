"""A camera's file, for tests: 1080p25, progressive, BT.709, 100 s."""

from fractions import Fraction

from videopipe.model.media import AudioStream, DecodeSample, FieldEvidence, MediaInfo, Timing, VideoStream

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
    chroma="4:2:0",
    full_range=False,
    primaries="bt709",
    transfer="bt709",
    matrix="bt709",
    hdr="",
    field_order="progressive",
    declared_field_order="progressive",
    fields=FieldEvidence(0, 0, 72, 0, 0),
    rotation_deg=0,
    mirrored=False,
    nominal_fps=Fraction(25),
    average_fps=Fraction(25),
    timing=Timing(
        constant=True,
        fps=Fraction(25),
        shortest=Fraction(1, 25),
        longest=Fraction(1, 25),
        common=Fraction(1, 25),
        irregular=0,
        intervals=2499,
        repeated=0,
    ),
    frames=2500,
    first_picture=Fraction(0),
    duration=Fraction(100),
    longest_key_interval=Fraction(2),
    codec_tag="avc1",
    bit_rate=8_000_000,
    sample=DecodeSample(decoded=72, corrupt=0),
)

AUDIO = AudioStream(
    index=1,
    codec="aac",
    profile="LC",
    sample_rate=48_000,
    channels=2,
    layout="stereo",
    sample_format="fltp",
    language="",
    start=Fraction(0),
    duration=Fraction(100),
)

INFO = MediaInfo(
    container="mov,mp4",
    size_bytes=1000,
    duration=Fraction(100),
    declared_duration=Fraction(100),
    video=VIDEO,
    audio=(AUDIO,),
    other_streams=(),
    undescribed=(),
    timecode=None,
    moov_first=True,
)
