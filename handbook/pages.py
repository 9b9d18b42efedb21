# SPDX-License-Identifier: Apache-2.0
"""Writes the pages of the handbook: python3 handbook/pages.py FOLDER, in the folder of the project.

README.md becomes the first page, docs/X.md the page X.md, and everything else that they link to a page below "source": a text file
as it is, a folder as a list of its files. Exits with 1 and all faults if a link has no target or a page of docs is in no menu.
"""
import os
import re
import shutil
import sys
from pathlib import Path

LINK = re.compile(r"(\]\()([^)\s#:]+)(#[^)\s]*)?(\))")
FENCE = re.compile(r"^(\s*)(```|~~~)")
LANGUAGES = {".sql": "sql", ".java": "java", ".yml": "yaml", ".yaml": "yaml", ".sh": "bash", ".json": "json", ".xml": "xml"}
ADR = Path("docs/adr")


def page_of(source):
    """The page of a file or folder of the project."""
    if source == Path("README.md"):
        return Path("index.md")
    if source == ADR:
        return Path("adr/index.md")
    if source.is_dir():
        return Path("source") / source / "index.md"
    if source.parts[0] == "docs":
        return Path(*source.parts[1:])
    if source.suffix in (".md", ".png", ".svg"):
        return Path("source") / source
    return Path("source") / source.parent / (source.name + ".md")


class Handbook:
    def __init__(self, folder):
        self.folder = folder
        self.left = []
        self.known = set()
        self.faults = []

    def add(self, source):
        if source not in self.known:
            self.known.add(source)
            self.left.append(source)
        return page_of(source)

    def write(self):
        while self.left:
            source = self.left.pop()
            page = self.folder / page_of(source)
            page.parent.mkdir(parents=True, exist_ok=True)
            if source.suffix in (".png", ".svg"):
                shutil.copyfile(source, page)
            elif source.is_dir():
                page.write_text(self.listing(source, page), encoding="utf-8")
            elif source.suffix == ".md":
                page.write_text(self.markdown(source), encoding="utf-8")
            else:
                page.write_text(code(source), encoding="utf-8")

    def markdown(self, source):
        lines = []
        fence = None
        for line in source.read_text(encoding="utf-8").split("\n"):
            mark = FENCE.match(line)
            if mark and fence in (None, mark.group(2)):
                fence = mark.group(2) if fence is None else None
            elif fence is None:
                line = LINK.sub(lambda link: self.link(source, link), line)
            lines.append(line)
        return "\n".join(lines)

    def link(self, source, link):
        target = Path(os.path.normpath(source.parent / link.group(2)))
        if not target.exists():
            self.faults.append(f"{source}: there is no {target}")
            return link.group(0)
        here = page_of(source).parent
        return link.group(1) + os.path.relpath(self.add(target), here) + (link.group(3) or "") + link.group(4)

    def listing(self, source, page):
        title = "Decisions" if source == ADR else str(source)
        files = sorted(file for file in source.iterdir() if file.is_file())
        return f"# {title}\n\n" + "\n".join(
            f"* [{name(file)}]({os.path.relpath(self.folder / self.add(file), page.parent)})" for file in files
        )


def name(file):
    """A decision by its title, any other file by its name."""
    if file.parent == ADR:
        return file.read_text(encoding="utf-8").split("\n", 1)[0].lstrip("# ")
    return file.name


def code(source):
    language = LANGUAGES.get(source.suffix, "")
    return f"# {source.name}\n\n`{source}`\n\n~~~~{language}\n{source.read_text(encoding='utf-8')}\n~~~~\n"


def main():
    folder = Path(sys.argv[1])
    shutil.rmtree(folder, ignore_errors=True)
    handbook = Handbook(folder)
    for source in [Path("README.md"), Path("CHANGELOG.md"), Path("CONTRIBUTING.md"), ADR, *sorted(Path("docs").glob("*.md"))]:
        handbook.add(source)
    handbook.write()
    menus = Path("handbook/mkdocs.yml").read_text(encoding="utf-8")
    handbook.faults += [f"{page}: in no menu of handbook/mkdocs.yml" for page in Path("docs").glob("*.md") if f" {page.name}\n" not in menus]
    for extra in ["handbook.css", "handbook.js"]:
        shutil.copyfile(f"handbook/{extra}", folder / extra)
    if handbook.faults:
        sys.exit("\n".join(sorted(handbook.faults)))


main()
