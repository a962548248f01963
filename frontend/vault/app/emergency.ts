/** That an emergency key of the practice reads a circle too: said on every page of that circle, to everybody in it. */

import type { SpaceShown } from "../worker/rooms/circles";
import { h } from "./dom";
import { t, when } from "./words";

export function emergencyNotice({ escrow }: Pick<SpaceShown, "escrow">): HTMLElement | null {
  return escrow && h("p", { class: "notice", "data-emergency": "" }, t("What is written here since %(when)s an emergency key opens too. It is held by: %(name)s.", { when: when(escrow.since), name: escrow.name }));
}
