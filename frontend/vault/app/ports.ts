/** What a writer of sealed documents needs of this page, whichever document it writes. */

import { codeOf } from "../worker/calls";
import type { Draft } from "../drafts/draft";
import type { Ports } from "../drafts/writer";
import type { House } from "./house";

export function portsOf(house: House, { space, kind }: Pick<Draft, "space" | "kind">, shows: Pick<Ports, "told" | "besides" | "replaced">): Ports {
  const { client } = house;
  return {
    keep: (draft, trying) => client.drafts.keep(draft, trying, house.keepsDrafts()),
    drop: (id) => client.drafts.drop(id),
    send: (draft) => client.outbox.send(draft),
    look: ({ id }) => client.outbox.look(space, id, kind),
    keepsDrafts: house.keepsDrafts,
    codeOf,
    newId: () => crypto.randomUUID(),
    ...shows,
  };
}
