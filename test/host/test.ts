// The whole test suite in stages; `npm test -- unit webview` runs only those, `--grep TEXT` and paths narrow the tests.

import type { StdioOptions } from "node:child_process";
import { closeSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "./build";
import { chooseHost, type Host } from "./host";
import { runInHost } from "./inhost";
import { type Counts, resultVariable } from "./mocha";
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
const check = async (code: Promise<number>): Promise<Counts> => ({ passed: 0, failed: (await code) === 0 ? 0 : 1 });

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
 * Runs files with mocha in a process of their own; when that dies without a result, the stage has failed. What it says
 * goes to the open file `log`, if there is one, or is shown.
 */
async function mocha(files: string[], timeout: number, selection: Selection, log?: number): Promise<Counts> {
  if (files.length === 0) throw new Error("No test file was found.");
  return withResult(async (environment) => {
    const tsx = pathToFileURL(program("tsx", "dist", "loader.mjs")).href;
    const args = ["--import", tsx, join(__dirname, "mocha.ts"), String(timeout), selection.grep, ...files];
    const said = log ?? "inherit";
    const stdio: StdioOptions = ["ignore", said, said];
    await exitCode(process.execPath, args, { cwd: root, env: { ...process.env, ...environment }, stdio });
  });
}

/** Runs two sets of files at the same time, each in a process of its own; what the second says is shown at the end. */
async function mochaBoth(sets: [string[], string[]], timeout: number, selection: Selection): Promise<Counts> {
  const [first, second] = sets;
  if (first.length === 0 || second.length === 0) return mocha([...first, ...second], timeout, selection);
  const folder = mkdtempSync(join(tmpdir(), "neural-lens-log-"));
  const path = join(folder, "said.txt");
  const log = openSync(path, "w");
  try {
    const counts = await Promise.all([
      mocha(first, timeout, selection),
      mocha(second, timeout, selection, log).finally(() => process.stdout.write(readFileSync(path))),
    ]);
    return { passed: counts[0].passed + counts[1].passed, failed: counts[0].failed + counts[1].failed };
  } finally {
    closeSync(log);
    rmSync(folder, { recursive: true, force: true });
  }
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
      return { passed: 0, failed: 0 };
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
      // Half of the time goes into these, which compute on one thread and wait for nothing.
      const computing = ["ops", "core", "kernels"].map((name) => join(root, "test", "engine", name));
      const computes = (file: string) => computing.some((folder) => file.startsWith(folder));
      const sets: [string[], string[]] = [files.filter((file) => !computes(file)), files.filter(computes)];
      return mochaBoth(sets, 60_000, selection);
    },
  },
  {
    name: "webview",
    does: "the page in Chromium",
    built: true,
    run: (selection) => mocha(testFiles("webview", selection), 60_000, selection),
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
      return mocha(testFiles("extension/clicks", selection), 180_000, selection);
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
  const total: Counts = { passed: 0, failed: 0 };
  const lines: string[] = [];
  let buildFailed = false;
  for (const stage of chosen) {
    console.log(`\n== ${stage.name}: ${stage.does}`);
    const started = Date.now();
    let counts: Counts = { passed: 0, failed: 1 };
    try {
      if (stage.built && buildFailed) throw new Error("Not run, because the build failed.");
      counts = await stage.run(selection);
    } catch (error) {
      console.error(error instanceof Error ? error.message : error);
    }
    if (stage.name === "build" && counts.failed > 0) buildFailed = true;
    total.passed += counts.passed;
    total.failed += counts.failed;
    const seconds = ((Date.now() - started) / 1000).toFixed(1);
    const tests = counts.passed + counts.failed > 0 ? `, ${counts.passed} passed, ${counts.failed} failed` : "";
    lines.push(`${counts.failed > 0 ? "FAILED" : "ok    "} ${stage.name}: ${seconds} s${tests}`);
    console.log(`-- ${lines.at(-1)}`);
  }
  console.log(`\n${lines.join("\n")}\n\n${total.passed} passed, ${total.failed} failed`);
  process.exitCode = total.failed > 0 ? 1 : 0;
}

// Until the end is reached the run has failed, even if something makes the process end early.
process.exitCode = 1;
main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 2;
});
