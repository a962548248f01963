"""Builds everything a browser is given into tuokio/built: fonts, styles, scripts, and what they are called.

`manifest.json` says under which hashed name each file stands. Run it from the root of the project after
`npm ci`: `python tools/build_assets.py`.
"""

import base64
import gzip
import hashlib
import json
import shutil
import subprocess
import sys
import time
from pathlib import Path

import brotli

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from tools.fonts import build_fonts, build_pdf_fonts, copy_licences  # noqa: E402  the root must be known first
from tools.script_words import Words, catalogues, written_without_words  # noqa: E402  the same
from tools.translations import LANGUAGES, script_catalogue, words_in_script  # noqa: E402  the same

BUILT = ROOT / "tuokio" / "built"
WORK = ROOT / "build"
ENTRIES = [
    *(f"css/{name}.css" for name in ("app", "public", "slides")),
    *(f"frontend/pages/{name}.ts" for name in ("pages", "passkeys", "slides")),
]
VAULT = {
    "vault": "build/frontend/vault/app/main.ts",  # what the page says is numbers there
    "vault-worker": "build/frontend/vault/worker/worker.ts",
    "workroom": "build/frontend/workroom/start.ts",  # loaded in the workroom alone
    "workroom-pdf": "build/frontend/workroom/printing/start.ts",  # loaded when somebody asks for a PDF
    "vault-style": "css/vault.css",
}
# what we refuse, or have the browser do, is left out of what every browser loads
LEFT_OUT = {
    "@noble/post-quantum/hybrid.js": "no-hybrid",
    "@noble/curves/nist.js": "no-curves",
    "@noble/curves/ed25519.js": "no-curves",
}
VAULT_WORDS = [f"frontend/vault/words/{language}.txt" for language in ("fi", "sv", "en")]
VAULT_STATIC = (
    "static/vault/"  # where these stand at the vault's host, seen from its page; nothing else is served there
)
SERVICE_WORKER = "service-worker.js"
READER = ROOT / "frontend" / "vault" / "reader"
READ_ME = ROOT / "frontend" / "vault" / "leaving" / "README.txt"
PICTURES = ["frontend/icon.svg"]
BROWSERS = "chrome123,firefox121,safari17.5"
SQUEEZED = {".css", ".js", ".svg", ".json", ".txt"}


def main() -> int:
    begun = time.monotonic()
    esbuild = ROOT / "node_modules" / ".bin" / "esbuild"
    if not esbuild.exists():
        print("node_modules is missing: run `npm ci` first.", file=sys.stderr)
        return 1
    fresh = WORK / "assets"
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    build_fonts(WORK / "fonts")
    build_pdf_fonts(fresh / "pdf-fonts")
    copy_licences(fresh / "pdf-fonts")
    copy_licences(ROOT / "docs" / "licences")
    manifest = bundle(esbuild, fresh, ENTRIES)
    for picture in PICTURES:
        manifest[Path(picture).name] = keep_hashed(ROOT / picture, fresh)
    build_vault(esbuild, fresh / "vault")
    for file in sorted(fresh.rglob("*")):
        if file.suffix in SQUEEZED:
            content = file.read_bytes()
            (file.parent / f"{file.name}.gz").write_bytes(gzip.compress(content, 9, mtime=0))
            (file.parent / f"{file.name}.br").write_bytes(brotli.compress(content, quality=11))
    (fresh / "manifest.json").write_text(json.dumps(manifest, indent=1, sort_keys=True) + "\n")
    put_in_place(fresh)
    print(f"Built {len(manifest)} files into tuokio/built in {time.monotonic() - begun:.1f} s.")
    return 0


