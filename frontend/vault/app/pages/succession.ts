/** The successor: named, given an envelope, asked for it, stopped; and what an envelope opened. */

import type { ReleaseShown, SuccessionStanding } from "../../worker/api";
import { codeOf } from "../../worker/calls";
import type { GivenNotes } from "../../worker/rooms/succession";
import { checkList } from "../check-list";
import { nameOf } from "../circle";
import { button, card, field, type Field, h, onceAtATime, show, trouble } from "../dom";
import { wordsFor } from "../faults";
import type { House } from "../house";
import { rendered } from "../markdown";
import { day, t, tn } from "../words";

type Act = (act: () => Promise<SuccessionStanding>, beside?: Field) => Promise<void>;

export async function succession(house: House): Promise<void> {
  const words = await checkList();
  const back = button(t("To the notes"), () => void house.go({ at: "notes" }), "btn2");
  const paint = async (standing: SuccessionStanding): Promise<void> => {
    show(
      t("Successor"),
      !standing.may && h("p", {}, t("Supervisors name a successor here. When somebody has named you, it stands here too.")),
      standing.may && h("p", {}, t("If you fall ill or die, dates, contacts and agreements can be reached without any key. Your own notes cannot: unless you seal an envelope, they are erased unread when their time is over.")),
      ...standing.asked.map((one) => stopCard(one, act)),
      ...standing.agree.map((one) => agreeCard(one, act)),
      ...standing.for.map((one) => standForCard(house, one, act)),
      standing.for.length > 0 && (await ownWords(house, words)),
      standing.may && namingCard(standing, act),
      standing.named && (await envelopeCard(house, standing, words, paint)),
      h("div", { class: "actions" }, back),
    );
  };
  const act: Act = onceAtATime(async (asked, beside) => {
    beside?.fault("");
    try {
      await paint(await asked());
    } catch (fault) {
      if (beside) beside.fault(wordsFor(codeOf(fault)));
      else trouble(wordsFor(codeOf(fault)));
    }
  });
  const { succession: room } = house.client;
  await paint(await room.standing());

  function namingCard({ named }: SuccessionStanding, go: Act): HTMLElement {
    const successor = field(t("Successor's mail address"), { id: "successor", hint: t("A colleague who knows of it and has agreed. The name is kept in readable form, so that it is found.") });
    const second = field(t("Mail address of a second person"), { id: "second", hint: t("Nothing is given before they agree. Leave empty when somebody of your practice may be the second.") });
    successor.input.value = named?.successor ?? "";
    second.input.value = named?.second ?? "";
    const form = h(
      "form",
      { class: "stack", onsubmit: (event) => { event.preventDefault(); void go(() => room.name(successor.input.value, second.input.value), successor); } },
      successor.row,
      second.row,
      h("div", { class: "actions" }, h("button", { type: "submit", class: named ? "btn2" : "btn" }, t("Name them")), named && button(t("Name nobody"), () => void go(() => room.end()), "btnghost")),
    );
    return card(t("Who goes on"), form);
  }

  function stopCard(one: ReleaseShown, go: Act): HTMLElement {
    return card(
      t("Your successor has asked for the envelope"),
      h("p", {}, one.opens ? t("%(name)s asked on %(asked)s. It is given on %(opens)s unless you stop it.", { name: one.by, asked: day(one.asked), opens: day(one.opens) }) : t("%(name)s asked on %(asked)s. A second person has not agreed yet.", { name: one.by, asked: day(one.asked) })),
      button(t("Stop it; I go on myself"), () => void go(() => room.stop(one.id)), "btn"),
    );
  }

  function agreeCard(one: ReleaseShown, go: Act): HTMLElement {
    return card(
      t("You are asked to agree"),
      h("p", {}, t("%(by)s asks for the envelope of %(of)s. Agree only when you know yourself that %(of)s cannot go on. Then it takes two weeks.", { by: one.by, of: one.of })),
      button(t("I agree"), () => void go(() => room.agree(one.id)), "btn2"),
    );
  }
}

function standForCard(house: House, { id, name, release }: SuccessionStanding["for"][number], go: Act): HTMLElement {
  const { succession: room } = house.client;
  const title = t("You are the successor of %(name)s", { name });
  if (!release) {
    return card(title, h("p", {}, t("Ask for the envelope only when %(name)s cannot go on. A second person must agree, then two weeks pass. %(name)s is told at once.", { name })), button(t("Ask for the envelope"), () => void go(() => room.ask(id)), "btn2"));
  }
  if (!release.ready) {
    return card(title, h("p", {}, release.opens ? t("It can be opened from %(day)s on.", { day: day(release.opens) }) : t("You have asked. A second person has not agreed yet.")));
  }
  const sheet = field(t("What stands on the sheet"), { id: "sheet", secret: true, hint: t("The practice keeps it. Spaces and small letters do not matter.") });
  const open = async (): Promise<void> => {
    sheet.fault("");
    try {
      shownNotes(house, name, await room.open(release.id, sheet.input.value));
    } catch (fault) {
      sheet.fault(wordsFor(codeOf(fault)));
    }
  };
  return card(title, h("form", { class: "stack", onsubmit: (event) => { event.preventDefault(); void open(); } }, sheet.row, h("button", { type: "submit", class: "btn" }, t("Open the envelope"))));
}

