/** What is measured in an open document. Each row gives milliseconds of its edits; all leave the text as it was. */
import { setTimeout as sleep } from 'node:timers/promises';

const keyPause = 30;
const burstKeys = [
  'q',
  'u',
  'i',
  'k',
  '<',
  'c',
  'k',
  '_',
  'r',
  'a',
  '<',
  'e',
  'p',
  'k',
  '<',
  'l',
  'i',
  'w',
  '<',
  'e',
];
const enumEnd = '    messaging_type: UPDATE'.length;

/** The mistake of a note's `messaging_type`, and its mend: every server that knows the schema reports it. */
export const mistakeOf = ({ kind }) => ({
  line: kind,
  edit: { line: kind, from: enumEnd, text: 'X' },
  undo: { line: kind, from: enumEnd, to: enumEnd + 1, text: '' },
});

/** `only`: left out for servers that cannot know it. */
export const rows = [
  { id: 'diagnostics', title: 'edit to diagnostics', run: diagnosticsRow },
  { id: 'completion', title: 'edit to completion of a key', run: completionRow },
  { id: 'hover', title: 'edit to hover', run: hoverRow },
  { id: 'symbols', title: 'edit to document symbols', run: symbolsRow },
  { id: 'params', title: 'edit inside params to diagnostics', run: paramsRow },
  { id: 'reach', title: 'the same, at the messages that use the param', run: reachRow, only: 'sendspec' },
  { id: 'burst', title: 'last of 20 keys to its completion', run: burstRow },
];

async function diagnosticsRow({ session, notes, edits, times }) {
  for (let i = 0; i < edits; i += 2) {
    const { line, edit, undo } = mistakeOf(pick(notes, i / 2));
    await times.of(() => session.settle([edit], [{ line, wrong: true }]));
    await times.of(() => session.settle([undo], [{ line, wrong: false }]));
  }
}

async function completionRow({ session, notes, edits, times }) {
  for (let i = 0; i < edits; i++) {
    const { free } = pick(notes, i);
    await times.of(async () => {
      session.edit([{ line: free, from: 0, text: '    q\n' }]);
      const answer = await session.client.request('textDocument/completion', session.at(free, 5));
      expectLabel(answer, 'quick_replies');
    });
    await backTo(session, notes, i, [{ line: free, from: 0, endLine: free + 1, to: 0, text: '' }]);
  }
}

async function hoverRow({ session, notes, edits, times }) {
  for (let i = 0; i < edits; i++) {
    const { kind, text } = pick(notes, i);
    await times.of(async () => {
      session.edit([{ line: text, from: 11, text: 'A' }]);
      const answer = await session.client.request('textDocument/hover', session.at(kind, 8));
      if (!answer?.contents) throw new Error('hover: nothing at messaging_type');
    });
    await backTo(session, notes, i, [{ line: text, from: 11, to: 12, text: '' }]);
  }
}

async function symbolsRow({ session, notes, edits, times }) {
  for (let i = 0; i < edits; i++) {
    const { text } = pick(notes, i);
    await times.of(async () => {
      session.edit([{ line: text, from: 11, text: 'A' }]);
      const answer = await session.client.request('textDocument/documentSymbol', {
        textDocument: { uri: session.uri },
      });
      if (!answer.some((symbol) => symbol.name === 'messages')) throw new Error('symbols: no messages');
    });
    await backTo(session, notes, i, [{ line: text, from: 11, to: 12, text: '' }]);
  }
}

/** The type of a param becomes one that does not exist, and is mended. */
async function paramsRow({ session, campaign, edits, times }) {
  const type = '  campaign: '.length;
  for (let i = 0; i < edits; i += 2) {
    const edit = { line: campaign, from: type, to: type + 6, text: 'strinx' };
    const undo = { line: campaign, from: type, to: type + 6, text: 'string' };
    await times.of(() => session.settle([edit], [{ line: campaign, wrong: true }]));
    await times.of(() => session.settle([undo], [{ line: campaign, wrong: false }]));
  }
}

/** A param's maximum becomes too large for the texts that it stands in. */
async function reachRow({ session, notes, campaign, edits, times }) {
  const last = notes.findLast((note) => note.usesCampaign);
  const maximum = '  campaign: string('.length;
  for (let i = 0; i < edits; i += 2) {
    const edit = { line: campaign, from: maximum, to: maximum + 2, text: '4000' };
    const undo = { line: campaign, from: maximum, to: maximum + 4, text: '40' };
    await times.of(() => session.settle([edit], [{ line: last.text, wrong: true }]));
    await times.of(() => session.settle([undo], [{ line: last.text, wrong: false }]));
  }
}

/** A key every 30 ms, each with a completion that takes the place of the one before. */
async function burstRow({ session, notes, edits, times, counts }) {
  for (let i = 0; i < Math.ceil(edits / 10); i++) {
    const { free } = pick(notes, i);
    session.edit([{ line: free, from: 0, text: '    \n' }]);
    let column = 4;
    let before;
    const press = (key) => {
      if (before && !before.done) {
        session.client.notify('$/cancelRequest', { id: before.id });
        counts.asked += 1;
        before.answer.then(
          ({ cancelled }) => {
            if (cancelled) counts.honoured += 1;
          },
          // a server that answers too late is told of by the row
          () => {},
        );
      }
      if (key === '<') session.edit([{ line: free, from: column - 1, to: column, text: '' }]);
      else session.edit([{ line: free, from: column, text: key }]);
      column += key === '<' ? -1 : 1;
      const asked = session.client.start('textDocument/completion', session.at(free, column));
      asked.answer = asked.answer.finally(() => {
        asked.done = true;
      });
      asked.answer.catch(() => {});
      before = asked;
    };
    for (const key of burstKeys.slice(0, -1)) {
      press(key);
      await sleep(keyPause);
    }
    await times.of(async () => {
      press(burstKeys.at(-1));
      expectLabel((await before.answer).result, 'quick_replies');
    });
    await backTo(session, notes, i, [{ line: free, from: 0, endLine: free + 1, to: 0, text: '' }]);
  }
}

/** Twenty requests that are cancelled before the server can have answered: how many it spared itself. */
export async function countHonoured({ session, notes }) {
  const { kind, text } = notes[0];
  session.edit([{ line: text, from: 11, text: 'A' }]);
  const methods = ['completion', 'hover', 'documentSymbol', 'completion', 'hover'];
  const requests = Array.from({ length: 20 }, (_, i) => [
    `textDocument/${methods[i % methods.length]}`,
    session.at(kind, 8),
  ]);
  const honoured = await session.client.batch(requests);
  await backTo(session, notes, 0, [{ line: text, from: 11, to: 12, text: '' }]);
  return { asked: honoured.length, honoured: honoured.filter(Boolean).length };
}

/** The text as it was, and quiet: a mistake elsewhere is made and mended, and both have been reported. */
async function backTo(session, notes, i, edits) {
  const { line, edit, undo } = mistakeOf(notes[i % 2 === 0 ? 0 : notes.length - 1]);
  await session.settle([...edits, edit], [{ line, wrong: true }]);
  await session.settle([undo], [{ line, wrong: false }]);
}

/** Spread over the file, so that no edit is beside the one before. */
const pick = (notes, i) => notes[(i * 7919) % notes.length];

function expectLabel(list, label) {
  const items = Array.isArray(list) ? list : (list?.items ?? []);
  if (!items.some((item) => item.label === label)) throw new Error(`completion: ${label} is not offered`);
}
