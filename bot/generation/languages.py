"""Whether two texts are in one language: by their letters, and by py3langid where letters do not tell."""

import unicodedata
from collections import Counter

LEAST_WORDS = 8
"""Names and cries are in no language; fewer words than these are taken for the story's."""
MARGIN = 1.0
"""Natural logarithms of likelihood, for each word, by which another language must be likelier."""


def same_language(text: str, story: str) -> bool:
    """Tell whether ``text`` is in the language of ``story``, or too short to say.

    The first call loads the identifier (half a second): call it off the event loop.
    """
    script, told = main_script(text), main_script(story)
    if script and told and script != told and {script, told} != {"CJK", "HIRAGANA"}:
        return False
    words = len(text.split())
    if words < LEAST_WORDS:
        return True
    import py3langid  # half a second, and only where a text is judged

    language = py3langid.classify(story)[0]
    scores: dict[str, float] = dict(py3langid.rank(text))
    return max(scores.values()) - scores[language] < MARGIN * words


def main_script(text: str) -> str:
    """Return the script that most of a text's letters are of, by its name in Unicode; empty without any."""
    scripts = Counter(
        unicodedata.name(letter, "").partition(" ")[0] for letter in text[:2000] if letter.isalpha()
    )
    return scripts.most_common(1)[0][0] if scripts else ""
