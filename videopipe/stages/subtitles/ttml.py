"""TTML by the IMSC 1.1 Text profile (W3C), for archives and stations."""

from collections.abc import Sequence
from fractions import Fraction
from xml.etree.ElementTree import Element, SubElement, indent, register_namespace, tostring

from videopipe.model.cues import ScreenCue
from videopipe.model.time import time_of, timecode

_TT = "http://www.w3.org/ns/ttml"
_TTP = f"{_TT}#parameter"
_TTS = f"{_TT}#styling"
_XML = "http://www.w3.org/XML/1998/namespace"
_IMSC = "http://www.w3.org/ns/ttml/profile/imsc1.1/text"


def render_ttml(cues: Sequence[ScreenCue], fps: Fraction, language: str) -> str:
    """One paragraph a cue, at the bottom of the picture; times are media times to the millisecond."""
    for prefix, space in (("", _TT), ("ttp", _TTP), ("tts", _TTS)):
        register_namespace(prefix, space)
    root = _add(None, "tt", {f"{{{_XML}}}lang": language, f"{{{_TTP}}}timeBase": "media"})
    root.set(f"{{{_TTP}}}contentProfiles", _IMSC)
    root.set(f"{{{_TTP}}}cellResolution", "32 15")
    _head(root)
    division = _add(_add(root, "body", {"region": "bottom", "style": "text"}), "div", {})
    for number, cue in enumerate(cues, 1):
        _paragraph(division, number, cue, fps)
    indent(root, space="\t")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, "unicode")}\n'


def _add(parent: Element | None, name: str, attributes: dict[str, str]) -> Element:
    tag = f"{{{_TT}}}{name}"
    return Element(tag, attributes) if parent is None else SubElement(parent, tag, attributes)


def _head(root: Element) -> None:
    """White text with a dark edge, 5.4 % of the picture's height, inside 5 % a side (EBU R 95)."""
    head = _add(root, "head", {})
    look = {
        "color": "#ffffff",
        "fontFamily": "proportionalSansSerif",
        "fontSize": "80%",
        "lineHeight": "125%",
        "textAlign": "center",
        "textOutline": "#0c0f14 5%",
    }
    _add(_add(head, "styling", {}), "style", {_id(): "text", **_styled(look)})
    place = {"origin": "5% 70%", "extent": "90% 25%", "displayAlign": "after"}
    _add(_add(head, "layout", {}), "region", {_id(): "bottom", **_styled(place)})


def _id() -> str:
    return f"{{{_XML}}}id"


def _styled(names: dict[str, str]) -> dict[str, str]:
    return {f"{{{_TTS}}}{name}": value for name, value in names.items()}


def _paragraph(division: Element, number: int, cue: ScreenCue, fps: Fraction) -> None:
    begin, end = (timecode(time_of(frame, fps)) for frame in (cue.frames.start, cue.frames.end))
    paragraph = _add(division, "p", {_id(): f"cue{number}", "begin": begin, "end": end})
    first, *others = cue.lines
    span = _add(paragraph, "span", {})
    span.text = first
    for line in others:
        _add(span, "br", {}).tail = line
