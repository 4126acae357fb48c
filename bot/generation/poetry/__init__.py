"""Poems by the muse: words in stock, spelled in a model's own tokens, before a line's ways as a mask."""
