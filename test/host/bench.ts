// Builds, then runs the command line's benchmarks with what follows `npm run bench --`.

import { join } from "node:path";
import { build } from "./build";
import { exitCode } from "./process";
import { root } from "./root";

build(false)
  .then(() => exitCode(process.execPath, [join(root, "dist", "cli.js"), "bench", ...process.argv.slice(2)]))
  .then(
    (code) => process.exit(code),
    (error: Error) => {
      console.error(error.message);
      process.exit(1);
    },
  );
