/** The rendering of notes for a page to try. Development only. */

import { rendered } from "../app/markdown";

Object.assign(globalThis, { rendered });
