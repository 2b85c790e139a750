/** Sizes and lengths of time in the words of a language. */
import type { Language } from '../../shared/words.ts'

const sizes = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const
const step = 1024

/** "1.5 GB": in the unit that keeps the number short. */
export function bytesInWords(bytes: number, language: Language): string {
  const power = bytes < 1 ? 0 : Math.min(sizes.length - 1, Math.floor(Math.log(bytes) / Math.log(step)))
  const amount = bytes / step ** power
  return unitIn(language, amount, sizes[power] ?? 'byte', { unitDisplay: 'short', maximumFractionDigits: amount < 10 ? 1 : 0 })
}

/** "3 minutes": whole, in the largest unit that there is at least one of. */
export function spanInWords(seconds: number, language: Language): string {
  const [unit, length] =
    seconds < 60
      ? (['second', 1] as const)
      : seconds < 3_600
        ? (['minute', 60] as const)
        : seconds < 86_400
          ? (['hour', 3_600] as const)
          : (['day', 86_400] as const)
  return unitIn(language, Math.floor(seconds / length), unit, { unitDisplay: 'long' })
}

const unitIn = (language: Language, amount: number, unit: string, options: Intl.NumberFormatOptions): string =>
  new Intl.NumberFormat(language, { style: 'unit', unit, ...options }).format(amount)
