/**
 * Why something sealed was not shown. The code is all that a page, a log or an error may carry: never a glimpse of
 * text, and never which of two keys was the wrong one (docs/confidentiality.md).
 */
export type Reason =
  | "recipient" // none of the keys here opens it
  | "suite" // sealed in a way we do not accept: another kind of key, a weaker passphrase, a mixture
  | "form" // damaged, cut off, or not written as we write
  | "context" // genuine, but shown in a place where it does not belong
  | "older" // an earlier state than one already seen
  | "author" // by somebody who is not in the signed list of members
  | "signature"; // not signed by the one it names

export class Refusal extends Error {
  constructor(readonly reason: Reason) {
    super(`refused: ${reason}`);
    this.name = "Refusal";
  }
}
