/** The scripts that come with the house: each is a file here and a line below. */

import { ours, type OurText } from "../../../vault/app/words";
import { inWords, type Script, type Shown } from "../script";
import balint from "./balint.json";
import intervision from "./intervision.json";
import reflectingTeam from "./reflecting-team.json";
import tenSteps from "./ten-steps.json";
import tuning from "./tuning.json";

// what a file says is looked at by a test of all of them; in the built page its words are numbers
const ALL = [intervision, balint, reflectingTeam, tenSteps, tuning] as unknown as Script<OurText>[];

/** In the reader's language. */
export const scriptsOfOurs = (): Shown[] => ALL.map((script) => inWords(script, ours));
