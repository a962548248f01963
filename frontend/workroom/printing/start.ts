/** The script that makes PDFs: it comes when somebody asks for one, and hands over what it does to whoever loaded it. */

import { HERE_PDF, type Making } from "../../vault/app/workroom-door";
import { pdfOf } from "./pdf";
import { readFont } from "./font";

const making: Making = (regular, bold) => {
  const fonts = { regular: readFont(regular), bold: readFont(bold) };
  return (sheet, printed) => pdfOf(sheet, printed, fonts);
};

dispatchEvent(new CustomEvent(HERE_PDF, { detail: making }));
