/**
 * The link of an invite. What stands behind its `#` is taken out of the address at once and lives in the memory of this
 * page alone: no storage, sealed or not, is worth a secret that can be read from the square again.
 *
 * Who comes by it signs in first, often in another window. So that page keeps it meanwhile, and the windows of this host
 * hand it to each other.
 */

import { h } from "./dom";
import { t } from "./words";

export interface InviteLink {
  /** Of the invite. */
  id: string;
  secret: string;
}

const FORM = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([a-z2-7]{32})$/;

export const writtenInvite = ({ id, secret }: InviteLink): string => `${location.origin}${location.pathname}#invite=${id}.${secret}`;

/** What a link carries; null for anything else. Also from a whole address that somebody has pasted. */
export function readInvite(text: string): InviteLink | null {
  const [, id, secret] = FORM.exec(text.trim().replace(/^\S*#invite=/, "")) ?? [];
  return id && secret ? { id, secret } : null;
}

type Said = { wanted: true } | { link: string } | { spent: string };

let carried: InviteLink | null = null;
let channel: BroadcastChannel | null = null;
let onArrival: () => void = () => undefined;

/** The link that this page, or another window of this host, has brought. */
export const carriedInvite = (): InviteLink | null => carried;

/** Keep it for when the notes are open here, and offer it to the other windows. */
export function carry(link: InviteLink): void {
  carried = link;
  say({ link: `${link.id}.${link.secret}` });
  onArrival();
}

/** Ask the other windows; `arrived` is called when one comes. The next page's asking replaces it. */
export function awaitInvite(arrived: () => void): void {
  onArrival = arrived;
  if (!carried) say({ wanted: true });
}

/** It was answered with: every window forgets it. */
export function spendInvite(id: string): void {
  if (carried?.id === id) carried = null;
  say({ spent: id });
}

function say(said: Said): void {
  if (!channel) {
    channel = new BroadcastChannel("tuokio-invite");
    channel.addEventListener("message", ({ data }: MessageEvent<Said>) => heard(data));
  }
  channel.postMessage(said);
}

function heard(said: Said): void {
  if ("wanted" in said) {
    if (carried) say({ link: `${carried.id}.${carried.secret}` });
  } else if ("link" in said) {
    carried = readInvite(said.link) ?? carried;
    onArrival();
  } else if (carried?.id === said.spent) {
    carried = null;
    document.querySelector("#invited")?.replaceChildren(t("You have answered. You can close this page."));
  }
}

/** What to do with it, on each page that stands before the notes; nothing where none was brought. */
export function invited(isOutside = false): HTMLElement | "" {
  if (!carried) return "";
  return h(
    "p",
    { class: "notice", id: "invited", role: "status" },
    isOutside
      ? t("You are asked into a circle of locked notes. Keep this page open while you sign in and open your notes: the invitation goes along. If the page closes, read the square or open the link again.")
      : t("You are asked into a circle of locked notes. Open your notes first: the invitation waits for you here."),
  );
}
