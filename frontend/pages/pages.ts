/** What every page of the house loads. Each page works without it. */

import "htmx.org";

import { sendOnce } from "./once";
import { smallHelps } from "./small";

sendOnce(document);
smallHelps(document);
