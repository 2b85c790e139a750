import { entity } from './entity.ts'

/** An address that letters go out from and come in to: of one person, of a department, or the company's for everybody else. */
export const mailbox = entity({
  name: 'mailbox',
  plural: 'mailboxes',
  icon: 'Mailbox',
  access: 'shared',
  key: 'address',
  titleFields: ['address'],
  title: { en: 'Mailbox', ru: 'Почтовый ящик' },
  titles: { en: 'Mailboxes', ru: 'Почтовые ящики' },
  fields: {
    address: { type: 'email', required: true, unique: true, column: true, title: { en: 'Address', ru: 'Адрес' } },
    name: { type: 'text', required: true, column: true, title: { en: 'Name', ru: 'Имя' } },
    kind: {
      type: 'choice',
      default: 'company',
      column: true,
      options: {
        user: { en: 'Of a person', ru: 'Личный' },
        department: { en: 'Of a department', ru: 'Отдела' },
        company: { en: 'Of the company', ru: 'Компании' },
      },
      title: { en: 'Kind', ru: 'Вид' },
    },
    user: { type: 'ref', entity: 'user', column: true, title: { en: 'Person', ru: 'Сотрудник' } },
    department: { type: 'ref', entity: 'department', title: { en: 'Department', ru: 'Отдел' } },
    /** Its own mail server, a sealed `smtp://user:password@host:port`; null: that of the installation. */
    smtp: { type: 'text', hidden: true, shape: 'sealed', title: { en: 'Mail server', ru: 'Почтовый сервер' } },
    perMinute: { type: 'number', shape: 'count', title: { en: 'Letters a minute, at most', ru: 'Писем в минуту, не больше' } },
    paused: { type: 'flag', title: { en: 'Paused', ru: 'На паузе' } },
    pausedReason: { type: 'json', hidden: true, shape: 'said', title: { en: 'Paused because', ru: 'На паузе, потому что' } },
  },
})

/** One letter, in or out. Only mail writes it; people see those of contacts they may see. */
export const message = entity({
  name: 'message',
  plural: 'messages',
  icon: 'Mail',
  access: 'shared',
  titleFields: ['subject'],
  system: true,
  about: 'contact',
  events: false,
  title: { en: 'Message', ru: 'Сообщение' },
  titles: { en: 'Messages', ru: 'Сообщения' },
  fields: {
    direction: {
      type: 'choice',
      required: true,
      column: true,
      options: { in: { en: 'In', ru: 'Входящее' }, out: { en: 'Out', ru: 'Исходящее' } },
      title: { en: 'Direction', ru: 'Направление' },
    },
    channel: { type: 'choice', default: 'email', options: { email: { en: 'E-mail', ru: 'Почта' } }, title: { en: 'Channel', ru: 'Канал' } },
    /** queued, sending, sent, deferred, failed, unknown, cancelled (out); received, automatic (in). */
    state: { type: 'text', required: true, column: true, title: { en: 'State', ru: 'Состояние' } },
    subject: { type: 'text', search: true, personal: true, column: true, title: { en: 'Subject', ru: 'Тема' } },
    text: { type: 'long-text', search: true, personal: true, title: { en: 'Text', ru: 'Текст' } },
    html: { type: 'long-text', personal: true, hidden: true, title: { en: 'HTML', ru: 'HTML' } },
    from: { type: 'email', personal: true, title: { en: 'From', ru: 'От' } },
    fromName: { type: 'text', personal: true, title: { en: 'From name', ru: 'Имя отправителя' } },
    to: { type: 'email', personal: true, title: { en: 'To', ru: 'Кому' } },
    contact: { type: 'ref', entity: 'contact', column: true, title: { en: 'Contact', ru: 'Контакт' } },
    mailbox: { type: 'ref', entity: 'mailbox', title: { en: 'Mailbox', ru: 'Ящик' } },
    messageId: { type: 'text', hidden: true, title: { en: 'Message-ID', ru: 'Message-ID' } },
    inReplyTo: { type: 'text', hidden: true, title: { en: 'In-Reply-To', ru: 'In-Reply-To' } },
    /** The first message of the conversation. */
    thread: { type: 'text', hidden: true, title: { en: 'Thread', ru: 'Цепочка' } },
    category: { type: 'text', title: { en: 'Category', ru: 'Категория' } },
    run: { type: 'text', hidden: true, title: { en: 'Run', ru: 'Прохождение' } },
    node: { type: 'text', hidden: true, title: { en: 'Step', ru: 'Шаг' } },
    at: { type: 'time', required: true, column: true, title: { en: 'When', ru: 'Когда' } },
    openedAt: { type: 'time', title: { en: 'Opened', ru: 'Открыто' } },
    /** Who answers it, where that is not the owner of the contact. */
    answerer: { type: 'ref', entity: 'user', title: { en: 'Who answers', ru: 'Кто отвечает' } },
    /** Somebody said that it needs no answer. */
    settledAt: { type: 'time', title: { en: 'Needs no answer since', ru: 'Ответ не нужен с' } },
    clickedAt: { type: 'time', title: { en: 'Clicked', ru: 'Переход по ссылке' } },
    problem: { type: 'json', hidden: true, title: { en: 'Problem', ru: 'Проблема' } },
    automatic: { type: 'flag', title: { en: 'Automatic answer', ru: 'Автоответ' } },
    rawFile: { type: 'text', hidden: true, title: { en: 'Raw letter', ru: 'Исходник письма' } },
  },
})

