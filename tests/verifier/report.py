"""Many poems of one form at once: how many are valid, and the disagreements by class with an example each."""

import json
import re
from collections import Counter
from dataclasses import dataclass, field

from tests.verifier.classes import Disagreement
from tests.verifier.judge import judge
from tests.verifier.judgement import Judgement
from tests.verifier.readings import prepare_words
from tests.verifier.words import split


@dataclass
class Report:
    """``poems``, of which ``strict`` are valid by espeak-ng's own readings and ``allowed`` by others allowed.

    ``bent`` counts, by class, words that a valid line needed read otherwise; ``broken`` lines that failed.
    """

    form: str
    poems: int = 0
    strict: int = 0
    allowed: int = 0
    bent: Counter[Disagreement] = field(default_factory=Counter)
    broken: Counter[Disagreement] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    examples: dict[tuple[str, Disagreement], str] = field(default_factory=dict)
    invalid: list[tuple[int, dict[int, list[str]]]] = field(default_factory=list)

    @property
    def valid(self) -> int:
        """How many poems are in the form."""
        return self.strict + self.allowed

    def add(self, judgement: Judgement) -> None:
        """Count one poem in."""
        self.poems += 1
        self.strict += judgement.strict
        self.allowed += judgement.valid and not judgement.strict
        if not judgement.valid:
            self.invalid.append((self.poems, judgement.reasons))
        self.faults.update(judgement.faults)
        for line in judgement.lines:
            for word, why in line.changed:
                self.bent[why] += 1
                self.examples.setdefault(("bent", why), f"{word}: {line.text}")
            for (word, why), reason in zip(line.classes, line.reasons, strict=True):
                self.broken[why] += 1
                self.examples.setdefault(("broken", why), f"{word or '-'}: {line.text} ({reason})")

    def table(self) -> str:
        """The report to read."""
        rows = [f"{self.form}: {self.poems} poems, {self.valid} valid ({self.strict} strict)"]
        for title, counts in (("reached by another reading", self.bent), ("not reached", self.broken)):
            kind = "bent" if counts is self.bent else "broken"
            rows += [f"  {title}:"] if counts else []
            rows += [f"    {n:5}  {why:32} {self.examples[kind, why]}" for why, n in counts.most_common()]
        rows += [f"    {n:5}  {fault}" for fault, n in self.faults.most_common()]
        return "\n".join(rows)

    def as_json(self) -> str:
        """The report for a program."""
        kinds = {"bent": self.bent, "broken": self.broken}
        classes = {
            kind: {why: {"lines": n, "example": self.examples[kind, why]} for why, n in counts.items()}
            for kind, counts in kinds.items()
        }
        head = {"form": self.form, "poems": self.poems, "valid": self.valid, "strict": self.strict}
        rest = {"faults": self.faults, "invalid": [{"poem": n, "reasons": why} for n, why in self.invalid]}
        return json.dumps(head | classes | rest, ensure_ascii=False, indent=2)


def poems_of(text: str) -> list[str]:
    """The poems of a file, apart by lines of three hyphens."""
    return [poem.strip("\n") for poem in re.split(r"(?m)^---[ \t]*$", text) if poem.strip()]


def report(form: str, text: str) -> Report:
    """Judge every poem of a text in one form. Raises KeyError for an unknown form."""
    poems = poems_of(text)
    prepare_words({word.text for poem in poems for line in poem.splitlines() for word in split(line)})
    found = Report(form)
    for poem in poems:
        found.add(judge(form, poem))
    return found
