import { changeOf } from '../../shared/events.ts'
import { defineNode, leaveWith } from '../../shared/node.ts'
import { choice, number, params, pick, time } from '../../shared/params.ts'
import type { Rule } from '../../shared/rules.ts'
import { contactStages } from '../contact-stages.ts'
import { dayUnit } from '../units.ts'
import { onDay } from './date.ts'
import { eachDay, missedParam } from './missed.ts'

/** Begins when a deal moves in its pipeline, or a contact from lead to client and on; or when nothing has moved for days. */
export const triggerStage = defineNode({
  type: 'trigger.stage',
  group: 'trigger',
  icon: 'LayoutKanban',
  title: { en: 'The stage changes', ru: 'Сменился этап' },
  about: {
    en: 'Starts when a deal enters or leaves a stage of its pipeline or is stuck in it, or a contact becomes a client, a partner or lost.',
    ru: 'Начинает сценарий, когда сделка входит на этап воронки, уходит с него или на нём застряла, а контакт становится клиентом, партнёром или потерян.',
  },
  summary: {
    en: 'when the {of} {move}[ for {days}][: {stage}][: “{contactStage}”]',
    ru: 'когда {of} {move}[ уже {days}][: {stage}][: «{contactStage}»]',
  },
  synonyms: {
    en: ['stage', 'pipeline', 'deal won', 'deal lost', 'funnel', 'status', 'kanban', 'moved', 'became a client', 'deal stage'],
    ru: [
      'этап',
      'стадия',
      'воронка',
      'сделка выиграна',
      'сделка проиграна',
      'статус',
      'канбан',
      'перемещение',
      'стал клиентом',
      'этап сделки',
    ],
  },
  params: params({
    of: choice({
      label: { en: 'Of what', ru: 'Чего' },
      default: 'deal',
      options: { deal: { en: 'deal', ru: 'сделка' }, contact: { en: 'contact', ru: 'контакт' } },
    }),
    move: choice({
      label: { en: 'How', ru: 'Как' },
      default: 'entered',
      options: {
        entered: { en: 'enters a stage', ru: 'переходит на этап' },
        left: { en: 'leaves a stage', ru: 'покидает этап' },
        stuck: { en: 'stays in a stage', ru: 'стоит на этапе' },
      },
    }),
    days: number({
      default: 7,
      min: 1,
      max: 365,
      visibleWhen: { param: 'move', is: ['stuck'] },
      label: { en: 'For how long', ru: 'Сколько времени' },
      unit: dayUnit,
    }),
    pipeline: pick({
      from: 'pipelines',
      optional: true,
      visibleWhen: { param: 'of', is: ['deal'] },
      label: { en: 'Pipeline', ru: 'Воронка' },
    }),
    stage: pick({
      from: 'stages',
      of: '$pipeline',
      optional: true,
      visibleWhen: { param: 'of', is: ['deal'] },
      label: { en: 'Stage', ru: 'Этап' },
      help: { en: 'Leave empty for any stage.', ru: 'Пусто: любой этап.' },
    }),
    contactStage: choice({
      optional: true,
      visibleWhen: { param: 'of', is: ['contact'] },
      label: { en: 'Stage', ru: 'Этап' },
      options: contactStages,
    }),
    time: time({
      default: '09:00',
      advanced: true,
      visibleWhen: { param: 'move', is: ['stuck'] },
      label: { en: 'Looks at', ru: 'Во сколько проверять' },
    }),
    missed: { ...missedParam, visibleWhen: { param: 'move', is: ['stuck'] } },
  }),
  ports: { out: { en: 'Then', ru: 'Дальше' } },
  acts: false,
  output: {
    record: { type: 'record', entity: '$of', label: { en: 'Deal or contact', ru: 'Сделка или контакт' } },
    from: { type: 'text', entity: '$of', field: 'stage', label: { en: 'Stage before', ru: 'Этап до' } },
    to: { type: 'text', entity: '$of', field: 'stage', label: { en: 'Stage now', ru: 'Этап после' } },
  },
  trigger: {
    events: ['record-created', 'record-changed', 'schedule-ticked'],
    matches(params, event) {
      if (params.move === 'stuck') return event.kind === 'schedule-ticked'
      if (event.fields['entity'] !== params.of) return false
      const change = changeOf(event, 'stage')
      if (!change) return false
      const wanted = (params.of === 'deal' ? params.stage : params.contactStage) ?? null
      const [value, key] = params.move === 'entered' ? [change.to, change.toKey] : [change.from, change.fromKey]
      if (value === null) return false
      return wanted === null || wanted === value || wanted === key
    },
    schedule: ({ move, time }) => (move === 'stuck' ? { every: 'day', at: time } : null),
    missed: eachDay,
    query: (params) => ({ entity: params.of, rule: { all: [onDay('stageSince', -params.days), ...standsAt(params)] } }),
    standing(params) {
      const { of, move, days, stage, contactStage } = params
      if (move === 'stuck')
        return { entity: of, rule: { all: [{ field: 'stageSince', is: 'before', value: { ago: `P${days}D` } }, ...standsAt(params)] } }
      return move === 'entered' && (of === 'deal' ? stage : contactStage) ? { entity: of, rule: { all: standsAt(params) } } : null
    },
  },
  run({ event }) {
    const change = event ? changeOf(event, 'stage') : null
    return leaveWith('out', {
      record: event?.about ?? null,
      from: change?.fromKey ?? change?.from ?? null,
      to: change?.toKey ?? change?.to ?? null,
    })
  },
  sample: {
    params: { of: 'deal', move: 'entered', pipeline: 'sales', stage: 'won' },
    output: { record: 'deal-1', from: 'offer', to: 'won' },
  },
})

interface Place {
  readonly of: 'deal' | 'contact'
  readonly pipeline?: string | null | undefined
  readonly stage?: string | null | undefined
  readonly contactStage?: string | null | undefined
}

const standsAt = ({ of, pipeline, stage, contactStage }: Place): readonly Rule[] =>
  of === 'contact' ? isAt('stage', contactStage) : dealIsAt(pipeline, stage)

const isAt = (field: string, value: string | null | undefined): Rule[] => (value ? [{ field, is: 'is', value }] : [])

/** Where any stage will do, only open ones: what is won or lost stays where it is. */
const dealIsAt = (pipeline: string | null | undefined, stage: string | null | undefined): Rule[] => [
  ...isAt('pipeline.key', pipeline),
  ...(stage ? isAt('stage.key', stage) : isAt('stage.kind', 'open')),
]
