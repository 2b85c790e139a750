import { type ReactNode, useRef } from 'react'
import { pathOfReference } from '../../shared/template.ts'
import type { RuleValueProps } from '../rules/flow-values.ts'
import { valueKind } from '../rules/rule-shape.ts'
import { useWords } from '../words/use-words.ts'
import type { Choosable } from './references.ts'
import { isComparable } from './suiting.ts'
import { ValueButton } from './value-button.tsx'
import { ValueChip } from './value-chip.tsx'

interface Props extends RuleValueProps {
  readonly node: string | null
  /** The control where nothing of the flow was chosen. */
  readonly plain: ReactNode
}

/**
 * A value of the flow in a row of a rule: its chip, or the plain control with the button that leads to one. `node` is
 * the step that the rule belongs to.
 */
export function FlowValue({ rule, field, onChange, onClear, node, plain }: Props) {
  const { t } = useWords()
  const place = useRef<HTMLDivElement>(null)
  const path = pathOfReference(rule.value)
  const suits = (value: Choosable) => isComparable(field, value)
  /** Chip and control take each other's place: the keyboard goes on where the other stood. */
  const stay = () => requestAnimationFrame(() => place.current?.querySelector<HTMLElement>('input, button')?.focus())
  const choose = (ref: string) => {
    onChange({ ref })
    stay()
  }
  const clear = () => {
    onClear()
    stay()
  }
  if (path !== null)
    return (
      <div ref={place} className="flow-value">
        <ValueChip reference={{ ref: path }} node={node} change={({ ref }) => choose(ref)} remove={clear} compared={suits} />
      </div>
    )
  if (valueKind(rule.is) !== 'one') return plain
  return (
    <div ref={place} className="flow-value">
      <div className="flow-value__plain">{plain}</div>
      <ValueButton name={t('picker.fromFlow')} node={node} suits={suits} choose={(value) => choose(value.path)} />
    </div>
  )
}
