// The licence texts of the packages whose code is in the bundles, which their licences ask to be passed on.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

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

/** Texts of the licences in the folders from a package's own down to those of its modules: some hold others' code. */
function licenceTexts(folder: string, modules: readonly string[]): string[] {
  const places = new Set([folder]);
  for (const module of modules) {
    for (let place = dirname(module); place.length > folder.length; place = dirname(place)) places.add(place);
  }
  return [...places].sort().flatMap((place) => {
    const file = readdirSync(place).find((name) => /^(licen[cs]e|copying)/i.test(name));
    return file ? [readFileSync(join(place, file), "utf8").trim()] : [];
  });
}

/** One section a package, in alphabetical order; throws when a package carries no licence at all. */
export function thirdPartyNotices(modules: string[]): string {
  const packages = new Map<string, string[]>();
  for (const module of modules) {
    const folder = packageFolder(module);
    if (folder) packages.set(folder, [...(packages.get(folder) ?? []), module.replaceAll("\\", "/")]);
  }
  const sections = [...packages.keys()].sort().map((folder) => {
    const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    const texts = licenceTexts(folder, packages.get(folder)!);
    if (texts.length === 0 && !manifest.license) throw new Error(`${folder} is bundled but carries no licence.`);
    const text = texts.length > 0 ? texts.join("\n\n") : `Licence: ${manifest.license}`;
    return `${manifest.name} ${manifest.version}\n\n${text}\n`;
  });
  return `This extension contains code of these packages.\n\n${sections.join(`\n${"-".repeat(80)}\n\n`)}`;
}
