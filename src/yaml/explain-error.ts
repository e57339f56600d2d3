import type { LibraryError } from './compose-document.ts';

/** What each error of the library means to an author. The first pattern that fits its message is taken. */
const BY_MESSAGE: readonly [RegExp, string][] = [
  [
    /same column/,
    'this line is not indented like the others of its mapping or list: give all of them the same indentation',
  ],
  [
    /Nested mappings are not allowed/,
    'there are two keys on one line: put the second one on a line of its own, or the text in quotes',
  ],
  [
    /block sequence may not be used as an implicit map key|sequence item without|without - indicator/,
    'a list item is missing its "- ", or a key its value: begin each item of a list with "- "',
  ],
  [
    /Implicit keys need to be on a single line/,
    'a key must stand on one line with a colon behind it: a colon is missing here, or the indentation of the next line is wrong',
  ],
  [/Implicit map keys need to be followed/, 'this key has no colon: write "key: value"'],
  [/at most 1024 chars/, 'this key is longer than 1024 characters: put the text behind a short key'],
  [/Missing closing/, 'a closing quote is missing: put it at the end of the text'],
  [
    /Invalid escape/,
    'this backslash means nothing in double quotes: write two of them, or use single quotes',
  ],
  [
    /Flow .* in block collection|Expected flow|to end with a/,
    'a closing bracket is missing: close each "[" with "]" and each "{" with "}"',
  ],
  [/Flow end indicator/, 'this closing bracket stands too far left: indent it deeper than its key'],
  [
    /Missing , (?:or : )?between/,
    'a comma is missing between two items: put one there, or the whole text in quotes',
  ],
  [/Missing space after :/, 'a space is missing behind the colon: write "key: value"'],
  [/Unexpected (?:,|empty item)/, 'there is a comma too many: remove it'],
  [
    /Comments must be separated/,
    'a comment needs a space before its "#": put one there, or the text in quotes',
  ],
  [/Plain value cannot start/, 'a text cannot begin with this character unless it is in quotes'],
  [
    /Block collections? .*(?:flow|within)|Block .* not allowed within flow/,
    'a list with dashes or a mapping over several lines cannot stand in brackets: write "[a, b]" or "{ key: value }"',
  ],
  [
    /more-indented leading empty lines|less indented than|must be indented/,
    'the lines of a text behind "|" or ">" must all be indented deeper than its key, and none less than the first',
  ],
  [
    /Block scalar header|Not a YAML token/,
    'behind "|" or ">" the text begins on the next line: put it there, or in quotes on this one',
  ],
  [/Tabs are not allowed/, 'a tab is used as indentation: use spaces'],
  [
    /Tags and anchors|at most one (?:anchor|tag)|Anchors and tags|alias node must not|empty string|ambiguous/,
    '"&", "*" and "!" have a meaning of their own at the start of a value: put the text in quotes',
  ],
  [/directives-end|doc-end|doc-start/, 'the line "---" or "..." is not needed here: remove it'],
  [/call stack|recursion|exhaust/i, 'mappings and lists stand too deep inside each other: make it flatter'],
];

const BY_CODE: Partial<Record<LibraryError['code'], string>> = {
  BAD_INDENT: 'the indentation of this line fits none of the lines above it: indent it like its neighbours',
  BAD_DIRECTIVE: 'lines that begin with "%" are not part of this language: remove it',
  TAG_RESOLVE_FAILED:
    'a value that begins with "!" is a tag, which this language does not use: put the text in quotes',
  BAD_COLLECTION_TYPE: 'a value that begins with "!" is a tag, which this language does not use: remove it',
};

const OTHERWISE =
  'this is neither a key with a value nor a list item: check the indentation, and put texts with special characters in quotes';

/** A library error in an author's words, ready to follow "Cannot read this: ". */
export function explainError(error: LibraryError): string {
  return BY_MESSAGE.find(([pattern]) => pattern.test(error.message))?.[1] ?? BY_CODE[error.code] ?? OTHERWISE;
}
