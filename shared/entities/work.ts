import { entity } from './entity.ts'

/**
 * Something a person of the team has to do, with what it must close with. Reminders and escalation are
 * `runtime/crm/reminders.ts`.
 */
export const task = entity({
  name: 'task',
  plural: 'tasks',
  icon: 'Checkbox',
  access: 'owned',
  titleFields: ['title'],
  events: true,
  about: 'contact',
  title: { en: 'Task', ru: 'Задача' },
  titles: { en: 'Tasks', ru: 'Задачи' },
  fields: {
    title: { type: 'text', required: true, search: true, column: true, title: { en: 'Task', ru: 'Задача' } },
    text: { type: 'long-text', title: { en: 'Text', ru: 'Описание' } },
    kind: {
      type: 'choice',
      default: 'other',
      column: true,
      title: { en: 'Kind', ru: 'Вид' },
      options: {
        call: { en: 'Call', ru: 'Звонок' },
        letter: { en: 'Letter', ru: 'Письмо' },
        meeting: { en: 'Meeting', ru: 'Встреча' },
        paperwork: { en: 'Paperwork', ru: 'Документы' },
        payment: { en: 'Payment', ru: 'Оплата' },
        other: { en: 'Other', ru: 'Другое' },
      },
    },
    state: {
      type: 'choice',
      default: 'open',
      readonly: true,
      column: true,
      options: {
        open: { en: 'Open', ru: 'Открыта' },
        done: { en: 'Done', ru: 'Сделана' },
        withdrawn: { en: 'No longer needed', ru: 'Уже не нужна' },
      },
      title: { en: 'State', ru: 'Состояние' },
    },
    owner: { type: 'ref', entity: 'user', column: true, title: { en: 'Assignee', ru: 'Исполнитель' } },
    department: { type: 'ref', entity: 'department', title: { en: 'Department', ru: 'Отдел' } },
    fromDepartment: { type: 'ref', entity: 'department', title: { en: 'From department', ru: 'От отдела' } },
    dueAt: { type: 'time', indexed: true, column: true, title: { en: 'Due', ru: 'Срок' } },
    contact: { type: 'ref', entity: 'contact', column: true, title: { en: 'Contact', ru: 'Контакт' } },
    company: { type: 'ref', entity: 'company', title: { en: 'Company', ru: 'Компания' } },
    deal: { type: 'ref', entity: 'deal', title: { en: 'Deal', ru: 'Сделка' } },
    order: { type: 'ref', entity: 'order', title: { en: 'Order', ru: 'Заказ' } },
    invoice: { type: 'ref', entity: 'invoice', title: { en: 'Invoice', ru: 'Счёт' } },
    product: { type: 'ref', entity: 'product', title: { en: 'Product', ru: 'Товар' } },
    /** What it must close with (`TaskResult` in effects.ts); `none` closes by a tick. */
    resultKind: {
      type: 'choice',
      default: 'none',
      options: {
        none: { en: 'A tick', ru: 'Галочкой' },
        text: { en: 'Text', ru: 'Текстом' },
        choice: { en: 'A choice', ru: 'Выбором' },
        number: { en: 'A number', ru: 'Числом' },
        date: { en: 'A date', ru: 'Датой' },
        file: { en: 'A file', ru: 'Файлом' },
        payment: { en: 'A payment number', ru: 'Номером платёжки' },
      },
      title: { en: 'Closes with', ru: 'Закрывается' },
    },
    resultOptions: { type: 'tags', title: { en: 'Choices', ru: 'Варианты' } },
    result: { type: 'json', readonly: true, title: { en: 'Result', ru: 'Результат' } },
    writesTo: { type: 'text', hidden: true, title: { en: 'Result is written to', ru: 'Результат пишется в' } },
    closedAt: { type: 'time', readonly: true, title: { en: 'Closed', ru: 'Закрыта' } },
    closedBy: { type: 'ref', entity: 'user', readonly: true, title: { en: 'Closed by', ru: 'Кто закрыл' } },
    remindEveryDays: { type: 'number', title: { en: 'Remind every, working days', ru: 'Напоминать каждые, раб. дней' } },
    escalateAfterDays: { type: 'number', title: { en: 'Escalate after, working days', ru: 'Эскалация через, раб. дней' } },
    remindFrom: {
      type: 'choice',
      default: 'start',
      options: { start: { en: 'At once', ru: 'Сразу' }, due: { en: 'On the day it is due', ru: 'В день срока' } },
      title: { en: 'Reminds from', ru: 'Напоминать' },
    },
    reminders: { type: 'number', readonly: true, title: { en: 'Reminders sent', ru: 'Напоминаний' } },
    nextReminderAt: {
      type: 'time',
      indexed: true,
      readonly: true,
      hidden: true,
      title: { en: 'Next reminder', ru: 'Следующее напоминание' },
    },
    escalatedAt: { type: 'time', readonly: true, title: { en: 'Escalated', ru: 'Передана руководителю' } },
    snoozedUntil: { type: 'time', title: { en: 'Later, on', ru: 'Отложена до' } },
    snoozeReason: { type: 'text', title: { en: 'Later because', ru: 'Отложена, потому что' } },
    run: { type: 'text', hidden: true, readonly: true, title: { en: 'Run', ru: 'Прохождение' } },
    node: { type: 'text', hidden: true, readonly: true, title: { en: 'Step', ru: 'Шаг' } },
  },
})

