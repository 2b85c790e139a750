/**
 * What of an effect the operator may edit: an edit changes texts, people and dates, never the kind of an effect, whom it
 * is about, or its id.
 */
import type { EffectKind } from './effects.ts'
import type { Words } from './words.ts'

/** A field of the operator's edit form. `record-fields` are the fields of the record by their own description. */
export interface EditableField {
  readonly field: string
  readonly as:
    | 'line'
    | 'text'
    | 'email'
    | 'time'
    | 'number'
    | 'choice'
    | 'person'
    | 'user'
    | 'tags'
    | 'blocks'
    | 'questions'
    | 'record-fields'
    | 'json'
    | 'many'
  readonly label: Words
  /** With `choice`. */
  readonly options?: Readonly<Record<string, Words>>
}

/** What an operator may change in an effect of this kind, in the order of the form. */
export const editableFields = (kind: EffectKind): readonly EditableField[] => editable[kind]

const editable: Readonly<Record<EffectKind, readonly EditableField[]>> = {
  'change-record': [{ field: 'fields', as: 'record-fields', label: { en: 'New values', ru: 'Новые значения' } }],
  'change-many': [
    { field: 'items', as: 'many', label: { en: 'Whom', ru: 'Кого' } },
    { field: 'note', as: 'text', label: { en: 'Note on the timeline of each', ru: 'Заметка в истории каждого' } },
  ],
  'add-score': [
    { field: 'points', as: 'number', label: { en: 'Points', ru: 'Баллы' } },
    { field: 'reason', as: 'line', label: { en: 'Reason', ru: 'За что' } },
  ],
  'create-task': [
    { field: 'title', as: 'line', label: { en: 'Task', ru: 'Задача' } },
    { field: 'text', as: 'text', label: { en: 'Details', ru: 'Подробности' } },
    { field: 'assignee', as: 'person', label: { en: 'Who does it', ru: 'Кто делает' } },
    { field: 'dueAt', as: 'time', label: { en: 'Due', ru: 'Срок' } },
    {
      field: 'taskKind',
      as: 'choice',
      label: { en: 'Kind', ru: 'Вид' },
      options: {
        call: { en: 'Call', ru: 'Звонок' },
        letter: { en: 'Letter', ru: 'Письмо' },
        meeting: { en: 'Meeting', ru: 'Встреча' },
        paperwork: { en: 'Paperwork', ru: 'Документы' },
        payment: { en: 'Payment', ru: 'Оплата' },
        other: { en: 'Other', ru: 'Другое' },
      },
    },
  ],
  'change-owner': [{ field: 'owner', as: 'user', label: { en: 'New owner', ru: 'Новый ответственный' } }],
  'add-note': [{ field: 'text', as: 'text', label: { en: 'Note', ru: 'Заметка' } }],
  'change-tags': [
    { field: 'add', as: 'tags', label: { en: 'Add tags', ru: 'Добавить метки' } },
    { field: 'remove', as: 'tags', label: { en: 'Take away tags', ru: 'Убрать метки' } },
  ],
  notify: [
    { field: 'to', as: 'person', label: { en: 'Whom', ru: 'Кому' } },
    { field: 'text', as: 'text', label: { en: 'Text', ru: 'Текст' } },
  ],
  'send-email': [
    { field: 'to', as: 'email', label: { en: 'To', ru: 'Кому' } },
    {
      field: 'sender',
      as: 'choice',
      label: { en: 'From', ru: 'От кого' },
      options: {
        owner: { en: 'The owner of the contact', ru: 'Ответственный за клиента' },
        department: { en: 'The department', ru: 'Отдел' },
        company: { en: 'The company', ru: 'Компания' },
      },
    },
    { field: 'subject', as: 'line', label: { en: 'Subject', ru: 'Тема' } },
    { field: 'blocks', as: 'blocks', label: { en: 'Text', ru: 'Текст' } },
    { field: 'questions', as: 'questions', label: { en: 'Questions', ru: 'Вопросы' } },
  ],
  'call-http': [{ field: 'body', as: 'json', label: { en: 'What is sent', ru: 'Что отправится' } }],
}
