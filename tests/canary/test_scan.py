"""The search itself: a canary is found in every form that it is planted in, and nothing in sealed files."""

from __future__ import annotations

import base64
import bz2
import email.message
import gzip
import io
import json
import lzma
import os
import quopri
import tarfile
import unicodedata
import urllib.parse
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import cramjam
import pytest

from tools.canary_scan import LEVELDB_MARK, Search, main, needles

CANARY = "KÄNÄRI-työ-5f3a9c71"
# Between bytes that are no letters: three letters by chance just before base64 would shift what it holds.
AROUND = b"\x00" + os.urandom(300) + b"\x00"


def zipped(plain: bytes) -> bytes:
    told = io.BytesIO()
    with zipfile.ZipFile(told, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a/b.txt", plain)
    return told.getvalue()


def tarred(plain: bytes) -> bytes:
    told = io.BytesIO()
    with tarfile.open(fileobj=told, mode="w") as archive:
        about = tarfile.TarInfo("x")
        about.size = len(plain)
        archive.addfile(about, io.BytesIO(plain))
    return told.getvalue()


def letter(plain: bytes) -> bytes:
    told = email.message.EmailMessage()
    told["From"], told["Subject"] = "a@example.org", "Sinulle on uutta"
    told.set_content(plain.decode(), charset="utf-8", cte="base64")
    return told.as_bytes()


def varint(number: int) -> bytes:
    told = b""
    while number > 127:
        told, number = told + bytes([number & 127 | 128]), number >> 7
    return told + bytes([number])


def table(plain: bytes) -> bytes:
    """As a browser's store keeps it: one squeezed block, its index, the end."""
    squeezed = bytes(cramjam.snappy.compress_raw(plain * 3))
    content = squeezed + b"\x01" + b"\0" * 4
    handle = varint(0) + varint(len(squeezed))
    index = b"\0" + varint(1) + varint(len(handle)) + b"k" + handle + b"\0\0\0\0" + b"\1\0\0\0"
    place = len(content)
    footer = (varint(0) + varint(0) + varint(place) + varint(len(index))).ljust(40, b"\0")
    return content + index + b"\0" * 5 + footer + LEVELDB_MARK


FORMS: dict[str, Callable[[bytes], bytes]] = {
    "as it is": lambda plain: plain,
    "decomposed": lambda plain: unicodedata.normalize("NFD", plain.decode()).encode(),
    "in capitals": lambda plain: plain.decode().upper().encode(),
    "in small letters": lambda plain: plain.decode().lower().encode(),
    "UTF-16": lambda plain: plain.decode().encode("utf-16-le"),
    "UTF-16, the other way": lambda plain: plain.decode().encode("utf-16-be"),
    "Latin-1": lambda plain: plain.decode().encode("latin-1"),
    "JSON": lambda plain: json.dumps({"x": plain.decode()}).encode(),
    "an address": lambda plain: urllib.parse.quote(plain.decode()).encode(),
    "a form": lambda plain: urllib.parse.urlencode({"q": plain.decode()}).encode(),
    "hexadecimal": lambda plain: plain.hex().encode(),
    "quoted-printable": quopri.encodestring,
    "base64": lambda plain: base64.b64encode(b"x" + plain + b"y"),
    "base64 for addresses": lambda plain: base64.urlsafe_b64encode(b"xy" + plain),
    "base64 in lines": lambda plain: base64.encodebytes(AROUND + plain + AROUND),
    "reversed": lambda plain: plain.decode()[::-1].encode(),
    "gzip": gzip.compress,
    "gzip, cut off": lambda plain: gzip.compress(plain * 4 + os.urandom(3000))[:-1500],
    "zlib": zlib.compress,
    "bzip2": bz2.compress,
    "xz": lzma.compress,
    "zstd": lambda plain: bytes(cramjam.zstd.compress(plain)),
    "brotli": lambda plain: bytes(cramjam.brotli.compress(plain)),
    "zip": zipped,
    "tar in gzip": lambda plain: gzip.compress(tarred(plain)),
    "a mail": letter,
    "a browser's store": table,
    "zip in base64": lambda plain: base64.b64encode(zipped(plain * 20 + AROUND)),
}


@pytest.mark.parametrize("form", FORMS)
def test_a_planted_canary_is_found(tmp_path: Path, form: str) -> None:
    whole = form in {"bzip2", "xz", "zstd", "brotli", "zip", "tar in gzip", "a mail", "a browser's store"}
    planted = FORMS[form](CANARY.encode())
    (tmp_path / "left").write_bytes(planted if whole else AROUND + planted + AROUND)

    assert {hit.canary for hit in Search([CANARY, "toinen-kanaria-77"]).under(tmp_path)} == {CANARY}


def test_chance_is_not_a_canary(tmp_path: Path) -> None:
    for number in range(200):
        (tmp_path / f"{number}.age").write_bytes(b"age-encryption.org/v1\n" + os.urandom(4096))

    search = Search([CANARY])
    assert search.under(tmp_path) == []
    assert search.files == 200
    assert len(needles(CANARY)) >= 40


def test_as_a_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "clean").write_bytes(AROUND)
    assert main([CANARY, str(tmp_path)]) == 0
    (tmp_path / "dirty").write_bytes(CANARY.encode())
    assert main([CANARY, str(tmp_path)]) == 1
    assert "HIT" in capsys.readouterr().out
    assert main([CANARY]) == 2
