declare module 'subset-font' {
  /** Takes out of a font what is not asked for. */
  export default function subset(
    font: Buffer,
    letters: string,
    options: {
      readonly targetFormat: 'woff2'
      readonly variationAxes: Readonly<Record<string, { readonly min: number; readonly max: number }>>
      readonly keepFeatures: readonly string[]
    },
  ): Promise<Buffer>
}
