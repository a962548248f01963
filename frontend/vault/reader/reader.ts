/** The page of the offline reader: choose an export, type one's words, read. It asks no network for anything. */

import { h, field, card, button, show } from "../app/dom";
import { safeName } from "../app/attachments";
import { rendered } from "../app/markdown";
import { type Language, LANGUAGES, preferred, speak, spoken, t, tn, when } from "../app/words";
import { type Reason, Refusal } from "../core/refusal";
import { type Branch, saidIn } from "../drafts/work-words";
import { opened, type ReadCircle, type ReadDocument, type ReadFile } from "./opening";
import { type Package, packageOf } from "./package";

/** What this page says in Finnish and Swedish; put in at build. */
declare const CATALOGUES: Record<string, unknown>;

const speaking = (language: Language): Promise<void> =>
  speak(language, () => Promise.resolve(new Response(JSON.stringify(CATALOGUES[language] ?? {}))));

function begin(chosen: Package | null = null): void {
  const zip = chooser(t("The zip package"), { accept: ".zip" });
  const folder = chooser(t("Or the folder that it was unpacked into"), { webkitdirectory: true });
  const words = field(t("Your six words or your recovery code"), { id: "words", secret: true });
  let pack = chosen;
  for (const { input, fault } of [zip, folder]) {
    input.addEventListener("change", () => {
      const files = [...(input.files ?? [])];
      if (files.length === 0) return;
      fault("");
      try {
        pack = packageOf(files);
      } catch {
        fault(t("This is not an export of locked notes."));
      }
    });
  }
  const open = async (): Promise<void> => {
    words.fault("");
    if (!pack) return zip.fault(t("Choose the package first."));
    press.textContent = t("Opening …");
    await new Promise((next) => setTimeout(next, 30)); // let the words be seen: the opening takes a second
    try {
      list(await opened(pack, words.input.value));
    } catch (fault) {
      press.textContent = t("Open");
      words.fault(because(fault));
    }
  };
  const press = h("button", { type: "submit", class: "btn" }, t("Open"));
  show(
    t("Locked notes, without a network"),
    h("p", {}, t("This page sends nothing and asks nobody for anything. It works without a connection.")),
    h(
      "form",
      { class: "card", onsubmit: (event) => { event.preventDefault(); void open(); } },
      h("div", { class: "cardbody" }, zip.row, folder.row, words.row, press),
    ),
    languages(),
  );
}

interface Chooser {
  row: HTMLElement;
  input: HTMLInputElement;
  fault: (words: string) => void;
}

function chooser(label: string, kind: { accept?: string; webkitdirectory?: boolean }): Chooser {
  const id = kind.accept ? "zip" : "folder";
  const input = h("input", { id, type: "file", class: "input", "aria-describedby": `${id}-error`, ...kind });
  const error = h("p", { class: "error", id: `${id}-error`, hidden: true });
  const fault = (words: string): void => {
    error.textContent = words;
    error.hidden = !words;
    if (words) input.focus();
  };
  return { row: h("div", { class: "field" }, h("label", { class: "label", for: id }, label), error, input), input, fault };
}

function because(fault: unknown): string {
  const reason: Reason = fault instanceof Refusal ? fault.reason : "form";
  if (reason === "recipient") return t("It did not open. Check each word or sign and try again.");
  return t("This package is not as it was made (code: %(code)s). Nothing of it is shown.", { code: reason });
}

function list(circles: ReadCircle[]): void {
  show(t("Locked notes"), ...circles.map((circle) => circleCard(circles, circle)), h("div", { class: "actions" }, button(t("Close the notes"), begin)));
}

function circleCard(circles: ReadCircle[], circle: ReadCircle): HTMLElement {
  const { documents, refused } = circle;
  const row = (one: ReadDocument): HTMLElement =>
    h("li", { class: "row" }, button(titleOf(one), () => read(circles, circle, one), "act"), h("span", { class: "hint" }, when(one.made)));
  return card(
    nameOf(circle),
    circle.readers.length > 1 && h("p", { class: "hint" }, t("These could read this: %(names)s", { names: circle.readers.join(", ") })),
    refused.length > 0 && h("p", { class: "error" }, tn("One document could not be verified and is not shown.", "%(n)s documents could not be verified and are not shown.", refused.length)),
    documents.length > 0 ? h("ul", { class: "rows" }, ...documents.map(row)) : h("p", { class: "empty" }, t("Nothing here yet.")),
  );
}

function read(circles: ReadCircle[], circle: ReadCircle, one: ReadDocument): void {
  show(
    titleOf(one),
    h("p", { class: "hint" }, [nameOf(circle), one.author, when(one.made)].filter(Boolean).join(" · ")),
    h("article", { class: "card" }, h("div", { class: "cardbody" }, rendered(one.text), ...(one.tree ? toolsWords(one.tree) : []))),
    one.files.length > 0 && card(t("Files"), h("ul", { class: "rows" }, ...one.files.map(fileRow))),
    h("div", { class: "actions" }, button(t("To the notes"), () => list(circles), "btn")),
  );
}

/** What was said, and all of it as the tool kept it, under the names that it gave its parts. */
function toolsWords(tree: readonly Branch[]): HTMLElement[] {
  const said = saidIn(tree);
  const [only] = said;
  return [
    h("div", { class: "note" }, branches(said.length === 1 && only && !only.text ? only.below : said)),
    h("details", {}, h("summary", { class: "act" }, t("All of it, as it was kept")), h("div", { class: "note" }, branches(tree))),
  ];
}

function branches(tree: readonly Branch[]): HTMLElement {
  const words = ({ name, text }: Branch): string => (name && text ? `${name}: ${text}` : name || text);
  return h("ul", {}, ...tree.map((one) => h("li", {}, words(one), one.below.length > 0 && branches(one.below))));
}

function fileRow({ name, open }: ReadFile): HTMLElement {
  const line = h("li", { class: "row" }, h("span", {}, name));
  const save = async (): Promise<void> => {
    try {
      const address = URL.createObjectURL(new Blob([new Uint8Array(await open())], { type: "application/octet-stream" }));
      h("a", { href: address, download: safeName(name) }).click();
      setTimeout(() => URL.revokeObjectURL(address), 60_000);
    } catch (fault) {
      line.append(h("p", { class: "error" }, because(fault)));
    }
  };
  line.append(button(t("Save to this device"), () => void save(), "act"));
  return line;
}

const titleOf = (one: ReadDocument): string => one.title || (one.kind === "message" ? one.text.slice(0, 60) : "") || t("Without a title");

function nameOf({ kind, name }: ReadCircle): string {
  if (kind === "journal") return name ? t("My journal: %(name)s", { name }) : t("My journal");
  if (kind === "own") return t("My notes: %(name)s", { name });
  return name;
}

function languages(): HTMLElement {
  const names: Record<Language, string> = { fi: "Suomeksi", sv: "På svenska", en: "In English" };
  const press = (language: Language): HTMLElement => {
    const pressed = button(names[language], () => void speaking(language).then(() => begin()), "btnghost");
    pressed.lang = language;
    return pressed;
  };
  return h("nav", { class: "actions", "aria-label": t("Language") }, ...LANGUAGES.filter((one) => one !== spoken()).map(press));
}

void speaking(preferred(navigator.languages)).then(() => begin());
