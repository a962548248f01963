/** The recovery code on paper or in a file: what stands beside it, and finding it again in a chosen file. Nothing leaves the browser. */

import { readRecoveryCode } from "../core/recovery-code";
import { h } from "./dom";
import { t } from "./words";

export interface Sheet {
  name: string;
  code: string;
  /** Where one signs in. */
  address: string;
}

/** What is printed with the code: whose, where, and from which day. */
export function sheetLines({ name, address }: Sheet): string[] {
  const day = new Date().toLocaleDateString({ fi: "fi-FI", sv: "sv-FI", en: "en-GB" }[document.documentElement.lang] ?? "fi-FI");
  return [t("Whose: %(name)s", { name }), t("Where: %(address)s", { address }), t("Made: %(day)s", { day })];
}

/** Save the sheet as a text file, through the browser's own saving. */
export function saveSheet(sheet: Sheet): void {
  const text = [t("Recovery code of locked notes"), "", sheet.code, "", ...sheetLines(sheet), "", t("Whoever has this code and your sign-in can read your notes. Keep it away from the device."), ""].join("\r\n");
  const address = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
  h("a", { href: address, download: `${t("recovery-code")}.txt` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** The code in a saved sheet; null when there is none. */
export function codeIn(text: string): string | null {
  for (const [found] of text.matchAll(/(?:[0-9A-Za-z]{4}-){6}[0-9A-Za-z]{4}/g)) {
    const code = readRecoveryCode(found);
    if (code) return code;
  }
  return null;
}

/** Choose the saved sheet instead of typing; its code goes into the field. */
export function sheetChooser(take: (code: string | null) => void): HTMLElement {
  const input = h("input", { type: "file", id: "chosen-sheet", class: "input", accept: ".txt,text/plain" });
  input.addEventListener("change", () => {
    const [file] = input.files ?? [];
    if (file && file.size < 100_000) void file.text().then((text) => take(codeIn(text)));
    else if (file) take(null);
    input.value = "";
  });
  return h("div", { class: "field" }, h("label", { class: "label", for: "chosen-sheet" }, t("Or choose the file that you saved")), input);
}
