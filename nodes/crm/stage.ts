import { defineNode, fail, leaveWith } from '../../shared/node.ts'
import { choice, params, pick, text } from '../../shared/params.ts'
import { dayIn } from '../../shared/time.ts'
import { aboutOf, isRecord } from '../acted-on.ts'
import { contactStages } from '../contact-stages.ts'

/** Moves a deal to a stage of its pipeline, or a contact on from lead to client. A won or lost deal gets its closing day. */
export const crmStage = defineNode({
  type: 'crm.stage',
  group: 'record',
  icon: 'ArrowRightBar',
  title: { en: 'Move to a stage', ru: 'Перевести на этап' },
  about: {
    en: 'Moves the deal to a stage of its pipeline, or makes the contact a client, a partner or lost.',
    ru: 'Переводит сделку на этап воронки или делает контакт клиентом, партнёром либо потерянным.',
  },
  summary: { en: 'move the {of} to the stage [{stage}][“{contactStage}”]', ru: 'перевести {of} на этап [{stage}][«{contactStage}»]' },
  synonyms: {
    en: ['stage', 'move', 'pipeline', 'status', 'won', 'lost', 'deal stage', 'qualify', 'make client', 'kanban', 'funnel'],
    ru: [
      'этап',
      'стадия',
      'перевести',
      'воронка',
      'статус',
      'выиграна',
      'проиграна',
      'этап сделки',
      'квалифицировать',
      'сделать клиентом',
      'канбан',
    ],
  },
  params: params({
    of: choice({
      default: 'deal',
      label: { en: 'What', ru: 'Что' },
      options: { deal: { en: 'deal', ru: 'сделку' }, contact: { en: 'contact', ru: 'контакт' } },
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
    }),
    contactStage: choice({
      default: 'qualified',
      visibleWhen: { param: 'of', is: ['contact'] },
      label: { en: 'Stage', ru: 'Этап' },
      options: contactStages,
    }),
    lostReason: text({
      optional: true,
      advanced: true,
      visibleWhen: { param: 'of', is: ['deal'] },
      label: { en: 'If lost, why', ru: 'Если проиграна, почему' },
    }),
  }),
  ports: { out: { en: 'Then', ru: 'Дальше' } },
  acts: true,
  effects: ['change-record'],
  output: { record: { type: 'record', entity: '$of', label: { en: 'Deal or contact', ru: 'Сделка или контакт' } } },
  needs: ({ params }) =>
    params.of === 'deal' && params.stage !== null ? { stage: { kind: 'keyed', entity: 'stage', key: params.stage } } : {},
  run(step) {
    const { params, found, now, company } = step
    const id = aboutOf(step)[params.of]
    if (id === undefined) return fail('not-found')
    const move = (fields: Parameters<typeof leaveWith>[1]) =>
      leaveWith('out', { record: id }, { kind: 'change-record', entity: params.of, id, change: 'update', fields })
    if (params.of === 'contact') return move({ stage: params.contactStage })
    const stage = found['stage'] ?? null
    if (!isRecord(stage)) return fail('key-unknown', { key: params.stage ?? '' })
    const isClosed = stage['kind'] === 'won' || stage['kind'] === 'lost'
    return move({
      stage: stage.id,
      pipeline: stage['pipeline'] ?? null,
      closedOn: isClosed ? dayIn(now, company.zone) : null,
      ...(stage['kind'] === 'lost' && params.lostReason ? { lostReason: params.lostReason } : {}),
    })
  },
  sample: { params: { of: 'contact', contactStage: 'silent' }, output: { record: 'anna' } },
})
