/** Longest file that is read, in UTF-16 units: 10,000 lines of an ordinary file. Reading it takes about a second. */
export const MAX_FILE_LENGTH = 500_000;

/** Nesting that a file may have, aliases followed. The Send API's own bodies are at most 12 deep. */
export const MAX_DEPTH = 64;

/** Nodes that all aliases of a file together may stand for. */
export const MAX_ALIAS_NODES = 10_000;

/** Findings of one kind of reading (traps, syntax errors) in a file; the first ones tell what is wrong with it. */
export const MAX_TRAPS = 200;

/** Errors in one file after which the rest is not looked at: who has so many mends the first ones, and often all with them. */
export const MAX_ERRORS = 1000;