def bundle(esbuild: Path, fresh: Path, entries: list[str], *more: str) -> dict[str, str]:
    """Styles and scripts, each one file, named by their content; fonts are copied beside them."""
    record = WORK / "esbuild.json"
    command = [
        str(esbuild),
        *entries,
        "--bundle",
        "--minify",
        f"--outdir={fresh}",
        "--outbase=.",
        "--entry-names=[name]-[hash]",
        "--asset-names=[name]-[hash]",
        "--loader:.woff2=copy",
        "--format=iife",
        f"--target={BROWSERS}",
        "--legal-comments=none",
        "--log-level=warning",
        f"--metafile={record}",
        *more,
    ]
    subprocess.run(command, cwd=ROOT, check=True)
    outputs = json.loads(record.read_text())["outputs"]
    names: dict[str, str] = {}
    for path, about in outputs.items():
        file = Path(path).name
        if about.get("entryPoint"):
            names[f"{file.rsplit('-', 1)[0]}{Path(file).suffix}"] = file
        else:
            names[f"{file.rsplit('-', 1)[0]}{Path(file).suffix}"] = file
    return names


def keep_hashed(source: Path, fresh: Path) -> str:
    """Copy a file under a name that changes when its content does."""
    content = source.read_bytes()
    mark = base64.b32encode(hashlib.sha256(content).digest()).decode()[:8]
    name = f"{source.stem}-{mark}{source.suffix}"
    (fresh / name).write_bytes(content)
    return name


def keep_vault_words(fresh: Path, words: Words) -> dict[str, str]:
    """The lists that passphrases are drawn from, and what the vault's page says in each language."""
    names = {}
    for source in VAULT_WORDS:
        plain = WORK / f"words-{Path(source).name}"
        shutil.copyfile(ROOT / source, plain)
        names[plain.name] = keep_hashed(plain, fresh)
    for context, own in {"vault": words.notes, "workroom": words.workroom}.items():
        for language, said in catalogues(ROOT, context, own).items():
            if context == "workroom":
                said += [text[language] for text in words.files]
            plain = WORK / f"{context}-{language}.json"
            plain.write_text(json.dumps(said, ensure_ascii=False, separators=(",", ":")), "utf-8")
            names[plain.name] = keep_hashed(plain, fresh)
    return names


def keep_sheet_fonts(fresh: Path) -> dict[str, str]:
    """The letters that a PDF of the workroom carries: those of every other PDF of the house."""
    names = {}
    for weight in ("Regular", "Bold"):
        plain = WORK / f"workroom-{weight.lower()}.ttf"
        shutil.copyfile(fresh.parent / "pdf-fonts" / f"TuokioSans-{weight}.ttf", plain)
        names[plain.name] = keep_hashed(plain, fresh)
    return names


def build_vault(esbuild: Path, fresh: Path) -> None:
    """The one page of the vault's host and all it is made of, in a folder of its own.

    It stands for itself: the same sources give the same bytes, so that anybody can tell whether it is ours. The page
    names each part with its hash, the service worker knows all of them, and the page names the service worker.
    """
    fresh.mkdir()
    said = written_without_words(ROOT / "frontend", WORK / "frontend")
    names = bundle(
        esbuild, fresh, [f"{name}={entry}" for name, entry in VAULT.items()], *left_out("build/frontend")
    )
    names["icon.svg"] = keep_hashed(ROOT / "frontend" / "icon.svg", fresh)
    words = keep_vault_words(fresh, said) | {"lukija.txt": build_reader(esbuild, fresh)}
    words["README.txt"] = keep_hashed(READ_ME, fresh)
    words |= keep_sheet_fonts(fresh)
    names |= words
    known = hashes_of(fresh)
    source = f"service-worker=frontend/vault/shell/{SERVICE_WORKER.replace('.js', '.ts')}"
    names |= bundle(esbuild, fresh, [source], f"--define:PARTS={json.dumps(known, sort_keys=True)}")
    build_vault_page(
        fresh, names, [*words, "vault-worker.js", "workroom.js", "workroom-pdf.js", SERVICE_WORKER]
    )
    (fresh / "assets.json").write_text(
        json.dumps(hashes_of(fresh) | {"": integrity(fresh / "vault.html")}, indent=1, sort_keys=True) + "\n"
    )


