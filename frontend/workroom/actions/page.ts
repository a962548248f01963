/** What was agreed: what is open stands first, each with what becomes of it; what is closed lies folded beneath. */

import { button, field, type Field, h } from "../../vault/app/dom";
import { t, tn, when } from "../../vault/app/words";
import type { Desk } from "../tool";
import { clear, isOpen, setOpen, typed } from "../typed";
import * as actions from "./state";
import type { Action, Actions, Agreed, Wording } from "./state";

const [NEW, HISTORY, PEOPLE] = ["actions-new", "actions-history", "actions-people"] as const;

export function page(desk: Desk<Actions>): HTMLElement[] {
  const open = actions.open(desk.state);
  const parts = [
    open.length > 0 ? h("ul", { class: "agreed" }, ...open.map((action) => row(desk, action))) : h("p", { class: "empty" }, nothing(desk)),
    desk.mayWrite && adding(desk),
    history(desk),
    desk.mayWrite && people(desk),
  ];
  return parts.filter((part) => part instanceof HTMLElement);
}

function nothing(desk: Desk<Actions>): string {
  const some = [...desk.earlier.map(({ state }) => state), desk.state].some((state) => state.actions.length > 0);
  return some ? t("Nothing is open.") : t("Nothing has been agreed yet.");
}

const idOf = (action: Action, which: string): string => `action-${action.id}-${which}`;

function row(desk: Desk<Actions>, action: Action): HTMLElement {
  return h("li", { class: "agreedone" },
    h("p", { class: "strong" }, action.what),
    about(action, desk.today()),
    ...earlier(action),
    desk.mayWrite && closing(desk, action));
}

function about(action: Action, today: string): HTMLElement | null {
  const due = action.by && (actions.isLate(action, today) ? t("was to be done by %(day)s", { day: when(action.by) }) : t("by %(day)s", { day: when(action.by) }));
  const words = [whoOf(action), due].filter(Boolean).join(" · ");
  return words ? h("p", { class: "small" }, words) : null;
}

export const whoOf = ({ who, everybody }: Pick<Wording, "who" | "everybody">): string => (everybody ? t("everybody") : who);

/** How it was worded before; never hidden away. */
function earlier(action: Action): HTMLElement[] {
  return action.earlier.map((was) => {
    const words = [was.what, whoOf(was), was.by && t("by %(day)s", { day: when(was.by) })].filter(Boolean).join(" · ");
    return h("p", { class: "small agreedwas" }, t("Until %(day)s: %(words)s", { day: when(was.until), words }), was.why && ` (${was.why})`);
  });
}

// what becomes of one

function closing(desk: Desk<Actions>, action: Action): HTMLElement {
  const of = h("span", { class: "vh" }, ` ${action.what}`);
  const done = named(idOf(action, "done"), button(t("It is done"), () => {
    noMore(desk, action);
    desk.change(actions.done(desk.state, action.id, desk.today(), typed(idOf(action, "why")) ?? ""));
    desk.tell(t("Marked as done."));
  }, "btnghost"));
  done.append(of.cloneNode(true));
  return h("div", { class: "agreedacts" }, done,
    h("details", { id: idOf(action, "part"), open: isOpen(idOf(action, "part")), class: "agreedpart" },
      h("summary", {}, t("Agree otherwise"), of.cloneNode(true)), changing(desk, action), desk.remind && reminding(desk, action)));
}

function changing(desk: Desk<Actions>, action: Action): HTMLElement {
  const fields = wordingFields(`action-${action.id}`, action);
  const why = field(t("A word why"), { id: idOf(action, "why"), hint: t("It stays beside it. No names, no cases that could be recognised.") });
  why.input.value = typed(idOf(action, "why")) ?? "";
  const taken = (next: Actions, told: string): void => {
    setOpen(idOf(action, "part"), false);
    clear(why.input.id);
    desk.change(next);
    desk.tell(told);
  };
  const change = (): void => {
    if (!fields.what.input.value.trim()) return fields.what.fault(t("Write what you agree on."));
    const next = actions.changed(desk.state, action.id, fields.read(), why.input.value, desk.today());
    if (next === desk.state) return why.fault(t("Nothing is worded otherwise yet."));
    taken(next, t("Agreed otherwise. The earlier wording stays beneath."));
  };
  const drop = (): void => {
    if (!why.input.value.trim()) return why.fault(t("Say in a word why it is dropped."));
    noMore(desk, action);
    taken(actions.dropped(desk.state, action.id, desk.today(), why.input.value), t("Dropped, with the word why."));
  };
  return h("form", { class: "form", onsubmit: (event) => { event.preventDefault(); change(); } },
    ...fields.rows, why.row,
    h("div", { class: "formactions" }, named(idOf(action, "change"), h("button", { type: "submit", class: "btn2" }, t("Word it so"))), named(idOf(action, "drop"), button(t("Drop it"), drop, "act"))));
}

