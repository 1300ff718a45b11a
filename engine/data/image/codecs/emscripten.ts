// Starting a codec that was compiled to WebAssembly: each use has an instance of its own, whose memory is then given back.

/** The options of the script that comes with such a codec, as far as we set them. */
interface GlueOptions {
  noInitialRun: boolean;
  print(line: string): void;
  printErr(line: string): void;
  instantiateWasm(
    imports: Record<string, Record<string, unknown>>,
    done: (instance: WebAssembly.Instance) => void,
  ): Record<string, unknown>;
}

export type Glue<T> = (options: GlueOptions) => Promise<T>;

/** A started codec, and the lines that it writes where a program's errors go. */
export interface Started<T> {
  codec: T;
  said: string[];
}

/** Gives a function that starts the codec; its code is compiled once. */
export function starter<T>(glue: Glue<T>, bytes: Uint8Array): () => Promise<Started<T>> {
  let compiled: Promise<WebAssembly.Module> | undefined;
  return async () => {
    compiled ??= WebAssembly.compile(bytes);
    const module = await compiled;
    const said: string[] = [];
    const codec = await glue({
      noInitialRun: true,
      print: (line) => said.push(line),
      printErr: (line) => said.push(line),
      instantiateWasm: (imports, done) => {
        const instance = new WebAssembly.Instance(module, imports);
        done(instance);
        return instance.exports;
      },
    });
    return { codec, said };
  };
}

/** Pixels as codecs give them: RGBA, 8 bits. */
export interface RgbaPixels {
  data: Uint8ClampedArray;
  width: number;
  height: number;
}
