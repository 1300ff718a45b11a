// Builds dist: AssemblyScript to WebAssembly, and the bundles beside it; `--dev` adds source maps, `--kernels` leaves the bundles out.

import { createHash } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Writable } from "node:stream";
import { pathToFileURL } from "node:url";
import webpack from "webpack";
import {
  denseModuleFile,
  filterModuleFile,
  type ModuleKind,
  moduleFile,
  moduleKinds,
  sharedPages,
  sparseModuleFile,
} from "../../engine/kernels/modules";
import { configurations, entries } from "../../webpack.config";
import { thirdPartyNotices } from "./notices";
import { run } from "./process";
import { localCache, root } from "./root";

const modules = join(root, "dist", "kernels");
const kernelsOnly = "--kernels";
const ascFlags = ["--runtime", "stub", "--importMemory", "--enable", "simd", "-O3", "--noAssert"];
const sharedFlags = ["--enable", "threads", "--sharedMemory", "--maximumMemory", String(sharedPages)];

/** A file, since the package's own types would redeclare names of Node. */
const compilerUrl: string = pathToFileURL(join(root, "node_modules", "assemblyscript", "dist", "asc.js")).href;

interface Compiler {
  main(words: string[], streams: { stdout: Writable; stderr: Writable }): Promise<{ error: Error | null }>;
}

/** The compiler's arguments for one of the modules. */
const ascArguments = ({ vector, memory }: ModuleKind): string[] => [
  ...ascFlags,
  ...(vector === "relaxed" ? ["--enable", "relaxed-simd"] : []),
  ...(memory === "shared" ? sharedFlags : []),
];

/** Modules that are compiled of the same sources. */
interface ModuleSet {
  /** Of the file that remembers what the modules were compiled of. */
  name: string;
  entry: string;
  /** Folders with all that the entry imports: assembly shares numbers with its TypeScript neighbours. */
  sources: readonly string[];
  modules: readonly { file: string; words: readonly string[] }[];
}

const moduleSets: readonly ModuleSet[] = [
  {
    name: "kernels",
    entry: "engine/kernels/assembly/index.ts",
    sources: ["engine/kernels"],
    modules: moduleKinds.map((kind) => ({ file: moduleFile(kind), words: ascArguments(kind) })),
  },
  {
    name: "filters",
    entry: "engine/convolution/assembly/index.ts",
    sources: ["engine/convolution/assembly", "engine/kernels/assembly"],
    modules: [{ file: filterModuleFile, words: ascFlags }],
  },
  {
    name: "dense",
    entry: "engine/graph/dense/assembly/index.ts",
    sources: ["engine/graph/dense/assembly"],
    modules: [{ file: denseModuleFile, words: ascFlags }],
  },
  {
    name: "spectrum-sparse",
    entry: "engine/graph/sparse/assembly/index.ts",
    sources: ["engine/graph/sparse/assembly"],
    modules: [{ file: sparseModuleFile, words: [...ascFlags, ...sharedFlags] }],
  },
];

/** What the modules of a set are compiled of, in short. */
function keyOf({ sources, modules: wanted }: ModuleSet): string {
  const files = sources.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .map((file) => join(folder, file))
      .sort(),
  );
  const digest = createHash("sha256").update(wanted.map(({ file, words }) => [file, ...words].join(" ")).join());
  digest.update(readFileSync(join(root, "node_modules", "assemblyscript", "package.json")));
  for (const file of files) digest.update(file).update(readFileSync(join(root, file)));
  return digest.digest("hex");
}

const stampOf = ({ name }: ModuleSet): string => join(localCache, `${name}.sha256`);

/** Whether neither the sources of a set nor the compiler have changed since the last time. */
function isCurrent(set: ModuleSet): boolean {
  const present = set.modules.every(({ file }) => existsSync(join(modules, file)));
  return present && existsSync(stampOf(set)) && readFileSync(stampOf(set), "utf8") === keyOf(set);
}

