/** An export as somebody chose it: the zip itself, or the folder that it was unpacked into. */

import { unzip } from "fflate";
import { Refusal } from "../core/refusal";
import { KEY_FILE } from "../leaving/layout";

export interface Package {
  /** One file of it. Refuses (`form`) when it is not there. */
  read: (path: string) => Promise<Uint8Array>;
}

/** Refuses (`form`) what is no export. */
export function packageOf(files: readonly File[]): Package {
  const [only] = files;
  if (only && files.length === 1) return { read: (path) => fromZip(only, path) };
  // a folder names each file by its way from the folder's parent: the key file says where that begins
  const key = files.find((file) => file.webkitRelativePath.endsWith(`/${KEY_FILE}`));
  if (!key) throw new Refusal("form");
  const start = key.webkitRelativePath.slice(0, -KEY_FILE.length);
  const byPath = new Map(files.map((file) => [file.webkitRelativePath, file]));
  return {
    async read(path) {
      const file = byPath.get(start + path);
      if (!file) throw new Refusal("form");
      return new Uint8Array(await file.arrayBuffer());
    },
  };
}

const read = new WeakMap<File, Promise<Uint8Array>>();

async function fromZip(zip: File, path: string): Promise<Uint8Array> {
  const bytes = read.get(zip) ?? zip.arrayBuffer().then((whole) => new Uint8Array(whole));
  read.set(zip, bytes);
  const whole = await bytes;
  return new Promise((resolve, reject) => {
    unzip(whole, { filter: ({ name }) => name === path }, (fault, found) => {
      const file = fault ? undefined : found[path];
      if (file) resolve(file);
      else reject(new Refusal("form"));
    });
  });
}
