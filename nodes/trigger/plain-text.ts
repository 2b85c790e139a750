import type { Template } from '../../shared/template.ts'

/** A text parameter of a trigger: no run has begun, so there is nothing that a reference could point to. */
export const plainText = (stored: Template | null | undefined): string =>
  (stored ?? [])
    .filter((piece) => typeof piece === 'string')
    .join('')
    .trim()
