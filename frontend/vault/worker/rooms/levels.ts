/** Levels of the group's own goals: the server knows a random id and a number; the words are in the sealed document. */

import type { GoalKept, LevelsTold } from "../api";
import type { Session } from "../session";
import { answer, begin, type Begun } from "../tokens";

export class Levels {
  constructor(private readonly session: Session) {}

  look = (process: string): Promise<LevelsTold> => this.session.api.levels(process);
  keep = (process: string, goal: GoalKept): Promise<LevelsTold> => this.session.api.keepGoal(process, goal);
  close = (round: string): Promise<LevelsTold> => this.session.api.closeLevels(round);

  async open(process: string, meeting: string | null, goals: readonly string[]): Promise<{ begun: Begun; told: LevelsTold }> {
    const { people } = await this.session.api.levels(process);
    const { begun, said } = begin(people, meeting);
    return { begun, told: await this.session.api.openLevels(process, { ...said, goals: goals.map((id) => ({ id })) }) };
  }

  /** Whoever is in the room rates alone; no sign-in goes with it. */
  answer(tokens: readonly string[], levels: Record<string, number | null>, turnsUp: boolean): Promise<void> {
    return answer(this.session.api, "levels", tokens, { levels, turnsUp });
  }
}
