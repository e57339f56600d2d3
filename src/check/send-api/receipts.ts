/** Amounts of a receipt: decimals of the currency (R3.5-6), and sums that do not add up (R3.5-20). */
import type { Node } from '../../bind/model.ts';
import { currencyDecimals } from '../../send-api/currencies.ts';
import { receiptAdjustment, receiptElement, receiptSummary } from '../../send-api/templates/receipt.ts';
import { constantValue } from './constant.ts';
import { constantField, templatesOf } from './find.ts';
import type { RuleRun } from './run.ts';
import { reportAt } from './run.ts';
import type { ObjectVisit } from './tree.ts';

const amounts = new Set(['price', 'amount', 'subtotal', 'shipping_cost', 'total_tax', 'total_cost']);

export function receipts(run: RuleRun): void {
  for (const template of templatesOf(run)) {
    if (template.variant !== 'receipt') continue;
    const parts = run.tree.objects.filter(
      (object) =>
        object.parent === template &&
        (object.shape === receiptSummary ||
          object.shape === receiptElement ||
          object.shape === receiptAdjustment),
    );
    for (const part of parts) checkDecimals(run, template, part);
    const summary = parts.find((part) => part.shape === receiptSummary);
    if (summary !== undefined) checkSum(run, summary, template.fields.get('adjustments')?.value);
  }
}

function checkDecimals(run: RuleRun, template: ObjectVisit, part: ObjectVisit): void {
  const currency = constantField(part, 'currency') ?? constantField(template, 'currency');
  const decimals = currency === undefined ? undefined : currencyDecimals.get(currency);
  if (currency === undefined || decimals === undefined) return;
  for (const field of part.node.fields) {
    const value = constantValue(field.value);
    if (!amounts.has(field.key) || typeof value !== 'number') continue;
    if (Number(value.toFixed(decimals)) === value) continue;
    reportAt(run, 'policy/receipt-decimals', field.value, { field: field.key, value, currency, decimals });
  }
}

/** Discounts are written with and without a minus sign: both readings must fail. */
function checkSum(run: RuleRun, summary: ObjectVisit, adjustments: Node | undefined): void {
  const total = amount(summary, 'total_cost');
  const subtotal = amount(summary, 'subtotal');
  const shipping = amount(summary, 'shipping_cost', 0);
  const tax = amount(summary, 'total_tax', 0);
  const discounts = sumOf(adjustments);
  const node = summary.fields.get('total_cost')?.value;
  if (node === undefined || total === undefined || subtotal === undefined) return;
  if (shipping === undefined || tax === undefined || discounts === undefined) return;
  const base = subtotal + shipping + tax;
  // Tax may be part of the subtotal.
  const readings = [base - discounts, base + discounts, base - tax - discounts, base - tax + discounts];
  if (readings.some((sum) => Math.abs(sum - total) < 0.005)) return;
  const sum = Number((base - Math.abs(discounts)).toFixed(2));
  reportAt(run, 'policy/receipt-sum', node, { total: String(total), sum: String(sum) });
}

function amount(object: ObjectVisit, key: string, absent?: number): number | undefined {
  const field = object.fields.get(key);
  if (field === undefined) return absent;
  const value = constantValue(field.value);
  return typeof value === 'number' && field.when === undefined ? value : undefined;
}

/** Sum of all adjustments where each is certain and constant. */
function sumOf(list: Node | undefined): number | undefined {
  if (list === undefined) return 0;
  if (list.kind !== 'list') return undefined;
  let sum = 0;
  for (const item of list.items) {
    if (item.each || item.when || item.otherwise || item.splice || item.value.kind !== 'object')
      return undefined;
    const value = constantValue(item.value.fields.find((field) => field.key === 'amount')?.value);
    if (typeof value !== 'number') return undefined;
    sum += value;
  }
  return sum;
}
