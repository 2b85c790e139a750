/** Amounts of money are kept in whole minor units, `{ cents, currency }`; how many make a whole one depends on the currency. */

const digits = new Map<string, number>()

/** How many digits a currency has after the point: EUR 2, JPY 0, KWD 3; 2 for what is no currency. */
export function minorDigits(currency: string): number {
  if (!/^[A-Z]{3}$/.test(currency)) return 2
  const known = digits.get(currency)
  if (known !== undefined) return known
  const found = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
  digits.set(currency, found)
  return found
}

/** An amount as people say it: 1250 cents are 12.5 euros, and 1250 yen are 1250 yen. */
export const majorUnits = (cents: number, currency: string): number => cents / 10 ** minorDigits(currency)

/** An amount as it is kept, rounded to whole minor units: 12.5 euros are 1250 cents. */
export const minorUnits = (amount: number, currency: string): number => Math.round(amount * 10 ** minorDigits(currency))
