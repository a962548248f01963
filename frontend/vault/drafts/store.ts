/** Where drafts, and files on their way, lie on this device: sealed, each under its person and an id. */

export interface Drafts<Sealed = Uint8Array> {
  put: (person: string, id: string, sealed: Sealed) => Promise<void>;
  drop: (person: string, id: string) => Promise<void>;
  one: (person: string, id: string) => Promise<Sealed | undefined>;
  all: (person: string) => Promise<{ id: string; sealed: Sealed }[]>;
}

const STORE = "drafts";

/** On disk, and there for certain once it is said: a closed lid or a killed browser loses nothing that was kept. */
export function onDisk<Sealed = Uint8Array>(name = "tuokio-drafts"): Drafts<Sealed> {
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
    async one(person, id) {
      if (!(await isThere())) return undefined;
      return answered((await open()).transaction(STORE).objectStore(STORE).get([person, id]) as IDBRequest<Sealed | undefined>);
    },
    async all(person) {
      if (!(await isThere())) return [];
      const store = (await open()).transaction(STORE).objectStore(STORE);
      const range = IDBKeyRange.bound([person], [person, []]);
      const [keys, values] = await Promise.all([answered(store.getAllKeys(range)), answered(store.getAll(range))]);
      return keys.map((key, place) => ({ id: (key as string[])[1] ?? "", sealed: values[place] as Sealed }));
    },
  };
}

/** In this page alone: a shared computer keeps nothing. */
export function inMemory<Sealed = Uint8Array>(): Drafts<Sealed> {
  const kept = new Map<string, Map<string, Sealed>>();
  const of = (person: string): Map<string, Sealed> => {
    const found = kept.get(person) ?? new Map<string, Sealed>();
    kept.set(person, found);
    return found;
  };
  return {
    put: (person, id, sealed) => Promise.resolve(void of(person).set(id, sealed)),
    drop: (person, id) => Promise.resolve(void of(person).delete(id)),
    one: (person, id) => Promise.resolve(of(person).get(id)),
    all: (person) => Promise.resolve([...of(person)].map(([id, sealed]) => ({ id, sealed }))),
  };
}

function answered<Answer>(asked: IDBRequest<Answer>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error ?? new Error("not read"));
  });
}