async function ownWords(house: House, list: readonly string[]): Promise<HTMLElement> {
  return card(t("Your check words"), h("p", {}, t("Whoever seals an envelope to you sees the same four words. Compare them. They are Finnish words for all.")), h("p", { class: "code", translate: "no", lang: "fi" }, await house.client.succession.keyWords(null, list)));
}

async function envelopeCard(house: House, standing: SuccessionStanding, list: readonly string[], paint: (standing: SuccessionStanding) => Promise<void>): Promise<HTMLElement> {
  const { envelope, named } = standing;
  const recipient = named?.recipient ?? "";
  const told = envelope && h("p", {}, envelope.good ? t("An envelope was sealed on %(day)s. Notes that were begun after that are not in it.", { day: day(envelope.made) }) : t("The envelope of %(day)s no longer opens: your successor has new keys. Seal a new one.", { day: day(envelope.made) }));
  if (!recipient) return card(t("Envelope"), told, h("p", {}, t("An envelope can be sealed once your successor has locked notes of their own here.")));
  const own = (await house.client.circles.mine()).spaces.filter(({ kind }) => kind === "own" || kind === "group");
  const boxes = own.map((space) => {
    const box = h("input", { type: "checkbox", value: space.id, id: `seal-${space.id}`, checked: space.kind === "own" });
    return { box, row: h("label", { class: "choice", for: `seal-${space.id}` }, box, h("span", {}, nameOf(space))) };
  });
  const fault = h("p", { class: "error", role: "alert", hidden: true });
  const seal = onceAtATime(async (): Promise<void> => {
    try {
      const chosen = boxes.filter(({ box }) => box.checked).map(({ box }) => box.value);
      sheetPage(house, await house.client.succession.offer(recipient, chosen), paint);
    } catch (refused) {
      fault.hidden = false;
      fault.textContent = codeOf(refused) === "nothing-offered" ? t("Choose at least one.") : wordsFor(codeOf(refused));
    }
  });
  return card(
    t("Envelope"),
    told,
    h("p", {}, t("Sealed to a printed sheet that the practice keeps, and that again to your successor. Only both together open it. A learning journal is never in it.")),
    h("p", {}, t("Compare these four words with your successor: they see them on this page. Otherwise the server could have named another key. They are Finnish words for all.")),
    h("p", { class: "code", translate: "no", lang: "fi" }, await house.client.succession.keyWords(recipient, list)),
    own.length > 0 ? h("fieldset", { class: "field" }, h("legend", { class: "legend" }, t("What goes into it")), h("div", { class: "choices" }, ...boxes.map(({ row }) => row))) : h("p", { class: "empty" }, t("You have no notes yet that could go into it.")),
    fault,
    own.length > 0 && button(t("The words are the same; make the sheet"), () => void seal(), "btn2"),
  );
}

function sheetPage(house: House, sheet: string, paint: (standing: SuccessionStanding) => Promise<void>): void {
  const typed = field(t("The last eight signs, from paper"), { id: "sheet-end", secret: true });
  const keep = async (): Promise<void> => {
    typed.fault("");
    try {
      await paint(await house.client.succession.keep(typed.input.value));
    } catch (fault) {
      typed.fault(wordsFor(codeOf(fault)));
    }
  };
  show(
    t("The sheet"),
    card(
      t("Print it and give it to the practice"),
      h("p", { class: "code", id: "sheet", translate: "no" }, sheet),
      h("p", {}, t("Not to your successor: one of the two alone must not open anything. It is shown only now.")),
      button(t("Print"), () => window.print(), "btn2"),
    ),
    h("form", { class: "card", onsubmit: (event) => { event.preventDefault(); void keep(); } }, h("div", { class: "cardbody" }, typed.row, h("button", { type: "submit", class: "btn" }, t("It is on paper; keep the envelope")))),
  );
}

function shownNotes(house: House, name: string, found: GivenNotes[]): void {
  show(
    t("Notes of %(name)s", { name }),
    ...found.map((space) =>
      card(
        space.name,
        space.closed > 0 && h("p", { class: "error" }, tn("One note could not be verified and is not shown.", "%(n)s notes could not be verified and are not shown.", space.closed)),
        ...space.notes.map(({ title, text }) => h("details", { class: "more" }, h("summary", {}, title || t("Without a title")), rendered(text))),
        space.notes.length === 0 && h("p", { class: "empty" }, t("Nothing here yet.")),
      ),
    ),
    button(t("To the notes"), () => void house.go({ at: "notes" }), "btn"),
  );
}
