#!/usr/bin/env python3
"""Writes a zip whose bytes depend on names and contents alone: sorted, one date, one mode for files.

Usage: pack.py <folder> <file.zip>     paths inside are relative to the folder
Refuses what must not be shipped: tests, package folders, hidden files but .htaccess, links, and paths of the machine that built it.
"""
import pathlib
import re
import sys
import zipfile

DATE = (2020, 1, 1, 0, 0, 0)
FORBIDDEN_NAMES = {"tests", "test", "vendor", "node_modules", "target", ".git", ".DS_Store", "composer.json", "package.json"}
HIDDEN_ALLOWED = {".htaccess"}


def problems(root: pathlib.Path, path: pathlib.Path) -> list:
    """Why this file may not be shipped."""
    inside = path.relative_to(root)
    found = [f"{part} does not belong into a release" for part in inside.parts if part in FORBIDDEN_NAMES]
    if path.name.startswith(".") and path.name not in HIDDEN_ALLOWED:
        found.append("hidden file")
    if path.is_symlink():
        found.append("a link")
    content = path.read_bytes()
    for place in {str(root.resolve()), str(pathlib.Path(__file__).resolve().parent.parent), str(pathlib.Path.home())}:
        if len(place) > 1 and re.search(re.escape(place.encode()) + rb"[/\"']", content):
            found.append(f"names the folder {place}")
    if re.search(rb"/(?:home|Users|root|work|builds?|tmp)/[\w.-]+/[\w.-]+", content) and path.suffix != ".wasm":
        found.append("names an absolute path")
    return found


def main() -> int:
    root, out = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    files = sorted((path for path in root.rglob("*") if not path.is_dir()), key=lambda path: path.relative_to(root).as_posix())
    bad = [f"{path.relative_to(root)}: {why}" for path in files for why in problems(root, path)]
    if bad or not files:
        print("pack: " + ("; ".join(bad) or "nothing to pack"), file=sys.stderr)
        return 1
    out.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in files:
            entry = zipfile.ZipInfo(path.relative_to(root).as_posix(), DATE)
            entry.external_attr = 0o100644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, path.read_bytes(), compresslevel=9)
    print(f"pack: {out} ({len(files)} files, {out.stat().st_size} bytes)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
