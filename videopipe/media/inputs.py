"""What may be opened of what strangers send: self-contained containers in plain files, nothing that leads elsewhere."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import av.container

PROTOCOLS = "file,pipe"
FORMATS = (
    "mov,matroska,mxf,mpegts,mpeg,avi,asf,flv,ogg,dv,gxf,lxf,nut,rm,wtv,ivf,obu,m4v,mpegvideo,h264,hevc,vvc,vc1,"
    "dnxhd,yuv4mpegpipe,mjpeg,swf,wav,w64,aiff,caf,au,flac,mp3,aac,ac3,eac3,dts,truehd,amr,wv,ape,tta"
)
"""FFmpeg's names of the containers that are read. Playlists (hls, dash, concat, sdp …), image sequences, devices
and scripts aren't among them: what they show lies in other files or on other machines."""

SAFE = ("-protocol_whitelist", PROTOCOLS, "-format_whitelist", FORMATS)
"""Arguments before `-i` of a file from outside."""

_PLAYLISTS = (b"#EXTM3U", b"ffconcat", b"<MPD", b"[playlist]", b"<ASX", b"v=0\r\no=", b"v=0\no=", b"RTSPtext")


def address(path: Path) -> str:
    """The path so that no part of it is taken for a protocol or an option: `concat:a|b` is a file name too."""
    return f"file:{path.absolute()}"


def open_input(path: Path) -> "av.container.InputContainer":
    """The file opened by PyAV, by the same rules. Raises av.FFmpegError or ValueError."""
    import av

    options = {"protocol_whitelist": PROTOCOLS, "format_whitelist": FORMATS}
    return av.open(address(path), options=options, metadata_errors="replace")


def is_text(path: Path) -> bool:
    """Whether it begins as something to read: no container does."""
    with path.open("rb") as file:
        head = file.read(256)
    return not any(byte < 9 or 13 < byte < 32 for byte in head)


def is_playlist(path: Path) -> bool:
    """Whether it begins as a list of other files or addresses does."""
    with path.open("rb") as file:
        head = file.read(2048).lstrip(b"\xef\xbb\xbf \t\r\n")
    xml = head.startswith(b"<?xml") and (b"<MPD" in head or b"<smil" in head)
    return head.startswith(_PLAYLISTS) or xml
