// Whether this page can draw by WebGL 2, and what draws for it.

/** Name of the renderer; undefined without WebGL 2. */
export function webglRenderer(): string | undefined {
  const context = document.createElement("canvas").getContext("webgl2");
  if (!context) return undefined;
  const named = context.getExtension("WEBGL_debug_renderer_info");
  const name = String(context.getParameter(named ? named.UNMASKED_RENDERER_WEBGL : context.RENDERER));
  context.getExtension("WEBGL_lose_context")?.loseContext();
  return name;
}
