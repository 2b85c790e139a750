import { useWords } from '../words/use-words.ts'
import type { Difference } from '../workflow/store.ts'

/** What says without a colour that something was added, removed or changed. */
export const differenceSigns: Readonly<Record<Difference, string>> = { added: '+', removed: '−', changed: '±' }

/** The sign of a difference, in its colour; screen readers hear the word. */
export function DifferenceSign({ difference }: { readonly difference: Difference }) {
  const { t } = useWords()
  const word = t(`difference.${difference}`)
  return (
    <span className="difference-sign" data-difference={difference} role="img" aria-label={word} title={word}>
      {differenceSigns[difference]}
    </span>
  )
}
