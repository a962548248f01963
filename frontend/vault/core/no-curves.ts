/**
 * Stands in what we ship for the curves that age-encryption has in script. It has X25519 for browsers that lack it,
 * and those are refused before anything begins (`app/able.ts`); and P-256 for kinds of recipients that `sealing.ts`
 * refuses before the library is asked. The browser's own X25519 does the rest. The reader, which is to open in any
 * browser, has the library as it is.
 */

import { Refusal } from "./refusal";

const refuse = (): never => {
  throw new Refusal("suite");
};

export const x25519 = {
  /** The base point's u, by RFC 7748: nine, as 32 bytes. */
  GuBytes: Uint8Array.from({ length: 32 }, (_, at) => (at === 0 ? 9 : 0)),
  scalarMult: refuse,
  scalarMultBase: refuse,
};

export const p256 = {
  get lengths(): never {
    return refuse();
  },
};