def left_out(frontend: str) -> list[str]:
    """What tells esbuild to put our refusals in place of what is not shipped; from the sources in that folder."""
    return [f"--alias:{part}=./{frontend}/vault/core/{instead}.ts" for part, instead in LEFT_OUT.items()]


def build_reader(esbuild: Path, fresh: Path) -> str:
    """The offline reader: one file that may load nothing, and runs its own script alone.

    It is served as plain text, for the export to take it along: at the vault's host it is no page.
    """
    said = {word.singular for path in READER.glob("*.ts") for word in words_in_script(path.read_bytes())}
    catalogues = {
        language: {word: text for word, text in script_catalogue(ROOT, language).items() if word in said}
        for language in LANGUAGES
    }
    made = WORK / "reader"
    shutil.rmtree(made, ignore_errors=True)
    names = bundle(
        esbuild,
        made,
        ["reader=frontend/vault/reader/reader.ts", "reader-style=css/reader.css"],
        f"--define:CATALOGUES={json.dumps(catalogues, sort_keys=True)}",
    )
    style, script = (
        (made / names[name]).read_text("utf-8").strip() for name in ("reader-style.css", "reader.js")
    )
    if "</style" in style or "</script" in script or "<!--" in script:
        raise SystemExit("The reader's script or style would end its own element.")
    policy = "; ".join(
        (
            "default-src 'none'",
            f"script-src '{integrity_of(script.encode(), 'sha256')}'",
            f"style-src '{integrity_of(style.encode(), 'sha256')}'",
            *(f"{what} 'none'" for what in ("connect-src", "base-uri", "form-action")),
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        )
    )
    page = (READER / "reader.html").read_text("utf-8")
    for mark, value in {"policy": policy, "style": style, "script": script}.items():
        page = page.replace(f"{{{mark}}}", value)
    (made / "lukija.txt").write_text(page, "utf-8")
    return keep_hashed(made / "lukija.txt", fresh)


def build_vault_page(fresh: Path, names: dict[str, str], parts: list[str]) -> None:
    """The page: what it loads itself, and its parts that are started or fetched later, each with its hash."""
    page = (ROOT / "frontend" / "vault" / "page.html").read_text()
    named = {part: [VAULT_STATIC + names[part], integrity(fresh / names[part])] for part in sorted(parts)}
    found = {"parts": json.dumps(named, sort_keys=True)}
    for mark, name in {"script": "vault.js", "style": "vault-style.css", "icon": "icon.svg"}.items():
        found[mark] = VAULT_STATIC + names[name]
        found[f"{mark}-hash"] = integrity(fresh / names[name])
    for mark, value in found.items():
        page = page.replace(f"{{{mark}}}", value)
    (fresh / "vault.html").write_text(page)


def hashes_of(fresh: Path) -> dict[str, str]:
    """Each file that the page may ask for, as the page names it, with its hash."""
    return {
        VAULT_STATIC + file.name: integrity(file)
        for file in sorted(fresh.iterdir())
        if file.suffix != ".html"
    }


def integrity(file: Path) -> str:
    """What a browser holds a file against before it runs it."""
    return integrity_of(file.read_bytes(), "sha384")


def integrity_of(content: bytes, method: str) -> str:
    return f"{method}-{base64.b64encode(hashlib.new(method, content).digest()).decode()}"


def put_in_place(fresh: Path) -> None:
    """Bring in the new files, then the manifest that names them, then drop what nothing names any more."""
    BUILT.mkdir(parents=True, exist_ok=True)
    new = {file.relative_to(fresh) for file in fresh.rglob("*") if file.is_file()}
    for name in sorted(new, key=lambda path: path.name == "manifest.json"):
        target = BUILT / name
        target.parent.mkdir(parents=True, exist_ok=True)
        (fresh / name).replace(target)
    for file in BUILT.rglob("*"):
        if file.is_file() and file.relative_to(BUILT) not in new:
            file.unlink()


if __name__ == "__main__":
    sys.exit(main())
