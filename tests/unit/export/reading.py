"""Files read back, as a reader's program would."""

import io
import shutil
import subprocess
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

import pypdf
import pytest

from bot.export import typesetting
from tests.unit.export.samples import SCRIPTS

XHTML = "{http://www.w3.org/1999/xhtml}"


class Page(HTMLParser):
    """What a browser finds in a page. ``text`` leaves out the style sheet."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = self.style = ""
        self.odd: list[str] = []
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "br", "hr"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] == "style":
            self.style += data
        else:
            self.text += data

    def handle_comment(self, data: str) -> None:
        self.odd.append(data)

    def handle_pi(self, data: str) -> None:
        self.odd.append(data)

    def unknown_decl(self, data: str) -> None:
        self.odd.append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


class Epub:
    """An EPUB's files; ``pages`` are the spine's, in its order."""

    def __init__(self, data: bytes) -> None:
        self.archive = zipfile.ZipFile(io.BytesIO(data))
        assert self.archive.testzip() is None
        self.package = self.xml("book/package.opf")
        self.nav = self.xml("book/nav.xhtml")
        opf = "{http://www.idpf.org/2007/opf}"
        files = {item.get("id"): item.get("href") for item in self.package.iter(f"{opf}item")}
        self.spine = [str(files[ref.get("idref")]) for ref in self.package.iter(f"{opf}itemref")]
        self.pages = {name: self.xml(f"book/{name}") for name in self.spine}

    def xml(self, name: str) -> Element:
        return fromstring(self.archive.read(name))

    def about(self, name: str) -> list[str | None]:
        return [found.text for found in self.package.iter(f"{{http://purl.org/dc/elements/1.1/}}{name}")]

    @property
    def text(self) -> str:
        return "".join(part for page in self.pages.values() for part in page.itertext())


def pdf_text(data: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)


def judged(data: bytes, folder: Path) -> None:
    """Let epubcheck judge an EPUB; skips the test where it is not installed."""
    program = shutil.which("epubcheck")
    if program is None:
        pytest.skip("no epubcheck here: apt-get install epubcheck")
    # Debian's is a Java archive, which not every system can start as it is.
    archive = Path(program).read_bytes()[:2] == b"PK"
    book = folder / "story.epub"
    book.write_bytes(data)
    command = ["java", "-jar", program] if archive else [program]
    done = subprocess.run([*command, str(book)], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert "No errors or warnings detected" in done.stdout, done.stdout + done.stderr


def needs_fonts() -> None:
    """Skip the test where the fonts of ``system-packages.txt`` are not all installed."""
    lacking = typesetting.lacking(list(SCRIPTS.values()), "en")
    names = [name for name, lacks in zip(SCRIPTS, lacking, strict=True) if lacks]
    if names:
        pytest.skip(f"no fonts here for {', '.join(names)}: make system-packages")
