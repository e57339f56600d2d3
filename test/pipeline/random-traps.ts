/**
 * Random files of what reviews found that the other generators did not make: names that mean another thing in each block,
 * fragments of fragments with arguments, conditions about calls, contexts that are calls, indexes, lists by default, hosts
 * and numbers at random. Objects and params share names, but what is short here is long there: who takes one for the
 * other is found out.
 */
import type { Json } from '../../src/bind/model.ts';
import { randomFrom } from './random-data.ts';

export interface TrapFile {
  readonly text: string;
  readonly files: Readonly<Record<string, string>>;
}

type Kind =
  | 'short'
  | 'maybe'
  | 'blank'
  | 'long'
  | 'int'
  | 'maybeInt'
  | 'enum'
  | 'flag'
  | 'texts'
  | 'maybes'
  | 'ints'
  | 'objects'
  | 'object'
  | 'maybeObject';
type Names = Readonly<Record<string, Kind>>;

/** What `this` is, and what its properties are. */
interface Context {
  readonly self: Kind;
  readonly names: Names;
}

interface Place {
  /** Innermost first; the last is the root. */
  readonly contexts: readonly Context[];
  /** Names that blocks and loops give. */
  readonly named: Names;
  /** Text fragments that may stand here. */
  readonly partials: readonly string[];
}

const types: Readonly<Record<Kind, Json>> = {
  short: 'string(1..4)',
  maybe: 'string(1..4)?',
  blank: 'string(0..4)',
  long: 'string(60)',
  int: 'integer(0..3)',
  maybeInt: 'integer(0..3)?',
  enum: ['a', 'bb', 'Ceylon Orange Pekoe, loose leaf'],
  flag: 'boolean',
  texts: { type: 'array', maxItems: 2, items: 'string(1..4)' },
  maybes: { type: 'array', minItems: 1, maxItems: 2, items: 'string(1..4)?' },
  ints: { type: 'array', minItems: 1, maxItems: 2, items: 'integer(0..3)' },
  objects: 'none',
  object: 'none',
  maybeObject: 'none',
};
const items: Partial<Record<Kind, Kind>> = {
  texts: 'short',
  maybes: 'maybe',
  ints: 'int',
  objects: 'object',
};

const inner: Names = {
  s: 'long',
  so: 'maybe',
  z: 'blank',
  l: 'short',
  n: 'int',
  no: 'maybeInt',
  e: 'enum',
  b: 'flag',
  xs: 'texts',
  xm: 'maybes',
  ns: 'ints',
};
const outer: Names = {
  ...inner,
  s: 'short',
  l: 'long',
  os: 'objects',
  o: 'object',
  oo: 'maybeObject',
};

const objectType: Json = { type: 'object', properties: typesOf(inner) };
const rootTypes = {
  ...typesOf(outer),
  os: { type: 'array', minItems: 1, maxItems: 2, items: objectType },
  o: objectType,
  oo: { ...objectType, optional: true },
  h: ['a', 'b.example', '1', 'xn--a', '..'],
  big: [1e21, 1, 2.5],
  ratio: ['tall', 'full', 'huge'],
  k: { type: 'string', pattern: '^[a-z]{1,5}$', minLength: 1, maxLength: 5 },
};

function typesOf(names: Names): { [name: string]: Json } {
  return Object.fromEntries(Object.entries(names).map(([name, kind]) => [name, types[kind]]));
}

/** Of the imported file: some have defaults. */
const importedTypes = {
  ...typesOf({ s: 'short', so: 'maybe', l: 'long', e: 'enum', b: 'flag', xm: 'maybes' }),
  n: { type: 'integer', minimum: 0, maximum: 3, default: 2 },
  no: 'integer(0..3)?',
  z: { type: 'string', maxLength: 40, default: 'much longer than a title may be' },
  xs: { type: 'array', maxItems: 2, items: 'string(1..4)', default: ['a'] },
  ns: { type: 'array', minItems: 1, maxItems: 2, items: 'integer(0..3)', default: [1, 0] },
  o: {
    ...objectType,
    default: { s: 'long', l: 'l', n: 1, e: 'a', b: true, xs: [], xm: ['a'], ns: [1], z: '' },
  },
};
const importedNames: Names = { ...inner, s: 'short', l: 'long', o: 'object' };

/** The same seed, the same file. */
export function trapFile(seed: number): TrapFile {
  return new Maker(randomFrom(seed)).file();
}

class Maker {
  private readonly chance: () => number;

  constructor(chance: () => number) {
    this.chance = chance;
  }

