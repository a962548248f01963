/**
 * The whole of what we use of age: files sealed to X25519 keys, or to one passphrase, and nothing else.
 *
 * Every sealed file is a plain age v1 file that `age -d` opens. The format says who may read, not who wrote: that is
 * what `envelope.ts` adds inside.
 */

import {
  Decrypter,
  Encrypter,
  generateX25519Identity,
  type Identity,
  identityToRecipient,
  type Stanza,
} from "age-encryption";
import { type Reason, Refusal } from "./refusal";

/** scrypt's cost as a power of two. Generated secrets carry at least 77 bits; a lower cost means a tampered file. */
export const WORK_FACTOR = 16;
const RECIPIENT = /^age1[02-9ac-hj-np-z]{58}$/;

/** A secret key: as text while it is made or written down, as a key that cannot be read out afterwards. */
export type SecretKey = string | CryptoKey;

export const newIdentity = (): Promise<string> => generateX25519Identity();
export const recipientOf = (identity: SecretKey): Promise<string> => identityToRecipient(identity);

/** Seal to one or more X25519 recipients. Refuses any other kind, and a mixture (`suite`). */
export function sealTo(recipients: readonly string[], plain: Uint8Array): Promise<Uint8Array> {
  return encrypterFor(recipients).encrypt(plain);
}

/** Seal something large as it streams by; nothing is held but the sealed result. */
export async function sealBlob(recipients: readonly string[], plain: Blob): Promise<Blob> {
  const sealed = await encrypterFor(recipients).encrypt(plain.stream());
  return new Response(sealed).blob();
}

/** Open what was sealed to one of these keys. Refuses with `recipient`, `suite` or `form`. */
export function openWith(identities: readonly SecretKey[], sealed: Uint8Array): Promise<Uint8Array> {
  return refusing(() => decrypterFor(identities).decrypt(sealed));
}

/** Open something large. Nothing is handed on before the end was reached and found whole. */
export function openBlob(identities: readonly SecretKey[], sealed: Blob): Promise<Blob> {
  return refusing(async () => {
    const plain = await decrypterFor(identities).decrypt(sealed.stream());
    return new Response(plain).blob();
  });
}

/** Seal under a generated passphrase or recovery code; it stands alone in its file, as age demands. */
export function sealWithCode(code: string, plain: Uint8Array): Promise<Uint8Array> {
  const age = new Encrypter();
  age.setPassphrase(code);
  age.setScryptWorkFactor(WORK_FACTOR);
  return age.encrypt(plain);
}

/** Open what a passphrase or recovery code sealed. A file that asks for less or more work is refused (`suite`). */
export function openWithCode(code: string, sealed: Uint8Array): Promise<Uint8Array> {
  return refusing(() => {
    const age = new Decrypter();
    age.addIdentity(
      // Stryker disable next-line MethodExpression: of one, every and some are the same
      only((stanzas) => stanzas.length === 1 && stanzas.every(({ args }) => isCode(args))),
    );
    age.addPassphrase(code);
    return age.decrypt(sealed);
  });
}

/** Seal to something that wraps the file's key itself, as a passkey does; alone in its file. */
export function sealToWrapper(wrapper: { wrapFileKey: (key: Uint8Array) => Stanza[] | Promise<Stanza[]> }, plain: Uint8Array): Promise<Uint8Array> {
  const age = new Encrypter();
  age.addRecipient(wrapper);
  return age.encrypt(plain);
}

/** Open with something that unwraps the file's key itself, for stanzas of its own type alone. */
export function openWithWrapper(type: string, identity: Identity, sealed: Uint8Array): Promise<Uint8Array> {
  return refusing(() => {
    const age = new Decrypter();
    age.addIdentity(only((stanzas) => stanzas.every(({ args }) => args[0] === type)));
    age.addIdentity(identity);
    return age.decrypt(sealed);
  });
}

function encrypterFor(recipients: readonly string[]): Encrypter {
  const plain = new Set(recipients);
  if (plain.size === 0 || plain.size < recipients.length) throw new Refusal("suite");
  if (![...plain].every((recipient) => RECIPIENT.test(recipient))) throw new Refusal("suite");
  const age = new Encrypter();
  for (const recipient of plain) age.addRecipient(recipient);
  return age;
}

function decrypterFor(identities: readonly SecretKey[]): Decrypter {
  const age = new Decrypter();
  age.addIdentity(only((stanzas) => stanzas.some(isKey) && stanzas.every((stanza) => isKey(stanza) || isGrease(stanza))));
  for (const identity of identities) {
    if (typeof identity === "string" && !identity.startsWith("AGE-SECRET-KEY-1")) throw new Refusal("suite");
    age.addIdentity(identity);
  }
  return age;
}

/** Stands first among the identities and opens nothing: it looks at the header before any key is tried. */
function only(agreed: (stanzas: Stanza[]) => boolean): Identity {
  return {
    unwrapFileKey(stanzas) {
      if (stanzas.length === 0 || !agreed(stanzas)) throw new Refusal("suite");
      return null;
    },
  };
}

const isKey = ({ args }: Stanza): boolean => args[0] === "X25519";

/** A line that opens nothing: rage puts one in, so that readers do not forget that there may be others. */
// Stryker disable next-line OptionalChaining,BooleanLiteral: a stanza always has a type
const isGrease = ({ args }: Stanza): boolean => args[0]?.endsWith("-grease") ?? false;

function isCode(args: readonly string[]): boolean {
  return args.length === 3 && args[0] === "scrypt" && args[2] === String(WORK_FACTOR);
}

async function refusing<Opened>(open: () => Promise<Opened>): Promise<Opened> {
  try {
    return await open();
  } catch (fault) {
    if (fault instanceof Refusal) throw fault;
    throw new Refusal(reasonOf(fault));
  }
}

function reasonOf(fault: unknown): Reason {
  // Stryker disable next-line StringLiteral: what is no error of the library's says nothing that is understood
  const said = fault instanceof Error ? fault.message : "";
  return said.includes("no identity matched") ? "recipient" : "form";
}