/** Questions to a contact under a stable key. */
export const questionSet = entity({
  name: 'questionSet',
  plural: 'question-sets',
  icon: 'ListCheck',
  access: 'shared',
  key: 'key',
  titleFields: ['name'],
  title: { en: 'Question set', ru: 'Набор вопросов' },
  titles: { en: 'Question sets', ru: 'Наборы вопросов' },
  fields: {
    key: { type: 'text', required: true, unique: true, title: { en: 'Key', ru: 'Ключ' } },
    name: { type: 'text', required: true, column: true, title: { en: 'Name', ru: 'Название' } },
    /** `Question[]` of params.ts. */
    questions: { type: 'json', required: true, shape: 'questions', title: { en: 'Questions', ru: 'Вопросы' } },
  },
})

/** What a contact said to one question of a letter, `question` in the words they read; one row from the asking on. */
export const answer = entity({
  name: 'answer',
  plural: 'answers',
  icon: 'MessageQuestion',
  access: 'shared',
  titleFields: ['question'],
  system: true,
  about: 'contact',
  title: { en: 'Answer', ru: 'Ответ' },
  titles: { en: 'Answers', ru: 'Ответы' },
  fields: {
    contact: { type: 'ref', entity: 'contact', required: true, title: { en: 'Contact', ru: 'Контакт' } },
    message: { type: 'ref', entity: 'message', title: { en: 'Letter', ru: 'Письмо' } },
    question: { type: 'text', required: true, column: true, title: { en: 'Question', ru: 'Вопрос' } },
    questionId: { type: 'text', required: true, hidden: true, title: { en: 'Question id', ru: 'Номер вопроса' } },
    field: { type: 'text', hidden: true, title: { en: 'Field', ru: 'Поле' } },
    /** Null while it is still open. */
    value: { type: 'json', personal: true, column: true, title: { en: 'Answer', ru: 'Ответ' } },
    answeredAt: { type: 'time', title: { en: 'Answered', ru: 'Когда' } },
  },
})

/**
 * What a contact or an unknown visitor did on the site or with a letter. Those of a visitor get their contact once they
 * are known.
 */
export const trackedEvent = entity({
  name: 'trackedEvent',
  plural: 'tracked-events',
  icon: 'Click',
  access: 'shared',
  titleFields: ['kind'],
  system: true,
  about: 'contact',
  title: { en: 'Visit or mail signal', ru: 'Визит или реакция' },
  titles: { en: 'Visits and mail signals', ru: 'Визиты и реакции' },
  fields: {
    kind: {
      type: 'choice',
      required: true,
      column: true,
      options: {
        visit: { en: 'Page visit', ru: 'Визит' },
        open: { en: 'Letter opened', ru: 'Письмо открыто' },
        click: { en: 'Link clicked', ru: 'Переход' },
        custom: { en: 'Event', ru: 'Событие' },
      },
      title: { en: 'Kind', ru: 'Вид' },
    },
    url: { type: 'url', column: true, title: { en: 'Page', ru: 'Страница' } },
    name: { type: 'text', title: { en: 'Name', ru: 'Название' } },
    contact: { type: 'ref', entity: 'contact', column: true, title: { en: 'Contact', ru: 'Контакт' } },
    visitor: { type: 'text', hidden: true, title: { en: 'Visitor', ru: 'Посетитель' } },
    message: { type: 'ref', entity: 'message', title: { en: 'Letter', ru: 'Письмо' } },
    /** A machine did it (a scanner, a prefetch): it counts for nothing. */
    machine: { type: 'flag', column: true, title: { en: 'By a machine', ru: 'Робот' } },
    at: { type: 'time', required: true, column: true, title: { en: 'When', ru: 'Когда' } },
  },
})
