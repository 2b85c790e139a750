import { changeOf } from '../../shared/events.ts'
import { defineNode, leaveWith } from '../../shared/node.ts'
import { choice, params, pick } from '../../shared/params.ts'
import { contactStages } from '../contact-stages.ts'

/** Begins when a deal moves in its pipeline, or a contact from lead to client and on. */
export const triggerStage = defineNode({
  type: 'trigger.stage',
  group: 'trigger',
  icon: 'LayoutKanban',
  title: { en: 'The stage changes', ru: 'Сменился этап' },
  about: {
    en: 'Starts when a deal enters or leaves a stage of its pipeline, or a contact becomes a client, a partner or lost.',
    ru: 'Начинает сценарий, когда сделка входит на этап воронки или уходит с него, а контакт становится клиентом, партнёром или потерян.',
  },
  summary: {
    en: 'when the {of} {move} the stage [{stage}][“{contactStage}”]',
    ru: 'когда {of} {move} этап [{stage}][«{contactStage}»]',
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
      options: { entered: { en: 'enters', ru: 'переходит на' }, left: { en: 'leaves', ru: 'покидает' } },
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
  }),
  ports: { out: { en: 'Then', ru: 'Дальше' } },
  acts: false,
  output: {
    record: { type: 'record', entity: '$of', label: { en: 'Deal or contact', ru: 'Сделка или контакт' } },
    from: { type: 'text', label: { en: 'Stage before', ru: 'Этап до' } },
    to: { type: 'text', label: { en: 'Stage now', ru: 'Этап после' } },
  },
  trigger: {
    events: ['record-created', 'record-changed'],
    matches(params, event) {
      if (event.fields['entity'] !== params.of) return false
      const change = changeOf(event, 'stage')
      if (!change) return false
      const wanted = (params.of === 'deal' ? params.stage : params.contactStage) ?? null
      const [value, key] = params.move === 'entered' ? [change.to, change.toKey] : [change.from, change.fromKey]
      if (value === null) return false
      return wanted === null || wanted === value || wanted === key
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
