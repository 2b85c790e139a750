import { Input, Stack } from '@mantine/core'
import type { FocusEvent, ReactNode } from 'react'
import type { Problem } from '../../shared/problem.ts'
import { useWords } from '../words/use-words.ts'

interface Frame {
  readonly label: string
  readonly help?: string | undefined
  readonly optional?: boolean
  /** Said below the field, each text once. */
  readonly problems?: readonly Told[]
}

/** `show` leads to the part of the field that is meant, where it has parts. */
interface Told {
  readonly level: Problem['level']
  readonly text: string
  readonly show?: ((field: Element) => void) | undefined
}

interface Props extends Frame {
  readonly children: ReactNode
  /** The field names itself: the label is no label of one input. */
  readonly group?: boolean
  readonly param?: string
  /** The focus came from elsewhere, and went there. What the field opens over the page belongs to it. */
  readonly entered?: () => void
  readonly left?: () => void
}

/** What stands around every field: its name, help, and what is wrong with it. */
export function FieldFrame({ label, help, optional = false, problems = [], group = false, param, entered, left, children }: Props) {
  const { t } = useWords()
  const Around = group ? 'fieldset' : 'div'
  return (
    <Around
      className="field-frame"
      data-param={param}
      aria-label={group ? label : undefined}
      onFocus={(event: FocusEvent) => !staysInside(event) && entered?.()}
      onBlur={(event: FocusEvent) => !staysInside(event) && left?.()}
    >
      <Input.Label component="div" className="field-frame__label">
        {label}
        {optional && <span className="field-frame__optional">{t('common.optional')}</span>}
      </Input.Label>
      {help !== undefined && <Input.Description>{help}</Input.Description>}
      <div className="field-frame__field">{children}</div>
      {[...new Map(problems.map((problem) => [problem.text, problem])).values()].map(({ level, text, show }) => (
        <p key={text} className="field-frame__error" data-level={level} role={level === 'error' ? 'alert' : undefined}>
          {show ? (
            <button
              type="button"
              className="field-frame__lead"
              onClick={({ currentTarget }) => {
                const field = currentTarget.closest('.field-frame')
                if (field) show(field)
              }}
            >
              {text}
            </button>
          ) : (
            text
          )}
        </p>
      ))}
    </Around>
  )
}

/** Does the focus stay in the field, or in what it has opened? */
const staysInside = ({ currentTarget, relatedTarget }: FocusEvent): boolean =>
  relatedTarget instanceof Element && (currentTarget.contains(relatedTarget) || relatedTarget.closest('[data-portal]') !== null)

/** Fields below each other, all of them locked in a flow that is only looked at. */
export function Fields({ disabled, children }: { readonly disabled: boolean; readonly children: ReactNode }) {
  return (
    <fieldset disabled={disabled} className="plain-fieldset">
      <Stack gap="md">{children}</Stack>
    </fieldset>
  )
}
