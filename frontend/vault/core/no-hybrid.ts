/**
 * Stands in what we ship for the post-quantum part of age-encryption, which nothing here may use: `sealing.ts` refuses
 * such keys before the library is asked (docs/adr/age-files-with-signed-envelopes.md). The published vectors are run
 * against the library as it is.
 */

import { Refusal } from "./refusal";

const refuse = (): never => {
  throw new Refusal("suite");
};
const none = { getPublicKey: refuse, encapsulate: refuse, decapsulate: refuse };

export const MLKEM768X25519 = none;
export const MLKEM768P256 = none;