  file(): TrapFile {
    const root: Place = { contexts: [{ self: 'object', names: outer }], named: {}, partials: ['p', 'q'] };
    const there: Place = { contexts: [{ self: 'object', names: importedNames }], named: {}, partials: [] };
    const fragments = {
      p: this.template({ ...root, partials: ['q'] }, 1),
      q: this.template({ ...root, partials: [] }, 1),
      r: { title: this.template({ ...root, partials: ['q'] }, 1), payload: 'P', content_type: 'text' },
      t: { use: this.call('r', root) },
    };
    const shared = {
      params: importedTypes,
      fragments: {
        cp: this.template(there, 1),
        cr: { title: this.template(there, 1), payload: 'P', content_type: 'text' },
      },
    };
    const m = this.message({ ...root, partials: ['p', 'q', 'c.cp'] });
    const written = JSON.stringify([m, fragments]);
    const file = {
      imports: { c: './c.msg.yaml' },
      channel: this.one('messenger', 'messenger', 'instagram'),
      language: this.one('en', 'en', 'tr', 'lt'),
      params: Object.fromEntries(
        Object.entries(rootTypes).filter(([name]) => new RegExp(`\\b${name}\\b`).test(written)),
      ),
      defaults: { messaging_type: 'RESPONSE' },
      fragments,
      messages: { m },
    };
    return {
      text: JSON.stringify(file, null, 1),
      files: { 'c.msg.yaml': JSON.stringify(shared) },
    };
  }

  // ---------- messages ----------

  private message(place: Place): Json {
    return this.one<() => Json>(
      () => ({ text: this.template(place, 2) }),
      () => ({ text: 'Hi', quick_replies: [this.reply(place), 'Other'] }),
      () => ({
        text: 'Hi',
        quick_replies: [
          { ...this.reply(place), when: this.condition(place) },
          this.otherwise(place),
          'Other',
        ],
      }),
      () => ({ text: 'Hi', quick_replies: [this.loop(place), 'Other'] }),
      () => ({ text: 'Hi', quick_replies: [{ use: this.call(this.one('r', 't', 'c.cr'), place) }, 'Other'] }),
      () => ({ text: 'Hi', buttons: [`A -> ${this.link(place)}`] }),
      () => this.fewValues(),
      () => this.range(place),
      (): Json => [
        { when: this.condition(place), text: this.template(place, 1) } as Json,
        { otherwise: this.one<Json>(true, this.condition(place)), text: this.template(place, 1) } as Json,
        { text: 'End' },
      ],
    )();
  }

  /** A field of few values, under conditions about a param that has more. */
  private fewValues(): Json {
    const when = this.one(
      'ratio != "huge"',
      'ratio in ["tall", "full"]',
      'ratio == "tall"',
      'not ratio == "huge"',
      'ratio != "tall"',
      'b',
      'ratio != "huge" or b',
      'b and ratio != "huge"',
    );
    const ratio = this.one(
      '{{ratio}}',
      '{{#if (ne ratio "huge")}}{{ratio}}{{else}}full{{/if}}',
      '{{#if b}}{{ratio}}{{/if}}',
      '{{default so "tall"}}',
    );
    const link = { type: 'web_url', title: 'A', url: 'https://a.example', webview_height_ratio: ratio };
    const first = { ...link, ...this.maybe({ when }) };
    const second = { ...link, title: 'B', otherwise: this.one<Json>(true, when) };
    return { text: 'Hi', buttons: [first, ...('when' in first ? [second] : []), 'C -> C'] };
  }

  /** A number that must lie in a range. */
  private range(place: Place): Json {
    const days = this.one('n', 'no', 'o.n', `(sum n ${this.one('1', 'n')})`, '(length xm)', 'xm.length');
    const when = this.one(
      `${days} > 0`,
      `${days} >= 1`,
      `not ${days} < 1`,
      `${days} > 0 or b`,
      `b and ${days} > 0`,
      `${days}`,
      `${days} != 0`,
      this.condition(place),
    );
    const feedback = {
      title: 'Rate',
      subtitle: 'Please',
      button_title: 'Go',
      expires_in_days: `{{${days.replace(/^\(|\)$/g, '')}}}`,
      feedback_screens: [
        {
          questions: [
            { id: 'q', type: 'csat', title: this.one('How was it?', '{{truncate k 9}}', '{{upper k}}') },
          ],
        },
      ],
      business_privacy: { url: 'https://a.example' },
    };
    return [{ ...this.maybe({ when }), customer_feedback: feedback } as Json, { text: 'End' }];
  }

