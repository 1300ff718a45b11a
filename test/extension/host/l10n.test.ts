// Everything that a person reads in VS Code is there in Chinese too.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { kernelTable } from "../../../engine/convolution/kernel-table";
import { experimentSchema } from "../../../engine/experiment/schema";
import { extension } from "./support";

function json(...path: string[]): Record<string, string> {
  return JSON.parse(readFileSync(join(extension().extensionPath, ...path), "utf8"));
}

/** First arguments of l10n.t(…) and of its short name in a file. */
function stringsOf(source: string): string[] {
  const calls = source.matchAll(/\b(?:l10n\.)?t\(\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')/g);
  return [...calls].map(([, literal]) =>
    literal.startsWith("'") ? literal.slice(1, -1).replaceAll("\\'", "'") : (JSON.parse(literal) as string),
  );
}

function descriptionsOf(schema: unknown): string[] {
  if (typeof schema !== "object" || schema === null) return [];
  return Object.entries(schema).flatMap(([key, value]) =>
    key === "description" && typeof value === "string" ? [value] : descriptionsOf(value),
  );
}

describe("translations", () => {
  it("of the manifest are complete", () => {
    const english = json("package.nls.json");
    assert.deepEqual(Object.keys(json("package.nls.zh-cn.json")).sort(), Object.keys(english).sort());
    const manifest = readFileSync(join(extension().extensionPath, "package.json"), "utf8");
    const used = [...new Set([...manifest.matchAll(/"%([^"%]+)%"/g)].map(([, key]) => key))].sort();
    assert.deepEqual(used, Object.keys(english).sort());
  });

  it("of messages are complete, and none is left over", () => {
    const folder = join(extension().extensionPath, "extension");
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));
    const strings = files.flatMap((name) => stringsOf(readFileSync(join(folder, name), "utf8")));
    assert.ok(strings.length > 60, `${strings.length} strings`);
    const reasons = readFileSync(join(extension().extensionPath, "engine", "data", "targets.ts"), "utf8");
    const reasonTexts = [...(/const reasons = \{([^}]*)\}/.exec(reasons)?.[1] ?? "").matchAll(/"([^"]+)"/g)];
    assert.ok(reasonTexts.length > 3, "the reasons of suggested targets have moved");
    const wanted = new Set([
      ...strings,
      ...reasonTexts.map(([, text]) => text),
      ...descriptionsOf(z.toJSONSchema(experimentSchema)),
      ...kernelTable.map(({ does }) => does),
    ]);
    assert.deepEqual(Object.keys(json("extension", "l10n", "bundle.l10n.zh-cn.json")).sort(), [...wanted].sort());
  });

  it("keep their placeholders", () => {
    const placeholders = (text: string) => [...text.matchAll(/\{\d\}/g)].map(([one]) => one).sort();
    for (const [english, chinese] of Object.entries(json("extension", "l10n", "bundle.l10n.zh-cn.json"))) {
      assert.deepEqual(placeholders(chinese), placeholders(english), english);
    }
  });
});
