/** Every entity of the CRM, described once. Tables, API, forms, lists, rules and mappings come from this list. */
import type { EntityType, Field } from './entities/entity.ts'
import { commonFields } from './entities/entity.ts'
import { category, price, product } from './entities/goods.ts'
import { form, hook, submission } from './entities/intake.ts'
import { calendar, company, contact, department, user } from './entities/people.ts'
import { deal, invoice, order, orderLine, payment, pipeline, purchaseCycle, stage } from './entities/sales.ts'
import { scoreEvent, scoreRule } from './entities/score.ts'
import { answer, mailbox, message, questionSet, trackedEvent } from './entities/talk.ts'
import { feedback, note, notification, segment, task } from './entities/work.ts'

/** In the order in which tables are made: whoever adds one makes a migration for both databases, too. */
export const entities: readonly EntityType[] = [
  contact,
  company,
  deal,
  order,
  orderLine,
  product,
  category,
  price,
  purchaseCycle,
  invoice,
  payment,
  task,
  note,
  message,
  answer,
  trackedEvent,
  scoreRule,
  scoreEvent,
  notification,
  feedback,
  form,
  hook,
  submission,
  questionSet,
  segment,
  pipeline,
  stage,
  mailbox,
  calendar,
  department,
  user,
]

const byName = new Map(entities.map((entity) => [entity.name, entity]))
const byPlural = new Map(entities.map((entity) => [entity.plural, entity]))

/** The description of an entity; throws for a name nobody described. */
export function entityNamed(name: string): EntityType {
  const found = byName.get(name)
  if (!found) throw new Error(`There is no entity "${name}"`)
  return found
}

/** Is there an entity of this name, by its name in code (`contact`, not `contacts`)? */
export const hasEntity = (name: string): boolean => byName.has(name)

/** By its address in the API, `contacts`; null where no entity lives. */
export const entityAt = (plural: string): EntityType | null => byPlural.get(plural) ?? null

/** A field of an entity, the common ones included; null if it has none of that name. Custom fields are looked up by the caller. */
export function fieldOf(entity: EntityType, name: string): Field | null {
  if (Object.hasOwn(entity.fields, name)) return entity.fields[name] ?? null
  if (Object.hasOwn(commonFields, name)) return commonFields[name as keyof typeof commonFields]
  return null
}
