import { defineNode, leaveWith } from '../../shared/node.ts'
import { params, pick } from '../../shared/params.ts'

/** Begins when somebody sends a form; the answers are in the event under their names. */
export const triggerForm = defineNode({
  type: 'trigger.form',
  group: 'trigger',
  icon: 'Forms',
  title: { en: 'A form arrives', ru: 'Пришла форма' },
  about: {
    en: 'Starts when somebody fills in a form on your site or on its own page.',
    ru: 'Начинает сценарий, когда кто-то заполнил форму на сайте или на её странице.',
  },
  summary: { en: 'when the form {form} arrives', ru: 'когда приходит форма {form}' },
  synonyms: {
    en: ['form', 'lead', 'inquiry', 'enquiry', 'request', 'website', 'landing page', 'contact us', 'sign up', 'submission', 'new lead'],
    ru: ['форма', 'заявка', 'лид', 'обращение', 'анкета', 'сайт', 'лендинг', 'запрос', 'регистрация', 'обратная связь', 'новый лид'],
  },
  params: params({ form: pick({ from: 'forms', label: { en: 'Form', ru: 'Форма' } }) }),
  ports: { out: { en: 'Then', ru: 'Дальше' } },
  acts: false,
  output: {
    form: { type: 'text', label: { en: 'Form', ru: 'Форма' } },
    submission: { type: 'record', entity: 'submission', label: { en: 'Submission', ru: 'Обращение' } },
  },
  trigger: {
    events: ['form-submitted'],
    matches: (params, event) => event.fields['form'] === params.form,
  },
  run: ({ params, event }) => leaveWith('out', { form: params.form, submission: event?.fields['submission'] ?? null }),
  sample: { params: { form: 'website' }, output: { form: 'website', submission: 'submission-1' } },
})
