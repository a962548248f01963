/** Where drafts lie on this device: sealed, each under its person and its note. */

export interface Drafts {
  put: (person: string, id: string, sealed: Uint8Array) => Promise<void>;
  drop: (person: string, id: string) => Promise<void>;
  all: (person: string) => Promise<{ id: string; sealed: Uint8Array }[]>;
}

const STORE = "drafts";

/** On disk, and there for certain once it is said: a closed lid or a killed browser loses nothing that was kept. */
export function onDisk(name = "tuokio-drafts"): Drafts {
  let opened: Promise<IDBDatabase> | undefined;
  const open = (): Promise<IDBDatabase> =>
    (opened ??= new Promise((resolve, reject) => {
      const asked = indexedDB.open(name, 1);
      asked.onupgradeneeded = () => asked.result.createObjectStore(STORE);
      asked.onsuccess = () => {
        asked.result.onclose = () => (opened = undefined);
        asked.result.onversionchange = () => {
          asked.result.close(); // whoever wants nothing kept here need not wait
          opened = undefined;
        };
        resolve(asked.result);
      };
      asked.onerror = () => reject(asked.error ?? new Error("no drafts"));
    }));
  const act = async (change: (store: IDBObjectStore) => void): Promise<void> => {
    const turn = (await open()).transaction(STORE, "readwrite", { durability: "strict" });
    change(turn.objectStore(STORE));
    await new Promise<void>((resolve, reject) => {
      turn.oncomplete = () => resolve();
      turn.onabort = turn.onerror = () => reject(turn.error ?? new Error("not kept"));
    });
  };
  /** Opening what is not there would make it: on a shared computer even an empty store is a trace. */
  const isThere = async (): Promise<boolean> =>
    opened !== undefined || (await indexedDB.databases()).some((one) => one.name === name);
  return {
    put: (person, id, sealed) => act((store) => store.put(sealed, [person, id])),
    async drop(person, id) {
      if (await isThere()) await act((store) => store.delete([person, id]));
    },
    async all(person) {
      if (!(await isThere())) return [];
      const store = (await open()).transaction(STORE).objectStore(STORE);
      const range = IDBKeyRange.bound([person], [person, []]);
      const [keys, values] = await Promise.all([answered(store.getAllKeys(range)), answered(store.getAll(range))]);
      return keys.map((key, place) => ({ id: (key as string[])[1] ?? "", sealed: values[place] as Uint8Array }));
    },
  };
}

/** In this page alone: a shared computer keeps nothing. */
export function inMemory(): Drafts {
  const kept = new Map<string, Map<string, Uint8Array>>();
  const of = (person: string): Map<string, Uint8Array> => {
    const found = kept.get(person) ?? new Map<string, Uint8Array>();
    kept.set(person, found);
    return found;
  };
  return {
    put: (person, id, sealed) => Promise.resolve(void of(person).set(id, sealed)),
    drop: (person, id) => Promise.resolve(void of(person).delete(id)),
    all: (person) => Promise.resolve([...of(person)].map(([id, sealed]) => ({ id, sealed }))),
  };
}

function answered<Answer>(asked: IDBRequest<Answer>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error ?? new Error("not read"));
  });
}
