/** What a new installation starts with, so that the first form, deal and letter have a place: all of it can be changed later. */
import type { Cause } from '../../shared/events.ts'
import { defaultGrades } from '../../shared/grade.ts'
import type { JsonObject } from '../../shared/json.ts'
import type { Language } from '../../shared/words.ts'
import { newId } from '../store/ids.ts'
import type { Op, RecordChange } from '../store/port.ts'
import { type CompanySettings, companyOps, defaultGraceSeconds } from './company.ts'

interface FirstAdmin {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly passwordHash: string
}

/** The admin, the company's settings, and the defaults in its language. */
export function firstCompany(admin: FirstAdmin, company: CompanySettings, at: Date): readonly Op[] {
  const cause: Cause = { kind: 'person', id: admin.id, depth: 0 }
  const make = (entity: string, fields: JsonObject, id = newId()): Op => {
    const change: RecordChange = { change: 'create', entity, id, revision: null, fields, cause, at }
    return { op: 'change', change }
  }
  const words = names[company.language]
  const calendar = newId()
  const pipelines = { sales: newId(), partner: newId() }
  return [
    ...companyOps(company, defaultGraceSeconds, defaultGrades),
    make('calendar', { key: 'company', name: words.calendar, zone: company.zone, hours: workingWeek, holidays: [] }, calendar),
    ...words.departments.map(([key, name]) => make('department', { key, name, calendar })),
    make(
      'user',
      {
        name: admin.name,
        email: admin.email,
        role: 'admin',
        language: company.language,
        zone: company.zone,
        active: true,
        passwordHash: admin.passwordHash,
      },
      admin.id,
    ),
    make('mailbox', { address: admin.email, name: company.name, kind: 'company' }),
    make('pipeline', { key: 'sales', name: words.sales, kind: 'sales' }, pipelines.sales),
    make('pipeline', { key: 'partner', name: words.partners, kind: 'partner' }, pipelines.partner),
    ...words.stages.sales.map(([key, name, kind], position) => make('stage', { key, name, kind, position, pipeline: pipelines.sales })),
    ...words.stages.partner.map(([key, name, kind], position) => make('stage', { key, name, kind, position, pipeline: pipelines.partner })),
    ...words.points.map(([key, name, points, most, lasts]) => make('scoreRule', { key, name, points, most, lasts })),
    make('questionSet', { key: 'first-questions', name: words.questions, questions: firstQuestions }),
    make('form', { key: 'website', active: true, source: 'website', ...words.form }),
  ]
}

const workingDay = [['09:00', '18:00']]
const workingWeek = { '1': workingDay, '2': workingDay, '3': workingDay, '4': workingDay, '5': workingDay }

type StageNames = readonly (readonly [key: string, name: string, kind: 'open' | 'won' | 'lost'])[]

interface Names {
  readonly calendar: string
  readonly departments: readonly (readonly [key: string, name: string])[]
  readonly sales: string
  readonly partners: string
  readonly stages: { readonly sales: StageNames; readonly partner: StageNames }
  readonly form: JsonObject
  readonly questions: string
  readonly points: readonly (readonly [key: string, name: string, points: number, most: number | null, lasts: number | null])[]
}

/** What one has to know of somebody new before an offer can fit. */
const firstQuestions = [
  { id: 'need', text: { en: 'What do you need?', ru: 'Что вам нужно?' }, answer: 'text', field: 'need' },
  { id: 'deadline', text: { en: 'By when do you need it?', ru: 'К какому сроку?' }, answer: 'text', field: 'deadline' },
  {
    id: 'budget',
    text: { en: 'What budget do you have in mind?', ru: 'На какой бюджет вы рассчитываете?' },
    answer: 'text',
    field: 'budget',
  },
]

/** The fields of the first form: what they ask, and where the answers land. */
const formFields = [
  { name: 'name', type: 'text', required: true, to: 'contact.name', label: { en: 'Your name', ru: 'Ваше имя' } },
  { name: 'email', type: 'email', required: true, to: 'contact.email', label: { en: 'E-mail', ru: 'Почта' } },
  { name: 'phone', type: 'phone', required: false, to: 'contact.phone', label: { en: 'Phone', ru: 'Телефон' } },
  { name: 'company', type: 'text', required: false, to: 'company.name', label: { en: 'Company', ru: 'Компания' } },
  {
    name: 'message',
    type: 'long-text',
    required: false,
    to: 'contact.need',
    label: { en: 'What can we do for you?', ru: 'Чем мы можем помочь?' },
  },
]

const form = {
  fields: formFields,
  title: { en: 'Write to us', ru: 'Напишите нам' },
  consent: {
    en: 'I agree that my data is used to answer this request.',
    ru: 'Я согласен на использование моих данных для ответа на это обращение.',
  },
  thanks: { en: 'We will answer soon.', ru: 'Мы скоро ответим.' },
}

const names: Readonly<Record<Language, Names>> = {
  en: {
    calendar: 'Working hours',
    departments: [
      ['sales', 'Sales'],
      ['accounting', 'Accounting'],
      ['support', 'Support'],
    ],
    sales: 'Sales',
    partners: 'Partners',
    stages: {
      sales: [
        ['new', 'New', 'open'],
        ['qualified', 'Qualified', 'open'],
        ['offer', 'Offer sent', 'open'],
        ['won', 'Won', 'won'],
        ['lost', 'Lost', 'lost'],
      ],
      partner: [
        ['partner-new', 'New', 'open'],
        ['partner-talks', 'In talks', 'open'],
        ['partner-signed', 'Signed', 'won'],
        ['partner-declined', 'Declined', 'lost'],
      ],
    },
    form: { name: 'Website', ...form },
    questions: 'Three questions for somebody new',
    points: [
      ['page', 'Looked at a page that matters', 15, 45, 90],
      ['letter', 'Opened a letter', 10, 40, 90],
      ['profile', 'Fits our clients', 20, 20, null],
    ],
  },
  ru: {
    calendar: 'Рабочее время',
    departments: [
      ['sales', 'Продажи'],
      ['accounting', 'Бухгалтерия'],
      ['support', 'Поддержка'],
    ],
    sales: 'Продажи',
    partners: 'Партнёры',
    stages: {
      sales: [
        ['new', 'Новая', 'open'],
        ['qualified', 'Квалифицирована', 'open'],
        ['offer', 'Предложение отправлено', 'open'],
        ['won', 'Успех', 'won'],
        ['lost', 'Отказ', 'lost'],
      ],
      partner: [
        ['partner-new', 'Новая', 'open'],
        ['partner-talks', 'Переговоры', 'open'],
        ['partner-signed', 'Договор подписан', 'won'],
        ['partner-declined', 'Отказ', 'lost'],
      ],
    },
    form: { name: 'Сайт', ...form },
    questions: 'Три вопроса новому клиенту',
    points: [
      ['page', 'Смотрел важную страницу', 15, 45, 90],
      ['letter', 'Открыл письмо', 10, 40, 90],
      ['profile', 'Похож на наших клиентов', 20, 20, null],
    ],
  },
}
