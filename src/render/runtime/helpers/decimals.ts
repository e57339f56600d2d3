import { numberText } from '../values.ts';

/** The sum of finite numbers taken as the decimals that they print as; ±Infinity where no number can hold it. */
export function decimalSum(numbers: readonly number[]): number {
  if (numbers.every((n) => Number.isSafeInteger(n))) {
    const total = numbers.reduce((a, b) => a + b, 0);
    if (Number.isSafeInteger(total)) return total;
  }
  const texts = numbers.map(numberText);
  const scale = Math.max(0, ...texts.map((t) => (t.includes('.') ? t.length - t.indexOf('.') - 1 : 0)));
  let total = 0n;
  for (const text of texts) {
    const [whole, fraction = ''] = text.split('.') as [string, string?];
    total += BigInt(whole + fraction.padEnd(scale, '0'));
  }
  return Number(`${total}e-${scale}`);
}

/** `amount` divided by 10^digits, exact as a decimal. */
export function shiftDecimal(amount: number, digits: number): number {
  const [mantissa, exponent = '0'] = String(amount).split('e') as [string, string?];
  return Number(`${mantissa}e${Number(exponent) - digits}`);
}
