/** Product template (rules 3.6): items of the Page's catalogue. */
import { fact, items, list, object, required, text } from '../facts.ts';
import type { ObjectShape } from '../schema.ts';

export const productElement: ObjectShape = object('product', 'A product of the Page’s catalogue.', {
  id: required(
    fact('R3.6-2', 'T-PRD, ERR', '2+'),
    'Id of the product in the catalogue that the Page owns.',
    text(),
  ),
});

export const product: ObjectShape = object(
  'product template',
  'Up to 10 products of the Page’s catalogue.',
  {
    elements: required(
      fact('R3.6-1', 'T-PRD, KX, IG-PT', '2+'),
      'The products, 1 to 10.',
      list(productElement, { line: 'id', limits: [items(fact('R3.6-1', 'T-PRD, KX, IG-PT', '2+'), 1, 10)] }),
    ),
  },
  { from: fact('R3.1-5', 'TPL, T-PRD, IG-PT', '2+') },
);
