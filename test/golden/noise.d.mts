// Types of the seeded noise of noise.mjs.

import type { Elements } from "../../engine";

export function noise(seed: number, length: number, elements: Elements): Uint8Array | Uint16Array | Float32Array;
