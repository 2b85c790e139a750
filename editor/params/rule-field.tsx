import { Switch } from '@mantine/core'
import { lower } from '../../shared/param-words.ts'
import type { Rule } from '../../shared/rules.ts'
import { type FlowValueSource, FlowValues } from '../rules/flow-values.ts'
import { RuleEditor } from '../rules/rule-editor.tsx'
import { RulePanel } from '../rules/rule-panel.tsx'
import { FieldFrame } from './field-frame.tsx'
import { FlowValue } from './flow-value.tsx'
import { useReferenceName, useReferences } from './references.ts'

interface Props {
  readonly label: string
  readonly entity: string | null
  /** The step it stands in; null for the flow. */
  readonly node: string | null
  readonly value: Rule | undefined
  readonly set: (rule: Rule | undefined) => void
  /** What values of the flow are to its rows: a rule that finds other records compares with them, a trigger finds before there are any. */
  readonly flow?: 'asked' | 'compared' | 'unknown'
}

/**
 * A condition, drawn as rows. Values of the event and of earlier steps can be asked about, or be compared with. Of an
 * entity, or with null of the values of the flow alone.
 */
export function RuleField({ label, entity, node, value, set, flow = 'asked' }: Props) {
  const values = useReferences(node)
  const nameOf = useReferenceName()
  const source: FlowValueSource = {
    beside: (plain, row) => <FlowValue {...{ ...row, node, plain }} />,
    nameOf: (path) => lower(nameOf(path)),
  }
  const extra = (flow === 'asked' ? values : [])
    .filter(({ key, folded }) => !folded && !['subject', 'company', 'owner'].includes(key))
    .flatMap(({ title, items }) => items.map(({ path, label: name }) => ({ path, label: name, group: title })))
  const rule = value ?? null
  const change = (next: Rule | null) => set(next ?? undefined)
  return (
    <fieldset aria-label={label} className="field-box">
      <FlowValues value={flow === 'compared' ? source : null}>
        {entity === null ? (
          <RuleEditor entity={null} rule={rule} onChange={change} extra={extra} />
        ) : (
          <RulePanel entity={entity} rule={rule} onChange={change} extra={extra} />
        )}
      </FlowValues>
    </fieldset>
  )
}

interface OptionalProps extends Omit<Props, 'node' | 'flow'> {
  readonly help?: string
  readonly node?: string | null
}

/** A condition that may be left out: a switch, and below it the rows. */
export function OptionalRule({ label, help, entity, node = null, value, set }: OptionalProps) {
  return (
    <FieldFrame label={label} help={help} group>
      <Switch
        aria-label={label}
        checked={value !== undefined}
        onChange={(event) => set(event.currentTarget.checked ? { all: [] } : undefined)}
        mb={value ? 8 : 0}
      />
      {value !== undefined && (
        <RuleField label={label} entity={entity} node={node} value={value} set={(rule) => set(rule ?? { all: [] })} />
      )}
    </FieldFrame>
  )
}
