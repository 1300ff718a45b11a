// Packages of the system: what Debian lacks is installed by apt where this account may do that.

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { run } from "./process";

/** Whether apt can install here without asking: Debian, as root. */
export function mayInstall(): boolean {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return false;
  try {
    return /^ID=debian$/m.test(readFileSync("/etc/os-release", "utf8"));
  } catch {
    return false;
  }
}

function isInstalled(name: string): boolean {
  try {
    const status = execFileSync("dpkg-query", ["--status", name], { stdio: ["ignore", "pipe", "ignore"] });
    return status.includes("Status: install ok installed");
  } catch {
    return false;
  }
}

/** Installs those of the packages that are missing; does nothing when there are none. */
export async function installPackages(...names: string[]): Promise<void> {
  const missing = names.filter((name) => !isInstalled(name));
  if (missing.length === 0) return;
  console.log(`Installing ${missing.join(", ")} (apt-get) …`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const quiet = { env, stdio: ["ignore", "ignore", "inherit"] as ["ignore", "ignore", "inherit"] };
  await run("apt-get", ["update", "-qq"], quiet);
  await run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...missing], quiet);
}
