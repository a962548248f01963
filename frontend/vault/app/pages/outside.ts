/** Not signed in: a passkey of this host opens from here; everything else begins at the main page. */

import { codeOf } from "../../worker/calls";
import { card, button, h, show } from "../dom";
import { wordsFor } from "../faults";
import type { House } from "../house";
import { carriedInvite, invited } from "../invite-link";
import { ownChoice } from "../own-choice";
import { canPasskey, showPasskey } from "../passkey";
import { mainHost } from "../place";
import { t } from "../words";
import { ownPhone } from "./own-phone";

export async function outside(house: House, code = ""): Promise<void> {
  const main = await mainHost();
  const own = ownChoice();
  const problem = h("p", { class: "error", id: "unlock-fault", role: "alert", hidden: true });
  const open = async (): Promise<void> => {
    problem.hidden = true;
    try {
      const shown = await showPasskey(await house.client.keys.question());
      const remember = await own.settle();
      await house.cameIn(await house.client.keys.enterByPasskey(shown.answer, own.isOwn(), shown.proof, remember));
    } catch (fault) {
      problem.textContent = wordsFor(codeOf(fault));
      problem.hidden = false;
    }
  };
  show(
    t("Locked notes"),
    invited(true),
    code ? h("p", {}, wordsFor(code)) : "",
    canPasskey()
      ? card(
          t("Open with your passkey"),
          h("p", {}, t("One touch signs you in and opens your notes.")),
          problem,
          own.row,
          h("div", { class: "actions" }, button(t("Open with a passkey"), () => void open(), "btn")),
        )
      : "",
    card(
      t("Without a passkey"),
      h("p", {}, t("Sign in at the main page and come here from there. Then your words or your code open the notes.")),
      // with an invitation this page stays, because it alone has it
      h("a", { class: canPasskey() ? "btn2" : "btn", href: `${main}/vault/`, ...(carriedInvite() && { target: "_blank", rel: "noopener" }) }, t("To the main page")),
    ),
    ownPhone(),
  );
}
