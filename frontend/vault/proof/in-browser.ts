/** The vectors for a page to play one by one, so that whoever watches sees how far it is. Development only. */

import { faultWith, LEAST, names } from "./age-vectors";

Object.assign(globalThis, { vectors: { faultWith, LEAST, names } });
