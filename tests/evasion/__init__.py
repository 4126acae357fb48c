"""Disguises of words for trying out a word filter, and innocent texts that it must let pass.

All of it was written apart from the filter, after published lists and papers on evasion; each way names its
source. The caller brings the words (none is kept here), as small letters without spaces or marks.

Left out, as no disguise of the word itself or beyond most readers: words replaced by others (algospeak,
minced oaths of another word); words run together with plain neighbours (Gröndahl et al. 2018), which leave
the word as it is; letters deleted by a backspace (Boucher et al. 2022), which browsers do not carry out;
ciphers; the letters in another order altogether; the first letter alone with stars; pictures.
"""
