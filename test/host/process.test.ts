// Child processes: a group ends with all its children, a program is found on PATH, a failure is not taken for success.

import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { dirname } from "node:path";
import { endGroup, exitCode, findProgram, run } from "./process";

const isAlive = (pid: number) => {
  try {
    // A process that has ended but was not waited for still has an id; its state says so.
    return !execFileSync("ps", ["-o", "stat=", "-p", String(pid)])
      .toString()
      .trim()
      .startsWith("Z");
  } catch {
    return false;
  }
};

describe("child processes", () => {
  it("end with all their children, even those that will not listen", async () => {
    const child = spawn("sh", ["-c", "sh -c 'trap \"\" TERM; echo $$; while :; do sleep 1; done' & wait"], {
      detached: true,
      stdio: ["ignore", "pipe", "ignore"],
    });
    const grandchild = await new Promise<number>((resolve) =>
      child.stdout.once("data", (text) => resolve(Number(text))),
    );
    assert.ok(isAlive(grandchild));
    await endGroup(child);
    // One that lives on ends the test by its timeout.
    while (isAlive(grandchild)) await new Promise((resolve) => setTimeout(resolve, 50));
  });

  it("are told apart by their exit codes", async () => {
    assert.equal(await exitCode(process.execPath, ["-e", "process.exit(3)"]), 3);
    assert.equal(await exitCode(process.execPath, ["-e", "process.kill(process.pid)"]), 1);
    await assert.rejects(run(process.execPath, ["-e", "process.exit(3)"]), /exit code 3/);
    await assert.rejects(run("no-such-program-anywhere", []), /ENOENT/);
  });

  it("are found on PATH, the first name first", () => {
    const before = process.env.PATH;
    try {
      process.env.PATH = dirname(process.execPath);
      assert.equal(findProgram("no-such-program-anywhere", "node"), process.execPath);
      assert.equal(findProgram("no-such-program-anywhere"), null);
    } finally {
      process.env.PATH = before;
    }
  });
});
