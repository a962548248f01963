/** Getting ready for a round: the script to read, how long, who has which role, and that no one is named. */

import { button, field, h } from "../../vault/app/dom";
import { spoken, t, tn } from "../../vault/app/words";
import { chosen } from "../choosing";
import type { Desk } from "../tool";
import { cardOf } from "./card";
import { forget, here } from "./here";
import { begun, drawn, minutesFor, type Seat, WORK } from "./run";
import { minutesOf, type Role, rolesOf, type Script, type Shown } from "./script";
import { copied, type Rounds } from "./state";
import { roleName } from "./words";
import { saveAsFile } from "./writing";

export function ready(desk: Desk<Rounds>, script: Shown, own: Script | null): Node[] {
  const seats = (here.seats ??= desk.persons.map((name, index): Seat => ({ id: `known-${index}`, name, role: desk.leads && name === desk.me.name ? "moderator" : "" })));
  const others = button(t("Other scripts"), () => {
    forget();
    desk.draw();
    document.querySelector<HTMLElement>(`#choose-${script.id}`)?.focus();
  });
  return [
    ...(here.ended ? [ending(desk)] : []),
    h("h3", { id: "round-title", tabindex: "-1" }, script.title),
    script.about ? h("p", { class: "measure" }, script.about) : "",
    h("div", { class: "round-time noprint" }, time(desk, script)),
    ...cardOf(script, here.total),
    h("div", { class: "round-ready noprint" }, h("h4", {}, t("Who does what")), people(desk, script, seats), ...gate(desk, script, seats)),
    h("div", { class: "actions noprint" }, others, ...keeping(desk, script, own)),
  ].filter((node): node is HTMLElement => node !== "");
}

function time(desk: Desk<Rounds>, script: Shown): HTMLElement {
  const own = minutesOf(script);
  const options: [string, string][] = [
    ["", t("As the script says, %(n)s min", { n: own })],
    ...Object.entries(WORK).map(([length, n]): [string, string] => [String(n), t("A meeting of %(length)s min, %(n)s for working", { length, n })]),
  ];
  const act = (value: string): void => {
    here.total = value ? Number(value) : null;
    desk.draw();
  };
  return chosen({ id: "round-time", label: t("Time for the round"), options, value: here.total === null ? "" : String(here.total), act });
}

function people(desk: Desk<Rounds>, script: Shown, seats: Seat[]): HTMLElement {
  const roles = rolesOf(script);
  const options: [string, string][] = [["", t("Not chosen")], ...roles.map((role): [string, string] => [role, roleName(role)])];
  const put = (id: string, change: Partial<Seat>): void => {
    here.seats = (here.seats ?? []).map((seat) => (seat.id === id ? { ...seat, ...change } : seat));
  };
  const row = (seat: Seat, index: number): HTMLElement => {
    const name = field(t("Name %(n)s", { n: index + 1 }), { id: `seat-${seat.id}` });
    name.input.value = seat.name;
    name.input.addEventListener("input", () => put(seat.id, { name: name.input.value }));
    const act = (role: string): void => put(seat.id, { role: role as Role | "" });
    return h("li", { class: "formrow" }, name.row, chosen({ id: `role-${seat.id}`, label: t("Role of %(n)s", { n: index + 1 }), options, value: seat.role, act }));
  };
  const add = button(t("One more person"), () => {
    const id = desk.newId();
    here.seats = [...(here.seats ?? []), { id, name: "", role: "" }];
    desk.draw();
    document.getElementById(`seat-${id}`)?.focus();
  });
  const draw = button(t("Draw the roles that nobody took"), () => {
    here.seats = drawn(here.seats ?? [], roles, () => Math.random());
    desk.draw();
  });
  const again = button(t("Clear the roles"), () => {
    here.seats = (here.seats ?? []).map((seat) => ({ ...seat, role: "" }));
    desk.draw();
  });
  [add.id, draw.id, again.id] = ["seat-add", "roles-draw", "roles-clear"];
  return h(
    "div",
    { class: "stack" },
    h("p", { class: "hint" }, t("Names are on this screen only, while the round lasts. They are kept nowhere, and you may leave them out.")),
    seats.length > 0 && h("ol", { class: "round-seats" }, ...seats.map(row)),
    suits(script, seats),
    h("div", { class: "actions" }, add, draw, again),
  );
}

/** Said once, beside the people: a script does its work best with so many. */
function suits(script: Shown, seats: Seat[]): HTMLElement | null {
  const [from, to] = script.sizes;
  const count = seats.filter(({ name }) => name.trim()).length;
  if (count === 0 || (count >= from && count <= to)) return null;
  return h("p", { class: "hint" }, tn("You are one; this script works best with %(from)s–%(to)s.", "You are %(n)s; this script works best with %(from)s–%(to)s.", count).replace("%(from)s", String(from)).replace("%(to)s", String(to)));
}

function gate(desk: Desk<Rounds>, script: Shown, seats: Seat[]): HTMLElement[] {
  const fault = h("p", { class: "error", id: "round-gate-error", hidden: true }, t("Agree on this first."));
  const tick = h("input", { type: "checkbox", id: "round-gate", checked: here.agreed, "aria-describedby": "round-gate-error" });
  tick.addEventListener("change", () => (here.agreed = tick.checked));
  const begin = button(t("Begin the round"), () => {
    if (!tick.checked) {
      fault.hidden = false;
      tick.setAttribute("aria-invalid", "true");
      tick.focus();
      return;
    }
    Object.assign(here, { run: begun(script, minutesFor(script, here.total), here.seats ?? seats, Date.now()), ended: false, ask: desk.newId(), full: -1 });
    desk.draw();
    document.querySelector<HTMLElement>("#round-next")?.focus();
  }, "btn");
  begin.id = "round-begin";
  const words = t("No names, no cases that can be recognised. We speak of roles, and what is said stays here.");
  return [h("label", { class: "check", for: "round-gate" }, tick, h("span", {}, words)), fault, begin];
}

function keeping(desk: Desk<Rounds>, script: Shown, own: Script | null): HTMLElement[] {
  if (!desk.mayWrite) return [];
  const write = (id: string): void => {
    here.writing = id;
    desk.draw();
    document.querySelector<HTMLElement>("#round-title")?.focus();
  };
  if (own) return [button(t("Change the script"), () => write(own.id)), button(t("Save as a file"), () => saveAsFile(own))];
  const copy = (): void => {
    const id = desk.newId();
    desk.change(copied(desk.state, script, id, spoken()), { draw: false });
    write(id);
  };
  return [button(t("Make a copy of our own"), copy)];
}

/** A round has ended: nothing of it is left, but what the group wants to do is taken along. */
function ending(desk: Desk<Rounds>): HTMLElement {
  const what = field(t("Did we agree on something?"), { id: "round-agreed", hint: t("One step that somebody takes. No names, nothing by which the case can be recognised.") });
  const keep = button(t("To the agreed actions"), () => {
    const words = what.input.value.trim();
    if (!words) return what.fault(t("Write something first."));
    void desk.toAction(words).then(() => {
      what.input.value = "";
      what.fault("");
    });
  });
  const place = h("div", { class: "notice", id: "round-ended", tabindex: "-1" }, h("p", { class: "strong" }, t("The round is over. Nothing of the case was kept.")));
  return h("div", { class: "stack noprint" }, place, ...(desk.mayWrite ? [what.row, keep] : []));
}
