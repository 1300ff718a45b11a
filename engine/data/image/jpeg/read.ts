// Reading JPEG pictures: grey and colour, baseline and progressive, with orientation and colour profile.

import { CutShort, type Decoded, damaged, type PictureHeader, plainFacts, type Reading } from "../codec";
import { swapsSides } from "../orient";
import { damagedProfile, profileFacts } from "../profile";
import { fromRgba } from "../samples";
import { checkComplete, readSegments } from "./segments";

export function readJpegHeader(reading: Reading): PictureHeader {
  const { width, height, orientation } = readSegments(reading);
  const [across, down] = swapsSides(orientation) ? [height, width] : [width, height];
  return { width: across, height: down, bits: 8, orientation };
}

export async function readJpeg(reading: Reading): Promise<Decoded> {
  const { bytes, file } = reading;
  const { width, height, components, orientation, profile: icc } = readSegments(reading);
  checkComplete(reading);
  const { profile, damaged: broken } = profileFacts(icc);
  const assumptions = broken ? [{ text: damagedProfile }] : [];
  // Loaded with the first such file: the decoder takes a while to start.
  const { startJpegDecoder } = await import("../codecs/jpeg-decoder");
  const { codec, said } = await startJpegDecoder();
  const pixels = decoded(() => codec.decode(bytes, false));
  if (said.some((line) => /premature end/i.test(line))) throw new CutShort(file);
  if (!pixels || pixels.width !== width || pixels.height !== height) {
    throw damaged(file, `its pixels cannot be decoded${said.length > 0 ? ` (${said.at(-1)})` : ""}`);
  }
  if (said.length > 0) assumptions.push({ text: `Its compressed pixels are damaged in places (${said[0]}).` });
  const channels = components === 1 ? 1 : 3;
  return {
    image: { width, height, channels, samples: fromRgba(pixels.data, channels) },
    facts: plainFacts(8, { orientation, profile, assumptions }),
  };
}

/** Undefined when the decoder gives up, which it tells by throwing an object of its own. */
function decoded<T>(decode: () => T): T | undefined {
  try {
    return decode();
  } catch {
    return undefined;
  }
}
