/** Every page that stands open notes, by where it is. */

import type { House, View } from "../house";
import { taking } from "./export";
import { bringing } from "./import";
import { messages } from "./messages";
import { merging } from "./merging";
import { notes } from "./notes";
import { reading } from "./reading";
import { secondWay, standsBefore } from "./second-way";
import { succession } from "./succession";
import { ways } from "./ways";
import { writing } from "./writing";

export async function page(house: House, view: View): Promise<void> {
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
  }
}
