// The licence texts of the packages whose code is in the bundles, which their licences ask to be passed on.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Folder of the package that a module belongs to; null for our own modules. */
function packageFolder(module: string): string | null {
  const marker = "node_modules/";
  const path = module.replaceAll("\\", "/");
  const at = path.lastIndexOf(marker);
  if (at < 0) return null;
  const parts = path.slice(at + marker.length).split("/");
  const name = parts[0].startsWith("@") ? `${parts[0]}/${parts[1]}` : parts[0];
  const folder = path.slice(0, at + marker.length) + name;
  return existsSync(join(folder, "package.json")) ? folder : null;
}

/** One section a package, in alphabetical order; throws when a package carries no licence at all. */
export function thirdPartyNotices(modules: string[]): string {
  const folders = new Set(modules.map((module) => packageFolder(module)).filter((folder) => folder !== null));
  const sections = [...folders].sort().map((folder) => {
    const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const file = readdirSync(folder).find((name) => /^(licen[cs]e|copying)/i.test(name));
    if (!file && !manifest.license) throw new Error(`${folder} is bundled but carries no licence.`);
    const text = file ? readFileSync(join(folder, file), "utf8").trim() : `Licence: ${manifest.license}`;
    return `${manifest.name} ${manifest.version}\n\n${text}\n`;
  });
  return `This extension contains code of these packages.\n\n${sections.join(`\n${"-".repeat(80)}\n\n`)}`;
}
