"""Footage as cities send it, made small and by name: each a difficulty that other tools met (FAILURES, DOMAIN §7).

Each maker writes into a folder and says the file's name; what is inside stands in its docstring.
"""

from collections.abc import Callable
from pathlib import Path

from tests.media import ffmpeg

Maker = Callable[[Path], Path]

WIDE = "testsrc2=s=640x480:r=25:d=2"
SPEAK = "aevalsrc='0.2*sin(2*PI*220*t)*(0.6+0.4*sin(2*PI*4*t))':s=48000:d=2"
QUICK = ("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-threads", "1")
AAC = ("-c:a", "aac")


def lavfi(*graphs: str) -> list[str]:
    return [part for graph in graphs for part in ("-f", "lavfi", "-i", graph)]


def broadcast_mxf(folder: Path) -> Path:
    """XDCAM HD422: MXF OP1a, MPEG-2 4:2:2 50i top field first, timecode, eight mono tracks, sound on 3 and 4."""
    path = folder / "broadcast.mxf"
    silent = [part for _ in range(6) for part in ("-f", "lavfi", "-i", "anullsrc=r=48000:cl=mono:d=2")]
    order = (1, 2, 7, 8, 3, 4, 5, 6)
    maps = [part for track in order for part in ("-map", f"{track}:a")]
    ffmpeg(
        *lavfi("testsrc2=s=720x576:r=50:d=2"), *silent, *lavfi(SPEAK, SPEAK.replace("220", "330")),
        "-map", "0:v", *maps, "-vf", "tinterlace=mode=interleave_top,setfield=tff", "-r", "25",
        "-c:v", "mpeg2video", "-pix_fmt", "yuv422p", "-b:v", "20M", "-flags", "+ilme+ildct",
        "-c:a", "pcm_s24le", "-timecode", "10:00:00:00", path,
    )  # fmt: skip
    return path


def prores_mov(folder: Path) -> Path:
    """ProRes 422 HQ, 10 bit, 29.97 with drop-frame timecode."""
    path = folder / "prores.mov"
    ffmpeg(
        *lavfi(WIDE.replace("r=25", "r=30000/1001"), SPEAK), "-c:v", "prores_ks", "-profile:v", "3",
        "-c:a", "pcm_s24le", "-timecode", "01:00:00;00", path,
    )  # fmt: skip
    return path


def dnxhr_mov(folder: Path) -> Path:
    """DNxHR SQ, 8 bit 4:2:2."""
    path = folder / "dnxhr.mov"
    ffmpeg(
        *lavfi(WIDE, SPEAK),
        "-c:v",
        "dnxhd",
        "-profile:v",
        "dnxhr_sq",
        "-pix_fmt",
        "yuv422p",
        "-c:a",
        "pcm_s16le",
        path,
    )
    return path


def avchd(folder: Path) -> Path:
    """A transport stream that starts late: H.264 50i top field first, AC-3."""
    path = folder / "avchd.mts"
    ffmpeg(
        *lavfi("testsrc2=s=640x480:r=50:d=2", SPEAK), "-vf", "tinterlace=mode=interleave_top", *QUICK,
        "-x264-params", "tff=1", "-flags", "+ilme+ildct", "-c:a", "ac3", "-output_ts_offset", "10", path,
    )  # fmt: skip
    return path


def dv_avi(folder: Path) -> Path:
    """DV PAL: bottom field first, pixels that aren't square."""
    path = folder / "dv.avi"
    ffmpeg(
        *lavfi("testsrc2=s=720x576:r=50:d=2", SPEAK), "-vf", "tinterlace=mode=interleave_bottom,setsar=16/15,setfield=bff",
        "-r", "25", "-c:v", "dvvideo", "-pix_fmt", "yuv420p", "-c:a", "pcm_s16le", path,
    )  # fmt: skip
    return path


def screen_recording(folder: Path) -> Path:
    """60 pictures a second for half the time, 15 for the rest, in full range 4:4:4, clock in milliseconds."""
    path = folder / "screen.mkv"
    ffmpeg(
        *lavfi("testsrc2=s=640x480:r=60:d=2", SPEAK), "-vf", "select='if(lt(t,1),1,not(mod(n,4)))',format=yuv444p,setrange=full",
        "-fps_mode", "vfr", "-c:v", "libx264", "-preset", "ultrafast", *AAC, path,
    )  # fmt: skip
    return path


def live_webm(folder: Path) -> Path:
    """VP9 and Opus as a browser records: the header knows no duration."""
    path = folder / "live.webm"
    ffmpeg(
        *lavfi(WIDE, SPEAK), "-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-c:a", "libopus", "-live", "1", path,
    )  # fmt: skip
    return path


def odd_size(folder: Path) -> Path:
    """1277x1063, pixels 120:71, 4:4:4 (FAILURES 7)."""
    path = folder / "odd.mp4"
    ffmpeg(
        *lavfi("testsrc=s=1277x1063:d=1.2", SPEAK), "-shortest", "-vf", "setsar=120/71", "-pix_fmt", "yuv444p",
        "-c:v", "libx264", "-preset", "ultrafast", *AAC, path,
    )  # fmt: skip
    return path


