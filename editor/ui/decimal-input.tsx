import { NumberInput, type NumberInputProps } from '@mantine/core'
import { type ClipboardEvent, useState } from 'react'
import { readNumber } from '../../shared/read-number.ts'
import { useWords } from '../words/use-words.ts'

interface Props extends Omit<NumberInputProps, 'value' | 'onChange' | 'onPaste' | 'decimalSeparator' | 'thousandSeparator'> {
  readonly value: number | null
  readonly onChange: (value: number | null) => void
  /** Groups of three digits stand apart. */
  readonly grouped?: boolean
}

/**
 * A number with decimals, typed digit by digit: "12." and "12.0" are on the way to 12.05 and stay as they are typed. What
 * is pasted over the whole field is read with either decimal sign. Null while there is no number.
 */
export function DecimalInput({ value, onChange, grouped = false, ...rest }: Props) {
  const { language } = useWords()
  const [typed, setTyped] = useState<string | number>('')
  const change = (next: string | number) => {
    setTyped(next)
    onChange(numberOf(next))
  }
  const paste = (event: ClipboardEvent<HTMLInputElement>) => {
    const { value: held, selectionStart, selectionEnd } = event.currentTarget
    const pasted = readNumber(event.clipboardData.getData('text').replace(/[\p{L}\p{Sc}]/gu, ''))
    if (pasted === null || (selectionStart ?? 0) > 0 || (selectionEnd ?? 0) < held.length) return
    event.preventDefault()
    change(pasted)
  }
  return (
    <NumberInput
      {...rest}
      value={numberOf(typed) === value ? typed : (value ?? '')}
      onChange={change}
      onPaste={paste}
      decimalSeparator={language === 'ru' ? ',' : '.'}
      {...(grouped ? { thousandSeparator: language === 'ru' ? ' ' : ',' } : {})}
    />
  )
}

const numberOf = (typed: string | number): number | null => {
  const number = typed === '' ? Number.NaN : Number(typed)
  return Number.isFinite(number) ? number : null
}
