/**
 * Showing and making a passkey of this host. One showing answers the server's question and opens the notes.
 *
 * What the passkey gives to open with goes to the worker and nowhere else: `toJSON()` would carry it, so each part of
 * an answer is taken out by name.
 */

import { toBytes, toText } from "../../pages/passkey-json";
import { prfInputs } from "../keys/prf-inputs";
import type { PasskeyAnswer, Question } from "../worker/api";
import { Fault } from "../worker/calls";
import type { PasskeyMade } from "../worker/opening";

const PATIENCE = 120_000;
const ALGORITHMS = [-8, -7, -257]; // Ed25519, ECDSA P-256, RSA

export const canPasskey = (): boolean => "PublicKeyCredential" in window && "credentials" in navigator;

export interface Shown {
  answer: PasskeyAnswer;
  proof: { by: "passkey"; credential: string; prf: ArrayBuffer };
}

/** Show one of these passkeys, or any that this browser has of the host. */
export async function showPasskey({ question, challenge }: Question, known: readonly string[] = []): Promise<Shown> {
  const credential = await asked(() => navigator.credentials.get({ publicKey: showing(toBytes(challenge), known) }));
  const { clientDataJSON, authenticatorData, signature } = credential.response as AuthenticatorAssertionResponse;
  const texts = { clientDataJSON: toText(clientDataJSON), authenticatorData: toText(authenticatorData), signature: toText(signature) };
  return {
    answer: { question, credential: credential.id, ...texts },
    proof: { by: "passkey", credential: credential.id, prf: given(credential) },
  };
}

/** Show one of these passkeys to the worker alone: somebody who is signed in already. */
export async function showHere(known: readonly string[]): Promise<Shown["proof"]> {
  const nobodyAsks = crypto.getRandomValues(new Uint8Array(32));
  const credential = await asked(() => navigator.credentials.get({ publicKey: showing(nobodyAsks, known) }));
  return { by: "passkey", credential: credential.id, prf: given(credential) };
}

/** Make a passkey for the person. Refuses (`passkey-no-prf`) one that could not open notes; then it is of no use here. */
export async function makePasskey({ question, challenge }: Question, person: { id: string; name: string }, label: string, known: readonly string[]): Promise<PasskeyMade> {
  const credential = await asked(() =>
    navigator.credentials.create({
      publicKey: {
        rp: { id: location.hostname, name: "Tuokio" },
        user: { id: bytesOf(person.id), name: label, displayName: label },
        challenge: toBytes(challenge),
        pubKeyCredParams: ALGORITHMS.map((alg) => ({ type: "public-key", alg })),
        authenticatorSelection: { residentKey: "required", requireResidentKey: true, userVerification: "required" },
        excludeCredentials: known.map(named),
        attestation: "none",
        timeout: PATIENCE,
        extensions: { prf: { eval: prfInputs(location.hostname) } },
      },
    }),
  );
  const { prf } = credential.getClientExtensionResults();
  if (!prf?.enabled) throw new Fault("passkey-no-prf");
  const { clientDataJSON, attestationObject } = credential.response as AuthenticatorAttestationResponse;
  const answer = { question, credential: credential.id, clientDataJSON: toText(clientDataJSON), attestationObject: toText(attestationObject) };
  // some devices give their secrets only when the key is shown: then it is shown once more
  return { answer, prf: prf.results ? given(credential) : (await showHere([credential.id])).prf };
}

function showing(challenge: Uint8Array<ArrayBuffer>, known: readonly string[]): PublicKeyCredentialRequestOptions {
  return {
    challenge,
    rpId: location.hostname,
    allowCredentials: known.map(named),
    userVerification: "required",
    timeout: PATIENCE,
    extensions: { prf: { eval: prfInputs(location.hostname) } },
  };
}

const named = (id: string): PublicKeyCredentialDescriptor => ({ type: "public-key", id: toBytes(id) });
const bytesOf = (uuid: string) => Uint8Array.from(uuid.replaceAll("-", "").match(/../g) ?? [], (pair) => parseInt(pair, 16));

async function asked(ceremony: () => Promise<Credential | null>): Promise<PublicKeyCredential> {
  if (!canPasskey()) throw new Fault("passkey-not-here");
  try {
    const credential = await ceremony();
    if (credential instanceof PublicKeyCredential) return credential;
  } catch (fault) {
    if (fault instanceof DOMException && fault.name === "InvalidStateError") throw new Fault("passkey-already");
    if (fault instanceof DOMException && fault.name === "SecurityError") throw new Fault("passkey-not-here");
  }
  throw new Fault("passkey-none"); // closed, timed out, or no key of this host at hand: browsers do not tell which
}

/** Both secrets in one piece; what they came in is wiped where the browser lets us. */
function given(credential: PublicKeyCredential): ArrayBuffer {
  const results = credential.getClientExtensionResults().prf?.results;
  if (!results?.second) throw new Fault("passkey-no-prf");
  const whole = new Uint8Array(64);
  [results.first, results.second].forEach((half, place) => {
    const bytes = ArrayBuffer.isView(half) ? new Uint8Array(half.buffer, half.byteOffset, half.byteLength) : new Uint8Array(half);
    if (bytes.length !== 32) throw new Fault("passkey-no-prf");
    whole.set(bytes, place * 32);
    bytes.fill(0);
  });
  return whole.buffer;
}