/** The letter says that something waits, and not a word of what. */
function reminding(desk: Desk<Actions>, action: Action): HTMLElement {
  const id = idOf(action, "remind-on");
  const on = h("input", { type: "date", id, class: "input", autocomplete: "off", value: typed(id) ?? action.by });
  const fault = h("p", { class: "error", role: "alert", hidden: true });
  const told = h("p", { class: "small", role: "status" });
  const remind = async (): Promise<void> => {
    const refuse = (words: string): void => {
      fault.textContent = words;
      fault.hidden = !words;
    };
    refuse("");
    if (!on.value || on.value <= desk.today()) return refuse(t("Choose a day that is still to come."));
    try {
      await desk.remind?.(action.id, on.value);
      told.textContent = t("You will be reminded on %(day)s.", { day: when(on.value) });
    } catch {
      refuse(t("This was not set. Try again when there is a connection."));
    }
  };
  return h("div", { class: "form" },
    h("div", { class: "field mid" }, h("label", { class: "label", for: id }, t("Remind me on")), h("p", { class: "hint", id: `${id}-hint` }, t("The message says only that something waits in Tuokio.")), fault, on),
    named(idOf(action, "remind"), button(t("Remind me"), () => void remind(), "btn2")), told);
}

/** What is closed is not reminded of; without a connection the letter comes, and says nothing of it either. */
const noMore = (desk: Desk<Actions>, action: Action): void => void desk.remind?.(action.id, null).catch(() => undefined);

// agreeing

function adding(desk: Desk<Actions>): HTMLElement {
  const fields = wordingFields(NEW, { what: "", who: "", everybody: false, by: "" });
  const agree = (): void => {
    if (!fields.what.input.value.trim()) return fields.what.fault(t("Write what you agree on."));
    const next = actions.added(desk.state, fields.read(), desk.newId(), desk.today());
    fields.forget();
    desk.change(next);
    desk.tell(t("Agreed. It is the first thing next time."));
    document.getElementById(`${NEW}-what`)?.focus();
  };
  return h("details", { id: NEW, open: isOpen(NEW) }, h("summary", {}, t("Agree on something new")),
    h("form", { class: "form", onsubmit: (event) => { event.preventDefault(); agree(); } }, ...fields.rows, h("div", { class: "formactions" }, h("button", { type: "submit", class: "btn2", id: `${NEW}-agree` }, t("Agree")))));
}

interface WordingFields {
  what: Field;
  rows: HTMLElement[];
  read: () => Agreed;
  forget: () => void;
}

function wordingFields(id: string, now: Wording): WordingFields {
  const ids = { what: `${id}-what`, who: `${id}-who`, by: `${id}-by` };
  const what = field(t("What"), { id: ids.what, hint: t("So that you see when it is done. No names of clients.") });
  const who = field(t("Who"), { id: ids.who, hint: t("A name, some names, or everybody.") });
  const by = h("input", { type: "date", id: ids.by, class: "input", autocomplete: "off", value: typed(ids.by) ?? now.by });
  what.input.value = typed(ids.what) ?? now.what;
  who.input.value = typed(ids.who) ?? whoOf(now);
  who.input.setAttribute("list", PEOPLE);
  const read = (): Agreed => {
    const named = who.input.value.trim();
    const everybody = named.toLocaleLowerCase() === t("everybody").toLocaleLowerCase();
    return { what: what.input.value, who: everybody ? "" : named, everybody, by: by.value };
  };
  return { what, read, forget: () => clear(...Object.values(ids)), rows: [what.row, who.row, h("div", { class: "field mid" }, h("label", { class: "label", for: ids.by }, t("By when")), by)] };
}

const people = (desk: Desk<Actions>): HTMLElement => h("datalist", { id: PEOPLE }, ...[t("everybody"), ...desk.persons].map((name) => h("option", { value: name })));

// what is closed

function history(desk: Desk<Actions>): HTMLElement | null {
  const closed = actions.history([...desk.earlier.map(({ state }) => state), desk.state]);
  if (closed.length === 0) return null;
  const here = new Set(desk.state.actions.map(({ id }) => id));
  const one = (action: Action): HTMLElement => h("li", { class: "agreedone" },
    h("p", {}, action.what), h("p", { class: "small" }, becameOf(action)), ...earlier(action),
    desk.mayWrite && here.has(action.id) && named(idOf(action, "reopen"), button(t("Open it again"), () => desk.change(actions.reopened(desk.state, action.id)), "act")));
  return h("details", { id: HISTORY, open: isOpen(HISTORY) }, h("summary", {}, tn("One that is done or dropped", "%(n)s that are done or dropped", closed.length)), h("ul", { class: "agreed" }, ...closed.map(one)));
}

/** Who, what became of it and on which day, and the word that was said. */
export function becameOf(action: Action): string {
  const how = action.state === "open" ? "" : action.state === "done" ? t("done %(day)s", { day: when(action.closed) }) : t("dropped %(day)s", { day: when(action.closed) });
  return [whoOf(action), how, action.why].filter(Boolean).join(" · ");
}

function named<Made extends HTMLElement>(id: string, made: Made): Made {
  made.id = id;
  return made;
}
