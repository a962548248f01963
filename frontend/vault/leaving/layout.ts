/**
 * How an export lies in its zip. The worker writes it, the offline reader reads it, and `age` alone opens it
 * (README.txt).
 *
 * File names and the list are plain, so they carry ids and never a title or a name. What people are called stands in
 * the key file, which opens with the person's own words. That file also names the digest of the list, and the list
 * the digest of every other file: whoever lacks the words can change nothing unseen.
 *
 * The keys are those of what lies in the zip. The person's own root key is not among them: an export that was taken
 * along, lost and opened shows what it holds and nothing that was written later.
 */

import { hasKeys, isRecord, type Kind } from "../core/envelope";
import type { SpaceKind } from "../core/member-log";
import { type Reason, Refusal } from "../core/refusal";

export const KEY_FILE = "avaimet/avaus.age";
export const LIST = "manifest.json";
export const READ_ME = "README.txt";
export const READER = "lukija.html";
export const membersPath = (space: string): string => `jasenet/${space}.json`;
export const documentPath = (space: string, id: string): string => `asiakirjat/${space}/${id}.json.age`;
export const filePath = (space: string, id: string): string => `liitteet/${space}/${id}.bin.age`;

export interface ListedSpace {
  id: string;
  kind: SpaceKind;
  /** The last link of its signed list of members. */
  head: string;
}

export interface ListedFile {
  path: string;
  sha256: string;
  size: number;
  space?: string;
  id?: string;
  kind?: Kind | "file";
  epoch?: number;
  rev?: number;
  /** Why it was not shown at the time, if it was not. */
  refused?: Reason;
}

export interface Manifest {
  v: 1;
  made: string;
  instance: string;
  spaces: ListedSpace[];
  files: ListedFile[];
}

/** What is known of a space beyond its list of members: plain to the server, and still nobody else's business. */
export interface Called {
  id: string;
  name: string;
  people: Record<string, string>;
}

export interface KeyFile {
  list: string;
  called: Called[];
  identities: string[];
}

/** The key file as `age -i` takes it: one identity a line, and lines that begin with # for us. */
export function writtenKeyFile({ list, called, identities }: KeyFile): string {
  const ours = [`list ${list}`, ...called.map((one) => `space ${JSON.stringify(one)}`)];
  return [...ours.map((line) => `# ${line}`), ...identities, ""].join("\n");
}

/** Refuses (`form`) what is no key file of ours. */
export function readKeyFile(text: string): KeyFile {
  const lines = text.split("\n");
  const about = (word: string): string[] =>
    lines.filter((line) => line.startsWith(`# ${word} `)).map((line) => line.slice(word.length + 3));
  const [list] = about("list");
  const identities = lines.filter((line) => line.startsWith("AGE-SECRET-KEY-1"));
  if (!list || identities.length === 0) throw new Refusal("form");
  return { list, identities, called: about("space").map(readCalled) };
}

function readCalled(text: string): Called {
  const value = parsed(text);
  if (!isRecord(value) || !hasKeys(value, ["id", "name", "people"]) || !isRecord(value["people"])) throw new Refusal("form");
  return value as unknown as Called;
}

/** Refuses (`form`) what is no list of ours. */
export function readManifest(text: string): Manifest {
  const value = parsed(text);
  if (!isRecord(value) || value["v"] !== 1 || typeof value["instance"] !== "string") throw new Refusal("form");
  const { spaces, files } = value;
  const whole = (list: unknown, ...names: string[]): boolean =>
    Array.isArray(list) && list.every((one) => isRecord(one) && names.every((name) => typeof one[name] === "string"));
  if (!whole(spaces, "id", "kind", "head") || !whole(files, "path", "sha256")) throw new Refusal("form");
  return value as unknown as Manifest;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new Refusal("form");
  }
}
