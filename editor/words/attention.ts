import { area } from './words.ts'

/** What needs a person: groups of runs that stand still, and what becomes of them. */
export const attention = area({
  'attention.about': {
    en: 'What stands still until somebody decides. Mend the cause, then let it go on.',
    ru: 'То, что стоит, пока кто-нибудь не решит. Устраните причину и пустите его дальше.',
  },
  'attention.none': { en: 'Nothing needs attention', ru: 'Внимания ничего не требует' },
  'attention.noneHint': {
    en: 'When a step fails, a mailbox does not send or nobody knows whether a letter has left, it stands here with its reason.',
    ru: 'Если шаг не удался, ящик не отправляет или неизвестно, ушло ли письмо, это появится здесь с причиной.',
  },
  'attention.stuck': {
    en: { one: '{count} stands here', other: '{count} stand here' },
    ru: { one: 'Стоит {count}', few: 'Стоят {count}', many: 'Стоят {count}' },
  },
  'attention.since': { en: 'the first stopped', ru: 'первый остановился' },
  'attention.who': { en: 'Show who', ru: 'Показать, кто' },
  'attention.flow': { en: 'Open the flow', ru: 'Открыть сценарий' },
  'attention.stepGone': { en: 'A step that is gone', ru: 'Шаг, которого больше нет' },
  'attention.step': { en: 'Try again', ru: 'Повторить' },
  'attention.start': { en: 'From the start…', ru: 'Заново с начала…' },
  'attention.stop': { en: 'Stop…', ru: 'Остановить…' },
  'attention.stepAll': {
    en: { one: 'Try {count} again', other: 'Try {count} again' },
    ru: { one: 'Повторить {count}', few: 'Повторить {count}', many: 'Повторить {count}' },
  },
  'attention.startAll': {
    en: { one: 'Begin {count} anew', other: 'Begin {count} anew' },
    ru: { one: 'Начать заново {count}', few: 'Начать заново {count}', many: 'Начать заново {count}' },
  },
  'attention.stopAll': {
    en: { one: 'Stop {count} run', other: 'Stop {count} runs' },
    ru: { one: 'Остановить {count} прохождение', few: 'Остановить {count} прохождения', many: 'Остановить {count} прохождений' },
  },
  'attention.stepText': {
    en: 'Each goes on from the step where it stands. What was done before is not done once more.',
    ru: 'Каждый пойдёт дальше с шага, где стоит. Сделанное раньше не повторится.',
  },
  'attention.startText': {
    en: 'Each goes through the flow once more from its beginning. What was done before is not done once more.',
    ru: 'Каждый пройдёт сценарий ещё раз с начала. Сделанное раньше не повторится.',
  },
  'attention.stopText': {
    en: 'They leave the flow now. What was done stays done.',
    ru: 'Они выйдут из сценария сейчас. Сделанное остаётся.',
  },
  'attention.newer': { en: 'On the version that is published now', ru: 'На версии, опубликованной сейчас' },
  'attention.newerHint': {
    en: 'Otherwise on the version on which each of them began.',
    ru: 'Иначе на той версии, на которой каждый начал.',
  },
  'attention.anew': { en: 'Do once more what was done before', ru: 'Сделанное раньше сделать ещё раз' },
  'attention.anewHint': {
    en: 'Letters, tasks and points come a second time. Only when the first ones were wrong.',
    ru: 'Письма, задачи и баллы придут второй раз. Только если первые были ошибкой.',
  },
  'attention.progress': { en: '{done} of {total}', ru: '{done} из {total}' },
  'attention.stepDone': {
    en: {
      one: '{count} run was set going again. If it fails once more, it stands below',
      other: '{count} runs were set going again. Those that fail once more stand below',
    },
    ru: {
      one: 'Снова пущено {count} прохождение. Если опять не получится, оно появится ниже',
      few: 'Снова пущены {count} прохождения. Если опять не получится, они появятся ниже',
      many: 'Снова пущено {count} прохождений. Если опять не получится, они появятся ниже',
    },
  },
  'attention.startDone': {
    en: { one: '{count} run was begun anew', other: '{count} runs were begun anew' },
    ru: {
      one: 'Начато заново {count} прохождение',
      few: 'Начаты заново {count} прохождения',
      many: 'Начато заново {count} прохождений',
    },
  },
  'attention.stopDone': {
    en: { one: '{count} run was stopped', other: '{count} runs were stopped' },
    ru: {
      one: 'Остановлено {count} прохождение',
      few: 'Остановлены {count} прохождения',
      many: 'Остановлено {count} прохождений',
    },
  },
  'attention.left': {
    en: { one: '{count} run could not be changed', other: '{count} runs could not be changed' },
    ru: {
      one: 'Не удалось изменить {count} прохождение',
      few: 'Не удалось изменить {count} прохождения',
      many: 'Не удалось изменить {count} прохождений',
    },
  },
  'attention.open': { en: 'Open the run', ru: 'Открыть прохождение' },
  'attention.unread': {
    en: { one: '{count} delivery could not be read', other: '{count} deliveries could not be read' },
    ru: {
      one: 'Не прочитана {count} входящая заявка',
      few: 'Не прочитаны {count} входящие заявки',
      many: 'Не прочитано {count} входящих заявок',
    },
  },
  'attention.unreadShow': { en: 'Look at them', ru: 'Посмотреть' },
})
