/**
 * A device that is remembered: a key which its browser keeps and never reads out, and the age file sealed to it.
 *
 * A convenience: a browser may throw its storage away, and then the other ways open as before.
 */

import { openWith, recipientOf, sealTo } from "../core/sealing";
import { readSecret, type Secret, secretBytes } from "./secret";

const DATABASE = "tuokio-keys";
const STORE = "devices";

export interface Remembered {
  /** The way that this device opens. */
  way: string;
  key: CryptoKey;
}

export async function newDeviceKey(): Promise<CryptoKey> {
  const pair = (await crypto.subtle.generateKey({ name: "X25519" }, false, ["deriveBits"])) as CryptoKeyPair;
  return pair.privateKey;
}

export async function sealedForKey(secret: Secret, key: CryptoKey): Promise<Uint8Array> {
  return sealTo([await recipientOf(key)], secretBytes(secret));
}

export async function openedWithKey(sealed: Uint8Array, key: CryptoKey): Promise<Secret> {
  return readSecret(await openWith([key], sealed));
}

/** What this browser remembers of the person; null when it does not, or keeps nothing. */
export async function remembered(person: string): Promise<Remembered | null> {
  try {
    if (!(await isKept())) return null;
    return (await inStore("readonly", (store) => store.get(person) as IDBRequest<Remembered | undefined>)) ?? null;
  } catch {
    return null;
  }
}

export async function remember(person: string, device: Remembered): Promise<void> {
  await inStore("readwrite", (store) => store.put(device, person));
}

export async function forgetDevice(person: string): Promise<void> {
  if (await isKept().catch(() => false)) await inStore("readwrite", (store) => store.delete(person));
}

/** Whether there is anything to look in: opening it would already leave a trace on a shared computer. */
async function isKept(): Promise<boolean> {
  return (await indexedDB.databases()).some(({ name }) => name === DATABASE);
}

async function inStore<Answer>(mode: IDBTransactionMode, act: (store: IDBObjectStore) => IDBRequest<Answer>): Promise<Answer> {
  const opening = indexedDB.open(DATABASE, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
  const database = await answered(opening);
  try {
    return await answered(act(database.transaction(STORE, mode, { durability: "strict" }).objectStore(STORE)));
  } finally {
    database.close();
  }
}

function answered<Answer>(request: IDBRequest<Answer>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("The browser kept nothing."));
  });
}
