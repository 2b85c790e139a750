/**
 * What the author of a custom node imports, as `tandem/node`. A custom node is one file that exports the result of
 * `defineNode`; it knows nothing but its step, so it may use what is here and plain JavaScript, and nothing else.
 */
export type { Effect, EffectKind } from './effects.ts'
export type { CrmEvent, EventKind } from './events.ts'
export { changeOf } from './events.ts'
export type { Json, JsonObject, Said } from './json.ts'
export { isJsonObject, valueAt } from './json.ts'
export type { Fields, Found, Lookup, NodeType, Outcome, OutputField, PaletteGroup, Step, TriggerSpec, WaitsFor } from './node.ts'
export { because, defineNode, fail, leaveBy, leaveWith, waitUntil } from './node.ts'
export {
  branches,
  calendarRule,
  cases,
  choice,
  dateField,
  duration,
  fields,
  filter,
  flag,
  letter,
  number,
  params,
  person,
  pick,
  questions,
  rule,
  secret,
  text,
  time,
  value,
  workingDaysIn,
} from './params.ts'
export type { Rule } from './rules.ts'
export { chance, idFor } from './seed.ts'
export { add, addDays, dayIn, isDay, isInstant, localTime, startOfDay, subtract } from './time.ts'
export type { Words } from './words.ts'
export { addWorkingDays, isOpen, nextOpen, readCalendar } from './work-calendar.ts'