def tall_uhd(folder: Path) -> Path:
    """2160x3840 (FAILURES 6)."""
    path = folder / "tall.mp4"
    ffmpeg(*lavfi("color=gray:s=2160x3840:r=25:d=1.2", SPEAK), "-shortest", *QUICK, *AAC, path)
    return path


def with_everything(folder: Path) -> Path:
    """Timecode, a cover picture and a text track beside picture and sound (FAILURES 9)."""
    path, cover, text = folder / "everything.mov", folder / "cover.jpg", folder / "text.srt"
    ffmpeg(*lavfi("color=red:s=64x64"), "-frames:v", "1", cover)
    text.write_text("1\n00:00:00,000 --> 00:00:01,000\n你好\n", "utf-8")
    ffmpeg(
        *lavfi(WIDE, SPEAK), "-i", cover, "-i", text, "-map", "0", "-map", "1", "-map", "2", "-map", "3", *QUICK, *AAC,
        "-c:v:1", "copy", "-c:s", "mov_text", "-disposition:v:1", "attached_pic", "-timecode", "01:00:00:00",
        path.with_suffix(".mp4"),
    )  # fmt: skip
    return path.with_suffix(".mp4")


def without_sound(folder: Path) -> Path:
    """Picture only (FAILURES 10)."""
    path = folder / "mute.mp4"
    ffmpeg(*lavfi(WIDE), *QUICK, path)
    return path


def full_range(folder: Path) -> Path:
    """Full range, tagged on yuv420p."""
    path = folder / "full.mp4"
    ffmpeg(*lavfi(WIDE, SPEAK), *QUICK, "-color_range", "pc", "-vf", "scale=out_range=full", *AAC, path)
    return path


def pal_tape(folder: Path) -> Path:
    """720x576, pixels 16:15, BT.601 of 625 lines."""
    path = folder / "tape.mp4"
    ffmpeg(
        *lavfi("testsrc2=s=720x576:r=25:d=2", SPEAK), *QUICK, *AAC,
        "-vf", "setsar=16/15,setparams=color_primaries=bt470bg:color_trc=bt470bg:colorspace=bt470bg", path,
    )  # fmt: skip
    return path


def _turned(name: str, *options: str) -> Maker:
    def make(folder: Path) -> Path:
        upright, path = folder / "upright.mp4", folder / f"{name}.mp4"
        ffmpeg(*lavfi(WIDE, SPEAK), *QUICK, *AAC, upright)
        ffmpeg(*options, "-i", upright, "-c", "copy", path)
        return path

    return make


def _of(name: str, transfer: str) -> Maker:
    def make(folder: Path) -> Path:
        path = folder / f"{name}.mp4"
        ffmpeg(
            *lavfi(WIDE, SPEAK), "-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=error",
            "-pix_fmt", "yuv420p10le", "-vf", f"setparams=color_primaries=bt2020:color_trc={transfer}:colorspace=bt2020nc",
            "-tag:v", "hvc1", *AAC, path,
        )  # fmt: skip
        return path

    return make


def cut_upload(folder: Path) -> Path:
    """An MP4 with its index first whose data end half-way (FAILURES 22)."""
    whole, path = folder / "whole.mp4", folder / "upload.mp4"
    ffmpeg(
        *lavfi(WIDE.replace("d=2", "d=6"), SPEAK.replace("d=2", "d=6")),
        *QUICK,
        *AAC,
        "-movflags",
        "+faststart",
        whole,
    )
    path.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
    return path


def one_picture(folder: Path) -> Path:
    """A single picture."""
    path = folder / "one.mp4"
    ffmpeg(*lavfi(WIDE), "-frames:v", "1", *QUICK, path)
    return path


def too_large(folder: Path) -> Path:
    """4400 pixels wide."""
    path = folder / "large.mp4"
    ffmpeg(*lavfi("color=gray:s=4400x480:r=25:d=1.2"), *QUICK, path)
    return path


def too_long(folder: Path) -> Path:
    """Two hours and two minutes, a picture every ten seconds."""
    path = folder / "long.mp4"
    ffmpeg(*lavfi("color=gray:s=640x480:r=1/10:d=7320"), *QUICK, path)
    return path


def sound_only(folder: Path) -> Path:
    """A recording of the voice."""
    path = folder / "voice.wav"
    ffmpeg(*lavfi(SPEAK), path)
    return path


FOOTAGE: dict[str, Maker] = {
    "broadcast MXF": broadcast_mxf,
    "ProRes": prores_mov,
    "DNxHR": dnxhr_mov,
    "AVCHD": avchd,
    "DV": dv_avi,
    "screen recording": screen_recording,
    "live WebM": live_webm,
    "odd size": odd_size,
    "tall UHD": tall_uhd,
    "with everything": with_everything,
    "without sound": without_sound,
    "full range": full_range,
    "PAL tape": pal_tape,
    "turned by 90": _turned("turned-90", "-display_rotation", "-90"),
    "turned by 180": _turned("turned-180", "-display_rotation", "180"),
    "turned by 270": _turned("turned-270", "-display_rotation", "90"),
    "mirrored": _turned("mirrored", "-display_hflip"),
    "PQ": _of("pq", "smpte2084"),
    "HLG": _of("hlg", "arib-std-b67"),
    "cut upload": cut_upload,
    "one picture": one_picture,
    "too large": too_large,
    "too long": too_long,
    "sound only": sound_only,
}
