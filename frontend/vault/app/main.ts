/** The page of the locked notes: comes in with a word that works once, and shows what its person can open. */

import { clientOf, codeOf } from "../worker/calls";
import type { Standing } from "../worker/rooms/keys";
import { canLock } from "./able";
import { idleMinutes, isOwnComputer, settleComputer } from "./computer";
import { button, h, show, trouble } from "./dom";
import { wordsFor } from "./faults";
import type { House, View } from "./house";
import { type Idle, watchIdle } from "./idle";
import { awaitInvite, carry, readInvite } from "./invite-link";
import { page } from "./pages/all";
import { guest } from "./pages/guest";
import { outside } from "./pages/outside";
import { unlocking } from "./pages/unlocking";
import { welcome } from "./pages/welcome";
import { keepShell, part, sharesHost, speakingTo, startWorker } from "./place";
import { forgetUnfinished } from "./unfinished";
import { watchChain } from "./witness";
import { LANGUAGES, preferred, speak, spoken, t } from "./words";

let idle: Idle | null = null;
let isOpen = false;
let roomOf = ""; // the process whose workroom was asked for on the way here
let finish: () => Promise<void> = () => Promise.resolve();
let left: () => void = () => undefined;

const starting = startWorker();

const house: House = {
  client: clientOf(speakingTo(starting)),
  async wordList() {
    const text = await (await part(`words-${spoken()}.txt`)).text();
    return text.trim().split("\n");
  },
  async opened() {
    isOpen = true;
    house.watch();
    const first = await firstView();
    history.replaceState(first, "");
    await page(house, first);
    void watchChain(house.client);
  },
  async go(view) {
    await leaving();
    history.pushState(view, "");
    await page(house, view);
  },
  async lock() {
    idle?.stop();
    await leaving();
    warning("");
    forgetUnfinished();
    turn(await house.client.keys.lock());
  },
  beforeLeaving(act, after = () => undefined) {
    [finish, left] = [act, after];
  },
  async cameIn(standing) {
    await inTheirLanguage(standing);
    const fault = t("This passkey signs you in, but it does not open your notes. Choose another way.");
    if (standing.state === "locked") unlocking(house, standing, fault);
    else turn(standing);
  },
  keepsDrafts: isOwnComputer,
  watch() {
    idle?.stop();
    warning(""); // what it may have said of the seconds left is no longer so
    idle = watchIdle({
      minutes: idleMinutes(),
      warn(seconds) {
        if (warning(t("The notes lock in %(n)s seconds. Press any key to go on.", { n: seconds }))) void finish();
      },
      calm: () => warning(""),
      lock: () => void house.lock(),
    });
  },
};

/** The notes; or the workroom of the process that one came from, where its group has a circle. */
async function firstView(): Promise<View> {
  const process = roomOf;
  roomOf = "";
  if (!process) return { at: "notes" };
  const mine = await house.client.circles.mine().catch(() => null); // the page of the notes says why
  const circle = mine?.spaces.find((one) => one.kind === "group" && one.process?.id === process);
  return circle ? { at: "workroom", space: circle.id } : { at: "notes" };
}

function turn(standing: Standing): void {
  isOpen = standing.state === "open";
  if (standing.state === "none") welcome(house, standing);
  else if (standing.state === "locked") unlocking(house, standing);
  else void house.opened(standing);
}

async function inTheirLanguage({ person: { language } }: Standing): Promise<void> {
  const known = LANGUAGES.find((one) => one === language);
  if (known && known !== spoken()) await speak(known, part).catch(() => undefined); // the words at hand are better than none
  document.title = t("Locked notes");
}

/** When the sign-in at the main host has ended, nothing stays open here. */
async function stillIn(): Promise<void> {
  if (!isOpen) return;
  try {
    await house.client.keys.stillIn();
  } catch (fault) {
    if (codeOf(fault) !== "not-in") return; // no connection says nothing of the sign-in
    isOpen = false;
    idle?.stop();
    warning("");
    left(); // what was typed is kept on this device, where it may be
    [finish, left] = [() => Promise.resolve(), () => undefined];
    forgetUnfinished();
    await house.client.keys.lock();
    await outsideOr("not-in");
  }
}

/** Finish what the page at hand has begun. */
async function leaving(): Promise<void> {
  const [last, after] = [finish, left];
  [finish, left] = [() => Promise.resolve(), () => undefined];
  await last();
  after();
}

