// The door of every npm script: installs the packages when they are missing or outdated, then runs test/host/<name>.ts with what follows.

import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const [name, ...rest] = process.argv.slice(2);

/** Holds the hash of the package-lock.json that node_modules was made from. */
const stamp = join(root, "node_modules", ".installed");
const locked = createHash("sha256")
  .update(readFileSync(join(root, "package-lock.json")))
  .digest("hex");

const [major, minor] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Node ${process.versions.node} is too old: install Node 20.19 or newer from https://nodejs.org.`);
  process.exit(2);
}
if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== locked) {
  console.log("Installing the packages (npm ci) …");
  // Set by npm for its scripts, but by other package managers too.
  const npm = /npm-cli\.c?js$/.test(process.env.npm_execpath ?? "") && process.env.npm_execpath;
  const options = { cwd: root, stdio: ["ignore", "inherit", "inherit"] };
  const { status } = npm
    ? spawnSync(process.execPath, [npm, "ci", "--no-fund", "--no-audit"], options)
    : spawnSync("npm", ["ci", "--no-fund", "--no-audit"], { ...options, shell: process.platform === "win32" });
  if (status !== 0) {
    console.error("npm ci failed: see its message above; it needs the npm registry or a filled npm cache.");
    process.exit(1);
  }
  writeFileSync(stamp, locked);
}

const tsx = pathToFileURL(join(root, "node_modules", "tsx", "dist", "loader.mjs")).href;
const child = spawn(process.execPath, ["--import", tsx, join(root, "test", "host", `${name}.ts`), ...rest], {
  cwd: root,
  stdio: "inherit",
});
// The child ends in its own order; a terminal's Ctrl-C reaches it twice, and the second counts for nothing.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
// npm, ended by a signal, leaves its script running: an orphan ends what it started.
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) child.kill("SIGTERM");
}, 1000).unref();
child.on("exit", (code, signal) => process.exit(code ?? (signal === "SIGINT" ? 130 : 1)));
