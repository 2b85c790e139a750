import { ActionIcon, Popover, Tooltip } from '@mantine/core'
import { IconCirclePlus } from '@tabler/icons-react'
import { type ReactNode, useRef, useState } from 'react'
import { pathOfReference } from '../../shared/template.ts'
import type { RuleValueProps } from '../rules/flow-values.ts'
import { valueKind } from '../rules/rule-shape.ts'
import { useWords } from '../words/use-words.ts'
import { useScene } from '../workflow/scene.ts'
import { isComparable } from './comparable.ts'
import { DataPicker } from './data-picker.tsx'
import type { Choosable } from './references.ts'
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
  const { readOnly } = useScene()
  const [open, setOpen] = useState(false)
  const place = useRef<HTMLDivElement>(null)
  const path = pathOfReference(rule.value)
  const suits = (value: Choosable) => isComparable(field, value)
  /** Chip and control take each other's place: the keyboard goes on where the other stood. */
  const stay = () => requestAnimationFrame(() => place.current?.querySelector<HTMLElement>('input, button')?.focus())
  const pick = (ref: string) => {
    setOpen(false)
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
        <ValueChip reference={{ ref: path }} node={node} change={({ ref }) => pick(ref)} remove={clear} compared={suits} />
      </div>
    )
  if (valueKind(rule.is) !== 'one') return plain
  return (
    <div ref={place} className="flow-value">
      <div className="flow-value__plain">{plain}</div>
      <Popover opened={open} onDismiss={() => setOpen(false)} position="bottom-end" width={320} trapFocus returnFocus withinPortal>
        <Popover.Target>
          <Tooltip label={t('picker.fromFlow')}>
            <ActionIcon size={28} color="gray" disabled={readOnly} aria-label={t('picker.fromFlow')} onClick={() => setOpen(!open)}>
              <IconCirclePlus size={18} stroke={1.75} />
            </ActionIcon>
          </Tooltip>
        </Popover.Target>
        <Popover.Dropdown p={8} aria-label={t('picker.fromFlow')}>
          {open && <DataPicker {...{ node, pick, suits }} />}
        </Popover.Dropdown>
      </Popover>
    </div>
  )
}
