// Measures inside the extension host: loading and activating, the first epoch after a click, and how long others wait.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import * as vscode from "vscode";
import { longRun } from "../host/long-run";
import {
  closeAll,
  eventually,
  extension,
  inWorkspace,
  type Listening,
  lensesOf,
  listening,
  openExperiment,
  openFile,
} from "../host/support";
import { figuresVariable, type HostFigures } from "./figures";

const repeats = 7;

const figures: Partial<HostFigures> = {};

/** Longest time without a turn of the event loop, in milliseconds, while each of some runs is made. */
async function longestWaits(uri: vscode.Uri, heard: Listening): Promise<number[]> {
  const waits: number[] = [];
  for (let repeat = 0; repeat < repeats; repeat++) {
    const from = heard.events.length;
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    await vscode.commands.executeCommand("neuralLens.runExperiment", uri);
    assert.equal((await heard.end(from)).event.status, "done");
    delay.disable();
    waits.push(delay.max / 1e6);
  }
  return waits;
}

describe("figures of the extension host", function () {
  this.timeout(300_000);
  afterEach(closeAll);
  after(() => writeFileSync(process.env[figuresVariable]!, JSON.stringify(figures)));

  it("activation", async () => {
    const { extensionPath } = extension();
    const { activationMilliseconds } = await extension().activate();
    const load = createRequire(join(extensionPath, "package.json"));
    const bundle = load.resolve("./dist/extension.js");
    const milliseconds = Array.from({ length: repeats }, () => {
      delete load.cache[bundle];
      const started = performance.now();
      load(bundle);
      return performance.now() - started + activationMilliseconds;
    });
    figures.activation = {
      milliseconds,
      note: `loading the bundle again and again, and ${activationMilliseconds.toFixed(1)} ms of activating once`,
    };
  });

  it("first epoch", async () => {
    const document = await openFile("friedman.csv");
    const lens = await eventually("the lens", async () =>
      (await lensesOf(document)).find(({ title }) => title.includes("Predict")),
    );
    const times: number[] = [];
    await listening(async (heard) => {
      for (let repeat = 0; repeat <= repeats; repeat++) {
        const from = heard.events.length;
        const started = performance.now();
        const command = vscode.commands.executeCommand(lens.command, ...(lens.arguments ?? []));
        await heard.first("epoch", from);
        times.push(performance.now() - started);
        await command;
        await heard.end(from);
      }
    });
    const [cold, ...milliseconds] = times;
    figures["first-epoch"] = { milliseconds, note: `from the lens's command; the first one ${cold.toFixed(0)} ms` };
  });

  it("blocked", () =>
    listening(async (heard) => {
      const train = { ...longRun.train, epochs: 600 };
      const { uri } = await openExperiment("busy.lens.json", { ...longRun, train });
      figures["blocked-by-run"] = {
        milliseconds: await longestWaits(uri, heard),
        note: "longest time without a turn of the extension host during 600 epochs",
      };
      figures["blocked-by-burst"] = {
        milliseconds: await longestWaits(inWorkspace("from-scratch.lens.json"), heard),
        note: "longest time without a turn of the extension host while 1 500 epochs come at once",
      };
    }));
});
