/** Throughput of rendering to JSON against a function written by hand with JSON.stringify. */
import { analyze, compile, createRenderer, createSource } from '../dist/index.js';
import { compare, report } from './measure.mjs';

const spec = `
params:
  first_name: string(40)
  order:
    type: object
    properties:
      id: string(24)
      items: { type: array, minItems: 1, maxItems: 10, items: { type: object, properties: { name: string(60), link: url, image: url? } } }
defaults: { messaging_type: UPDATE }
messages:
  text: Hi {{first_name}}, your order {{order.id}} is on its way.
  carousel:
    generic:
      - each: order.items as |item|
        title: "{{item.name}}"
        subtitle: For {{first_name}}
        image_url: "{{item.image}}"
        default_action: "{{item.link}} (tall)"
        buttons:
          - Track -> https://shop.example/track/{{order.id}}
          - Help -> HELP:{{order.id}}
`;

const byHand = {
  text: (d, id) => ({
    recipient: { id },
    messaging_type: 'UPDATE',
    message: { text: `Hi ${d.first_name}, your order ${d.order.id} is on its way.` },
  }),
  carousel: (d, id) => ({
    recipient: { id },
    messaging_type: 'UPDATE',
    message: {
      attachment: {
        type: 'template',
        payload: {
          template_type: 'generic',
          elements: d.order.items.map((item) => ({
            title: item.name,
            subtitle: `For ${d.first_name}`,
            ...(item.image ? { image_url: item.image } : {}),
            default_action: { type: 'web_url', url: item.link, webview_height_ratio: 'tall' },
            buttons: [
              {
                type: 'web_url',
                title: 'Track',
                url: `https://shop.example/track/${encodeURIComponent(d.order.id)}`,
              },
              { type: 'postback', title: 'Help', payload: `HELP:${d.order.id}` },
            ],
          })),
        },
      },
    },
  }),
};

export function run() {
  const analysis = analyze(createSource('bench.msg.yaml', spec), { read: (path) => new Error(path) });
  const bad = analysis.diagnostics.find((d) => d.severity === 'error');
  if (bad) throw new Error(bad.message);
  const program = compile(analysis.spec);
  const generated = createRenderer(program);
  const handlebars = createRenderer(program, { backend: 'handlebars' });
  const people = Array.from({ length: 2000 }, (_, i) => person(i));
  for (const message of ['text', 'carousel']) {
    const render = (renderer) => () => {
      for (const { id, data } of people) {
        const result = renderer.render(message, data, { to: { id }, recipient: { id } });
        JSON.stringify(result.steps[0].body);
      }
    };
    const written = () => {
      for (const { id, data } of people) JSON.stringify(byHand[message](data, id));
    };
    const ours = JSON.stringify(
      generated.render(message, people[0].data, { to: { id: people[0].id } }).steps[0].body,
    );
    const theirs = JSON.stringify(byHand[message](people[0].data, people[0].id));
    if (ours !== theirs) throw new Error(`bodies differ:\n${ours}\n${theirs}`);
    const times = compare(
      { 'by hand': written, generated: render(generated), handlebars: render(handlebars) },
      { rounds: 15, warmup: 4 },
    );
    report(`Render and stringify ${people.length} bodies: ${message}`, times);
  }
}

function person(i) {
  const items = Array.from({ length: 1 + (i % 5) }, (_, k) => ({
    name: `Thing ${k}`,
    link: `https://shop.example/things/${k}`,
    ...(k % 2 === 0 ? { image: `https://cdn.example/${k}.jpg` } : {}),
  }));
  return { id: String(10_000 + i), data: { first_name: `Ana ${i}`, order: { id: `A-${i}`, items } } };
}
