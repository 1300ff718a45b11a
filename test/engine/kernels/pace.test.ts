// The choice between one thread and all: the faster one, with few trials of the other.

import assert from "node:assert/strict";
import { Pace, type Way } from "../../../engine/kernels/pace";

/** Shares of one thread in calls of ten steps whose times `cost` gives, and the time lost by not always taking the faster. */
function follow(pace: Pace, calls: number, cost: Record<Way, number>): { one: number; lost: number } {
  let [one, spent] = [0, 0];
  for (let call = 0; call < calls; call++) {
    const way = pace.choose(10);
    if (way === "one") one++;
    spent += 10 * cost[way];
    pace.note(way, 10, 10 * cost[way]);
  }
  const best = calls * 10 * Math.min(cost.one, cost.all);
  return { one: one / calls, lost: spent / best - 1 };
}

describe("pace", () => {
  it("takes all threads first, and stays with them where they are faster", () => {
    const pace = new Pace();
    assert.equal(pace.choose(1), "all");
    const { one, lost } = follow(pace, 1000, { one: 2, all: 1 });
    assert.ok(one < 0.03 && lost < 0.03, `${one} ${lost}`);
  });

  it("takes one thread where waiting for others costs more", () => {
    const { one, lost } = follow(new Pace(), 1000, { one: 1, all: 2 });
    assert.ok(one > 0.97 && lost < 0.03, `${one} ${lost}`);
  });

  it("follows the machine when it changes", () => {
    const pace = new Pace();
    follow(pace, 1000, { one: 2, all: 1 });
    assert.ok(follow(pace, 2000, { one: 2, all: 6 }).one > 0.9);
    assert.ok(follow(pace, 2000, { one: 2, all: 1 }).one < 0.5);
  });
});
