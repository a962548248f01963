/** Short ways to begin a text, offered while there is none. */

import { button, h } from "./dom";
import { t } from "./words";

type Template = [name: string, headings: string[]];

/** `asked`: one came by the question of the day after a meeting; it stands there, and the text stays empty. */
export function templates(kind: "note" | "journal", put: (words: string) => void, asked = false): HTMLElement {
  const ways: Template[] =
    kind === "journal"
      ? [
          [t("Learning journal"), [t("What happened"), t("What I noticed"), t("What I try next")]],
          [t("What stayed with you?"), [t("What stayed with me")]],
        ]
      : [[t("Note of a meeting"), [t("What was agreed"), t("What to return to")]]];
  const row = h("div", { class: "actions", role: "group", "aria-label": t("A way to begin") });
  const begin = (headings: readonly string[]): void => {
    put(headings.map((heading) => `## ${heading}\n\n`).join("\n"));
    shown.remove();
  };
  row.append(
    ...ways.slice(0, asked ? 1 : 2).map(([name, headings]) => button(name, () => begin(headings))),
    button(t("Without a template"), () => row.remove(), "btnghost"),
  );
  const question = asked && h("div", { class: "notice", id: "asked" }, h("p", { class: "notice-title" }, t("What stayed with you?")), h("p", {}, t("A few words are enough, and you may leave it.")));
  const shown = question ? h("div", { class: "stack" }, question, row) : row;
  return shown;
}
