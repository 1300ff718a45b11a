// Colour profiles (ICC) as far as they are kept: whether one is whole, what it is called and which pictures it fits.

import { InputError } from "../../errors";
import type { Channels, PictureFacts } from "./image";
import { Peek } from "./peek";

/** The largest profile that is kept, in bytes; those of displays and printers have up to a few million. */
export const largestProfile = 16 << 20;

type Profile = NonNullable<PictureFacts["profile"]>;

/**
 * What a picture's facts say of its profile: the profile, or that it was damaged and left out.
 * `name` is what the file calls it; without one it is what the profile calls itself.
 */
export function profileFacts(
  bytes: Uint8Array | undefined,
  name?: string,
): Pick<PictureFacts, "profile"> & { damaged: boolean } {
  if (!bytes) return { damaged: false };
  const peek = new Peek(bytes, "", false);
  try {
    if (peek.text(36, 4) !== "acsp" || peek.u32(0) > bytes.length) return { damaged: true };
    const whole = bytes.slice(0, peek.u32(0));
    return { profile: { name: name || description(peek) || "unnamed", bytes: whole }, damaged: false };
  } catch (error) {
    if (error instanceof InputError) return { damaged: true };
    throw error;
  }
}

export const damagedProfile = "Its colour profile is damaged and was left out.";

/** Whether a profile is made for pictures with these channels: grey ones or RGB. */
export function profileFits({ bytes }: Profile, channels: Channels): boolean {
  return new Peek(bytes, "", false).text(16, 4) === (channels <= 2 ? "GRAY" : "RGB ");
}

/** The profile's own name, from its tag "desc": ASCII in version 2, UTF-16 texts in version 4 (ICC.1:2022, 10.15). */
function description(peek: Peek): string {
  const tags = peek.u32(128);
  for (let i = 0, at = 132; i < Math.min(tags, 100); i++, at += 12) {
    if (peek.text(at, 4) !== "desc") continue;
    const start = peek.u32(at + 4);
    const type = peek.text(start, 4);
    if (type === "desc") return peek.text(start + 12, Math.max(0, peek.u32(start + 8) - 1)).replace(/\0.*$/s, "");
    if (type !== "mluc" || peek.u32(start + 8) === 0) return "";
    const text = peek.part(start + peek.u32(start + 24), peek.u32(start + 20));
    return new TextDecoder("utf-16be").decode(text).replace(/\0.*$/s, "");
  }
  return "";
}
