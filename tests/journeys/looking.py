"""Looking at a page the way many different people do: its rules of access, its width, its targets, its quiet."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

ROOT = Path(__file__).resolve().parents[2]
AXE = (ROOT / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
LEAST_TARGET = 44  # px, the smaller side of what is pressed

RUN_AXE = """async (options) => {
    const found = await axe.run(document, options);
    return found.violations.map((rule) => `${rule.id}: ` + rule.nodes.slice(0, 4).map(
        (node) => `${node.target.join(" ")} (${(node.any[0] || node.all[0] || node.none[0] || {}).message || ""})`
    ).join(" | "));
}"""
# Links inside running text are excepted, as in WCAG 2.5.8, and what only shows itself when it is reached by keyboard.
SMALL_TARGETS = """(least) => {
    const small = [];
    const inText = (node) => {
        const parent = node.closest("p, li, td, th, dd, dt, figcaption, span.small");
        if (!parent || node.matches(".act, .btn, .btn2, .btnghost, .pl, button, input, select, textarea, summary")) return false;
        return getComputedStyle(node).display === "inline";
    };
    for (const node of document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")) {
        if (node.closest(".vh, .skip, [hidden]") || node.matches(".vh, .skip") || !node.checkVisibility({visibilityProperty: true})) continue;
        let box = node.getBoundingClientRect();
        if (node.matches("input[type=checkbox], input[type=radio]")) {
            const label = node.closest("label") || document.querySelector(`label[for="${CSS.escape(node.id)}"]`);
            if (label) box = label.getBoundingClientRect();
        }
        if (box.width === 0 || box.height === 0 || inText(node)) continue;
        if (Math.min(box.height, box.width) < least - 0.5)
            small.push(`${node.tagName.toLowerCase()}.${node.className} "${(node.textContent || node.name || "").trim().slice(0, 40)}" ${Math.round(box.width)}x${Math.round(box.height)}`);
    }
    return small;
}"""
TOO_WIDE = """() => {
    const edge = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= edge) return [];
    const inScroller = (node) => {
        for (let up = node.parentElement; up; up = up.parentElement)
            if (["auto", "scroll", "hidden", "clip"].includes(getComputedStyle(up).overflowX) && up !== document.body && up !== document.documentElement) return true;
        return false;
    };
    return [`${document.documentElement.scrollWidth} px on ${edge}`, ...[...document.querySelectorAll("body *")]
        .filter((node) => node.getBoundingClientRect().right > edge + 1 && !inScroller(node))
        .slice(0, 4).map((node) => `${node.tagName.toLowerCase()}.${node.className}`)];
}"""


@dataclass(frozen=True)
class Screen:
    """What one looks through: so wide, and light or dark."""

    width: int
    scheme: str

    @property
    def height(self) -> int:
        return 844 if self.width < 600 else 900

    def __str__(self) -> str:
        return f"{self.width} px {self.scheme}"


PHONE_LIGHT, PHONE_DARK = Screen(390, "light"), Screen(390, "dark")
DESK_LIGHT, DESK_DARK = Screen(1280, "light"), Screen(1280, "dark")
ZOOMED = Screen(320, "light")  # 1280 px at 400 %
BOTH = (PHONE_DARK, DESK_LIGHT)
# A story is walked on a phone, and each of its pages looked at through both; `make proof` walks it at the desk as well.
STORY_SCREENS = BOTH if os.environ.get("PROOF") == "1" else (PHONE_DARK,)


def through(page: Page, screen: Screen) -> None:
    """Look at the same page through another screen, without asking for it anew."""
    page.set_viewport_size({"width": screen.width, "height": screen.height})
    page.emulate_media(color_scheme=screen.scheme, reduced_motion="reduce")  # type: ignore[arg-type]  # two words of four


def faults_of(page: Page, screens: tuple[Screen, ...], *, zoomed: bool = True) -> list[str]:
    """What keeps somebody from using this page; an empty list is a good page. Without screens, its width alone."""
    found: list[str] = []
    before = page.viewport_size
    if screens and not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE)
    seen_widths: set[int] = set()
    for screen in screens:
        through(page, screen)
        # The other colours of a width that has been looked at can only differ in contrast.
        again = screen.width in seen_widths
        options: dict[str, Any] = {
            "resultTypes": ["violations"],
            "runOnly": ["color-contrast"] if again else RULES,
        }
        found += [f"{screen}: {fault}" for fault in page.evaluate(RUN_AXE, options)]
        if not again:
            found += [f"{screen}: small target {one}" for one in page.evaluate(SMALL_TARGETS, LEAST_TARGET)]
        seen_widths.add(screen.width)
    if zoomed:
        through(page, ZOOMED)
        if wide := page.evaluate(TOO_WIDE):
            found.append(f"sideways scroll at 400 %: {', '.join(wide)}")
    if before:
        page.set_viewport_size(before)
    if screens:
        through(page, screens[0])
    return found
