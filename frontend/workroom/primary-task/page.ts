/** The primary task on a screen: each writes alone, all are shown at once, one is made of them and agreed. */

import { button, h, trouble } from "../../vault/app/dom";
import { day, t, tn } from "../../vault/app/words";
import { area, asking, lasting, line, warnings } from "../lists/parts";
import type { Desk } from "../tool";
import { distanceOf } from "./distance";
import { agree, merged, type PrimaryTask, type Sentence, withDraft } from "./state";
import { KEY, inWords } from "./words";
import { inCommon, marked, type Piece } from "./words-in-common";

type At = Desk<PrimaryTask>;

export function primaryTaskPage(desk: At): Node[] {
  return [agreedNow(desk), howFar(desk.state), desk.mayWrite && alone(desk), sideBySide(desk), desk.mayWrite && draft(desk), earlier(desk.state)].filter((node): node is HTMLElement => Boolean(node));
}

function agreedNow(desk: At): HTMLElement | null {
  const agreed = desk.state.agreed.at(-1);
  if (!agreed) return null;
  const give = button(t("Give it to the commissioner"), () => desk.give(KEY));
  give.id = "ptask-give";
  return h(
    "section",
    { class: "stack ptask-part", "aria-labelledby": "ptask-agreed" },
    h("h3", { id: "ptask-agreed" }, t("What we have agreed")),
    h("p", { class: "ptask-agreed" }, agreed.text),
    h("p", { class: "small" }, t("Agreed on %(day)s", { day: day(agreed.on) })),
    desk.mayWrite && h("div", { class: "actions" }, give),
  );
}

function howFar({ agreed }: PrimaryTask): HTMLElement | null {
  const [first, last] = [agreed[0], agreed.at(-1)];
  if (!first || !last || agreed.length === 1) return null;
  const distance = distanceOf(first.text, last.text);
  return h(
    "section",
    { class: "stack ptask-part", "aria-labelledby": "ptask-far" },
    h("h3", { id: "ptask-far" }, t("How the sentence has changed")),
    h("p", {}, t("First, %(day)s: %(text)s", { day: day(first.on), text: first.text })),
    h("p", {}, h("span", { class: "strong" }, inWords(distance)), " ", t("%(changes)s words of %(of)s have changed: %(share)s.", { changes: distance.changes, of: distance.of, share: `${Math.round(100 * distance.share)}\u00a0%` })),
    h("p", { class: "hint" }, t("Counted: how many words must be put in, taken out or changed to make the last sentence of the first, of the words of the longer one (Levenshtein distance in words). The number says nothing of which is better.")),
  );
}

/** On phones, or on this screen as the device goes round: nobody sees a sentence before all are shown. */
function alone(desk: At): HTMLElement {
  const { waiting } = desk.hidden;
  const name = lasting(line(t("Name or sign, if you like"), { id: "ptask-name" }));
  const text = lasting(area(t("Our primary task in one sentence"), { id: "ptask-text", hint: t("What is our work there for? One sentence of your own. No names, and no case that could be recognised.") }));
  text.row.append(warnings(desk, text.input));
  let hiding = false;
  const hide = async (): Promise<void> => {
    const given = { name: name.input.value.trim(), text: text.input.value.trim() };
    if (!given.text) return hiding ? undefined : text.fault(t("Write a sentence first.")); // pressed twice, it is hidden once
    hiding = true;
    [name.input.value, text.input.value] = ["", ""];
    try {
      await desk.hide(given);
      desk.tell(t("Hidden. Pass the device on: the next one can write."));
    } catch {
      [name.input.value, text.input.value] = [given.name, given.text];
      trouble(t("The sentence could not be hidden. It is still in its field; try again."));
    }
    if (["ptask-hide", ""].includes(document.activeElement?.id ?? "")) document.getElementById("ptask-text")?.focus(); // not from under their hands
  };
  const reveal = button(t("Show all at once"), () => desk.hidden.reveal());
  reveal.id = "ptask-reveal";
  return h(
    "section",
    { class: "stack ptask-part", "aria-labelledby": "ptask-alone" },
    h("h3", { id: "ptask-alone" }, t("Each writes alone")),
    h("p", { class: "hint" }, t("Write on your own and in peace, on a phone or in turn on this device. Each sentence is locked until all are shown at once.")),
    asking(desk, t("Ask on the phones")),
    h("form", { class: "form", onsubmit: (event) => (event.preventDefault(), void hide()) }, text.row, name.row, h("div", { class: "formactions" }, h("button", { type: "submit", class: "btn2", id: "ptask-hide" }, t("Hide and pass on")))),
    waiting > 0 && h("p", { class: "notice", id: "ptask-waiting" }, h("span", {}, tn("One sentence waits, hidden from everybody.", "%(n)s sentences wait, hidden from everybody.", waiting)), reveal),
  );
}

