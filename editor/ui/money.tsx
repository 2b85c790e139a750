import { useWords } from '../words/use-words.ts'
import { moneyInWords } from './time-words.ts'

/** A sum in its own currency. */
export function Money({ value }: { readonly value: { readonly cents: number; readonly currency: string } }) {
  const { language } = useWords()
  return <span className="money">{moneyInWords(value, language)}</span>
}
