/** A coupon has a code, a link or both (R3.7-3, R3.7-4). */
import { templatesOf } from './find.ts';
import type { RuleRun } from './run.ts';
import { firstLine, reportAt } from './run.ts';
import { otherSpelling } from './unknown-fields.ts';

const keys = ['coupon_code', 'coupon_url'];

export function coupons(run: RuleRun): void {
  for (const template of templatesOf(run)) {
    if (template.variant !== 'coupon') continue;
    const isThere = template.node.fields.some((field) =>
      keys.includes(otherSpelling(template, field.key) ?? field.key),
    );
    if (!isThere) reportAt(run, 'send-api/coupon-target', firstLine(template.node), {});
  }
}
