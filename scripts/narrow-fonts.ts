import type { Plugin } from 'vite'

interface Options {
  readonly weights: { readonly min: number; readonly max: number }
  /** By their names in the font: kerning, accents, figures of one width. */
  readonly features: readonly string[]
}

/**
 * Narrows each file of the typeface to the weights in use, to the letters that browsers ask this file for, and to what
 * text on a screen needs of its features: little more than half the bytes. Without `subset-font` the build warns and
 * sends the typeface whole.
 */
export const narrowFonts = ({ weights, features }: Options): Plugin => ({
  name: 'narrow-fonts',
  apply: 'build',
  enforce: 'post',
  async generateBundle(_options, bundle) {
    // Loaded here, because tests read the configuration too.
    const subset = await import('subset-font').then(
      (module) => module.default,
      () => null,
    )
    if (!subset) return this.warn('subset-font is not installed, so the typeface is sent whole. Run `npm install`.')
    const sheets = Object.values(bundle).flatMap((file) =>
      file.fileName.endsWith('.css') && 'source' in file ? [String(file.source)] : [],
    )
    for (const [, name = '', ranges = ''] of sheets.join('\n').matchAll(/([^/("']+\.woff2)[^}]*unicode-range:([^;}]+)/g)) {
      const font = Object.values(bundle).find(({ fileName }) => fileName.endsWith(`/${name}`))
      if (font?.type !== 'asset') continue
      font.source = await subset(Buffer.from(font.source), lettersIn(ranges), {
        targetFormat: 'woff2',
        variationAxes: { wght: weights },
        keepFeatures: features,
      })
    }
  },
})

/** Every character of `U+0-FF,U+131,U+4??`. */
const lettersIn = (ranges: string): string =>
  ranges
    .split(',')
    .map((range) => range.trim().slice(2).split('-'))
    .map(([from = '', to = from]) => [from.replaceAll('?', '0'), to.replaceAll('?', 'F')].map((code) => Number.parseInt(code, 16)))
    .flatMap(([from = 0, to = 0]) => Array.from({ length: to - from + 1 }, (_, at) => String.fromCodePoint(from + at)))
    .join('')