  private reply(place: Place): { readonly [key: string]: Json } {
    const guard = this.maybe({ when: this.condition(place) });
    return { ...guard, title: this.template(place, 1), payload: this.one('P', '{{l}}', 'P{{big}}', '{{k}}') };
  }

  private otherwise(place: Place): Json {
    return {
      otherwise: this.one<Json>(true, this.condition(place)),
      title: this.template(place, 1),
      payload: 'O',
    };
  }

  private loop(place: Place): Json {
    const kind = this.one<Kind>('texts', 'maybes', 'ints', 'objects');
    const list = this.path(place, [kind]) ?? 'xs';
    const named = { ...place.named, v: items[kind]!, i: 'int' as const };
    const turn = { ...place, named };
    const when = this.maybe({
      when: this.one(
        this.condition(turn),
        'i < 2',
        '@index <= 1',
        '@first',
        'i == 0',
        `i < 2 and ${this.condition(turn)}`,
      ),
    });
    return { each: `${list} as |v i|`, ...when, title: this.template(turn, 1), payload: 'P{{i}}' };
  }

  private link(place: Place): string {
    return this.one(
      `https://{{h}}/${this.template(place, 0)}`,
      `https://{{h}}.example?${this.output(place)}`,
      `https://a.example:{{h}}/`,
      `https://{{e}}.example/x`,
      `https://a.example/${this.output(place)}/x`,
      `https://a.example/{{#if ${this.path(place, ['maybe', 'flag']) ?? 'b'}}}a{{/if}}/{{h}}`,
      `{{add_query "https://a.example" "q" ${this.path(place, ['short', 'maybe', 'int']) ?? 's'}}}`,
      `{{add_query "https://a.example" "q"}}`,
    );
  }

  // ---------- templates ----------

  private template(place: Place, depth: number): string {
    const first = this.part(place, depth);
    return this.chance() < 0.5 ? first : this.one(`${first}x`, `x${first}`, first + this.part(place, 0));
  }

  private part(place: Place, depth: number): string {
    if (depth === 0 || this.chance() < 0.2) return this.output(place);
    return this.one(
      () => this.ifBlock(place, depth),
      () => this.eachBlock(place, depth),
      () => this.withBlock(place, depth),
      () => this.partial(place),
      () => this.inline(place, depth),
    )();
  }

  /** `{{#*inline}}`, used where it stands or in a block behind it. */
  private inline(place: Place, depth: number): string {
    const body = this.template({ ...place, partials: [] }, depth - 1);
    const inner = { ...place, partials: ['z'] };
    const use = this.one(
      () => this.partial(inner),
      () => this.ifBlock(inner, 1),
    )();
    return `{{#*inline "z"}}${body}{{/inline}}${use}`;
  }

  private output(place: Place): string {
    const of = (kinds: readonly Kind[], or: string) => this.path(place, kinds) ?? or;
    if (this.chance() < 0.06) return this.odd(place);
    return this.one(
      () => `{{${of(['short'], 's')}}}`,
      () => `{{${of(['short'], 's')}}}`,
      () => `{{default ${of(['maybe'], 'so')} "x"}}`,
      () => this.number(of(['int', 'maybeInt'], 'n')),
      () => `{{truncate ${of(['long'], 'l')} 4}}`,
      () => `{{${of(['blank'], 'z')}}}x`,
      () => `{{${of(['int'], 'n')}}}`,
      () => `{{join ${of(['texts', 'maybes'], 'xs')}}}x`,
      () => `{{default (lookup ${of(['texts', 'maybes', 'ints'], 'xs')} ${this.one('0', '1', 'n')}) "x"}}`,
      () => `{{lookup ${of(['object'], 'o')} ${this.one('"l"', '"n"')}}}`,
      () => `{{lookup ${this.one('this', '@root')} ${this.one('"l"', '"n"')}}}`,
      () => `{{${of(['maybes', 'texts'], 'xm')}.length}}`,
      () => (place.contexts.length > 1 ? '{{@index}}' : 'y'),
      () => `{{truncate "abc" (sum ${of(['int'], 'n')} ${this.one('1', '1', '2', '-1')})}}`,
      () => `{{#if ${of(['maybe'], 'so')}}}x{{/if}}y`,
    )();
  }

  private number(path: string): string {
    return `{{#if (gt ${path} 0)}}{{truncate "abcdef" ${path}}}{{else}}0{{/if}}`;
  }

