// Two processes and one run: the second is refused as long as the first trains, and goes on when it has been killed.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { Workplace } from "./cli";

describe("a run in two processes", () => {
  let at: Workplace;
  before(() => {
    at = new Workplace();
  });
  after(() => at.remove());

  it("is trained by one of them at a time, and resumed after a kill", async () => {
    const experiment = (epochs: number) =>
      JSON.stringify({
        task: "regress",
        data: { file: "friedman.csv" },
        train: { epochs, earlyStopping: epochs, seeds: [1] },
      });
    at.write("long.lens.json", experiment(1_000_000));
    let refused: Promise<[string, string]> | undefined;
    let pid: number | undefined;
    const killed = await at.begin(["run", "long.lens.json", "--json", "--out", "shared"], (_, child) => {
      pid = child.pid;
      refused ??= Promise.all([
        at.refusal("run", "--resume", "shared"),
        at.refusal("run", "long.lens.json", "--out", "shared"),
      ]).finally(() => child.kill("SIGKILL"));
    });
    assert.equal(killed.code, null);
    for (const said of await refused!) {
      assert.match(said, new RegExp(`This run is still being trained \\(process ${pid}\\): stop it first\\.$`));
    }
    assert.ok(existsSync(join(at.folder, "shared", "lock")));
    let stopped = false;
    const { code, error } = await at.begin(["run", "--resume", "shared", "--json"], (_, child) => {
      if (!stopped) child.kill("SIGINT");
      stopped = true;
    });
    assert.equal(code, 0, error);
    assert.ok(!existsSync(join(at.folder, "shared", "lock")));
  });
});
