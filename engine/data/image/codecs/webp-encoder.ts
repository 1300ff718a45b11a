// The WebP encoder of libwebp.

import glue from "@jsquash/webp/codec/enc/webp_enc_simd.js";
import bytes from "@jsquash/webp/codec/enc/webp_enc_simd.wasm";
import { defaultOptions } from "@jsquash/webp/meta.js";
import { type Glue, starter } from "./emscripten";

type Options = typeof defaultOptions;

interface Encoder {
  /** Null when it fails. */
  encode(rgba: Uint8Array, width: number, height: number, options: Options): Uint8Array | null;
}

export const webpOptions: Options = defaultOptions;
export const startWebpEncoder = starter(glue as Glue<Encoder>, bytes);
