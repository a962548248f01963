/** How long a circle is kept, and what to do before it goes. */

import { codeOf } from "../worker/calls";
import type { SpaceShown } from "../worker/rooms/circles";
import { button, h } from "./dom";
import { wordsFor } from "./faults";
import type { House } from "./house";
import { t, tn, when } from "./words";

export function keptFor({ kept, kind }: Pick<SpaceShown, "kept" | "kind">): string {
  if (kept.leaving) return ""; // its card says the day
  if (kept.keptUntil) return t("Kept until %(day)s.", { day: when(kept.keptUntil) });
  if (kind === "journal") return t("Kept for as long as you want.");
  return kept.keptMonths ? tn("Kept until %(n)s month has passed since the process was closed.", "Kept until %(n)s months have passed since the process was closed.", kept.keptMonths) : "";
}

/** The day that was announced, with the two ways to hold on to what is here. */
export function goesSoon(house: House, { id, kept }: SpaceShown): HTMLElement | null {
  if (!kept.leaving) return null;
  const postpone = async (): Promise<void> => {
    try {
      await house.client.circles.postpone(id);
      await house.go({ at: "notes" });
    } catch (fault) {
      problem.textContent = wordsFor(codeOf(fault));
      problem.hidden = false;
    }
  };
  const problem = h("p", { class: "error", hidden: true });
  const day = when(kept.leaving.on);
  return h(
    "div",
    { class: "notice", "data-leaving": id },
    h("p", {}, kept.leaving.postponable ? t("These are erased on %(day)s. Take them along, or put it off.", { day }) : t("These are erased on %(day)s. Take them along before that.", { day })),
    problem,
    h(
      "div",
      { class: "actions" },
      button(t("Take them along"), () => void house.go({ at: "export" }), "btn2"),
      kept.leaving.postponable && button(t("Keep longer"), () => void postpone(), "btn2"),
    ),
  );
}
