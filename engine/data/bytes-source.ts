// Bytes in memory as a byte source.

import type { ByteSource } from "./dataset";

export function bytesSource(name: string, bytes: Uint8Array): ByteSource {
  return { name, size: bytes.length, read: async (offset, length) => bytes.subarray(offset, offset + length) };
}
