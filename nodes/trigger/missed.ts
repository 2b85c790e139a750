import { choice } from '../../shared/params.ts'

/** What a trigger that goes by the clock does about moments at which nothing ran. */
export const missedParam = choice({
  default: 'late',
  advanced: true,
  label: { en: 'If Tandem was not running then', ru: 'Если Tandem в это время не работал' },
  options: {
    late: { en: 'begin as soon as it runs again', ru: 'начать, когда заработает' },
    none: { en: 'leave it out', ru: 'пропустить' },
  },
})

/** Whom a trigger finds differs from day to day, so no day may stand for another. */
export const eachDay = ({ missed }: { readonly missed: 'late' | 'none' }): 'each' | 'none' => (missed === 'none' ? 'none' : 'each')
