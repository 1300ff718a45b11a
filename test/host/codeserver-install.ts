// Brings code-server and the Node that it wants, both from npm, into the cache outside the checkout; once, then never again.

import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { installPackages, mayInstall } from "./debian";
import { findProgram, run } from "./process";
import { sharedCache } from "./root";
import { cleanEnvironment } from "./settings";

export const codeServerVersion = "4.139.1";
const nodeVersion = "24.21.0";

export interface CodeServerInstallation {
  /** The Node that runs it. */
  node: string;
  /** Its entry script. */
  entry: string;
}

function installation(folder: string): CodeServerInstallation {
  return {
    node: join(folder, "node", "node_modules", nodePackage(), "bin", "node"),
    entry: join(folder, "server", "node_modules", "code-server", "out", "node", "entry.js"),
  };
}

function nodePackage(): string {
  return `node-${process.platform}-${process.arch}`;
}

/** Runs `npm install` of one package in a folder of its own, as little bound to this machine's npm settings as can be. */
async function npmInstall(folder: string, spec: string, environment: Record<string, string>): Promise<void> {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), '{ "private": true }\n');
  const args = ["install", spec, "--no-fund", "--no-audit", "--loglevel", "error"];
  const env = cleanEnvironment(environment);
  // npm itself must run on the Node that the packages are built for, which is the first on this PATH.
  await run("npm", args, { cwd: folder, env, stdio: ["ignore", "ignore", "inherit"] });
}

/** Waits until no other process installs, then holds the lock while `work` runs. */
async function locked<T>(lock: string, work: () => Promise<T>): Promise<T> {
  for (let waited = 0; ; waited++) {
    try {
      mkdirSync(lock);
      break;
    } catch {
      const owner = Number(existsSync(join(lock, "pid")) ? readFileSync(join(lock, "pid"), "utf8") : Number.NaN);
      if (!isAlive(owner) && waited > 5) rmSync(lock, { recursive: true, force: true });
      else if (waited === 0) console.log("Another run is installing code-server: waiting for it …");
      await new Promise((resolve) => setTimeout(resolve, 1000));
    }
  }
  try {
    writeFileSync(join(lock, "pid"), String(process.pid));
    return await work();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** The code-server of the cache, installed first where it is not there yet (about two minutes and 800 MB). */
export async function installCodeServer(): Promise<CodeServerInstallation> {
  if (process.platform === "win32") {
    throw new Error(
      "code-server does not run on Windows: install the desktop VS Code from https://code.visualstudio.com.",
    );
  }
  const final = join(sharedCache, `code-server-${codeServerVersion}-${process.platform}-${process.arch}`);
  if (existsSync(final)) return installation(final);
  mkdirSync(sharedCache, { recursive: true });
  return locked(`${final}.lock`, async () => {
    if (existsSync(final)) return installation(final);
    console.log(`Installing code-server ${codeServerVersion} into ${final} (about two minutes, once) …`);
    const building = `${final}.new`;
    rmSync(building, { recursive: true, force: true });
    try {
      await prerequisites();
      await npmInstall(join(building, "node"), `${nodePackage()}@${nodeVersion}`, {});
      const home = join(building, "node", "node_modules", nodePackage());
      await npmInstall(join(building, "server"), `code-server@${codeServerVersion}`, {
        PATH: `${join(home, "bin")}${delimiter}${process.env.PATH}`,
        // Headers for the native modules: those of that Node, wherever this machine's npm settings point.
        npm_config_nodedir: home,
        npm_config_yes: "true",
      });
      renameSync(building, final);
    } catch (error) {
      rmSync(building, { recursive: true, force: true });
      throw new Error(
        `No VS Code to run in: code-server ${codeServerVersion} could not be installed from npm (${(error as Error).message}) Install the desktop VS Code, or python3, make, g++ and the Kerberos headers for code-server.`,
      );
    }
    return installation(final);
  });
}

/** What compiling code-server's native modules takes. */
async function prerequisites(): Promise<void> {
  if (mayInstall()) return installPackages("python3", "make", "g++", "libkrb5-dev");
  const missing = ["python3", "make", "g++"].filter((name) => !findProgram(name));
  if (missing.length > 0) throw new Error(`${missing.join(", ")} missing.`);
}
