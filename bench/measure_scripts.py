"""How much script the locked notes need, as a browser fetches it: squeezed with brotli."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

import brotli

from tools.build_assets import left_out

ROOT = Path(__file__).resolve().parent.parent
BUILT = ROOT / "tuokio" / "built" / "vault"
LIMITS_KB = {
    "scripts of the locked notes in all": 90.0,
    "the part of them that is age": 45.0,
    "scripts of the workroom, loaded there alone": 120.0,
}


def measured() -> dict[str, float]:
    """Kilobytes of each thing that has a limit."""
    room = sum(squeezed(file) for file in BUILT.glob("workroom*.js"))
    whole = sum(squeezed(file) for file in BUILT.glob("*.js")) - room
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "age.js"
        entry = ROOT / "node_modules" / "age-encryption" / "dist" / "index.js"
        command = [str(ROOT / "node_modules" / ".bin" / "esbuild"), str(entry), "--bundle", "--minify"]
        command += ["--format=esm", f"--outfile={out}", "--log-level=error", *left_out("frontend")]
        subprocess.run(command, cwd=ROOT, check=True)
        age = squeezed(out)
    return dict(zip(LIMITS_KB, (whole / 1000, age / 1000, room / 1000), strict=True))


def squeezed(file: Path) -> int:
    return len(brotli.compress(file.read_bytes(), quality=11))
