// The JPEG encoder of MozJPEG.

import glue from "@jsquash/jpeg/codec/enc/mozjpeg_enc.js";
import bytes from "@jsquash/jpeg/codec/enc/mozjpeg_enc.wasm";
import { defaultOptions } from "@jsquash/jpeg/meta.js";
import { type Glue, starter } from "./emscripten";

type Options = typeof defaultOptions;

interface Encoder {
  encode(rgba: Uint8Array, width: number, height: number, options: Options): Uint8Array;
}

export const jpegOptions: Options = defaultOptions;
export const startJpegEncoder = starter(glue as Glue<Encoder>, bytes);
