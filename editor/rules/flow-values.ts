/** How a rule inside a flow takes values of the flow. Rules of segments and lists stand in no flow, and know nothing of it. */
import { createContext, type ReactNode } from 'react'
import type { Json } from '../../shared/json.ts'
import type { RuleField } from '../../shared/rule-fields.ts'
import type { FieldRule } from '../../shared/rules.ts'

/** The place in a row where what the field is compared with stands. */
export interface RuleValueProps {
  readonly rule: FieldRule
  readonly field: RuleField | null
  /** The field is the stable key of records of this entity. */
  readonly keyed: string | null
  readonly onChange: (value: Json) => void
  /** Takes the value away. */
  readonly onClear: () => void
}

/** What the editor of flows gives to rows; rules themselves know nothing of flows. */
export interface FlowValueSource {
  /** The plain control of a row with the way to a value of the flow beside it, or the value that was chosen in its place. */
  beside(plain: ReactNode, row: RuleValueProps): ReactNode
  /** A value of the flow in words, by its path, as a part of a sentence. */
  nameOf(path: string): string
}

/** Null where the values of a rule cannot come from a flow. */
export const FlowValues = createContext<FlowValueSource | null>(null)
