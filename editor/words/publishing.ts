import { area } from './words.ts'

/** Publishing a flow: its versions, how they differ, and what becomes of people inside. */
export const publishing = area({
  'publish.title': { en: 'Publish version {version}', ru: 'Опубликовать версию {version}' },
  'publish.doAlso': {
    en: { one: 'Publish version {version} and start for {count}', other: 'Publish version {version} and start for {count}' },
    ru: {
      one: 'Опубликовать версию {version} и начать для {count}',
      few: 'Опубликовать версию {version} и начать для {count}',
      many: 'Опубликовать версию {version} и начать для {count}',
    },
  },
  'feedback.answers': { en: 'What people said is wrong', ru: 'Что люди сочли неверным' },
  'feedback.answersHint': {
    en: 'Tick what this version answers. Whoever wrote it is told.',
    ru: 'Отметьте, на что отвечает эта версия. Кто написал, узнает об этом.',
  },
  'feedback.goneStep': { en: 'A step that is deleted', ru: 'Удалённый шаг' },
  'standing.title': { en: 'Start for', ru: 'Начать для' },
  'standing.new': { en: 'New ones only', ru: 'Только новых' },
  'standing.also': {
    en: { one: 'Also {count} who matches now', other: 'Also {count} who match now' },
    ru: { one: 'Ещё и {count}, подходящего сейчас', few: 'Ещё и {count}, подходящих сейчас', many: 'Ещё и {count}, подходящих сейчас' },
  },
  'standing.more': {
    en: { one: 'and {count} more', other: 'and {count} more' },
    ru: { one: 'и ещё {count}', few: 'и ещё {count}', many: 'и ещё {count}' },
  },
  'standing.what': {
    en: 'It begins for them right after publishing. Nobody who is inside or may not enter again begins twice. Steps that act do so for all of them; steps that suggest ask for each.',
    ru: 'Для них сценарий начнётся сразу после публикации. Кто уже внутри или не может войти снова, второй раз не начнёт. Шаги, которые делают сами, сделают это для всех; шаги, которые предлагают, спросят о каждом.',
  },
  'standing.nobody': {
    en: 'Nobody matches now: it starts for new ones only.',
    ru: 'Сейчас никто не подходит: сценарий начнётся только для новых.',
  },
  'publish.do': { en: 'Publish version {version}', ru: 'Опубликовать версию {version}' },
  'publish.done': { en: 'Version {version} is live', ru: 'Версия {version} работает' },
  'publish.first': {
    en: 'This is the first version. From now on, new people enter by its triggers.',
    ru: 'Это первая версия. С этого момента новые люди входят по её событиям.',
  },
  'publish.inside': {
    en: { one: '{count} person is inside', other: '{count} people are inside' },
    ru: { one: 'Внутри {count} человек', few: 'Внутри {count} человека', many: 'Внутри {count} человек' },
  },
  'plan.title': { en: 'What becomes of people inside', ru: 'Что будет с теми, кто внутри' },
  'plan.hint': {
    en: 'New people enter the new version. Those inside finish on theirs, unless you choose otherwise; whoever goes along keeps their waits and dates.',
    ru: 'Новые люди войдут в новую версию. Те, кто внутри, закончат по своей, если не выбрать иначе; у перешедших ожидания и сроки сохранятся.',
  },
  'plan.everybody': { en: 'Everybody inside', ru: 'Все, кто внутри' },
  'plan.stay': { en: 'Finish on their version', ru: 'Закончат по своей версии' },
  'plan.move': { en: 'Go on in version {version}', ru: 'Перейдут на версию {version}' },
  'plan.stop': { en: 'Stop', ru: 'Остановить' },
  'plan.people': {
    en: { one: '{count} person', other: '{count} people' },
    ru: { one: '{count} человек', few: '{count} человека', many: '{count} человек' },
  },
  'plan.onVersion': {
    en: { one: '{count} on version {version}', other: '{count} on version {version}' },
    ru: { one: '{count} на версии {version}', few: '{count} на версии {version}', many: '{count} на версии {version}' },
  },
  'plan.allOnVersion': { en: 'on version {version}', ru: 'на версии {version}' },
  'plan.what': { en: 'What becomes of those at “{name}”', ru: 'Что будет с теми, кто на шаге «{name}»' },
  'plan.goOnAt': { en: 'They go on at', ru: 'Продолжат с шага' },
  'plan.needsStep': {
    en: 'Their step is not in the new version. Choose where they go on.',
    ru: 'Их шага в новой версии нет. Выберите, с какого продолжить.',
  },
  'plan.gone': {
    en: 'Their step is not in the new version, so they finish on theirs. To take them along, choose so here.',
    ru: 'Их шага в новой версии нет, поэтому они закончат по своей. Чтобы перевести и их, выберите это здесь.',
  },
  'plan.nobody': { en: 'Nobody is inside at the moment.', ru: 'Сейчас внутри никого нет.' },
  'forecast.title': { en: 'What there will be to decide', ru: 'Сколько придётся решать' },
  'forecast.perDay': {
    en: { one: 'About {count} suggestion a day', other: 'About {count} suggestions a day' },
    ru: { one: 'Около {count} предложения в день', few: 'Около {count} предложений в день', many: 'Около {count} предложений в день' },
  },
  'forecast.perWeek': {
    en: { one: 'About {count} suggestion a week', other: 'About {count} suggestions a week' },
    ru: {
      one: 'Около {count} предложения в неделю',
      few: 'Около {count} предложений в неделю',
      many: 'Около {count} предложений в неделю',
    },
  },
  'forecast.rarely': { en: 'Less than one suggestion a week', ru: 'Меньше одного предложения в неделю' },
  'forecast.deciders': {
    en: { one: 'for {count} decider', other: 'for {count} deciders' },
    ru: { one: 'решает {count} человек', few: 'решают {count} человека', many: 'решают {count} человек' },
  },
  'forecast.began': {
    en: { one: 'In these days it would have begun {count} time.', other: 'In these days it would have begun {count} times.' },
    ru: {
      one: 'За это время он начался бы {count} раз.',
      few: 'За это время он начался бы {count} раза.',
      many: 'За это время он начался бы {count} раз.',
    },
  },
  'forecast.basis': {
    en: {
      one: 'Judged by the last day and by the ways that runs took.',
      other: 'Judged by the last {count} days and by the ways that runs took.',
    },
    ru: {
      one: 'По последнему {count} дню и по путям, которыми шли прохождения.',
      few: 'По последним {count} дням и по путям, которыми шли прохождения.',
      many: 'По последним {count} дням и по путям, которыми шли прохождения.',
    },
  },
  'forecast.assumed': {
    en: 'Where no run has chosen yet, every way counts as equally likely: {steps}.',
    ru: 'Где ещё никто не выбирал путь, все пути считаются равными: {steps}.',
  },
  'forecast.quiet': {
    en: {
      one: 'In the last day nothing happened that begins this flow.',
      other: 'In the last {count} days nothing happened that begins this flow.',
    },
    ru: {
      one: 'За последний {count} день не случилось ничего, с чего начинается сценарий.',
      few: 'За последние {count} дня не случилось ничего, с чего начинается сценарий.',
      many: 'За последние {count} дней не случилось ничего, с чего начинается сценарий.',
    },
  },
  'forecast.unknown': {
    en: 'How many suggestions there will be cannot be told yet: nothing is known of how often this flow begins.',
    ru: 'Сколько будет предложений, пока не сказать: неизвестно, как часто начинается сценарий.',
  },
  'forecast.acts': { en: 'No step suggests: everything happens by itself.', ru: 'Ни один шаг не предлагает: всё делается само.' },

  'publish.changed': { en: 'changed', ru: 'изменён' },
  'publish.deleted': { en: 'deleted', ru: 'удалён' },
  'publish.changes': { en: 'What changes', ru: 'Что меняется' },
  'publish.note': { en: 'Note', ru: 'Заметка' },
  'publish.notePlaceholder': { en: 'What is this version for?', ru: 'Для чего эта версия?' },
  'publish.blocked': {
    en: { one: 'One thing has to be put right first', other: '{count} things have to be put right first' },
    ru: {
      one: 'Сначала нужно исправить {count} место',
      few: 'Сначала нужно исправить {count} места',
      many: 'Сначала нужно исправить {count} мест',
    },
  },

  'changes.none': { en: 'Nothing is different', ru: 'Отличий нет' },
  'changes.stepName': { en: 'Name', ru: 'Название' },
  'changes.stepType': { en: 'Kind of step', ru: 'Вид шага' },
  'changes.added': { en: 'Added: {name}', ru: 'Добавлено: {name}' },
  'changes.removed': { en: 'Removed: {name}', ru: 'Удалено: {name}' },
  'changes.changed': { en: 'Changed: {name}', ru: 'Изменено: {name}' },
  'changes.line': { en: 'Another way on: {name}', ru: 'Другой путь: {name}' },
  'changes.lineEnds': { en: 'ends here', ru: 'конец пути' },
  'changes.settings': { en: 'The settings of the flow are different', ru: 'Отличаются настройки сценария' },
  'changes.name': { en: 'Renamed from “{before}” to “{after}”', ru: 'Переименовано: «{before}» → «{after}»' },
  'changes.unsaid': {
    en: 'The difference is in details that cannot be said in words.',
    ru: 'Отличаются мелочи, которые словами не сказать.',
  },
  'changes.before': { en: 'Before:', ru: 'Было:' },
  'changes.after': { en: 'Now:', ru: 'Стало:' },

  'compare.page': { en: 'Comparison of versions', ru: 'Сравнение версий' },
  'compare.earlier': { en: 'Earlier version', ru: 'Прежняя версия' },
  'compare.later': { en: 'Later version', ru: 'Новая версия' },
  'compare.draft': { en: 'Draft', ru: 'Черновик' },
  'compare.live': { en: 'Version {number}, live', ru: 'Версия {number}, работает' },
  'compare.turn': { en: 'Swap them', ru: 'Поменять местами' },
  'compare.changes': { en: 'What is different', ru: 'Что отличается' },
  'compare.same': { en: 'These two are the same', ru: 'Эти версии совпадают' },
  'compare.sameHint': {
    en: 'Where steps stand on the canvas does not count.',
    ru: 'Расположение шагов на схеме не считается.',
  },
  'compare.previous': { en: 'Previous difference', ru: 'Предыдущее отличие' },
  'compare.next': { en: 'Next difference', ru: 'Следующее отличие' },
  'compare.place': { en: '{at} of {all}', ru: '{at} из {all}' },
  'compare.count': {
    en: { one: '{count} difference', other: '{count} differences' },
    ru: { one: '{count} отличие', few: '{count} отличия', many: '{count} отличий' },
  },
  'compare.onCanvas': { en: 'Show on the canvas', ru: 'Показать на схеме' },

  'versions.none': { en: 'Nothing is published yet', ru: 'Пока ничего не опубликовано' },
  'versions.noneHint': {
    en: 'Every publication makes a version that can be looked at again.',
    ru: 'Каждая публикация создаёт версию, к которой можно вернуться.',
  },
  'versions.number': { en: 'Version {number}', ru: 'Версия {number}' },
  'versions.live': { en: 'Live', ru: 'Работает' },
  'versions.whatChanged': { en: 'What changed', ru: 'Что изменилось' },
  'versions.compareDraft': { en: 'Compare with what is live', ru: 'Сравнить с тем, что работает' },
  'versions.draftIsLive': { en: 'The same as what is live', ru: 'Не отличается от того, что работает' },
  'versions.again': { en: 'Publish {number} again', ru: 'Опубликовать {number} снова' },
  'versions.againNote': { en: 'Version {number} again', ru: 'Снова версия {number}' },
  'versions.onlyLook': {
    en: 'Only to look at: people go through it as it is drawn here',
    ru: 'Только для просмотра: люди идут по нему так, как здесь нарисовано',
  },
})
