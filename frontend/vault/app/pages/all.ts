/** Every page that stands open notes, by where it is. */

import { codeOf } from "../../worker/calls";
import { button, h, show } from "../dom";
import { verdictOn } from "../faults";
import type { House, View } from "../house";
import { t } from "../words";
import { taking } from "./export";
import { bringing } from "./import";
import { circle } from "./circle";
import { messages } from "./messages";
import { merging } from "./merging";
import { notes } from "./notes";
import { reading } from "./reading";
import { secondWay, standsBefore } from "./second-way";
import { succession } from "./succession";
import { sharing } from "./sharing";
import { ways } from "./ways";
import { workroom } from "../workroom";
import { writing } from "./writing";

/** Show where `view` is; a page that cannot be shown says why, and how to go on. */
export async function page(house: House, view: View): Promise<void> {
  try {
    await pageOf(house, view);
  } catch (fault) {
    if (codeOf(fault) === "not-in") throw fault; // the way back in is shown instead
    show(
      t("This could not be shown"),
      h("p", {}, verdictOn(codeOf(fault))),
      h(
        "div",
        { class: "actions" },
        button(t("Look again"), () => void page(house, view), "btn"),
        view.at !== "notes" && button(t("To the notes"), () => void house.go({ at: "notes" }), "btn2"),
      ),
    );
  }
}

async function pageOf(house: House, view: View): Promise<void> {
  document.querySelector("main")?.classList.toggle("room", view.at === "workroom");
  if (await standsBefore(house, view)) return secondWay(house, view);
  switch (view.at) {
    case "notes":
      return notes(house);
    case "read":
      return reading(house, view);
    case "write":
      return writing(house, view);
    case "ways":
      return ways(house);
    case "succession":
      return succession(house);
    case "messages":
      return messages(house, view);
    case "merge":
      return merging(house, view);
    case "export":
      return taking(house);
    case "import":
      return bringing(house, view);
    case "circle":
      return circle(house, view);
    case "share":
      return sharing(house, view);
    case "workroom":
      return (await workroom()).room(house, view);
  }
}
