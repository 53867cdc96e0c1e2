# SPDX-License-Identifier: Apache-2.0
"""Checksums and detached OpenPGP signatures of a folder's files."""
import subprocess
from pathlib import Path

from .checks import ReleaseError
from .sbom import sha256


def write_checksums(folder: Path) -> Path:
    """SHA256SUMS, as `sha256sum --check` reads it."""
    sums = folder / "SHA256SUMS"
    files = sorted(file for file in folder.iterdir() if file.is_file() and file != sums)
    sums.write_text("".join(f"{sha256(file)}  {file.name}\n" for file in files), "utf-8")
    return sums


def sign(folder: Path, key: str) -> None:
    """FILE.asc beside each file. `key`: what gpg knows the signer by; gpg-agent asks for the passphrase."""
    for file in sorted(file for file in folder.iterdir() if file.is_file() and file.suffix != ".asc"):
        signature = file.with_name(file.name + ".asc")
        for command in (["--local-user", key, "--yes", "--armor", "--output", signature, "--detach-sign", file],
                        ["--verify", signature, file]):
            done = subprocess.run(["gpg", "--batch", *command], text=True, capture_output=True, check=False)
            if done.returncode != 0:
                raise ReleaseError(f"{file.name} could not be signed by {key}: {done.stderr.strip()}")