/** Compiles the modules of a set, unless they are up to date. */
async function buildModules(set: ModuleSet): Promise<void> {
  if (isCurrent(set)) return;
  const { entry, modules: wanted } = set;
  mkdirSync(modules, { recursive: true });
  mkdirSync(localCache, { recursive: true });
  // All in one process: once it is warm, a module takes half the time.
  const { main: compile }: Compiler = await import(compilerUrl);
  for (const { file, words } of wanted) {
    const all = [join(root, entry), "--baseDir", root, ...words, "--outFile", join(modules, file)];
    const { error } = await compile(all, { stdout: process.stdout, stderr: process.stderr });
    if (error) throw error;
  }
  writeFileSync(stampOf(set), keyOf(set));
}

/** Compiles the modules of WebAssembly that are not up to date: all of them, or those of filters alone. */
export async function buildKernels(only?: "filters"): Promise<void> {
  for (const set of moduleSets) if (!only || set.name === only) await buildModules(set);
}

/** The same for all of them in a process of its own, beside which others can go on. */
async function buildKernelsAside(): Promise<void> {
  if (moduleSets.every(isCurrent)) return;
  await run(process.execPath, [...process.execArgv, __filename, kernelsOnly], { cwd: root });
}

function bundle(development: boolean): Promise<webpack.StatsCompilation> {
  return new Promise((resolve, reject) => {
    const compiler = webpack(configurations(root, development));
    if (!compiler) return reject(new Error("webpack gave no compiler."));
    compiler.run((error, stats) => {
      compiler.close(() => {
        if (error) return reject(error);
        if (!stats) return reject(new Error("webpack gave no result."));
        if (stats.hasErrors() || stats.hasWarnings()) {
          return reject(new Error(stats.toString({ preset: "errors-warnings", colors: process.stdout.isTTY })));
        }
        resolve(
          stats.toJson({ all: false, modules: true, nestedModules: true, modulesSpace: Infinity, children: true }),
        );
      });
    });
  });
}

/** Paths of all modules that ended up in a bundle. */
function modulePaths(stats: webpack.StatsCompilation | webpack.StatsModule): string[] {
  const own = (stats.modules ?? []).flatMap((module) => [module.nameForCondition ?? "", ...modulePaths(module)]);
  const children = "children" in stats && Array.isArray(stats.children) ? stats.children : [];
  return [...own, ...children.flatMap((child) => modulePaths(child as webpack.StatsCompilation))].filter(Boolean);
}

/** Builds everything; throws with the compilers' messages when something does not compile or an entry is missing. */
export async function build(development: boolean): Promise<void> {
  mkdirSync(join(root, "dist"), { recursive: true });
  const [stats] = await Promise.all([bundle(development), buildKernelsAside()]);
  const modules = modulePaths(stats);
  if (!development) {
    for (const name of Object.keys(entries)) rmSync(join(root, "dist", `${name}.js.map`), { force: true });
    rmSync(join(root, "dist", "webview.css.map"), { force: true });
  }
  writeFileSync(join(root, "dist", "third-party.txt"), thirdPartyNotices(modules));
  chmodSync(join(root, "dist", "cli.js"), 0o755);
}

if (require.main === module && process.argv.includes(kernelsOnly)) {
  buildKernels().catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
} else if (require.main === module) {
  const started = Date.now();
  build(process.argv.includes("--dev")).then(
    () => {
      const size = (name: string) => `${name} ${(statSync(join(root, "dist", name)).size / 1024).toFixed(0)} KB`;
      const kernelFiles = moduleSets.flatMap((set) => set.modules.map(({ file }) => `kernels/${file}`));
      const files = [...Object.keys(entries).map((name) => `${name}.js`), "webview.css", ...kernelFiles];
      console.log(`Built in ${((Date.now() - started) / 1000).toFixed(1)} s: ${files.map(size).join(", ")}`);
    },
    (error: Error) => {
      console.error(error.message);
      process.exitCode = 1;
    },
  );
}