function sideBySide(desk: At): HTMLElement | null {
  const { sentences } = desk.state;
  if (sentences.length === 0) return null;
  const texts = sentences.map(({ text }) => text);
  const common = inCommon(texts);
  const pieces = marked(texts);
  return h(
    "section",
    { class: "stack ptask-part", "aria-labelledby": "ptask-side" },
    h("h3", { id: "ptask-side" }, t("Side by side")),
    common.length > 0
      ? h("p", {}, t("Words that several have: %(words)s", { words: common.map(({ word, count }) => `${word} (${count})`).join(", ") }))
      : sentences.length > 1 && h("p", {}, t("No words in common were found. That too is worth talking about.")),
    sentences.length > 1 && h("p", { class: "hint" }, t("Found by the letters that words begin with, so other forms and words that mean the same may be missed.")),
    h("ul", { class: "rows" }, ...sentences.map((sentence, i) => row(desk, sentence, pieces[i] ?? []))),
  );
}

function row(desk: At, sentence: Sentence, pieces: readonly Piece[]): HTMLElement {
  const common = pieces.filter((piece) => piece.common).map(({ text }) => text);
  const merge = button(t("Into the draft"), () => {
    desk.change(merged(desk.state, sentence.id));
    desk.tell(t("Added to the end of the draft."));
  }, "act");
  merge.id = `${sentence.id}-merge`;
  merge.append(h("span", { class: "vh" }, `: ${sentence.text}`));
  return h(
    "li",
    { class: "row below" },
    h("div", {}, h("p", { class: "ptask-sentence" }, ...pieces.map((piece) => (piece.common ? h("mark", {}, piece.text) : piece.text))), common.length > 0 && h("p", { class: "vh" }, t("In common: %(words)s", { words: common.join(", ") })), sentence.name && h("p", { class: "small" }, sentence.name), !sentence.holds && h("p", {}, h("span", { class: "badge badge-look" }, t("Not the sentence that was hidden")))),
    desk.mayWrite && merge,
  );
}

function draft(desk: At): HTMLElement {
  const text = area(t("Our common draft"), { id: "ptask-draft", hint: t("Merge by hand: take what you stand behind, and make one sentence of it.") });
  text.input.value = desk.state.draft;
  text.input.addEventListener("input", () => desk.change(withDraft(desk.state, text.input.value), { draw: false }));
  text.row.append(warnings(desk, text.input));
  const agreed = button(t("This is what we agree"), () => {
    const next = agree(desk.state, desk.today());
    if (!next.draft.trim()) return text.fault(t("Write the sentence first."));
    desk.tell(next === desk.state ? t("This is what you have agreed already.") : t("Agreed. Earlier wordings are kept."));
    desk.change(next);
  });
  agreed.id = "ptask-agree";
  return h("section", { class: "stack ptask-part", "aria-labelledby": "ptask-one" }, h("h3", { id: "ptask-one" }, t("One sentence together")), text.row, h("div", { class: "actions" }, agreed));
}

function earlier({ agreed }: PrimaryTask): HTMLElement | null {
  if (agreed.length < 2) return null;
  const rows = agreed.slice(0, -1).reverse().map(({ text, on }) => h("li", { class: "row below" }, h("p", {}, text), h("span", { class: "small" }, day(on))));
  return h("details", { class: "more", id: "ptask-earlier" }, h("summary", {}, tn("One earlier wording", "%(n)s earlier wordings", agreed.length - 1)), h("ul", { class: "rows" }, ...rows));
}
