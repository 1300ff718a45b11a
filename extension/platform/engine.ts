// The engine, loaded when it is first needed: activation must not pay for its schema.

export type Engine = typeof import("../../engine");

export function engine(): Promise<Engine> {
  return import("../../engine");
}
