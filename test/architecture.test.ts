// The house rules that the compiler cannot hold: directions of imports, the one door to node, toolkit and engine, and the form of a file.

import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, posix, relative, resolve } from "node:path";

const root = resolve(__dirname, "..");

interface Source {
  /** Relative to the root, with forward slashes. */
  path: string;
  text: string;
  imports: string[];
}

function sources(...folders: string[]): Source[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .map((name) => posix.join(folder, name.replaceAll("\\", "/")))
      .filter((path) => /\.(ts|mts|mjs)$/.test(path) && statSync(join(root, path)).isFile())
      .map((path) => {
        const text = readFileSync(join(root, path), "utf8");
        return { path, text, imports: importsOf(text) };
      }),
  );
}

/** What a file names after `from`, `import`, `import(` and `require(`, comments and strings of other kinds left out. */
function importsOf(text: string): string[] {
  const code = text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");
  const pattern = /(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire\s*\(\s*)["']([^"'\n]+)["']/g;
  return [...code.matchAll(pattern)].map((match) => match[1]);
}

/** Path of a relative import from the root, without extension; other imports as they are. */
function target(source: Source, name: string): string {
  return name.startsWith(".") ? posix.join(posix.dirname(source.path), name) : name;
}

/** The first part of a path, or its first `depth` parts. */
const room = (path: string, depth = 1) => path.split("/").slice(0, depth).join("/");
const product = () => sources("engine", "webview", "extension");
/** Every violation on a line of its own, so that one failing run names them all. */
const none = (violations: string[], rule: string) => assert.equal(violations.join("\n"), "", rule);

describe("architecture", () => {
  it("imports run downward: engine, then webview, then extension", () => {
    const level = ["engine", "webview", "extension"];
    const violations = product().flatMap((source) =>
      source.imports
        .map((name) => target(source, name))
        .filter((path) => level.indexOf(room(path)) > level.indexOf(room(source.path)) || room(path) === "test")
        .map((path) => `${source.path} imports ${path}`),
    );
    none(violations, "a lower room knows nothing of the rooms above it");
  });

  it("nobody in the engine imports its command line", () => {
    const violations = sources("engine")
      .filter((source) => !source.path.startsWith("engine/cli/"))
      .flatMap((source) =>
        source.imports
          .map((name) => target(source, name))
          .filter((path) => path === "engine/cli" || path.startsWith("engine/cli/"))
          .map((path) => `${source.path} imports ${path}`),
      );
    none(violations, "engine/cli is the engine's roof, not its ground");
  });

  it("only engine/cli, extension and test know node", () => {
    const violations = sources("engine", "webview")
      .filter((source) => !source.path.startsWith("engine/cli/"))
      .flatMap((source) =>
        source.imports.filter((name) => name.startsWith("node:")).map((name) => `${source.path} imports ${name}`),
      );
    none(violations, "what the engine needs of a machine is handed in");
  });

  it("only the extension knows vscode", () => {
    const violations = sources("engine", "webview")
      .filter((source) => source.imports.includes("vscode"))
      .map((source) => source.path);
    none(violations, "vscode stays in extension/");
  });

  it("only webview/ui.ts knows the toolkit", () => {
    const violations = product()
      .filter((source) => source.path !== "webview/ui.ts")
      .flatMap((source) =>
        source.imports
          .filter((name) => /^@vscode\/webview-ui-toolkit|^@microsoft\/fast|^@vscode-elements\//.test(name))
          .map((name) => `${source.path} imports ${name}`),
      );
    none(violations, "changing the toolkit must be a change of one file");
  });

  it("the engine is imported through its index alone", () => {
    const violations = sources("webview", "extension").flatMap((source) =>
      source.imports
        .map((name) => target(source, name))
        .filter((path) => room(path) === "engine" && path !== "engine" && path !== "engine/index")
        .map((path) => `${source.path} imports ${path}`),
    );
    none(violations, "engine/index.ts is the engine's public face");
  });

  it("the extension knows of the webview only its protocol", () => {
    const violations = sources("extension").flatMap((source) =>
      source.imports
        .map((name) => target(source, name))
        .filter((path) => room(path) === "webview" && path !== "webview/protocol")
        .map((path) => `${source.path} imports ${path}`),
    );
    none(violations, "the page is reached through messages");
  });

  it("every file begins with one sentence that says what lives there", () => {
    const violations = [...product(), ...sources("test"), ...sources("snippets")]
      .filter((source) => {
        const [first, second = ""] = source.text.split("\n");
        return !/^\/\/ \S.*[.:]$/.test(first) || second.startsWith("//");
      })
      .map((source) => source.path);
    none(violations, "one line, from // to its full stop");
  });

  it("no file is longer than 600 lines", () => {
    const violations = [...product(), ...sources("test")]
      .map((source) => ({ path: source.path, lines: source.text.split("\n").length - 1 }))
      .filter(({ lines }) => lines > 600)
      .map(({ path, lines }) => `${path} has ${lines} lines`);
    none(violations, "split what has grown");
  });

  it("nothing is left out or waved through", () => {
    const forbidden = /\bTODO\b|\bFIXME\b|@ts-(ignore|nocheck|expect-error)|\bas any\b|\b(it|describe)\.(skip|only)\b/;
    const self = relative(root, __filename).replaceAll("\\", "/");
    const violations = [...product(), ...sources("test")]
      .filter((source) => source.path !== self)
      // AssemblyScript's decorated functions are its own syntax, which an editor's TypeScript must be told to let be.
      .map((source) =>
        room(source.path, 3) === "engine/kernels/assembly"
          ? { ...source, text: source.text.replaceAll("@ts-ignore: decorator", "") }
          : source,
      )
      .flatMap((source) =>
        source.text
          .split("\n")
          .map((line, i) => ({ line, place: `${source.path}:${i + 1}` }))
          .filter(({ line }) => forbidden.test(line))
          .map(({ line, place }) => `${place} ${line.trim()}`),
      );
    none(violations, "finish it, or say in prose why it is so");
  });

  it("the top level holds the rooms and what must lie beside package.json", () => {
    const folders = readdirSync(root, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name)
      .filter((name) => !["engine", "webview", "extension", "snippets", "test"].includes(name))
      .filter((name) => ![".git", ".ci", ".cache", ".github", ".vscode", "node_modules", "dist"].includes(name));
    none(folders, dirname(root));
  });
});
