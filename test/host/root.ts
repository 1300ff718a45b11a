// Where things lie: the checkout, its ignored cache, and the cache outside it that outlives a checkout.

import { homedir } from "node:os";
import { join, resolve } from "node:path";

/** The folder of package.json. */
export const root = resolve(__dirname, "..", "..");

/** Made by builds and tests, ignored by git, gone with the checkout. */
export const localCache = join(root, ".cache");

/** Holds what takes minutes to get (a VS Code host): NEURAL_LENS_CACHE, else the place for caches of the account. */
export const sharedCache = resolve(
  process.env.NEURAL_LENS_CACHE || join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "neural-lens"),
);
