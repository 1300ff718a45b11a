// The WebP decoder of libwebp.

import glue from "@jsquash/webp/codec/dec/webp_dec.js";
import bytes from "@jsquash/webp/codec/dec/webp_dec.wasm";
import { type Glue, type RgbaPixels, starter } from "./emscripten";

interface Decoder {
  /** Null for what it cannot decode. */
  decode(bytes: Uint8Array): RgbaPixels | null;
}

export const startWebpDecoder = starter(glue as Glue<Decoder>, bytes);
