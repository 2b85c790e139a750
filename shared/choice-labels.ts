/** What the values of choices are called where a text is written: a reader is told "Client", and never the key `client`. */
import type { Field } from './entities/entity.ts'
import { fieldAt } from './rule-fields.ts'
import type { Words } from './words.ts'

/** Of which entities the records are that the paths of a template begin at; null where that is not known. */
interface Place {
  readonly subject: string | null
  /** The item of a list that is gone through. */
  readonly item: string | null
  /** The record that the event tells of. */
  readonly event: string | null
  /** The record that is an output of an earlier step. */
  readonly output: (node: string, output: string) => string | null
  /** The further fields that the user gave an entity, by name. */
  readonly custom?: ((entity: string) => Readonly<Record<string, Field>>) | undefined
}

/** Finds what a value is called; null where the path leads to no choice, or the choice has no such value. */
export type LabelOf = (path: string, value: string) => Words | null

/** The labels of choices for the templates of one place in a workflow. */
export function choiceLabels({ subject, item, event, output, custom }: Place): LabelOf {
  const at = (entity: string | null, path: readonly string[], value: string): Words | null => {
    const field = entity === null || path.length === 0 ? null : fieldAt(entity, path.join('.'), custom ? { custom } : {})?.field
    return field?.type === 'choice' && Object.hasOwn(field.options, value) ? (field.options[value] ?? null) : null
  }
  return (path, value) => {
    const [root = '', first = '', ...rest] = path.split('.')
    switch (root) {
      case 'subject':
        return at(subject, [first, ...rest], value)
      case 'owner':
        return at('user', [first, ...rest], value)
      case 'company':
        return at('company', [first, ...rest], value)
      case 'item':
        return at(item, [first, ...rest], value)
      case 'event':
        return rest.length > 0 ? at(first, rest, value) : at(event, [first], value)
      case 'node':
        return at(output(first, rest[0] ?? ''), rest.slice(1), value)
      default:
        return null
    }
  }
}