/** A line by a person or a workflow, about any record; `entity` and `record` name it, `contact` puts it on a timeline. */
export const note = entity({
  name: 'note',
  plural: 'notes',
  icon: 'Note',
  access: 'shared',
  titleFields: ['text'],
  about: 'contact',
  title: { en: 'Note', ru: 'Заметка' },
  titles: { en: 'Notes', ru: 'Заметки' },
  fields: {
    text: { type: 'long-text', required: true, search: true, title: { en: 'Text', ru: 'Текст' } },
    entity: { type: 'text', required: true, title: { en: 'About', ru: 'О чём' } },
    record: { type: 'text', required: true, title: { en: 'Record', ru: 'Запись' } },
    contact: { type: 'ref', entity: 'contact', title: { en: 'Contact', ru: 'Контакт' } },
    author: { type: 'ref', entity: 'user', title: { en: 'Author', ru: 'Автор' } },
  },
})

/**
 * What somebody who decides suggestions found wrong with a step of a workflow. It stays open until a version is published
 * of which its author says that it answers.
 */
export const feedback = entity({
  name: 'feedback',
  plural: 'feedback',
  icon: 'MessageReport',
  access: 'shared',
  titleFields: ['text'],
  system: true,
  title: { en: 'Feedback', ru: 'Замечание' },
  titles: { en: 'Feedback', ru: 'Замечания' },
  fields: {
    text: { type: 'long-text', required: true, title: { en: 'What is wrong', ru: 'Что не так' } },
    workflow: { type: 'text', required: true, indexed: true, title: { en: 'Flow', ru: 'Сценарий' } },
    node: { type: 'text', required: true, title: { en: 'Step', ru: 'Шаг' } },
    /** The number of the version that was looked at. */
    version: { type: 'number', title: { en: 'Version', ru: 'Версия' } },
    suggestion: { type: 'text', hidden: true, title: { en: 'Suggestion', ru: 'Предложение' } },
    author: { type: 'ref', entity: 'user', title: { en: 'Author', ru: 'Автор' } },
    /** The number of the version that answers; empty while it is open. */
    answeredIn: { type: 'number', title: { en: 'Answered by version', ru: 'Отвечает версия' } },
    answeredBy: { type: 'ref', entity: 'user', title: { en: 'Answered by', ru: 'Кто ответил' } },
  },
})

/** A line for one person of the team, with links to every record it rests on. */
export const notification = entity({
  name: 'notification',
  plural: 'notifications',
  icon: 'Bell',
  access: 'owned',
  titleFields: ['text'],
  system: true,
  title: { en: 'Notice', ru: 'Уведомление' },
  titles: { en: 'Notices', ru: 'Уведомления' },
  fields: {
    owner: { type: 'ref', entity: 'user', required: true, title: { en: 'To', ru: 'Кому' } },
    /** `Said`: a code and its values, or `{ "code": "text", "with": { "text": … } }` for the words of an author. */
    said: { type: 'json', required: true, title: { en: 'What', ru: 'Что' } },
    text: { type: 'text', title: { en: 'Text', ru: 'Текст' } },
    /** `Link[]` of suggestion.ts. */
    links: { type: 'json', title: { en: 'Links', ru: 'Ссылки' } },
    readAt: { type: 'time', title: { en: 'Read', ru: 'Прочитано' } },
    handledAt: { type: 'time', title: { en: 'Handled', ru: 'Решено' } },
    contact: { type: 'ref', entity: 'contact', title: { en: 'Contact', ru: 'Контакт' } },
  },
})

/** A named rule over one entity. Nothing is stored of who belongs to it: it is asked each time. */
export const segment = entity({
  name: 'segment',
  plural: 'segments',
  icon: 'ChartPie',
  access: 'shared',
  key: 'key',
  // Who waits by a segment hears when its rule is written anew.
  events: true,
  titleFields: ['name'],
  title: { en: 'Segment', ru: 'Сегмент' },
  titles: { en: 'Segments', ru: 'Сегменты' },
  fields: {
    key: { type: 'text', required: true, unique: true, title: { en: 'Key', ru: 'Ключ' } },
    name: { type: 'text', required: true, column: true, search: true, title: { en: 'Name', ru: 'Название' } },
    entity: { type: 'text', required: true, title: { en: 'Of', ru: 'Из чего' } },
    rule: { type: 'json', required: true, title: { en: 'Rule', ru: 'Правило' } },
    owner: { type: 'ref', entity: 'user', title: { en: 'Owner', ru: 'Ответственный' } },
  },
})
