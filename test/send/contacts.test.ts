import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Contact } from '../../src/send/contacts/contact.ts';
import { type OpenOptions, openContacts } from '../../src/send/contacts/open-contacts.ts';
import { createRecipientIndex } from '../../src/send/contacts/recipient-index.ts';
import { reopenContacts } from '../../src/send/contacts/reopen-contacts.ts';
import { handSchema } from './support/renderer.ts';
import { makeFolder } from './support/sending.ts';

const program = { schema: handSchema };

async function read(name: string, content: string | Buffer, options: OpenOptions = { program }) {
  const path = join(makeFolder(), name);
  writeFileSync(path, content);
  const opened = await openContacts({ kind: 'file', path }, options);
  if (!opened.ok) return { message: opened.message.replace(`${path}: `, '') };
  const rows: Contact[] = [];
  for await (const some of opened.contacts.rows()) rows.push(...some);
  const { facts, warnings, changed } = opened.contacts;
  await opened.contacts.close();
  return {
    rows,
    facts,
    warnings,
    changed,
    data: rows.map((r) => r.data),
    problems: rows.map((r) => r.problem?.detail),
  };
}

describe('a CSV file', () => {
  it.each([
    ['with a BOM', '\ufeffpsid,first_name\n1,Ann\n'],
    ['with CRLF', 'psid,first_name\r\n1,Ann\r\n'],
    ['with old line ends', 'psid,first_name\r1,Ann\r'],
    ['without a last line end', 'psid,first_name\n1,Ann'],
    ['with blank lines', '\npsid,first_name\n\n1,Ann\n\n\n'],
    ['with spaces in the header', ' psid , first_name \n1,Ann\n'],
  ])('%s is read', async (_what, text) => {
    expect(await read('c.csv', text)).toMatchObject({
      rows: [{ row: 1, recipient: { kind: 'id', value: '1' }, data: { first_name: 'Ann' } }],
      facts: { format: 'csv', rows: 1, bytes: Buffer.byteLength(text) },
      changed: false,
      warnings: [],
    });
  });

  it('converts cells by the types of the params; an empty cell is a missing value', async () => {
    const text =
      'psid,first_name,age,vip,tags,order.id,order.total,plan\n' +
      `1,"Ann ""A"" O'Hara\nof two lines",42,TRUE,"[""a"",""b""]",007,12.50,2\n` +
      '2,Bob,,,,,,\n';
    expect((await read('c.csv', text)).data).toEqual([
      {
        first_name: 'Ann "A" O\'Hara\nof two lines',
        age: 42,
        vip: true,
        tags: ['a', 'b'],
        order: { id: '007', total: 12.5 },
        plan: 2,
      },
      { first_name: 'Bob' },
    ]);
  });

  it.each([
    ['age', '1.5', 'is "1.5", which is not a whole number'],
    ['age', '1,5', 'is "1,5", which is not a number (write 1234.5)'],
    ['age', '99999999999999999999', 'too large to be kept exactly'],
    ['vip', 'yes', 'is "yes", which is not true or false'],
    ['tags', 'a;b', 'which is not JSON'],
    ['tags', '[{"__proto__":1}]', 'has the key __proto__, which is not allowed'],
    ['tags', '["a\\u0000b"]', 'tags[0] holds the control character U+0000'],
    ['order', '{"constructor":{}}', 'has the key constructor'],
    ['first_name', 'a\u0007', 'holds the control character U+0007'],
    ['first_name', 'a\u2066b', 'holds U+2066, which reorders the text around it'],
  ])('in %s refuses the cell %j', async (column, cell, detail) => {
    const names = column === 'first_name' ? 'psid,first_name' : `psid,first_name,${column}`;
    const cells = column === 'first_name' ? '' : 'Ann,';
    const { rows, problems } = await read('c.csv', `${names}\n1,${cells}"${cell.replaceAll('"', '""')}"\n`);
    expect(rows).toHaveLength(1);
    expect(problems?.[0]).toContain(detail);
    expect(problems?.[0]).toContain(column);
  });

  it('rows are objects that inherit nothing', async () => {
    const { data } = await read('c.csv', 'psid,first_name,order.id\n1,Ann,x\n');
    for (const object of [data![0], data![0]!['order']]) {
      const names: string[] = [];
      for (let of = Object.getPrototypeOf(object); of !== null; of = Object.getPrototypeOf(of))
        names.push(...Object.getOwnPropertyNames(of));
      expect(names).toEqual([]);
    }
  });

  it('fills the reserved columns and warns once about unknown ones', async () => {
    const found = await read(
      'c.csv',
      'psid,first_name,locale,time_zone,last_interaction_at,frist_name,x\n1,Ann,de_DE,Europe/Berlin,2026-01-01T00:00:00Z,a,b\n2,Bob,,,,a,b\n',
    );
    expect(found.rows?.[0]).toMatchObject({
      locale: 'de_DE',
      timeZone: 'Europe/Berlin',
      lastInteraction: Date.parse('2026-01-01T00:00:00Z'),
    });
    expect(found.rows?.[1]?.locale).toBeUndefined();
    expect(found.warnings).toEqual([
      'Columns "frist_name" (Did you mean "first_name"?), "x" are no params of the message and are not used.',
    ]);
  });

  it('takes each recipient column and maps others', async () => {
    for (const [column, kind] of [
      ['psid', 'id'],
      ['user_ref', 'user_ref'],
      ['comment_id', 'comment_id'],
      ['post_id', 'post_id'],
      ['phone_number', 'phone_number'],
    ]) {
      expect((await read('c.csv', `first_name,${column}\nAnn,77\n`)).rows?.[0]?.recipient).toEqual({
        kind,
        value: '77',
      });
    }
    const mapped = await read('c.csv', 'ID,Name,psid\n77,Ann,old\n', {
      program,
      columnMap: { psid: 'ID', first_name: 'Name' },
    });
    expect(mapped.rows?.[0]).toMatchObject({
      recipient: { kind: 'id', value: '77' },
      data: { first_name: 'Ann' },
    });
    expect(mapped.warnings?.[0]).toContain('"psid"');
  });

  const header = 'psid,first_name';
  it.each<[string, string | Buffer, string]>([
    ['empty', '', 'the file is empty.'],
    ['only blank lines', '\n\n', 'the file holds no contacts, only a header.'],
    ['only a header', `${header}\n`, 'the file holds no contacts, only a header.'],
    ['no recipient column', 'first_name\nAnn\n', 'The file has no recipient column.'],
    ['a slip in the recipient column', 'psd,first_name\n1,Ann\n', 'Did you mean "psid"?'],
    [
      'two recipient columns',
      'psid,user_ref,first_name\n1,2,Ann\n',
      'The file has 2 recipient columns, "psid" and "user_ref"',
    ],
    ['a column twice', 'psid,first_name,first_name\n1,Ann,Bob\n', 'names the column "first_name" twice'],
    [
      'a needed column missing',
      'psid,age\n1,3\n',
      'The file has no column "first_name", which the message needs in every row.',
    ],
    ['a needed column misspelt', 'psid,firstname\n1,Ann\n', 'Did you mean "firstname"?'],
    ['part of an object missing', `${header},order.total\n1,Ann,3\n`, ''],
    ['semicolons', 'psid;first_name\n1;Ann\n', 'separated by semicolons'],
    ['tabs', 'psid\tfirst_name\n1\tAnn\n', 'separated by tabs'],
    ['a column __proto__', `${header},__proto__\n1,Ann,x\n`, 'may not be called "__proto__"'],
    ['a column order.constructor', `${header},order.constructor\n1,Ann,x\n`, 'may not be called'],
    ['a param filled twice', `${header},order,order.id\n1,Ann,{},x\n`, 'fill the same param'],
    ['a quote left open', `${header}\n1,Ann\n2,"Bob\n3,Eve\n`, 'left open in the row that begins on line 3'],
    ['a quote inside a cell', `${header}\n1,Ann "A"\n`, 'In the row that begins on line 2 a quote'],
    [
      'text after a quote',
      `${header}\n1,"Ann"x\n`,
      'In the row that begins on line 2 text follows a closing quote',
    ],
    ['a quote left open before 2 MB', `${header}\n1,"${'Ann,\n'.repeat(400_000)}`, 'longer than 1 MB'],
    ['UTF-16 with a mark', Buffer.from(`\ufeff${header}\n1,Ann\n`, 'utf16le'), 'UTF-16'],
    ['UTF-16 big-endian', Buffer.from(`\ufeff${header}\n1,Ann\n`, 'utf16le').swap16(), 'UTF-16'],
    ['UTF-16 without a mark', Buffer.from(`${header}\n1,Ann\n`, 'utf16le'), 'UTF-16'],
    [
      'Latin-1',
      Buffer.from(`${header}\n1,Ann\n2,Zo\xeb\n`, 'latin1'),
      'Line 3 is not UTF-8 (byte EB): the file seems to be written in Latin-1',
    ],
    [
      'cut inside a character',
      Buffer.from(`${header}\n1,Zoë`).subarray(0, -1),
      'ends in the middle of a character',
    ],
  ])('%s ends in one clear message', async (_what, content, message) => {
    const found = await read('c.csv', content);
    if (message === '') return expect(found.message).toContain('no column "order.id"');
    expect(found.message).toContain(message);
    expect(found.message?.split('\n')).toHaveLength(1);
  });

  it('finds the byte that is not UTF-8 far into a large file, across chunks of reading', async () => {
    const filler = `${header}\n${'1,Zoë\n'.repeat(60_000)}`;
    const { message } = await read(
      'c.csv',
      Buffer.concat([Buffer.from(filler), Buffer.from([0x31, 0x2c, 0xe9, 0x0a])]),
    );
    expect(message).toContain('Line 60002 is not UTF-8 (byte E9)');
  });

  it.each([
    [
      { psd: 'a' },
      '"psd" cannot be mapped to a column: it is neither a recipient nor a param. Did you mean "psid"?',
    ],
    [{ psid: 'PSIDs' }, 'The file has no column "PSIDs", to which psid is mapped. Did you mean "psid"?'],
  ])('the mapping %j is refused', async (columnMap, message) => {
    expect((await read('c.csv', `${header}\n1,Ann\n`, { program, columnMap })).message).toContain(message);
  });

  it('says which file is none', async () => {
    const folder = makeFolder();
    const open = async (path: string) => {
      const opened = await openContacts({ kind: 'file', path }, {});
      return opened.ok ? '' : opened.message;
    };
    expect(await open(folder)).toBe(`${folder}: it is a folder, not a contacts file.`);
    expect(await open(join(folder, 'a.csv'))).toContain('there is no such file.');
    writeFileSync(join(folder, 'a.xlsx'), 'x');
    expect(await open(join(folder, 'a.xlsx'))).toContain('end in .csv or .jsonl');
  });

  it('gives back any cells that were written by the rules of CSV', async () => {
    const cell = fc
      .string({ unit: 'grapheme', maxLength: 12 })
      .filter(
        (s) => !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/.test(s),
      );
    await fc.assert(
      fc.asyncProperty(
        fc.array(cell, { minLength: 1, maxLength: 8 }),
        fc.constantFrom('\n', '\r\n'),
        async (names, end) => {
          const quote = (s: string) => (/[",\r\n]/.test(s) ? `"${s.replaceAll('"', '""')}"` : s);
          const text = `psid,first_name${end}${names.map((name, i) => `${i + 1},${quote(name)}${end}`).join('')}`;
          const found = await read('c.csv', text);
          expect(found.data?.map((d) => d['first_name'] ?? '')).toEqual(names);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('never throws, whatever the bytes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 200 }),
        fc.constantFrom('c.csv', 'c.jsonl'),
        fc.boolean(),
        async (bytes, name, withHeader) => {
          const start = withHeader ? Buffer.from('psid,first_name\n') : Buffer.alloc(0);
          await read(name, Buffer.concat([start, bytes]));
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('a JSONL file', () => {
  it('is read line by line', async () => {
    const text =
      '\ufeff{"recipient":"1","data":{"first_name":"Ann","order":{"id":"x"}},"locale":"de_DE"}\r\n\n{"recipient":{"user_ref":"u"},"data":{"first_name":"Bob"}}';
    expect(await read('c.jsonl', text)).toMatchObject({
      rows: [
        {
          row: 1,
          line: 1,
          recipient: { kind: 'id', value: '1' },
          locale: 'de_DE',
          data: { first_name: 'Ann', order: { id: 'x' } },
        },
        { row: 2, line: 3, recipient: { kind: 'user_ref', value: 'u' }, data: { first_name: 'Bob' } },
      ],
      facts: { format: 'jsonl', rows: 2 },
    });
  });

  it.each([
    ['{"data":{}}', 'recipient', 'there is no recipient'],
    ['{"recipient":""}', 'recipient', 'there is no recipient'],
    ['{"recipient":123,"data":{}}', 'recipient', 'the recipient is a number'],
    ['{"recipient":{"id":12}}', 'recipient', 'is not a text'],
    ['{"recipient":{"id":"1","user_ref":"2"}}', 'recipient', 'exactly one key'],
    ['{"recipient":{"name":"x"}}', 'recipient', 'exactly one key'],
    ['{"recipient":"1","data":[]}', 'data', 'data is not an object'],
    ['[]', 'data', 'not an object'],
    ['{"recipient":"1","data":{"__proto__":{"a":1}}}', 'data', 'has the key __proto__'],
    ['{"recipient":"1","data":{"a":"\\u202e"}}', 'data', 'a holds U+202E'],
    ['{"recipient":"1","data":{"a":"\\ud800"}}', 'data', 'half of a character'],
    ['{"recipient":"1\\u0000","data":{}}', 'recipient', 'U+0000'],
    ['{"recipient":"1","data":{},"locale":5}', 'data', 'locale is not a text'],
    [`{"recipient":"1","data":${'{"a":'.repeat(80)}1${'}'.repeat(80)}}`, 'data', 'nested deeper than 64'],
  ])('the line %s is left out', async (line, reason, detail) => {
    const { rows } = await read('c.jsonl', `${line}\n{"recipient":"2","data":{}}\n`);
    expect(rows).toHaveLength(2);
    expect(rows?.[0]?.problem).toMatchObject({ reason, detail: expect.stringContaining(detail) });
    expect(rows?.[1]?.problem).toBeUndefined();
  });

  it.each([
    ['{"recipient":"1"}\nnot json\n', 'Line 2 is not JSON'],
    [`{"recipient":"1"}\n\n{"a":"${'x'.repeat(1_100_000)}"}\n`, 'Line 3 is longer than 1 MB'],
    [`{"recipient":"1"}\n${'x'.repeat(3_000_000)}`, 'Line 2 is longer than 1 MB'],
    ['', 'the file is empty'],
    ['\n \n', 'no contacts'],
  ])('is refused as a whole where it is broken', async (text, message) => {
    expect((await read('c.jsonl', text)).message).toContain(message);
  });

  it('warns once about keys that nothing uses', async () => {
    const { warnings } = await read(
      'c.jsonl',
      '{"recipient":"1","name":"a"}\n{"recipient":"2","name":"b"}\n',
    );
    expect(warnings).toEqual(['The key "name" beside "recipient" and "data" is not used (line 1).']);
  });
});

describe('a file that is edited during the send', () => {
  it('is noticed at the end of the second pass', async () => {
    const path = join(makeFolder(), 'c.csv');
    writeFileSync(path, 'psid,first_name\n1,Ann\n');
    const opened = await openContacts({ kind: 'file', path }, { program });
    if (!opened.ok) throw new Error(opened.message);
    writeFileSync(path, 'psid,first_name\n2,Ann\n');
    for await (const _ of opened.contacts.rows());
    expect(opened.contacts.changed).toBe(true);
    await opened.contacts.close();
  });
});

describe('the row in which a recipient came first', () => {
  const digits = fc.oneof(
    fc.integer({ min: 0, max: 3000 }).map(String),
    fc.bigInt({ min: 10n ** 16n, max: 10n ** 16n + 500n }).map(String),
    fc.constantFrom('01', '1', '001', '1000000000', '999999999', '9'.repeat(18), '9'.repeat(19), '0', 'me'),
  );
  const recipients = fc.record({ kind: fc.constantFrom('id' as const, 'user_ref' as const), value: digits });
  it('is found again', () => {
    fc.assert(
      fc.property(fc.array(recipients, { maxLength: 4000 }), (list) => {
        const seen = createRecipientIndex();
        const first = new Map<string, number>();
        for (const [i, recipient] of list.entries()) {
          const key = `${recipient.kind}:${recipient.value}`;
          expect(seen.add(recipient, i + 1)).toBe(first.get(key) ?? 0);
          if (!first.has(key)) first.set(key, i + 1);
        }
        expect(seen.size).toBe(first.size);
      }),
      { numRuns: 30 },
    );
  });
});

describe('a file that is taken up again', () => {
  const cell = fc.string({
    unit: fc.constantFrom('a', 'é', '😀', '"', ',', '\n', '\r', ' ', '1'),
    maxLength: 6,
  });
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const csv = fc.record({
    rows: fc.array(fc.tuple(fc.integer({ min: 1, max: 9 }), cell), { minLength: 1, maxLength: 30 }),
    lineEnd: fc.constantFrom('\n', '\r\n'),
    blank: fc.boolean(),
    bom: fc.boolean(),
  });
  const jsonl = fc.array(fc.tuple(fc.integer({ min: 1, max: 9 }), cell), { minLength: 1, maxLength: 30 });

  const compare = async (name: string, text: string, from: number) => {
    const path = join(makeFolder(), name);
    writeFileSync(path, text);
    const source = { kind: 'file', path } as const;
    const opened = await openContacts(source, {});
    if (!opened.ok) throw new Error(opened.message);
    const { facts, duplicates } = opened.contacts;
    const rows: Contact[] = [];
    for await (const some of opened.contacts.rows()) rows.push(...some);
    const done = from % (rows.length + 1);
    const known = { facts, duplicates, rowsDone: done, offset: done === 0 ? 0 : rows[done - 1]!.offset };
    const again = await reopenContacts(source, known, {});
    const rest: Contact[] = [];
    for await (const some of again!.rows()) rest.push(...some);
    const lines = (contacts: readonly Contact[]) => contacts.map(({ line: _, ...contact }) => contact);
    expect(lines(rest)).toEqual(lines(rows.slice(done)));
    // Of a blank line before a row it is unsaid whose it is.
    for (const [i, { line }] of rest.entries()) expect(Math.abs(line - rows[done + i]!.line)).toBeLessThan(2);
    expect(again!.changed).toBe(false);
    await again!.close();
    await opened.contacts.close();
    writeFileSync(
      path,
      text.replace(/\d/, (digit) => (digit === '9' ? '8' : '9')),
    );
    expect(await reopenContacts(source, known, {})).toBeUndefined();
  };

  it('begins with any row as if it had been read to it: CSV', async () => {
    await fc.assert(
      fc.asyncProperty(csv, fc.nat(40), async ({ rows, lineEnd, blank, bom }, from) => {
        const lines = rows.map(([id, text]) => `${id},${quoted(text)}${blank ? lineEnd : ''}`);
        const text = [`${bom ? '\ufeff' : ''}psid,first_name`, ...lines, ''].join(lineEnd);
        await compare('c.csv', text, from);
      }),
      { numRuns: 60 },
    );
  });

  it('begins with any row as if it had been read to it: JSONL', async () => {
    await fc.assert(
      fc.asyncProperty(jsonl, fc.nat(40), async (rows, from) => {
        const lines = rows.map(([id, name]) => JSON.stringify({ recipient: String(id), data: { name } }));
        await compare('c.jsonl', `${lines.join('\n')}\n`, from);
      }),
      { numRuns: 40 },
    );
  });
});
