# SPDX-License-Identifier: Apache-2.0
"""Checks the anchors of all links of a site: python3 handbook/anchors.py FOLDER. MkDocs itself checks only the pages."""
import os
import re
import sys
from functools import lru_cache
from pathlib import Path

LINK = re.compile(r'href="([^"#:]*)#([^"]+)"')
ID = re.compile(r'id="([^"]+)"')


@lru_cache(None)
def ids(page):
    return set(ID.findall(Path(page).read_text(encoding="utf-8")))


def missing(page):
    for target, anchor in LINK.findall(page.read_text(encoding="utf-8")):
        there = os.path.normpath(page.parent / target) if target else str(page)
        if anchor not in ids(there):
            yield f"{page}: {there} has no anchor {anchor}"


faults = sorted({fault for page in Path(sys.argv[1]).rglob("*.html") for fault in missing(page)})
if faults:
    sys.exit("\n".join(faults))
