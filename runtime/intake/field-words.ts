/** How people and programs call the fields of a form, in both languages: the words by which a mapping is guessed. */
import type { IntakeTarget } from '../../shared/intake.ts'

interface Called {
  readonly to: IntakeTarget
  /** The whole name. */
  readonly exactly: readonly string[]
  /** Words within a longer name: "your e-mail, please". */
  readonly within: readonly string[]
}

const called: readonly Called[] = [
  {
    to: 'contact.email',
    exactly: ['mail', 'почта', 'адрес почты', 'from', 'sender'],
    within: ['email', 'e mail', 'электронная почта', 'электронной почты', 'эл почта', 'ваша почта', 'имейл', 'емейл', 'мейл'],
  },
  {
    to: 'contact.phone',
    exactly: ['tel', 'cell', 'тел', 'номер', 'from', 'sender'],
    within: ['phone', 'telephone', 'mobile', 'whatsapp', 'телефон', 'телефона', 'мобильный'],
  },
  {
    to: 'contact.firstName',
    exactly: ['first', 'fname', 'firstname'],
    within: ['first name', 'given name', 'forename'],
  },
  {
    to: 'contact.lastName',
    exactly: ['last', 'lname', 'lastname', 'surname'],
    within: ['last name', 'family name', 'фамилия'],
  },
  {
    to: 'contact.name',
    exactly: ['name', 'names', 'имя', 'fullname', 'customer', 'client', 'fromname', 'from name'],
    within: [
      'full name',
      'your name',
      'contact name',
      'customer name',
      'client name',
      'ваше имя',
      'фио',
      'имя и фамилия',
      'зовут',
      'обращаться',
    ],
  },
  {
    to: 'company.name',
    exactly: ['company', 'organization', 'organisation', 'employer', 'компания', 'организация', 'фирма', 'предприятие'],
    within: [
      'company name',
      'organization name',
      'organisation name',
      'business name',
      'your company',
      'название компании',
      'ваша компания',
    ],
  },
  { to: 'company.sector', exactly: ['industry', 'sector', 'сфера', 'отрасль'], within: ['сфера деятельности', 'your industry'] },
  { to: 'contact.position', exactly: ['position', 'job', 'должность'], within: ['job title', 'ваша должность'] },
  { to: 'contact.city', exactly: ['city', 'town', 'город'], within: ['your city', 'ваш город'] },
  {
    to: 'contact.need',
    exactly: [
      'message',
      'msg',
      'comment',
      'comments',
      'textarea',
      'text',
      'body',
      'long text',
      'text body',
      'body plain',
      'request',
      'inquiry',
      'enquiry',
      'details',
      'question',
      'вопрос',
      'запрос',
      'задача',
    ],
    within: [
      'your message',
      'how can we help',
      'what can we do',
      'would you like',
      'are you looking for',
      'сообщение',
      'комментарий',
      'пожелания',
      'опишите',
      'чем мы можем',
      'что вас интересует',
      'ваш вопрос',
    ],
  },
  { to: 'contact.budget', exactly: [], within: ['budget', 'бюджет'] },
  { to: 'contact.deadline', exactly: ['срок', 'сроки'], within: ['deadline', 'when do you need', 'к какому сроку', 'когда нужно'] },
  {
    to: 'contact.birthday',
    exactly: ['dob'],
    within: ['birthday', 'birth date', 'birthdate', 'date of birth', 'день рождения', 'дата рождения'],
  },
  { to: 'contact.language', exactly: ['language', 'locale', 'lang', 'язык'], within: [] },
  { to: 'contact.zone', exactly: ['timezone', 'time zone', 'tz', 'часовой пояс'], within: [] },
]

/** The targets in the order in which values are given away: addresses first, the rest lies around them. */
export const intakeOrder: readonly IntakeTarget[] = called.map(({ to }) => to)

/** A key or a label as plain lower-case words: `q3_studentsName` is "q students name". */
export const plainWords = remembered((text) =>
  text
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .replace(/ё/g, 'е')
    .replace(/[^\p{L}]+/gu, ' ')
    .trim(),
)

/** The targets that words may mean, each with how surely: 3 is the name itself, 2 is within a longer one, 1 and less is who sent it. */
export const targetsOf = remembered((words): readonly { readonly to: IntakeTarget; readonly sure: number }[] => {
  const padded = ` ${words} `
  return called.flatMap(({ to, exactly, within }) => {
    if (words === 'from' || words === 'sender') return exactly.includes(words) ? [{ to, sure: words === 'from' ? 1 : 0.9 }] : []
    if (exactly.includes(words) || within.includes(words)) return [{ to, sure: 3 }]
    return within.some((part) => padded.includes(` ${part} `)) ? [{ to, sure: 2 }] : []
  })
})

/** A sender uses the same few names in every body. What is long or comes after many others is worked out each time. */
function remembered<Result>(of: (text: string) => Result): (text: string) => Result {
  const known = new Map<string, Result>()
  return (text) => {
    const before = known.get(text)
    if (before !== undefined) return before
    const result = of(text)
    if (text.length <= 100 && known.size < 5000) known.set(text, result)
    return result
  }
}

/** Under such a key stands somebody else than the one who wrote: us, or an addressee. */
const others = new Set([
  ...['metadata', 'shop', 'store', 'merchant', 'account', 'organizer', 'host', 'owner', 'author', 'repository', 'assignee', 'manager'],
  ...['operator', 'responsible', 'created by', 'recipient', 'to', 'cc', 'bcc', 'reply to', 'to full', 'cc full', 'bcc full', 'envelope'],
  ...['display phone number', 'original recipient', 'headers', 'message headers', 'event memberships'],
])

/** Does such a key hold us or an addressee, and so nothing of the one who wrote? `words` as `plainWords` makes them. */
export const isSomebodyElse = (words: string): boolean => others.has(words)

/** The name of a letter or a message that was sent, as its sender numbers them. */
export const isMessageId = (key: string): boolean => /(^| )(message|mail|smtp|sms)( \p{L}+)? s?id$/u.test(key)

const happenings = new Set([
  ...[
    'accepted',
    'processed',
    'queued',
    'sending',
    'sent',
    'delivered',
    'delivery',
    'deferred',
    'dropped',
    'failed',
    'rejected',
    'blocked',
  ],
  ...['bounce', 'bounced', 'hard bounce', 'soft bounce', 'complaint', 'complained', 'spam', 'spam report', 'spam complaint'],
  ...['open', 'opened', 'click', 'clicked', 'link clicked', 'unsubscribe', 'unsubscribed', 'subscription change'],
])

/** Does this value say what became of a letter that was sent? */
export const isMailHappening = (key: string, value: string): boolean =>
  /(^| )(event|type|status|kind|action)( name)?$/.test(key) && happenings.has(value)
