/** Says when the house's chain of entries does not continue what was seen of it. */

import type { Client } from "../worker/calls";
import { button, h } from "./dom";
import { t } from "./words";

/** Look once after opening. Without a connection nothing is said: the next opening looks again. */
export async function watchChain(client: Pick<Client, "witness">): Promise<void> {
  const found = await client.witness.look().catch(() => "kept" as const);
  if (found === "cut") warnOf(client);
}

function warnOf(client: Pick<Client, "witness">): void {
  document.querySelector("#chain-cut")?.remove();
  const box = h(
    "section",
    { class: "card", id: "chain-cut", role: "alert", "data-tone": "mark" },
    h(
      "div",
      { class: "cardbody" },
      h("h2", {}, t("The event log of this server is not what it was")),
      h("p", {}, t("Events that your device has seen are missing or have been altered. Your notes are not touched. It happens when a backup was brought back; it also happens when somebody hides what was done.")),
      h("p", {}, t("Ask whoever runs the server what happened. This stays here until you say that you know.")),
      button(t("I know what happened"), () => void client.witness.accept().then(() => box.remove()), "btn2"),
    ),
  );
  document.querySelector("main")?.before(box);
}
