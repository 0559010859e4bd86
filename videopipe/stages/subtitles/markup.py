"""The words of a subtitle, without what only players need: tags, override codes, entities, invisible characters."""

import html
import re
from dataclasses import dataclass
from unicodedata import category


@dataclass(frozen=True)
class Plain:
    """What is to be read."""

    text: str
    speaker: str = ""
    noted: frozenset[str] = frozenset()
    """What was taken out: keys of KINDS."""


# Each pattern ends at the next bracket of its kind, so that none reads far in a file full of opening ones.
_VOICE = re.compile(r"<v(?:\.[^<>\s]{0,100})?\s([^<>]{1,100})>", re.IGNORECASE)
_READING = re.compile(r"<(rt|rp)\b[^<>]{0,100}>[^<>]{0,100}</\1>", re.IGNORECASE)
_BREAK = re.compile(r"<br\s{0,9}/?>|\\N", re.IGNORECASE)
_TAG = re.compile(
    r"</?(?:i|b|u|s|c|v|font|span|lang|ruby|rt|rp)\b[^<>]{0,200}>|<\d[\d:.]{3,20}>", re.IGNORECASE
)
_OVERRIDE = re.compile(r"\{(\\[^{}]*)\}")
_PLACE = re.compile(r"\\(?:an?\d|pos|move)")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_BLOCK = re.compile(r"\{([^{}]*)\}")
_DRAWING = re.compile(r"\\p(\d{1,3})")


def plain_tagged(text: str) -> Plain:
    """Of SRT or WebVTT; the speaker where the whole cue has one (`<v 主持人>`)."""
    noted = set()
    voices = {voice.strip() for voice in _VOICE.findall(text)}
    bare = _TAG.sub("", _BREAK.sub("\n", _READING.sub("", text)))
    if bare != text:
        noted.add("subtitles.markup")
    for codes in _OVERRIDE.findall(bare):
        noted.add("subtitles.position" if _PLACE.search(codes) else "subtitles.markup")
    bare = _OVERRIDE.sub("", bare).replace("\\h", " ")
    decoded = _ENTITY.sub(lambda match: html.unescape(match[0]), bare)
    if decoded != bare:
        noted.add("subtitles.entities")
    return Plain(visible(decoded), voices.pop() if len(voices) == 1 else "", frozenset(noted))


def plain_scripted(text: str) -> Plain:
    """Of SubStation: `\\N` ends a line, braces hold codes or remarks, what follows `{\\p1}` is a drawing."""
    noted, words, drawing = set(), [], False
    for number, piece in enumerate(_BLOCK.split(text)):
        if number % 2:
            noted.add("subtitles.position" if _PLACE.search(piece) else "subtitles.markup")
            modes = _DRAWING.findall(piece)
            drawing = int(modes[-1]) > 0 if modes else drawing
        elif not drawing:
            words.append(piece)
    lines = "".join(words).replace("\\N", "\n").replace("\\n", "\n").replace("\\h", " ")
    return Plain(visible(lines), "", frozenset(noted))


def visible(text: str) -> str:
    """Without characters that are not seen; one line break where there are some, one space likewise."""
    seen = "".join(c for c in text if c in "\n\t" or category(c) not in ("Cf", "Cc"))
    lines = (re.sub(r"\s+", " ", line).strip() for line in seen.split("\n"))
    return "\n".join(line for line in lines if line)
