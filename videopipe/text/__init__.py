"""Chinese words and the glyphs of the shipped fonts: what subtitles and graphics both need to set text."""
