/** Rendering: compiled programs and data in, request bodies out. */
export type * from './api.ts';
export { createRenderer, type RendererOptions } from './create-renderer.ts';
export { type GeneratedModule, generateModule } from './generate-module.ts';
export {
  blockSpecs,
  type HelperParam,
  type HelperSpec,
  type HelperType,
  helperNames,
  helperSpecs,
} from './helpers.ts';
export { placeOf, problemText } from './runtime/problem-text.ts';
