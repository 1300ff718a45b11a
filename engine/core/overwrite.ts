// Element-wise results written over an input that nobody reads again.

import type { Buffer, Lowered } from "./lower";

/**
 * The same instructions, with outputs in the buffer of an input where that has its last reader there. Buffers in `kept`
 * and variables are left alone. `renamed` tells where the values of a buffer that went are.
 */
export function overwriteInputs(
  instructions: readonly Lowered[],
  kept: ReadonlySet<Buffer>,
): { instructions: Lowered[]; renamed: ReadonlyMap<Buffer, Buffer> } {
  const lastRead = new Map<Buffer, number>();
  const firstWritten = new Map<Buffer, number>();
  instructions.forEach(({ inputs, output }, at) => {
    for (const input of inputs) lastRead.set(input, at);
    if (!firstWritten.has(output)) firstWritten.set(output, at);
  });
  const renamed = new Map<Buffer, Buffer>();
  const now = (buffer: Buffer): Buffer => renamed.get(buffer) ?? buffer;
  const rewritten = instructions.map((lowered, at) => {
    const { instruction, inputs, output } = lowered;
    const fresh = !output.variable && firstWritten.get(output) === at;
    const position = fresh
      ? (instruction.overwrites ?? []).find((i) => {
          const free = !inputs[i].variable && !kept.has(inputs[i]) && lastRead.get(inputs[i]) === at;
          return free && inputs[i].size === output.size;
        })
      : undefined;
    if (position !== undefined) renamed.set(output, now(inputs[position]));
    return { ...lowered, inputs: inputs.map(now), output: now(output) };
  });
  return { instructions: rewritten, renamed };
}
