import { numberText } from '../values.ts';

/** The sum of finite numbers taken as the decimals that they print as; ±Infinity where no number can hold it. */
export function decimalSum(numbers: readonly number[]): number {
  if (numbers.every((n) => Number.isSafeInteger(n))) {
    const total = numbers.reduce((a, b) => a + b, 0);
    if (Number.isSafeInteger(total)) return total;
  }
  const { scaled, scale } = toWhole(numbers);
  return Number(`${scaled.reduce((a, b) => a + b, 0n)}e-${scale}`);
}

/** Whether `value`, taken as the decimal that it prints as, is a whole multiple of `step`: 0.29 is one of 0.01. */
export function isMultipleOf(value: number, step: number): boolean {
  if (Number.isSafeInteger(value) && Number.isSafeInteger(step)) return value % step === 0;
  const { scaled } = toWhole([value, step]);
  return (scaled[0] as bigint) % (scaled[1] as bigint) === 0n;
}

/** The numbers times 10^scale, all whole. */
function toWhole(numbers: readonly number[]): { scaled: bigint[]; scale: number } {
  const texts = numbers.map(numberText);
  const scale = Math.max(0, ...texts.map((t) => (t.includes('.') ? t.length - t.indexOf('.') - 1 : 0)));
  const scaled = texts.map((text) => {
    const [whole, fraction = ''] = text.split('.') as [string, string?];
    return BigInt(whole + fraction.padEnd(scale, '0'));
  });
  return { scaled, scale };
}

/** `amount` divided by 10^digits, exact as a decimal. */
export function shiftDecimal(amount: number, digits: number): number {
  const [mantissa, exponent = '0'] = String(amount).split('e') as [string, string?];
  return Number(`${mantissa}e${Number(exponent) - digits}`);
}
