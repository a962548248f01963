/** Short ways to begin a text, offered while there is none. */

import { button, h } from "./dom";
import { t } from "./words";

export function templates(kind: "note" | "journal", put: (words: string) => void): HTMLElement {
  const [name, headings] =
    kind === "journal"
      ? [t("Learning journal"), [t("What happened"), t("What I noticed"), t("What I try next")]]
      : [t("Note of a meeting"), [t("What was agreed"), t("What to return to")]];
  const row = h("div", { class: "actions", role: "group", "aria-label": t("A way to begin") });
  row.append(
    button(name, () => {
      put(headings.map((heading) => `## ${heading}\n\n`).join("\n"));
      row.remove();
    }),
    button(t("Without a template"), () => row.remove(), "btnghost"),
  );
  return row;
}
