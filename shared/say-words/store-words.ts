import type { SayWords } from '../say.ts'

/** Why the store refused a change. */
export const storeWords = {
  'entity-unknown': { en: 'There are no records of the kind “{entity}” here.', ru: 'Записей вида «{entity}» здесь нет.' },
  'field-wrong': {
    en: 'The value of “{field, field}” does not fit the field. Correct it.',
    ru: 'Значение «{field, field}» полю не подходит. Исправьте его.',
  },
  'field-taken': {
    en: '“{field, field}” is taken by another record. Use another value, or open that record.',
    ru: 'Такое значение уже есть у другой записи: «{field, field}». Возьмите другое или откройте ту запись.',
  },
  'record-missing': { en: 'The record does not exist any more.', ru: 'Этой записи больше нет.' },
  'suggestion-missing': { en: 'The suggestion does not exist any more.', ru: 'Этого предложения больше нет.' },
  'record-changed-since': {
    en: 'The record was changed in the meantime. Look at it and try again.',
    ru: 'Запись за это время изменили. Посмотрите на неё и повторите.',
  },
  'entered-since': {
    en: 'Somebody else has let this record into the flow meanwhile.',
    ru: 'Тем временем эту запись уже впустили в сценарий.',
  },
  'run-changed-since': {
    en: 'The run has gone on in the meantime. Look where it stands and try again.',
    ru: 'Прохождение за это время продвинулось. Посмотрите, где оно, и повторите.',
  },
  'suggestion-changed-since': {
    en: 'The suggestion was changed or decided in the meantime. Look at it again.',
    ru: 'Предложение за это время изменилось или его решили. Посмотрите на него ещё раз.',
  },
  'workflow-changed-since': {
    en: 'The draft was changed in the meantime. See the difference before you save.',
    ru: 'Черновик за это время изменили. Посмотрите разницу, прежде чем сохранять.',
  },
  'delivery-changed-since': {
    en: 'The letter or call has moved on in the meantime. Look at it again.',
    ru: 'С этим письмом или запросом за это время что-то произошло. Посмотрите ещё раз.',
  },
  'version-exists': {
    en: 'Somebody published a version at the same moment. Look at it and publish again.',
    ru: 'Кто-то в тот же миг опубликовал версию. Посмотрите на неё и опубликуйте ещё раз.',
  },
} satisfies SayWords
