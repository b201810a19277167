"""Checks that the installed packages are, byte for byte, those that the specs were written with.

pip checks hashes of archives for all packages or for none, and the archives' hashes are not known for all. So this checks what pip has
installed: for each package one hash over all files of its wheel. Run it before anything imports the packages: a wheel runs no code when it is
installed. With --write it makes the list anew from what is installed.
"""

import argparse
import hashlib
import importlib.metadata
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent

# What pip adds to a wheel's own files, and what it makes of them for this machine.
ADDED = {"INSTALLER", "REQUESTED", "RECORD", "direct_url.json"}


def pins(requirements):
    """The name and version of each line that is for this machine."""
    for line in requirements.read_text().splitlines():
        pin, _, marker = line.partition(";")
        match = re.fullmatch(r"([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==(\S+)", pin.strip())
        if match and applies(marker.strip()):
            yield re.sub(r"[-_.]+", "-", match[1]).lower(), match[2]


def applies(marker):
    """Markers are only of the form that the list has."""
    if not marker:
        return True
    match = re.fullmatch(r'python_version (<|>=) "(\d+)\.(\d+)"', marker)
    if match is None:
        raise SystemExit(f"This can't tell for whom '{marker}' is")
    older = sys.version_info[:2] < (int(match[2]), int(match[3]))
    return older == (match[1] == "<")


def find(name, path):
    found = list(importlib.metadata.distributions(name=name, path=path))
    return found[0] if found else None


def tag_of(package):
    """Which machines its wheel is for: any, or the first of its platform's tags."""
    tags = re.findall(r"^Tag: (\S+)$", package.read_text("WHEEL") or "", re.MULTILINE)
    return "any" if tags and all(tag.endswith("-none-any") for tag in tags) else (sorted(tags) or ["unknown"])[0]


def hash_of(package):
    whole = hashlib.sha256()
    for file in sorted(package.files or [], key=str):
        if ".." in file.parts or "__pycache__" in file.parts or file.name in ADDED:
            continue
        content = hashlib.sha256(pathlib.Path(package.locate_file(file)).read_bytes()).hexdigest()
        whole.update(f"{file.as_posix()} {content}\n".encode())
    return whole.hexdigest()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requirements", type=pathlib.Path, default=HERE / "requirements.txt")
    parser.add_argument("--hashes", type=pathlib.Path, default=HERE / "packages.sha256")
    parser.add_argument("--path", action="append", help="where the packages are, if not where this Python looks")
    parser.add_argument("--write", action="store_true", help="make the list from what is installed")
    options = parser.parse_args()
    path = options.path or sys.path
    lines, wrong, elsewhere = [], [], []
    known = {} if options.write else {tuple(line.split()[1:]): line.split()[0] for line in options.hashes.read_text().splitlines() if line}
    for name, version in pins(options.requirements):
        package = find(name, path)
        if package is None or package.version != version:
            wrong.append(f"{name} {version} is not installed" + (f", but {package.version}" if package else ""))
            continue
        tag, actual = tag_of(package), hash_of(package)
        lines.append(f"{actual} {name} {version} {tag}\n")
        if options.write:
            continue
        if (name, version, tag) not in known:
            others = [key for key in known if key[:2] == (name, version) and key[2] != "any"]
            (elsewhere if others and tag != "any" else wrong).append(f"{name} {version} for {tag} has no hash")
        elif known[(name, version, tag)] != actual:
            wrong.append(f"{name} {version} is not the package that its hash is of")
    for line in elsewhere:
        print(f"Not checked: {line}, because it was not known on such a machine")
    for line in wrong:
        print(line, file=sys.stderr)
    if options.write and not wrong:
        options.hashes.write_text("".join(lines))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
