/** Numbers as people write them, in a table, in a letter, with either decimal sign. */

/** `1 234,5`, `1,234.50`, `1.234,50`, `12 %`; null for anything else. */
export function readNumber(text: string): number | null {
  const bare = text.replace(/[\s\u00a0\u202f'%]/g, '').replace(/^\((.*)\)$/, '-$1')
  if (!/^[-+]?[\d.,]+$/.test(bare) || !/\d/.test(bare)) return null
  const comma = bare.lastIndexOf(',')
  const dot = bare.lastIndexOf('.')
  const decimal = comma > dot ? ',' : '.'
  const whole = decimal === ',' ? '.' : ','
  const parts = bare.replaceAll(whole, '').split(decimal)
  // "1,234,567" and "1,234": commas between groups of three. A single point is always a decimal one.
  const isGrouped =
    parts.length > 2 || (decimal === ',' && dot < 0 && parts.length === 2 && parts[1]?.length === 3 && parts[0]?.length !== 0)
  const number = Number(isGrouped ? parts.join('') : parts.join('.'))
  return Number.isFinite(number) ? number : null
}
