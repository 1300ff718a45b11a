// The JPEG decoder of MozJPEG.

import glue from "@jsquash/jpeg/codec/dec/mozjpeg_dec.js";
import bytes from "@jsquash/jpeg/codec/dec/mozjpeg_dec.wasm";
import { type Glue, type RgbaPixels, starter } from "./emscripten";

interface Decoder {
  /** Throws what is no Error when it gives up. */
  decode(bytes: Uint8Array, preserveOrientation: boolean): RgbaPixels | null;
}

export const startJpegDecoder = starter(glue as Glue<Decoder>, bytes);
