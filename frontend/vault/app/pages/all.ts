/** Every page that stands open notes, by where it is. */

import type { House, View } from "../house";
import { taking } from "./export";
import { bringing } from "./import";
import { messages } from "./messages";
import { reading, writing } from "./note";
import { notes } from "./notes";

export function page(house: House, view: View): Promise<void> {
  switch (view.at) {
    case "notes":
      return notes(house);
    case "read":
      return reading(house, view);
    case "write":
      return writing(house, view);
    case "messages":
      return messages(house, view);
    case "export":
      return taking(house);
    case "import":
      return bringing(house, view);
  }
}
