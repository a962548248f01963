/** Where this computer lets neither passkeys nor this host through: one's own phone does. */

import { h } from "../dom";
import { mainHost } from "../place";
import { qr } from "../qr";
import { t } from "../words";

export function ownPhone(): HTMLElement {
  const place = h("div", { class: "slip" });
  const details = h(
    "details",
    { class: "more" },
    h("summary", {}, t("It does not work on this computer? Use your own phone")),
    h("p", {}, t("Point your phone's camera at this, sign in there and open your notes on the phone.")),
    place,
  );
  details.addEventListener("toggle", () => {
    if (details.open && !place.hasChildNodes()) {
      void mainHost().then((main) => place.append(qr(`${main}/vault/`, t("The address of your notes")), h("p", { class: "small" }, `${main}/vault/`)));
    }
  });
  return details;
}
