// The whole test suite in stages; `npm test -- unit webview` runs only those, `--grep TEXT` and paths narrow the tests.

import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "./build";
import { chooseHost, type Host } from "./host";
import { runInHost } from "./inhost";
import { runInLanes } from "./lanes";
import { type Counts, patience, resultVariable } from "./mocha";
import { exitCode } from "./process";
import { root } from "./root";
import { sampleVariable, writeSampleWorkspace } from "./sample";
import { byFolder, eachAlone, testFiles, titleOf } from "./sets";

interface Stage {
  name: string;
  does: string;
  /** Whether it runs what the stage `build` makes. */
  built: boolean;
  /** Whether its parts mostly wait for a window. */
  waits: boolean;
  parts(selection: Selection): Part[];
}

/** What is run at once; what it says is shown when it has ended, so that parts beside it do not come in between. */
interface Part {
  title: string;
  run(say: (text: string) => void): Promise<Counts>;
}

interface Selection {
  grep: string;
  /** Paths relative to the root; empty for all. */
  paths: string[];
}

const program = (name: string, ...path: string[]) => join(root, "node_modules", name, ...path);

/** Gives `work` a fresh folder and removes it afterwards. */
async function inScratch<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "neural-lens-test-"));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs node, and says afterwards all that it has said. */
function node(args: string[], say: (text: string) => void, environment: Record<string, string> = {}): Promise<number> {
  return inScratch(async (folder) => {
    const path = join(folder, "said.txt");
    const log = openSync(path, "w");
    try {
      const env = { ...process.env, ...environment };
      return await exitCode(process.execPath, args, { cwd: root, env, stdio: ["ignore", log, log] });
    } finally {
      closeSync(log);
      say(readFileSync(path, "utf8"));
    }
  });
}

const check = (title: string, ...args: string[]): Part => ({
  title,
  run: async (say) => ({ passed: 0, failures: (await node(args, say)) === 0 ? [] : ["see above"] }),
});

/** Gives `work` an environment that says where the counts go, and reads them afterwards. */
function withResult(work: (environment: Record<string, string>) => Promise<unknown>): Promise<Counts> {
  return inScratch(async (folder) => {
    const path = join(folder, "result.json");
    await work({ [resultVariable]: path });
    if (!statSync(path, { throwIfNoEntry: false })) throw new Error("The tests ended without a result.");
    return JSON.parse(readFileSync(path, "utf8"));
  });
}

/** Sets of files for mocha, each in a process of its own; a set whose process dies without a result has failed. */
function mocha(sets: string[][], timeout: number, { grep }: Selection, before = async () => {}): Part[] {
  const tsx = pathToFileURL(program("tsx", "dist", "loader.mjs")).href;
  return sets.map((files) => ({
    title: titleOf(files),
    run: async (say) => {
      await before();
      const args = ["--import", tsx, join(__dirname, "mocha.ts"), String(timeout), grep, ...files];
      return withResult((environment) => node(args, say, environment));
    },
  }));
}

let host: Promise<Host> | undefined;

/** The VS Code that the rest of this run uses, named once, and the workspace that its windows get copies of. */
function chosenHost(): Promise<Host> {
  host ??= (async () => {
    const chosen = await chooseHost();
    console.log(`Host: ${chosen.description}`);
    const sample = mkdtempSync(join(tmpdir(), "neural-lens-sample-"));
    process.on("exit", () => rmSync(sample, { recursive: true, force: true }));
    await writeSampleWorkspace(sample);
    process.env[sampleVariable] = sample;
    return chosen;
  })();
  return host;
}

const stages: Stage[] = [
  {
    name: "build",
    does: "build dist",
    built: false,
    waits: false,
    parts: () => [
      {
        title: "dist",
        run: async () => {
          await build(false);
          return { passed: 0, failures: [] };
        },
      },
    ],
  },
  {
    name: "types",
    does: "type-check every project (tsc -b)",
    built: false,
    waits: false,
    parts: () => [check("tsc", program("typescript", "bin", "tsc"), "-b")],
  },
  {
    name: "lint",
    does: "lint and format (biome check)",
    built: false,
    waits: false,
    parts: () => [check("biome", program("@biomejs/biome", "bin", "biome"), "check", "--error-on-warnings")],
  },
  {
    name: "unit",
    does: "engine on every executor, command line, benchmarks, architecture, packaging",
    built: true,
    waits: false,
    parts: (selection) => {
      const places = ["architecture.test.ts", "engine", "cli", "bench", "host"];
      return mocha(byFolder(places.flatMap((place) => testFiles(place, selection.paths))), patience, selection);
    },
  },
  {
    name: "webview",
    does: "the page in Chromium",
    built: true,
    waits: false,
    parts: (selection) => mocha(eachAlone(testFiles("webview", selection.paths)), patience, selection),
  },
  {
    name: "host",
    does: "mocha inside a real extension host",
    built: true,
    waits: true,
    parts: ({ paths, grep }) => {
      const files = testFiles("extension/host", paths);
      const run: Part["run"] = async (say) => {
        const chosen = await chosenHost();
        return withResult((environment) => runInHost(chosen, files, grep, environment, say));
      };
      return files.length > 0 ? [{ title: titleOf(files), run }] : [];
    },
  },
  {
    name: "clicks",
    does: "clicking through a real VS Code, with screenshots",
    built: true,
    waits: true,
    parts: (selection) => {
      const sets = eachAlone(testFiles("extension/clicks", selection.paths));
      return mocha(sets, 2 * patience, selection, async () => {
        await chosenHost();
      });
    },
  },
];

