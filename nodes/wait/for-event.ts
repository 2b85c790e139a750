import type { CrmEvent, EventKind } from '../../shared/events.ts'
import { because, defineNode, fail, leaveBy, leaveWith, type WaitsFor, waitUntil } from '../../shared/node.ts'
import { choice, duration, params, pick, rule, text } from '../../shared/params.ts'
import { contactIdOf } from '../acted-on.ts'
import { deadline, deadlineNeeds } from '../deadline.ts'

/** Waits until something happens, for so long and no longer. */
export const waitForEvent = defineNode({
  type: 'wait.forEvent',
  group: 'wait',
  icon: 'Hourglass',
  title: { en: 'Wait for something to happen', ru: 'Ждать события' },
  about: {
    en: 'Waits for a visit, a click, a form or a condition to come true; goes another way when the time is over.',
    ru: 'Ждёт визита, клика, формы или выполнения условия; если время вышло, идёт другим путём.',
  },
  summary: {
    en: 'wait {patience} until {what}[ {condition}][ {form}][: {detail}]',
    ru: 'ждать {patience}, пока {what}[ {condition}][ {form}][: {detail}]',
  },
  synonyms: {
    en: ['wait for', 'event', 'until', 'happens', 'page visit', 'click', 'opened', 'condition', 'timeout', 'form', 'custom event', 'paid'],
    ru: [
      'ждать события',
      'событие',
      'пока не',
      'произойдёт',
      'визит',
      'клик',
      'открыл',
      'условие',
      'таймаут',
      'форма',
      'своё событие',
      'оплатил',
    ],
  },
  params: params({
    what: choice({
      label: { en: 'What', ru: 'Что' },
      default: 'visited',
      options: {
        visited: { en: 'they open a page', ru: 'не откроют страницу' },
        clicked: { en: 'they follow a link in a letter', ru: 'не перейдут по ссылке из письма' },
        opened: { en: 'they open a letter', ru: 'не откроют письмо' },
        submitted: { en: 'they send the form', ru: 'не пришлют форму' },
        custom: { en: 'there is the event', ru: 'не случится событие' },
        changed: { en: 'this holds:', ru: 'не выполнится условие:' },
      },
    }),
    detail: text({
      optional: true,
      visibleWhen: { param: 'what', is: ['visited', 'clicked', 'custom'] },
      label: { en: 'Part of the address, or name of the event', ru: 'Часть адреса или имя события' },
    }),
    form: pick({ from: 'forms', optional: true, visibleWhen: { param: 'what', is: ['submitted'] }, label: { en: 'Form', ru: 'Форма' } }),
    condition: rule({
      about: 'subject',
      optional: true,
      visibleWhen: { param: 'what', is: ['changed'] },
      label: { en: 'Condition', ru: 'Условие' },
    }),
    patience: duration({ workingDays: true, default: 'P7D', label: { en: 'Wait at most', ru: 'Ждать не дольше' } }),
  }),
  ports: { happened: { en: 'Happened', ru: 'Случилось' }, timeout: { en: 'Time is over', ru: 'Время вышло' } },
  acts: false,
  waits: true,
  follows: true,
  output: {
    url: { type: 'text', label: { en: 'Page', ru: 'Страница' } },
    name: { type: 'text', label: { en: 'Event', ru: 'Событие' } },
  },
  needs: (step) => deadlineNeeds(step, step.params.patience),
  run(step) {
    const { params, wokenBy } = step
    if (params.what === 'changed' && params.condition?.holds) return leaveWith('happened', { url: null, name: null })
    if (wokenBy?.kind === 'time') return because(leaveBy('timeout'), 'wait-over')
    if (wokenBy && params.what !== 'changed' && counts(wokenBy.event, params.detail)) {
      const { url = null, name = null } = wokenBy.event.fields
      return leaveWith('happened', { url, name })
    }
    const about = contactIdOf(step)
    if (about === null && params.what !== 'changed') return fail('no-subject')
    const until = deadline(step, params.patience)
    if (!until) return fail('no-open-hours')
    return waitUntil(until, {
      for: about === null || params.what === 'changed' ? [] : [awaited(params.what, about, params.form)],
      why: { code: 'waits-until', with: { until: until.toISOString() } },
    })
  },
  sample: {
    params: { what: 'visited', detail: ['/pricing'], patience: 'P7D' },
    output: { url: 'https://site.example/pricing', name: null },
  },
})

const eventOf = {
  visited: 'page-visited',
  clicked: 'email-clicked',
  opened: 'email-opened',
  submitted: 'form-submitted',
  custom: 'custom',
} as const satisfies Record<string, EventKind>

/** A condition is followed by the engine; everything else is an event about the contact. */
function awaited(what: keyof typeof eventOf, about: string, form: string | null): WaitsFor {
  const event = eventOf[what]
  return what === 'submitted' && form ? { event, about, with: { form } } : { event, about }
}

/** A machine's signal counts for nothing; of an address a part is enough, the name of an event is whole. */
function counts({ kind, fields }: CrmEvent, detail: string | null): boolean {
  if (fields['machine'] === true) return false
  const wanted = (detail ?? '').trim().toLowerCase()
  if (wanted === '') return true
  if (kind === 'custom') return String(fields['name'] ?? '').toLowerCase() === wanted
  return kind === 'page-visited' || kind === 'email-clicked'
    ? String(fields['url'] ?? '')
        .toLowerCase()
        .includes(wanted)
    : true
}
