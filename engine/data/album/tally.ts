// What was done to the pictures of an album in reading, said once with how many it concerns.

import { countOf } from "../../words";
import type { Assumption, Problem } from "../dataset";

/** Problems that are told one by one, and kinds of statements on single pictures. */
const toldProblems = 100;
const toldStatements = 12;

export class Tally {
  private readonly statements = new Map<string, number>();
  private readonly problems: Problem[] = [];
  private untold = 0;

  /** `statement` follows “In 3 pictures: ”. */
  add(statement: string): void {
    this.statements.set(statement, (this.statements.get(statement) ?? 0) + 1);
  }

  /** A picture that is left out; `name` is the album's for it. */
  leaveOut(name: string, why: string, code: Problem["code"] = "unreadable-picture"): void {
    if (this.problems.length < toldProblems) this.problems.push({ code, text: `${name}: ${why}`, severity: "warning" });
    else this.untold++;
  }

  get leftOut(): number {
    return this.problems.length + this.untold;
  }

  assumptionsOf(pictures: number): Assumption[] {
    const sorted = [...this.statements].sort(([, a], [, b]) => b - a);
    const told = sorted.slice(0, toldStatements).map(([statement, count]) => ({
      text: count === pictures ? `In all pictures: ${statement}` : `In ${countOf(count, "picture")}: ${statement}`,
    }));
    const more = sorted.length - told.length;
    if (more > 0) told.push({ text: `${countOf(more, "statement")} on single pictures more.` });
    if (this.leftOut > 0) {
      told.push({ text: `${countOf(this.leftOut, "picture")} left out: ${this.problems[0].text}` });
    }
    return told;
  }

  problemsOf(): Problem[] {
    if (this.untold === 0) return [...this.problems];
    const text = `${countOf(this.untold, "picture")} more left out.`;
    return [...this.problems, { code: "unreadable-picture", text, severity: "warning" }];
  }
}