  /** What is hardly ever right. */
  private odd(place: Place): string {
    const of = (kinds: readonly Kind[], or: string) => this.path(place, kinds) ?? or;
    const list = of(['texts', 'maybes', 'ints'], 'xs');
    return this.one(
      `{{lookup ${list} ${this.one('"0"', '"00"', '"length"', '"a"')}}}`,
      `{{lookup ${of(['short', 'int'], 's')} ${this.one('0', '"length"')}}}`,
      `{{lookup .. ${this.one('"s"', '"n"')}}}`,
      `{{${list}.${this.one('[0]', '[1]', '[01]')}}}`,
      this.one('{{@../index}}', '{{@key}}', '{{@index.length}}'),
      `{{${of(['maybe', 'enum', 'long'], 'so')}}}`,
      '{{big}}',
    );
  }

  private ifBlock(place: Place, depth: number): string {
    const kinds: Kind[] = [
      'maybe',
      'maybe',
      'int',
      'maybeInt',
      'short',
      'texts',
      'maybes',
      'enum',
      'maybeObject',
    ];
    const [subject, kind] = this.find(place, [this.one(...kinds)]) ?? (['so', 'maybe'] as const);
    const condition = this.chance() < 0.8 ? this.about(subject, kind) : this.condition(place);
    const zero = /^\(/.test(condition) ? '' : this.one('', '', ' includeZero=true');
    const direct = this.shown(subject, kind);
    const then = this.chance() < 0.6 ? direct : this.template(place, depth - 1);
    const other = this.one('x', 'x', direct, this.template(place, depth - 1));
    const name = this.one('if', 'if', 'unless');
    return `{{#${name} ${condition}${zero}}}${then}{{else}}${other}{{/${name}}}`;
  }

  /** What needs the value to be there, and no nought. */
  private shown(path: string, kind: Kind): string {
    if (kind === 'int' || kind === 'maybeInt') return `{{truncate "abc" ${path}}}`;
    if (items[kind])
      return this.one(`{{join ${path}}}`, `{{${path}.[0]}}`, `{{truncate "abc" ${path}.length}}`);
    if (kind === 'maybeObject' || kind === 'object') return `{{${path}.l}}`;
    return `{{${path}}}`;
  }

  /** A condition about one value. */
  private about(subject: string, kind: Kind): string {
    const truth = this.one(
      subject,
      subject,
      `(not ${subject})`,
      `(ne ${subject} null)`,
      `(eq (and ${subject} b) ${this.one('true', 'false')})`,
      `(and ${subject} b)`,
      `(or ${subject} b)`,
    );
    const n = this.one('0', '1', '2');
    if (kind === 'int' || kind === 'maybeInt') {
      const compared = `(${this.one('gt', 'ge', 'lt', 'le')} ${subject} ${n})`;
      return this.one(
        truth,
        compared,
        `(eq ${compared} ${this.one('true', 'false')})`,
        `(eq ${subject} ${n})`,
        `(ne ${subject} ${n})`,
        `(in ${subject} 0 ${n})`,
      );
    }
    if (kind === 'enum')
      return this.one(truth, `(eq ${subject} "a")`, `(ne ${subject} "bb")`, `(in ${subject} "a" "bb")`);
    if (!items[kind] && kind !== 'short' && kind !== 'maybe') return truth;
    const measured = this.one(
      `(${this.one('eq', 'ne')} (length ${subject}) ${this.one(n, 'null')})`,
      `(${this.one('gt', 'ge', 'lt', 'le')} (length ${subject}) ${n})`,
      `(in (length ${subject}) 0 ${n})`,
      `(lt ${subject}.length ${n})`,
      `(length ${subject})`,
    );
    return this.one(
      truth,
      measured,
      ...(items[kind] ? [`(lookup ${subject} ${this.one('0', 'n')})`] : [`(eq ${subject} "a")`]),
    );
  }

  /** In `when:`, and about any value. */
  private condition(place: Place): string {
    const [subject, kind] = this.find({ ...place, contexts: place.contexts.slice(-1) }, [
      this.one<Kind>('maybe', 'int', 'maybeInt', 'enum', 'texts', 'maybes', 'flag'),
    ]) ?? ['b', 'flag' as const];
    const about = this.about(subject, kind);
    return this.one(
      about,
      about,
      `(not ${about})`,
      `(and ${about} b)`,
      `(or ${about} (eq e "a"))`,
      '(ne e "Ceylon Orange Pekoe, loose leaf")',
    );
  }

  private eachBlock(place: Place, depth: number): string {
    const kind = this.one<Kind>('texts', 'maybes', 'ints', 'objects');
    const list = this.path(place, [kind]) ?? 'xs';
    const item = items[kind]!;
    const over = this.one(list, list, `(take ${list} 1)`);
    const [as, named] = this.params(place, item, 'int');
    const turn = { ...place, named, contexts: [this.context(item), ...place.contexts] };
    const none = this.one('', '{{else}}x');
    return `{{#each ${over}${as}}}${this.template(turn, depth - 1)}${none}{{/each}}`;
  }

  private withBlock(place: Place, depth: number): string {
    const [subject, kind] = this.one<() => readonly [string | undefined, Kind]>(
      () => [this.path(place, ['object']), 'object'],
      () => [this.path(place, ['maybeObject']), 'object'],
      () => [`(default ${this.path(place, ['maybeObject'])} ${this.path(place, ['object'])})`, 'object'],
      () => [`(lookup ${this.path(place, ['objects'])} ${this.one('0', '1', 'n')})`, 'object'],
      () => ['this', place.contexts[0]!.self],
      () => [this.path(place, ['int']), 'int'],
      () => [this.path(place, ['short', 'maybe']), 'short'],
    )();
    const [as, named] = this.params(place, kind, kind);
    const turn = { ...place, named, contexts: [this.context(kind), ...place.contexts] };
    return `{{#with ${subject ?? 'o'}${as}}}${this.template(turn, depth - 1)}{{else}}x{{/with}}`;
  }

  private params(place: Place, item: Kind, key: Kind): readonly [string, Names] {
    const [name, second] = this.one(['v', 'j'], ['s', 'j'], ['n', 'v'], ['', ''], ['', '']) as [
      string,
      string,
    ];
    if (name === '') return ['', place.named];
    if (this.chance() < 0.5) return [` as |${name}|`, { ...place.named, [name]: item }];
    return [` as |${name} ${second}|`, { ...place.named, [name]: item, [second]: key }];
  }

  private context(kind: Kind): Context {
    return { self: kind, names: kind === 'object' ? inner : {} };
  }

  private partial(place: Place): string {
    if (place.partials.length === 0) return this.output(place);
    return `{{> ${this.call(this.one(...place.partials), place)}}}`;
  }

  /** The name of a fragment with arguments, not always those that it asks for. */
  private call(name: string, place: Place): string {
    const kinds: Readonly<Record<string, readonly Kind[]>> = {
      s: ['short', 'short', 'long', 'maybe'],
      so: ['maybe', 'short'],
      z: ['blank', 'maybe'],
      n: ['int', 'maybeInt'],
      no: ['maybeInt', 'int'],
      l: ['long', 'short'],
      e: ['enum'],
      b: ['flag'],
      xs: ['texts', 'maybes'],
      xm: ['maybes', 'texts'],
      ns: ['ints'],
      o: ['object', 'maybeObject'],
    };
    const all = name.startsWith('c.');
    const given = Object.entries(kinds).flatMap(([param, of]) => {
      const path = this.chance() < (all ? 0.8 : 0.2) ? this.path(place, [this.one(...of)]) : undefined;
      if (path === undefined) return [];
      const call = this.one(`(truncate ${path} 4)`, `(default ${path} "a")`, `(default so ${path})`);
      const value = param === 's' && this.chance() < 0.3 ? call : path;
      return [`${param}=${value}`];
    });
    return [name, ...given].join(' ');
  }

  // ---------- paths ----------

  /** A value of one of these kinds that can be seen here, by one of its names. */
  private path(place: Place, kinds: readonly Kind[]): string | undefined {
    return this.find(place, kinds)?.[0];
  }

  private find(place: Place, kinds: readonly Kind[]): readonly [string, Kind] | undefined {
    const found: (readonly [string, Kind])[] = [];
    const add = (start: string, names: Names) => {
      for (const [name, kind] of Object.entries(names)) {
        if (kinds.includes(kind)) found.push([start + name, kind]);
      }
    };
    add('', place.named);
    for (const [name, kind] of Object.entries(place.named)) if (kind === 'object') add(`${name}.`, inner);
    place.contexts.forEach(({ self, names }, depth) => {
      const up = '../'.repeat(depth);
      add(up, names);
      if (depth < place.contexts.length - 1 && kinds.includes(self)) found.push([`${up}this`, self]);
      for (const [name, kind] of Object.entries(names)) if (kind === 'object') add(`${up}${name}.`, inner);
    });
    const root = place.contexts.at(-1)!;
    if (this.chance() < 0.3) add('@root.', root.names);
    return found.length === 0 ? undefined : this.one(...found);
  }

  private maybe<T extends object>(value: T): T | object {
    return this.chance() < 0.5 ? value : {};
  }

  private one<T>(...values: readonly T[]): T {
    return values[Math.floor(this.chance() * values.length)]!;
  }
}
