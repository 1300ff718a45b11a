// The entry of the command line: a process runs the words that it was started with; who loads it as a module calls `command`.

import { command } from "./command";
import { allowRelaxedVectors } from "./vectors";

export { command };

// In a bundle, require.main is the bundler's own.
if (process.mainModule?.filename === __filename) {
  allowRelaxedVectors();
  command(process.argv.slice(2)).then((code) => {
    process.exitCode = code;
  });
}
