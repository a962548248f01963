/** Every tool of the workroom, by its id. */

import type { Json } from "../vault/core/bytes";
import { added, type Actions } from "./actions/state";
import { actions } from "./actions/tool";
import { today } from "./day";
import { goals } from "./goals/tool";
import { interfaces } from "./interfaces/tool";
import { perspectives } from "./perspectives/tool";
import { pulse } from "./pulse/tool";
import { roles } from "./roles/tool";
import { rounds } from "./rounds/tool";
import { agreement } from "./agreement/tool";
import { forces } from "./forces/tool";
import { influence } from "./influence/tool";
import { primaryTask } from "./primary-task/tool";
import { quality } from "./quality/tool";
import { observed, type Releases } from "./releases/state";
import { releases } from "./releases/tool";
import { solutions } from "./solutions/tool";
import { strain } from "./strain/tool";
import type { Tool, ToolId } from "./tool";
import { topics } from "./topics/tool";

/** The room handles every state as JSON; what it gives a tool is what that tool has read. */
export const asTool = <State extends Json>(tool: Tool<State>): Tool => tool as unknown as Tool;

/** What other tools make of something of theirs. */
export const adding: Record<"action" | "observation", (state: Json, what: string) => Json> = {
  action: (state, what) => added(state as Actions, { what }, crypto.randomUUID(), today()),
  observation: (state, what) => observed(state as Releases, { id: crypto.randomUUID(), on: today(), text: what }),
};

export const tools: Partial<Record<ToolId, Tool>> = {
  topics: asTool(topics),
  actions: asTool(actions),
  goals: asTool(goals),
  perspectives: asTool(perspectives),
  rounds: asTool(rounds),
  roles: asTool(roles),
  interfaces: asTool(interfaces),
  influence: asTool(influence),
  forces: asTool(forces),
  strain: asTool(strain),
  "primary-task": asTool(primaryTask),
  quality: asTool(quality),
  solutions: asTool(solutions),
  agreement: asTool(agreement),
  pulse: asTool(pulse),
  releases: asTool(releases),
};
