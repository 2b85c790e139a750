import { Input, Stack } from '@mantine/core'
import type { FocusEvent, ReactNode } from 'react'
import { useWords } from '../words/use-words.ts'

interface Frame {
  readonly label: string
  readonly help?: string | undefined
  readonly optional?: boolean
  /** Said below the field; `gentle` for what is only not filled in yet. */
  readonly error?: string | null
  readonly gentle?: boolean
}

interface Props extends Frame {
  readonly children: ReactNode
  /** The field names itself: the label is no label of one input. */
  readonly group?: boolean
  readonly param?: string
  /** The focus went elsewhere. */
  readonly left?: () => void
}

/** What stands around every field: its name, help, and what is wrong with it. */
export function FieldFrame({ label, help, optional = false, error = null, gentle = false, group = false, param, left, children }: Props) {
  const { t } = useWords()
  const Around = group ? 'fieldset' : 'div'
  return (
    <Around
      className="field-frame"
      data-param={param}
      aria-label={group ? label : undefined}
      onBlur={(event: FocusEvent) => !event.currentTarget.contains(event.relatedTarget) && left?.()}
    >
      <Input.Label component="div" className="field-frame__label">
        {label}
        {optional && <span className="field-frame__optional">{t('common.optional')}</span>}
      </Input.Label>
      {help !== undefined && <Input.Description>{help}</Input.Description>}
      <div className="field-frame__field">{children}</div>
      {error !== null && (
        <p className="field-frame__error" data-gentle={gentle || undefined} role={gentle ? undefined : 'alert'}>
          {error}
        </p>
      )}
    </Around>
  )
}

/** Fields below each other, all of them locked in a flow that is only looked at. */
export function Fields({ disabled, children }: { readonly disabled: boolean; readonly children: ReactNode }) {
  return (
    <fieldset disabled={disabled} className="plain-fieldset">
      <Stack gap="md">{children}</Stack>
    </fieldset>
  )
}
