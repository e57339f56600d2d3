/** What a client sends that the protocol does not allow: told to the client, as it is no bug of the server. */

/** Beside the document; by the name of the request's feature. */
const needs: Readonly<Record<string, readonly string[]>> = {
  'code actions': ['range', 'context'],
  completion: ['position'],
  definition: ['position'],
  'formatting of a range': ['range', 'options'],
  'formatting on a key': ['position', 'ch', 'options'],
  formatting: ['options'],
  highlights: ['position'],
  hover: ['position'],
  'hover in the config': ['position'],
  'completion in the config': ['position'],
  'inlay hints': ['range'],
  'linked editing': ['position'],
  'prepare rename': ['position'],
  references: ['position', 'context'],
  rename: ['position', 'newName'],
  selection: ['positions'],
  'semantic tokens of a range': ['range'],
  'signature help': ['position'],
};

type Values = Readonly<Record<string, unknown>>;

/** In words; a place outside of the text is no mistake: it is the text's end. */
export function whatIsWrong(name: string, params: unknown): string | undefined {
  const given = (params ?? {}) as Values;
  const { textDocument, position, range, positions } = given;
  if (!hasUri(textDocument)) return 'textDocument.uri is missing';
  if (position !== undefined && !isPosition(position)) return 'position has a line and a character';
  if (range !== undefined && !isRange(range)) return 'range has a start and an end';
  if (positions !== undefined && !(Array.isArray(positions) && positions.every(isPosition)))
    return 'positions are a list, each with a line and a character';
  if (given['newName'] !== undefined && typeof given['newName'] !== 'string') return 'newName is a text';
  const missing = (needs[name] ?? []).find((key) => given[key] === undefined || given[key] === null);
  return missing === undefined ? undefined : `${missing} is missing`;
}

export function hasUri(textDocument: unknown): boolean {
  return typeof (textDocument as Values | null | undefined)?.['uri'] === 'string';
}

/** Of `textDocument/didOpen`. */
export function isOpened(params: unknown): boolean {
  const { textDocument } = (params ?? {}) as Values;
  return hasUri(textDocument) && typeof (textDocument as Values)['text'] === 'string';
}

/** Of `textDocument/didChange`. */
export function isChanged(params: unknown): boolean {
  const { textDocument, contentChanges } = (params ?? {}) as Values;
  const isChange = (change: unknown): boolean => {
    const { text, range } = (change ?? {}) as Values;
    return typeof text === 'string' && (range === undefined || isRange(range));
  };
  return hasUri(textDocument) && Array.isArray(contentChanges) && contentChanges.every(isChange);
}

/** Of `textDocument/didClose`. */
export function isClosed(params: unknown): boolean {
  return hasUri(((params ?? {}) as Values)['textDocument']);
}

function isRange(value: unknown): boolean {
  const { start, end } = (value ?? {}) as Values;
  return isPosition(start) && isPosition(end);
}

function isPosition(value: unknown): boolean {
  const { line, character } = (value ?? {}) as Values;
  return typeof line === 'number' && typeof character === 'number';
}
