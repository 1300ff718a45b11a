// The whole test suite in stages; `npm test -- unit webview` runs only those, `--grep TEXT` and paths narrow the tests.

import { closeSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "./build";
import { chooseHost, type Host } from "./host";
import { runInHost } from "./inhost";
import { type Counts, patience, resultVariable } from "./mocha";
import { exitCode } from "./process";
import { root } from "./root";

interface Stage {
  name: string;
  does: string;
  /** Whether it runs what the stage `build` makes. */
  built: boolean;
  run(selection: Selection): Promise<Counts>;
}

interface Selection {
  grep: string;
  /** Paths relative to the root; empty for all. */
  paths: string[];
}

const program = (name: string, ...path: string[]) => join(root, "node_modules", name, ...path);
const node = (...args: string[]) => exitCode(process.execPath, args, { cwd: root });
const check = async (code: Promise<number>): Promise<Counts> => ({
  passed: 0,
  failures: (await code) === 0 ? [] : ["see above"],
});

/** Test files under a folder of test/ (or that one file), in order of their names. */
function testFiles(place: string, selection: Selection): string[] {
  const path = join(root, "test", place);
  const all = statSync(path).isDirectory()
    ? readdirSync(path, { recursive: true, encoding: "utf8" }).map((name) => join(path, name))
    : [path];
  return all
    .filter((file) => file.endsWith(".test.ts"))
    .filter((file) => {
      const name = relative(root, file).replaceAll("\\", "/");
      return selection.paths.length === 0 || selection.paths.some((prefix) => name.startsWith(prefix));
    })
    .sort();
}

/**
 * Runs sets of files with mocha, each set in a process of its own and two at a time; what a set says is shown when it
 * has ended. A set whose process dies without a result has failed, and so has the stage.
 */
async function mocha(sets: string[][], timeout: number, selection: Selection): Promise<Counts> {
  const queue = sets.filter((files) => files.length > 0);
  if (queue.length === 0) throw new Error("No test file was found.");
  const total: Counts = { passed: 0, failures: [] };
  const work = async () => {
    for (let files = queue.shift(); files; files = queue.shift()) add(total, await mochaSet(files, timeout, selection));
  };
  await Promise.all([work(), work()]);
  return total;
}

async function mochaSet(files: string[], timeout: number, selection: Selection): Promise<Counts> {
  const folder = mkdtempSync(join(tmpdir(), "neural-lens-log-"));
  const path = join(folder, "said.txt");
  const log = openSync(path, "w");
  try {
    return await withResult(async (environment) => {
      const tsx = pathToFileURL(program("tsx", "dist", "loader.mjs")).href;
      const args = ["--import", tsx, join(__dirname, "mocha.ts"), String(timeout), selection.grep, ...files];
      const env = { ...process.env, ...environment };
      await exitCode(process.execPath, args, { cwd: root, env, stdio: ["ignore", log, log] });
    });
  } finally {
    process.stdout.write(readFileSync(path));
    closeSync(log);
    rmSync(folder, { recursive: true, force: true });
  }
}

function add(total: Counts, { passed, failures }: Counts): void {
  total.passed += passed;
  total.failures.push(...failures);
}

const isOps = ([first]: string[]) => dirname(first) === join(root, "test", "engine", "ops");
const eachAlone = (files: string[]) => files.map((file) => [file]);

/** Files in sets, one for each folder that lies two levels below test/: a process takes as long to begin as many a file. */
function byFolder(files: string[]): string[][] {
  const sets = new Map<string, string[]>();
  for (const file of files) {
    const folder = relative(join(root, "test"), dirname(file)).split(sep).slice(0, 2).join(sep);
    sets.set(folder, [...(sets.get(folder) ?? []), file]);
  }
  return [...sets.values()];
}

/** Gives `work` an environment that says where the counts go, and reads them afterwards. */
async function withResult(work: (environment: Record<string, string>) => Promise<void>): Promise<Counts> {
  const folder = mkdtempSync(join(tmpdir(), "neural-lens-result-"));
  try {
    const path = join(folder, "result.json");
    await work({ [resultVariable]: path });
    if (!statSync(path, { throwIfNoEntry: false })) throw new Error("The tests ended without a result.");
    return JSON.parse(readFileSync(path, "utf8"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const stages: Stage[] = [
  {
    name: "types",
    does: "type-check every project (tsc -b)",
    built: false,
    run: () => check(node(program("typescript", "bin", "tsc"), "-b")),
  },
  {
    name: "lint",
    does: "lint and format (biome check)",
    built: false,
    run: () => check(node(program("@biomejs/biome", "bin", "biome"), "check", "--error-on-warnings")),
  },
  {
    name: "build",
    does: "build dist",
    built: false,
    run: async () => {
      await build(false);
      return { passed: 0, failures: [] };
    },
  },
  {
    name: "unit",
    does: "engine on every executor, command line, benchmarks, architecture, packaging",
    built: true,
    run: (selection) => {
      const files = ["architecture.test.ts", "engine", "cli", "bench", "host"].flatMap((place) =>
        testFiles(place, selection),
      );
      // The longest one, the folder of ops, begins first.
      const sets = byFolder(files).sort((a, b) => Number(isOps(b)) - Number(isOps(a)));
      return mocha(sets, patience, selection);
    },
  },
  {
    name: "webview",
    does: "the page in Chromium",
    built: true,
    run: (selection) => mocha(eachAlone(testFiles("webview", selection)), patience, selection),
  },
  {
    name: "host",
    does: "mocha inside a real extension host",
    built: true,
    run: async (selection) => {
      const host = await chosenHost();
      return withResult((environment) =>
        runInHost(host, testFiles("extension/host", selection), selection.grep, environment),
      );
    },
  },
  {
    name: "clicks",
    does: "clicking through a real VS Code, with screenshots",
    built: true,
    run: async (selection) => {
      await chosenHost();
      return mocha(eachAlone(testFiles("extension/clicks", selection)), 2 * patience, selection);
    },
  },
];

/** The VS Code that the rest of this run uses, named once. */
async function chosenHost(): Promise<Host> {
  const host = await chooseHost();
  console.log(`Host: ${host.description}`);
  return host;
}

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

async function main(): Promise<void> {
  const { names, selection } = parse(process.argv.slice(2));
  const chosen = stages.filter((stage) => names.size === 0 || names.has(stage.name));
  if (chosen.some((stage) => stage.built) && !chosen.some((stage) => stage.name === "build")) {
    chosen.splice(0, 0, ...stages.filter((stage) => stage.name === "build"));
  }
  let buildFailed = false;
  const total: Counts = { passed: 0, failures: [] };
  const lines: string[] = [];
  for (const stage of chosen) {
    console.log(`\n== ${stage.name}: ${stage.does}`);
    const started = Date.now();
    let counts: Counts = { passed: 0, failures: [] };
    try {
      if (stage.built && buildFailed) throw new Error("Not run, because the build failed.");
      counts = await stage.run(selection);
    } catch (error) {
      console.error(error instanceof Error ? error.message : error);
      counts.failures.push(error instanceof Error ? error.message : String(error));
    }
    const { passed, failures } = counts;
    if (stage.name === "build" && failures.length > 0) buildFailed = true;
    add(total, { passed, failures: failures.map((failure) => `${stage.name}: ${failure}`) });
    const seconds = ((Date.now() - started) / 1000).toFixed(1);
    const tests = passed + failures.length > 0 ? `, ${passed} passed, ${failures.length} failed` : "";
    lines.push(`${failures.length > 0 ? "FAILED" : "ok    "} ${stage.name}: ${seconds} s${tests}`);
    console.log(`-- ${lines.at(-1)}`);
  }
  const failed = total.failures.length;
  // Said again at the end, where a log that was cut still has them.
  const failures = total.failures.map((failure) => `${failure}\n`).join("");
  console.log(`\n${failures}${lines.join("\n")}\n\n${total.passed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
}

// Until the end is reached the run has failed, even if something makes the process end early.
process.exitCode = 1;
main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 2;
});
