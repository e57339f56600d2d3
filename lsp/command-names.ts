/** Commands that any client can run with `workspace/executeCommand`; each takes one object and gives JSON. */

/** Renders a message: `{ message, example?, steps }`, or `{ message, steps: [], problem }` that says why not. */
export const renderCommand = 'sendspec.render';

/** Where the thing at a position is used: a list of locations, as `textDocument/references` gives it. */
export const referencesCommand = 'sendspec.references';

/** Makes a code action's edits: for clients that know commands and no literals of actions. */
export const applyActionCommand = 'sendspec.applyAction';