/** Says it above the page, with a button that goes on; answers whether it was not said before. */
function warning(words: string): boolean {
  const place = document.querySelector<HTMLElement>("#warning");
  if (!place) return false;
  const isNew = place.hidden && words !== "";
  if (isNew) place.replaceChildren(h("span", {}), " ", button(t("Go on"), () => undefined, "btn2"));
  const [said] = place.children;
  if (said) said.textContent = words;
  place.hidden = !words;
  return isNew;
}

async function begin(): Promise<void> {
  try {
    await speak(preferred(navigator.languages), part);
  } catch {
    return wordless();
  }
  document.title = t("Locked notes");
  const carried = new URLSearchParams(location.hash.slice(1));
  const word = carried.get("in") ?? "";
  const link = carried.get("guest") ?? "";
  roomOf = carried.get("room") ?? "";
  const invite = readInvite(carried.get("invite") ?? "");
  history.replaceState(null, "", location.pathname); // the word is spent; it stays in no history
  if (sharesHost) markWeaker();
  try {
    await starting;
  } catch {
    return altered();
  }
  if (!(await canLock())) return tooOld();
  keepShell().catch(() => undefined); // a browser without room for it opens the page from the server each time
  settleComputer(false);
  if (link) return guest(house, link);
  if (invite) carry(invite);
  else awaitInvite(() => undefined); // another window may have brought one
  if (!word) return outsideOr();
  try {
    const { standing, own } = await house.client.keys.enter(word);
    settleComputer(own);
    await inTheirLanguage(standing);
    turn(standing);
  } catch (fault) {
    await outsideOr(codeOf(fault));
  }
}

async function outsideOr(code = ""): Promise<void> {
  document.title = t("Locked notes");
  await outside(house, code).catch(offline);
}

/** The page is here without its server. */
function offline(): void {
  const again = (): void => location.reload();
  show(
    t("No connection"),
    h("p", {}, t("Your notes are kept at the server, locked. They open when the connection is back; this page then looks by itself.")),
    h("div", { class: "actions" }, button(t("Look again"), again, "btn")),
  );
  addEventListener("online", again, { once: true });
}

/** No catalogue: the page itself has a sentence for that, in each language. Its address keeps the word, for another try. */
function wordless(): void {
  document.querySelector("#wordless")?.removeAttribute("hidden");
}

/** What the server gave is not what this page names: nothing of it was started. */
function altered(): void {
  show(
    t("This page is not whole"),
    h("p", {}, t("A part of it is missing or has been altered, so nothing was started and nothing was opened.")),
    h("p", {}, t("Load the page again. If this stays, do not open your notes here; tell the one who runs the server.")),
  );
}

/** The browser lacks what notes are locked with: nothing is begun that could not be ended. */
function tooOld(): void {
  show(
    t("This browser cannot lock notes"),
    h("p", {}, t("It is too old, or was opened without a secure connection, so it has no keys of the kind that your notes need.")),
    h("p", {}, t("Update it, or use a current Firefox, Chrome, Edge or Safari. Your notes are kept as they are.")),
  );
}

/** One host for all: said on every page of these. */
function markWeaker(): void {
  const foot = document.querySelector<HTMLElement>("#foot");
  if (!foot) return;
  foot.textContent = t("Here the locked notes share an address with the other pages. That is for trying out, and protects them less: a flaw in another page could reach them.");
  foot.hidden = false;
}

/** A link opened where this page stands already: the page is not loaded anew. */
addEventListener("hashchange", () => {
  const invite = readInvite(location.hash);
  if (!invite) return;
  history.replaceState(history.state, "", location.pathname);
  carry(invite);
});
addEventListener("popstate", ({ state }: PopStateEvent) => {
  const view = state as View | null;
  if (view && isOpen) void leaving().then(() => page(house, view));
});
addEventListener("pagehide", () => {
  void finish();
  void house.client.keys.lock();
});
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") void finish();
  else void stillIn();
});
setInterval(() => void stillIn(), 60_000);
addEventListener("unhandledrejection", (event) => {
  event.preventDefault();
  const code = codeOf(event.reason);
  if (code === "not-in") void stillIn();
  else trouble(wordsFor(code));
});
void begin();
