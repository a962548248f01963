/** Reading back what a tool has written: each part is what it should be, or the whole is refused. */

import type { Json } from "../../vault/core/bytes";
import { Refusal } from "../../vault/core/refusal";

type Fields = { [key: string]: Json };

export function fieldsOf(json: Json | undefined): Fields {
  if (typeof json !== "object" || json === null || Array.isArray(json)) throw new Refusal("form");
  return json;
}

export function listOf<One>(json: Json | undefined, read: (one: Json) => One): One[] {
  if (!Array.isArray(json)) throw new Refusal("form");
  return json.map(read);
}

export function textOf(json: Json | undefined): string {
  if (typeof json !== "string") throw new Refusal("form");
  return json;
}

export function truthOf(json: Json | undefined): boolean {
  if (typeof json !== "boolean") throw new Refusal("form");
  return json;
}

export function oneOf<Word extends string>(json: Json | undefined, words: readonly Word[]): Word {
  const found = words.find((word) => word === json);
  if (found === undefined) throw new Refusal("form");
  return found;
}

/** No two with the same id, and none without. */
export function apart<One extends { id: string }>(list: One[]): One[] {
  const ids = new Set(list.map(({ id }) => id));
  if (ids.size < list.length || ids.has("")) throw new Refusal("form");
  return list;
}
