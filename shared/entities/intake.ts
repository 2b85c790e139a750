import { entity } from './entity.ts'

/** A page at `/f/<key>` that strangers fill in; also for forms on other sites that post to it. */
export const form = entity({
  name: 'form',
  plural: 'forms',
  icon: 'Forms',
  access: 'shared',
  key: 'key',
  titleFields: ['name'],
  title: { en: 'Form', ru: 'Форма' },
  titles: { en: 'Forms', ru: 'Формы' },
  fields: {
    key: { type: 'text', required: true, unique: true, shape: 'address-part', title: { en: 'Key', ru: 'Ключ' } },
    name: { type: 'text', required: true, column: true, title: { en: 'Name', ru: 'Название' } },
    /** `FormField[]` of intake.ts: what the page asks and where it lands. */
    fields: { type: 'json', required: true, shape: 'form-fields', title: { en: 'Fields', ru: 'Поля' } },
    title: { type: 'json', shape: 'words', title: { en: 'Heading', ru: 'Заголовок' } },
    consent: { type: 'json', shape: 'words', title: { en: 'Consent text', ru: 'Текст согласия' } },
    thanks: { type: 'json', shape: 'words', title: { en: 'Thanks', ru: 'Благодарность' } },
    source: { type: 'text', column: true, title: { en: 'Source', ru: 'Источник' } },
    opensDealIn: { type: 'text', title: { en: 'Opens a deal in', ru: 'Открывает сделку в' } },
    owner: { type: 'ref', entity: 'user', title: { en: 'Owner of new contacts', ru: 'Кто ведёт новых' } },
    active: { type: 'flag', column: true, title: { en: 'Active', ru: 'Работает' } },
  },
})

/** An address `/hooks/<path>` to which other systems send JSON or form bodies. `secret` is never given out again. */
export const hook = entity({
  name: 'hook',
  plural: 'hooks',
  icon: 'Webhook',
  access: 'shared',
  key: 'path',
  titleFields: ['name'],
  title: { en: 'Hook', ru: 'Вебхук' },
  titles: { en: 'Hooks', ru: 'Вебхуки' },
  fields: {
    path: { type: 'text', required: true, unique: true, column: true, shape: 'address-part', title: { en: 'Path', ru: 'Адрес' } },
    name: { type: 'text', required: true, column: true, title: { en: 'Name', ru: 'Название' } },
    /** HMAC over the raw bytes: `{ header, algorithm, encoding, prefix?, timestamp?: { header, toleranceSeconds } }`. */
    signature: { type: 'json', shape: 'signature', title: { en: 'Signature', ru: 'Подпись' } },
    secret: { type: 'text', hidden: true, title: { en: 'Secret', ru: 'Секрет' } },
    /** `{ when: { path, is }, answer: { path } | { text } }` or `{ query }`: what a sender wants to hear before it sends. */
    handshake: { type: 'json', shape: 'handshake', title: { en: 'Handshake', ru: 'Проверочный запрос' } },
    dedupeField: { type: 'text', title: { en: 'Repeats are told by', ru: 'Повтор узнаётся по' } },
    /** `FieldMapping[]` of intake.ts. */
    mapping: { type: 'json', shape: 'mapping', title: { en: 'Mapping', ru: 'Соответствие полей' } },
    source: { type: 'text', column: true, title: { en: 'Source', ru: 'Источник' } },
    owner: { type: 'ref', entity: 'user', title: { en: 'Owner of new contacts', ru: 'Кто ведёт новых' } },
    active: { type: 'flag', column: true, title: { en: 'Active', ru: 'Работает' } },
  },
})

/** One thing that came in by a hook or a form: raw bytes, what was made of it, or why nothing was. */
export const submission = entity({
  name: 'submission',
  plural: 'submissions',
  icon: 'Inbox',
  access: 'shared',
  titleFields: ['state'],
  system: true,
  about: 'contact',
  title: { en: 'Submission', ru: 'Обращение' },
  titles: { en: 'Submissions', ru: 'Обращения' },
  fields: {
    form: { type: 'ref', entity: 'form', column: true, title: { en: 'Form', ru: 'Форма' } },
    hook: { type: 'ref', entity: 'hook', column: true, title: { en: 'Hook', ru: 'Вебхук' } },
    /** read: became a contact; unread: holds no person we could find; repeated; quarantined. */
    state: {
      type: 'choice',
      required: true,
      column: true,
      options: {
        read: { en: 'Read', ru: 'Разобрано' },
        unread: { en: 'Unread', ru: 'Не разобрано' },
        repeated: { en: 'Repeated', ru: 'Повтор' },
        quarantined: { en: 'Set aside', ru: 'Отложено' },
      },
      title: { en: 'State', ru: 'Состояние' },
    },
    contact: { type: 'ref', entity: 'contact', column: true, title: { en: 'Contact', ru: 'Контакт' } },
    event: { type: 'text', hidden: true, title: { en: 'Event', ru: 'Событие' } },
    contentType: { type: 'text', title: { en: 'Content type', ru: 'Тип' } },
    /** The opened body, as rules and mappings see it. */
    body: { type: 'json', personal: true, title: { en: 'Body', ru: 'Содержание' } },
    /** The bytes as they came, base64. */
    raw: { type: 'long-text', personal: true, hidden: true, title: { en: 'Raw', ru: 'Исходник' } },
    problem: { type: 'json', hidden: true, title: { en: 'Problem', ru: 'Проблема' } },
    dedupeKey: { type: 'text', hidden: true, title: { en: 'Repeat key', ru: 'Ключ повтора' } },
    at: { type: 'time', required: true, column: true, title: { en: 'When', ru: 'Когда' } },
  },
})
