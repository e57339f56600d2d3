/** What generated code calls. Bundled to dist/runtime.js, whose text is put into every compiled module. */
export { addressed } from './addressed.ts';
export { chooseVariant } from './choose-variant.ts';
export { createModule } from './create-module.ts';
export { fillDefaults } from './fill-defaults.ts';
export { formats } from './formats.ts';
export { same } from './helpers/compare.ts';
export { isMultipleOf } from './helpers/decimals.ts';
export { noHash } from './helpers/helper.ts';
export { helpers } from './helpers/index.ts';
export { checkItems, checkText, codePoints as ucs2length, emptyMessage } from './measure.ts';
export { nativeValue } from './native.ts';
export {
  finishTel,
  finishUrl,
  finishWholeUrl,
  rawUrlPart,
  telPart,
  trimBreaks,
  urlPart,
} from './output.ts';
export { ownHelpers } from './own-helpers.ts';
export { fragmentRoot, messageRoot, put } from './root.ts';
export { Run } from './run.ts';
export {
  dataMember,
  frameAbove,
  freeze,
  sectionContexts,
  sectionItems,
  splice,
  truthyOrZero,
} from './template.ts';
export { withUploads } from './uploads.ts';
export { equal, hasOwn, isEmpty, memberKeys, members, text, truthy } from './values.ts';