function parse(args: string[]): { names: Set<string>; selection: Selection } {
  const selection: Selection = { grep: "", paths: [] };
  const names = new Set<string>();
  for (let i = 0; i < args.length; i++) {
    if (args[i] === "--grep") selection.grep = args[++i] ?? "";
    else if (stages.some((stage) => stage.name === args[i])) names.add(args[i]);
    else if (args[i].startsWith("test/")) selection.paths.push(args[i]);
    else throw new Error(`Unknown stage ${args[i]}: choose among ${stages.map((stage) => stage.name).join(", ")}.`);
  }
  return { names, selection };
}

const seconds = (since: number) => `${((Date.now() - since) / 1000).toFixed(1)} s`;
const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** A stage on its way. */
class Running {
  readonly parts: Part[];
  readonly counts: Counts = { passed: 0, failures: [] };
  /** What is said of it at the end. */
  line = "";
  #began = 0;
  #left: number;

  constructor(
    readonly stage: Stage,
    selection: Selection,
  ) {
    const parts = stage.parts(selection);
    const none = { title: "", run: () => Promise.reject(new Error("No test file was found.")) };
    this.parts = parts.length > 0 ? parts : [none];
    this.#left = this.parts.length;
  }

  /** Runs a part and shows what it has said; `built` tells whether dist is there, once that is known. */
  async run({ title, run }: Part, built: Promise<boolean>): Promise<void> {
    const { stage, counts } = this;
    const dist = !stage.built || (await built);
    this.#began ||= Date.now();
    const began = Date.now();
    console.log(`.. ${stage.name}: ${title}`);
    let said = "";
    try {
      if (!dist) throw new Error("Not run, because the build failed.");
      const { passed, failures } = await run((text) => {
        said += text;
      });
      counts.passed += passed;
      counts.failures.push(...failures);
    } catch (error) {
      said += `${messageOf(error)}\n`;
      if (dist || counts.failures.length === 0) counts.failures.push(messageOf(error));
    }
    console.log(`\n== ${stage.name}: ${title}, ${seconds(began)}\n${said}`);
    if (--this.#left === 0) this.#end();
  }

  #end(): void {
    const { passed, failures } = this.counts;
    const tests = passed + failures.length > 0 ? `, ${passed} passed, ${failures.length} failed` : "";
    this.line = `${failures.length > 0 ? "FAILED" : "ok    "} ${this.stage.name}: ${seconds(this.#began)}${tests}`;
    console.log(`-- ${this.line}`);
  }
}

async function main(): Promise<void> {
  const { names, selection } = parse(process.argv.slice(2));
  const isNamed = ({ name }: Stage) => names.size === 0 || names.has(name);
  const needsBuild = stages.some((stage) => stage.built && isNamed(stage));
  const chosen = stages.filter((stage) => isNamed(stage) || (needsBuild && stage.name === "build"));
  const all = chosen.map((stage) => new Running(stage, selection));
  console.log(chosen.map(({ name, does }) => `${name}: ${does}`).join("\n"));
  let tellBuilt = (_isBuilt: boolean) => {};
  const built = new Promise<boolean>((resolve) => {
    tellBuilt = resolve;
  });
  const jobs = all.flatMap((running) =>
    running.parts.map((part) => ({
      waits: running.stage.waits,
      run: async () => {
        await running.run(part, built);
        if (running.stage.name === "build") tellBuilt(running.counts.failures.length === 0);
      },
    })),
  );
  await runInLanes(jobs);
  const failures = all.flatMap(({ stage, counts }) => counts.failures.map((failure) => `${stage.name}: ${failure}\n`));
  const passed = all.reduce((sum, { counts }) => sum + counts.passed, 0);
  // Failures are said again at the end, where a log that was cut still has them.
  const lines = all.map(({ line }) => line).join("\n");
  console.log(`\n${failures.join("")}${lines}\n\n${passed} passed, ${failures.length} failed`);
  process.exitCode = failures.length > 0 ? 1 : 0;
}

// Until the end is reached the run has failed, even if something makes the process end early.
process.exitCode = 1;
main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 2;
});
