/** A file that belongs to a note: what stands of it in the sealed note, and nowhere else. */

import type { Json } from "../core/bytes";
import { hasKeys, isRecord } from "../core/envelope";

export interface Attached {
  id: string;
  name: string;
  /** A picture is shown; everything else is only ever saved. */
  picture: boolean;
  /** Bytes of the file itself. */
  size: number;
  /** Bytes of the sealed file, and its SHA-256 in hexadecimal: another file in its place is refused. */
  sealedSize: number;
  mark: string;
  epoch: number;
}

const KEYS = ["id", "name", "picture", "size", "sealedSize", "mark", "epoch"];

export const written = (files: readonly Attached[]): Json => files.map((file) => ({ ...file }));

/** The files that a note names; what is not written as we write it is left out. */
export function readAttached(value: Json | undefined): Attached[] {
  return Array.isArray(value) ? value.filter(isAttached) : [];
}

function isAttached(value: unknown): value is Json & Attached {
  if (!isRecord(value) || !hasKeys(value, KEYS)) return false;
  const { id, name, picture, size, sealedSize, mark, epoch } = value;
  const counts = [size, sealedSize, epoch].every((count) => Number.isSafeInteger(count) && (count as number) >= 0);
  const texts = typeof name === "string" && typeof id === "string" && /^[0-9a-f-]{36}$/.test(id);
  return counts && texts && typeof picture === "boolean" && typeof mark === "string" && /^[0-9a-f]{64}$/.test(mark);
}
