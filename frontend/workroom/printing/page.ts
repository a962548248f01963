/** A tool's sheet on paper: looked at, printed by the browser, or saved as a PDF that is made here. */

import { button, h, onceAtATime, tell, trouble } from "../../vault/app/dom";
import { spoken, t } from "../../vault/app/words";
import type { LoadPdf } from "../../vault/app/workroom-door";
import type { Sheet } from "../sheet";
import { sheetNodes } from "./nodes";
import type { Paper } from "./paper";

let load: LoadPdf | null = null;

/** Where the script that makes PDFs comes from; the workroom says it once, when it begins. */
export function pdfFrom(loader: LoadPdf): void {
  load = loader;
}

/** Below a tool: its sheet as it is now, and the ways to print it. `name` is the tool's: what a saved file is called. */
export function onPaper(sheet: () => Sheet, name: string, today: () => string): HTMLElement {
  const paper = h("div", { class: "sheet paper" });
  const draw = (): void => paper.replaceChildren(...sheetNodes(sheet()));
  const save = (size: Paper) => (): void => void savePdf(sheet(), { name, paper: size, today: today() });
  const acts = h(
    "div",
    { class: "actions" },
    button(t("Print"), () => (draw(), print())),
    button(t("Save as PDF (A4)"), save("a4")),
    button(t("Save as PDF for the wall (A3)"), save("a3")),
  );
  const whole = h("details", { class: "more onpaper", id: "on-paper" }, h("summary", {}, t("On paper")), acts, paper);
  whole.addEventListener("toggle", () => (whole.open ? draw() : paper.replaceChildren()));
  return whole;
}

/** Make the PDF here and save it through the browser, under the tool's name and nothing of what it says. */
export const savePdf = onceAtATime(async (sheet: Sheet, { name, paper, today }: { name: string; paper: Paper; today: string }): Promise<void> => {
  try {
    const make = await load?.();
    if (!make) throw new Error("Nothing makes PDFs here.");
    const pdf = await make(sheet, { paper, name, language: spoken(), foot: `${name} · ${dated(today)}` });
    const address = URL.createObjectURL(pdf);
    h("a", { href: address, download: fileName(name, paper) }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
    tell(t("The PDF was made on this device. It is saved where the browser saves files."));
  } catch {
    trouble(t("The PDF could not be made now. Print from the browser, or try again when there is a connection."));
  }
});

/** Letters that every system takes: "Näkökulmapyörä" becomes nakokulmapyora.pdf, and nakokulmapyora-a3.pdf for the wall. */
export function fileName(name: string, paper: Paper): string {
  const plain = name.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
  return `${plain || "tuokio"}${paper === "a3" ? "-a3" : ""}.pdf`;
}

function dated(today: string): string {
  const [year, month, day] = today.split("-").map(Number);
  return spoken() === "en" ? `${day}/${month}/${year}` : `${day}.${month}.${year}`;
}
