/** Why a suggestion was made: the way of its run, in lines that an operator reads. */
import type { CrmEvent } from '../../shared/events.ts'
import { isJsonObject, type Json, type JsonObject, type Said } from '../../shared/json.ts'
import type { WhyLine } from '../../shared/suggestion.ts'
import type { Position, StepRow } from '../store/rows.ts'
import { type Asking, askSteps } from './asking.ts'
import type { RunDraft } from './run-draft.ts'

const whyLines = 30

/** The way of the run so far, each step with the values that decided; `care`: why this one only suggests, or null. */
export function* whyOf(draft: RunDraft, position: Position, detail: JsonObject, care: Said | null): Asking<readonly WhyLine[]> {
  const before = draft.isNew ? [] : yield* askSteps(draft.run.id, whyLines)
  const steps = [...before, ...draft.steps].slice(-whyLines)
  const lines = steps.map((step, index) => whyLine(step, index === 0 ? answersIn(draft.run.event) : {}))
  const here = valuesIn(detail)
  if (Object.keys(here).length === 0 && care === null) return lines
  return [...lines, { node: position.node, at: draft.now.toISOString(), said: care ?? { code: 'suggests-mode' }, values: here }]
}

function whyLine({ node, at, outcome, detail }: StepRow, answers: Record<string, Json>): WhyLine {
  const why = detail['why']
  const said: Said = isJsonObject(why)
    ? (why as unknown as Said)
    : outcome.startsWith('leave:')
      ? { code: 'went-by', with: { port: outcome.slice('leave:'.length) } }
      : { code: outcome }
  return { node, at: at.toISOString(), said, values: { ...answers, ...valuesIn(detail) } }
}

/** What a stranger wrote into the form that began it all, by the names of its fields: `event.message`. */
function answersIn(event: CrmEvent | null): Record<string, Json> {
  if (event?.kind !== 'form-submitted') return {}
  const { form: _form, submission: _submission, ...answers } = event.fields
  // What the form sends along by itself begins with a line.
  const said = Object.entries(answers).filter(([name, value]) => !name.startsWith('_') && typeof value === 'string' && value.trim() !== '')
  return Object.fromEntries(said.map(([name, value]) => [`event.${name}`, value]))
}

/** The values that the rules of a step found, by field. */
function valuesIn(detail: JsonObject): Record<string, Json> {
  const lines = detail['lines']
  if (!Array.isArray(lines)) return {}
  const values: Record<string, Json> = {}
  for (const { rule, value } of lines as readonly { rule?: JsonObject; value: Json }[]) {
    const name = rule?.['field'] ?? rule?.['some'] ?? rule?.['none'] ?? rule?.['count']
    if (typeof name === 'string') values[name] = value
  }
  return values
}
