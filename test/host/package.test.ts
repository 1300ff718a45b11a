// The VSIX: it holds what the extension runs on and nothing else.

import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { strFromU8, unzipSync } from "fflate";
import { denseModuleFile, filterModuleFile, moduleFile, moduleKinds } from "../../engine/kernels/modules";
import { pack } from "./package";

const allowed =
  /^(package\.json|package\.nls(\.[a-z-]+)?\.json|readme\.md|changelog\.md|LICENSE\.txt|dist\/(extension|worker|thread|cli|webview|layout)\.js|dist\/webview\.css|dist\/third-party\.txt|dist\/kernels\/[a-z-]+\.wasm|snippets\/[\w.-]+\.json|extension\/(media|l10n)\/[\w./-]+)$/;

describe("the VSIX", () => {
  let files: Record<string, Uint8Array>;
  const text = (name: string) => strFromU8(files[`extension/${name}`]!);

  before(async () => {
    const folder = mkdtempSync(join(tmpdir(), "neural-lens-vsix-"));
    try {
      const path = join(folder, "test.vsix");
      await pack(path);
      files = unzipSync(readFileSync(path));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it("holds only what belongs in it", () => {
    const inside = Object.keys(files).filter((name) => name.startsWith("extension/") && !name.endsWith("/"));
    const strange = inside.map((name) => name.slice("extension/".length)).filter((name) => !allowed.test(name));
    assert.deepEqual(strange, []);
  });

  it("holds every bundle, the kernels and the licences", () => {
    const kernels = [...moduleKinds.map(moduleFile), filterModuleFile, denseModuleFile].map(
      (file) => `kernels/${file}`,
    );
    const needed = [
      "extension.js",
      "worker.js",
      "thread.js",
      "cli.js",
      "webview.js",
      "layout.js",
      "webview.css",
      ...kernels,
    ];
    for (const name of [...needed, "third-party.txt"]) assert.ok(files[`extension/dist/${name}`], name);
  });

  it("holds every file that its manifest names", () => {
    const named = JSON.stringify(JSON.parse(text("package.json"))).matchAll(
      /"\.?\/?((?:dist|extension|snippets)\/[^"]+)"/g,
    );
    const isThere = (path: string) => Object.keys(files).some((file) => file === path || file.startsWith(`${path}/`));
    for (const [, name] of named) assert.ok(isThere(`extension/${name}`), `package.json names ${name}`);
  });

  it("is free of React and of source maps", () => {
    assert.doesNotMatch(text("dist/third-party.txt"), /^(react|@microsoft\/fast-react-wrapper) \d/m);
    assert.match(text("dist/third-party.txt"), /^@vscode\/webview-ui-toolkit \d/m);
    for (const name of ["extension", "worker", "thread", "cli", "webview"]) {
      assert.doesNotMatch(text(`dist/${name}.js`), /\/\/# sourceMappingURL/);
    }
  });
});
