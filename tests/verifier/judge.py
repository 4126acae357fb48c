"""`judge`: whether a poem is in a form, by espeak-ng's phonemes and this package's own rules."""

from tests.verifier import rhyme, special
from tests.verifier.forms import ALIASES, RULES, SONNETS, SOURCES_OF_OTHERS, Rule
from tests.verifier.judgement import Judgement, Line
from tests.verifier.measure import measure
from tests.verifier.readings import prepare_words, readings
from tests.verifier.words import split

FORMS = (*RULES, "sonnet", *SOURCES_OF_OTHERS)
MOST_LINES = 400


def read(text: str) -> list[tuple[str, int]]:
    """The lines of a poem that are not empty, each with the number of its stanza."""
    found: list[tuple[str, int]] = []
    stanza, gap = 0, False
    for raw in text.splitlines():
        if not raw.strip():
            gap = True
            continue
        stanza += gap and bool(found)
        gap = False
        found.append((raw.strip(), stanza))
    return found


def judge(form: str, text: str) -> Judgement:
    """Judge a poem; an acrostic's word follows its name: "acrostic:QUIRE". Raises KeyError for no form."""
    name, _, word = form.partition(":")
    name = ALIASES.get(name.lower(), name.lower())
    if name not in FORMS:
        raise KeyError(form)
    read_lines = read(text)[:MOST_LINES]
    split_lines = [split(line) for line, _ in read_lines]
    prepare_words({word.text for words in split_lines for word in words})
    if name == "sonnet":
        kinds = [judge(kind, text) for kind in SONNETS]
        # Of three kinds that all fail, the one that fails least says why.
        return next((each for each in kinds if each.valid), min(kinds, key=lambda k: len(k.reasons)))
    lines = [
        Line(at, text_of, words, sum(readings(word.text)[0].count for word in words))
        for at, ((text_of, _), words) in enumerate(zip(read_lines, split_lines, strict=True), start=1)
    ]
    judgement = Judgement(name, lines)
    if name in RULES:
        _by_rule(RULES[name], judgement)
    else:
        special.BY_NAME[name](judgement, [stanza for _, stanza in read_lines], word)
    return judgement


def _by_rule(rule: Rule, judgement: Judgement) -> None:
    lines = judgement.lines
    size = rule.length
    if (len(lines) != size and not rule.stanzas) or not lines or len(lines) % size:
        each = f"{'a multiple of ' if rule.stanzas else ''}{size} lines"
        judgement.faults.append(f"{len(lines)} lines, where the form has {each}")
        return
    for start in range(0, len(lines), size):
        part = lines[start : start + size]
        for at, line in enumerate(part):
            measure(
                line, rule.syllables[at] if rule.syllables else None, rule.metre[at] if rule.metre else None
            )
        _refrains(rule, part)
        _schemes(rule, part)


def _refrains(rule: Rule, part: list[Line]) -> None:
    for group in rule.refrains:
        for at in group[1:]:
            if special.same(part[group[0]], part[at]) is False:
                part[at].fail(f"line {part[at].number} is not line {part[group[0]].number} again", None)


def _schemes(rule: Rule, part: list[Line]) -> None:
    """Judge the rhymes by the scheme that fits best."""
    if not rule.schemes:
        return
    results = [_rhymes(rule, part, scheme) for scheme in rule.schemes]
    failures, changes = min(results, key=lambda result: len(result[0]))
    for line, reason, why, words in failures:
        line.fail(reason, why, words)
    for line, word, kind in changes:
        line.changed.append((word, kind))


def _rhymes(
    rule: Rule, part: list[Line], scheme: str
) -> tuple[list[tuple[Line, str, special.Why, str]], list[tuple[Line, str, special.Kind]]]:
    failures: list[tuple[Line, str, special.Why, str]] = []
    changes: list[tuple[Line, str, special.Kind]] = []
    repeated = {at for group in rule.refrains for at in group[1:]}
    for at, letter in enumerate(scheme):
        earlier = [n for n in range(at) if scheme[n] == letter and n not in repeated]
        if letter == "." or at in repeated or not part[at].words:
            continue
        if rule.apart and not earlier and (clash := _clash(part, scheme, at)):
            failures.append(
                (part[at], f"rhymes with line {clash}, where the scheme has another rhyme", None, "")
            )
        if not earlier:
            continue
        results = [rhyme.compare(part[n].words, part[at].words) for n in earlier]
        words = (
            f"{part[earlier[0]].words[-1].text if part[earlier[0]].words else ''}/{part[at].words[-1].text}"
        )
        if any(result.holds for result in results):
            best = min((result for result in results if result.holds), key=lambda r: r.why is not None)
            if best.why:
                changes.append((part[at], words, best.why))
        elif not (at in rule.repeats and special.same_end(part[0], part[at])):
            kind = results[0].why
            reason = f"“{words.replace('/', '” and “')}” do not rhyme" + (f": {kind}" if kind else "")
            failures.append((part[at], reason, kind, words))
    return failures, changes


def _clash(part: list[Line], scheme: str, at: int) -> int | None:
    """The line of another letter that this one rhymes with, by espeak-ng's own readings."""
    for n in range(at):
        if scheme[n] not in (scheme[at], "."):
            result = rhyme.compare(part[n].words, part[at].words)
            if (result.holds and result.why is None) or special.same_end(part[n], part[at]):
                return part[n].number
    return None
