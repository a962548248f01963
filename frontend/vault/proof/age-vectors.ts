/**
 * C2SP's test vectors for the age format, played against the library as it is bundled: by Node in the unit tests, and
 * by a real browser in tests/vault. Development only; nothing of this is served.
 */

import { armor, Decrypter } from "age-encryption";
import * as vectors from "cctv-age";
import { digest } from "../core/bytes";

/** How many there were when the library was chosen; fewer means that some have gone missing. */
export const LEAST = 143;

interface Vector {
  expects: string;
  payload: string | undefined;
  identities: string[];
  passphrases: string[];
  armored: boolean;
  file: Uint8Array;
}

export const names: string[] = Object.entries(vectors as Record<string, unknown>)
  .filter(([, value]) => value instanceof Uint8Array)
  .map(([name]) => name);

/** Null when the library does as the vector expects, else what it did. */
export async function faultWith(name: string): Promise<string | null> {
  const bytes = (vectors as Record<string, unknown>)[name];
  if (!(bytes instanceof Uint8Array)) return "there is no such vector";
  let vector: Vector | undefined;
  let found: string;
  try {
    vector = await read(bytes);
    found = digest(await opened(vector));
  } catch (fault) {
    return vector && vector.expects !== "success" ? null : `refused: ${String(fault)}`;
  }
  if (vector.expects !== "success") return `opened, though it should have been a ${vector.expects}`;
  return found === vector.payload ? null : "opened to something else";
}

async function read(bytes: Uint8Array): Promise<Vector> {
  const text = new TextDecoder("latin1").decode(bytes);
  const end = text.indexOf("\n\n");
  const lines = text.slice(0, end).split("\n").map((line) => line.split(": ", 2));
  const all = (key: string): string[] => lines.filter(([name]) => name === key).map(([, value = ""]) => value);
  const packed = new Uint8Array(bytes.slice(end + 2));
  const file = all("compressed").includes("zlib") ? await inflated(packed) : packed;
  return {
    expects: all("expect")[0] ?? "",
    payload: all("payload")[0],
    identities: all("identity"),
    passphrases: all("passphrase"),
    armored: all("armored").includes("yes"),
    file,
  };
}

async function inflated(packed: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const plain = new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(plain).arrayBuffer());
}

async function opened(vector: Vector): Promise<Uint8Array> {
  const age = new Decrypter();
  for (const identity of vector.identities) age.addIdentity(identity);
  for (const passphrase of vector.passphrases) age.addPassphrase(passphrase);
  const file = vector.armored
    ? armor.decode(new TextDecoder("utf-8", { fatal: true }).decode(vector.file))
    : vector.file;
  return age.decrypt(file);
}
