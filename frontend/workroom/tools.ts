/** Every tool of the workroom, by its id. */

import type { Json } from "../vault/core/bytes";
import { agreement } from "./agreement/tool";
import { forces } from "./forces/tool";
import { influence } from "./influence/tool";
import { primaryTask } from "./primary-task/tool";
import { quality } from "./quality/tool";
import { solutions } from "./solutions/tool";
import { strain } from "./strain/tool";
import type { Tool, ToolId } from "./tool";

/** The room handles every state as JSON; what it gives a tool is what that tool has read. */
export const asTool = <State extends Json>(tool: Tool<State>): Tool => tool as unknown as Tool;

/** What other tools make of something of theirs. */
export const adding: Record<"action" | "observation", (state: Json, what: string) => Json> = {
  action: (state) => state,
  observation: (state) => state,
};

export const tools: Partial<Record<ToolId, Tool>> = {
  influence: asTool(influence),
  forces: asTool(forces),
  strain: asTool(strain),
  "primary-task": asTool(primaryTask),
  quality: asTool(quality),
  solutions: asTool(solutions),
  agreement: asTool(agreement),
};
