import { choice } from '../../shared/params.ts'

/** What a trigger that finds its records by the day does about days on which nothing ran. */
export const missedParam = choice({
  default: 'late',
  advanced: true,
  label: { en: 'If Tandem was not running then', ru: 'Если Tandem в это время не работал' },
  options: {
    late: { en: 'begin as soon as it runs again', ru: 'начать, когда заработает' },
    none: { en: 'leave it out', ru: 'пропустить' },
  },
})

/** What a schedule does about moments at which nothing ran. */
export const missedTicksParam = choice({
  ...missedParam,
  options: {
    late: { en: 'begin once, as soon as it runs again', ru: 'начать один раз, когда заработает' },
    all: { en: 'make up for each time, a hundred at most', ru: 'наверстать каждый раз, но не больше ста' },
    none: { en: 'leave it out', ru: 'пропустить' },
  },
})

/** What a schedule does when the run before has not ended yet. */
export const overlapParam = choice({
  default: 'skip',
  advanced: true,
  label: { en: 'If the one before is still going', ru: 'Если прошлый запуск ещё идёт' },
  help: {
    en: 'Where it starts for each record: the one before of this record.',
    ru: 'Если запуск по каждой записи: прошлый запуск этой записи.',
  },
  options: {
    skip: { en: 'leave this one out', ru: 'пропустить этот' },
    queue: { en: 'begin when it has ended', ru: 'начать, когда он закончится' },
    allow: { en: 'begin all the same', ru: 'всё равно начать' },
  },
})

/** Whom a trigger finds differs from day to day, so no day may stand for another. */
export const eachDay = ({ missed }: { readonly missed: 'late' | 'none' }): 'each' | 'none' => (missed === 'none' ? 'none' : 'each')
