/** A condition, drawn as rows. Values of the event and of earlier steps can be asked about as well. */
import { Switch } from '@mantine/core'
import type { Rule } from '../../shared/rules.ts'
import { RuleEditor } from '../rules/rule-editor.tsx'
import { RulePanel } from '../rules/rule-panel.tsx'
import { FieldFrame } from './field-frame.tsx'
import { useReferences } from './references.ts'

interface Props {
  readonly label: string
  readonly entity: string | null
  /** The step it stands in; null for the flow. */
  readonly node: string | null
  readonly value: Rule | undefined
  readonly set: (rule: Rule | undefined) => void
}

export function RuleField({ label, entity, node, value, set }: Props) {
  const extra = useReferences(node)
    .filter(({ key }) => !['subject', 'company', 'owner'].includes(key))
    .flatMap(({ title, items }) => items.map(({ path, label: name }) => ({ path, label: name, group: title })))
  const rule = value ?? null
  const change = (next: Rule | null) => set(next ?? undefined)
  return (
    <fieldset aria-label={label} className="field-box">
      {entity === null ? (
        <RuleEditor entity={null} rule={rule} onChange={change} extra={extra} />
      ) : (
        <RulePanel entity={entity} rule={rule} onChange={change} extra={extra} />
      )}
    </fieldset>
  )
}

interface OptionalProps extends Omit<Props, 'node'> {
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
