import type { SayWords } from '../say.ts'

/** How runs end, why they stand still, and why they went the way they went. */
export const runWords = {
  // Endings
  'reached-end': { en: 'Went through to the end.', ru: 'Дошло до конца.' },
  goal: { en: 'The goal was reached.', ru: 'Цель достигнута.' },
  exit: { en: 'Left the flow: the condition for leaving came true.', ru: 'Вышло из сценария: сработало условие выхода.' },
  stopped: { en: 'Stopped.', ru: 'Остановлено.' },
  'stopped-by': { en: '{user} stopped it.', ru: 'Остановил(а) {user}.' },
  'stopped-by-step': { en: 'The step “{node}” ended it.', ru: 'Завершено шагом «{node}».' },
  'stopped-because': { en: 'Ended: {reason}', ru: 'Завершено: {reason}' },
  'stopped-by-erasure': { en: 'Ended because the personal data was erased.', ru: 'Завершено: персональные данные стёрты.' },
  'stopped-by-workflow-off': { en: 'Ended because the flow was switched off.', ru: 'Завершено: сценарий выключен.' },
  'stopped-by-publication': { en: 'Ended when version {version} was published.', ru: 'Завершено при публикации версии {version}.' },
  'subject-archived': { en: 'Ended because the record was archived.', ru: 'Завершено: запись убрана в архив.' },
  'ended-port-unwired': { en: 'Ended at “{port}”: no line goes on from there.', ru: 'Завершено на выходе «{port}»: дальше линии нет.' },
  'ended-dismissed': { en: 'Ended because the suggestion was dismissed.', ru: 'Завершено: предложение отклонено.' },
  'ended-expired': { en: 'Ended because nobody decided in time.', ru: 'Завершено: решения не дождались.' },
  'ended-withdrawn': { en: 'Ended because the suggestion was no longer relevant.', ru: 'Завершено: предложение стало не нужно.' },

  // Needs attention
  'parked-error': {
    en: 'The step could not go on: {reason} Mend the cause and retry, or skip the step.',
    ru: 'Шаг не смог продолжить: {reason} Устраните причину и повторите, либо пропустите шаг.',
  },
  'parked-failed': {
    en: 'The step failed and no line leads on from its error. Retry it, skip it, or stop the run.',
    ru: 'Шаг не удался, а линии на случай ошибки нет. Повторите его, пропустите или остановите прохождение.',
  },
  'parked-node-missing': {
    en: 'This step does not exist in the version that is running. Move the participant to another step or stop.',
    ru: 'В работающей версии такого шага нет. Перенесите участника на другой шаг или остановите.',
  },
  'parked-unknown-type': {
    en: 'The step “{type}” is not installed any more. Install it again and retry, or skip the step.',
    ru: 'Шаг «{type}» больше не установлен. Установите его и повторите, либо пропустите шаг.',
  },
  'parked-bad-params': {
    en: 'The settings of this step cannot be used: {reason} Publish a corrected version, then retry.',
    ru: 'С настройками этого шага работать нельзя: {reason} Опубликуйте исправленную версию и повторите.',
  },
  'parked-crashed': {
    en: 'The step stopped the program several times and was set aside. Tell its developer; retry or skip it.',
    ru: 'Шаг несколько раз останавливал программу и отложен. Сообщите разработчику; повторите или пропустите.',
  },
  'step-threw': {
    en: 'The step broke off: {message}. Tell its developer.',
    ru: 'Шаг оборвался: {message}. Сообщите его разработчику.',
  },
  'waits-for-nothing': {
    en: 'The step waits, but for nothing that could happen. Tell its developer.',
    ru: 'Шаг ждёт, но ничего, что могло бы случиться. Сообщите его разработчику.',
  },
  'custom-node-threw': {
    en: 'The step “{type}” (file {file}) broke off: {message}. Tell its developer; retry or skip it.',
    ru: 'Шаг «{type}» (файл {file}) оборвался: {message}. Сообщите разработчику; повторите или пропустите.',
  },
  'custom-node-too-slow': {
    en: 'The step “{type}” (file {file}) did not answer within {seconds} s. Retry it, or skip it.',
    ru: 'Шаг «{type}» (файл {file}) не ответил за {seconds} с. Повторите его или пропустите.',
  },
  'custom-node-died': {
    en: 'The step “{type}” (file {file}) ended its thread: {message}. Tell its developer; retry or skip it.',
    ru: 'Шаг «{type}» (файл {file}) завершил свой поток: {message}. Сообщите разработчику; повторите или пропустите.',
  },
  'custom-node-kills': {
    en: 'The step “{type}” has ended the whole program {times, plural, one {# time} other {# times}}, so it is not asked again before its file is changed. Tell its developer; skip it, or retry with the mended file.',
    ru: 'Шаг «{type}» завершил всю программу {times, plural, one {# раз} few {# раза} many {# раз} other {# раза}}, поэтому его не спросят снова, пока не изменится его файл. Сообщите разработчику; пропустите шаг или повторите с исправленным файлом.',
  },
  'custom-node-wrong-answer': {
    en: 'The step “{type}” (file {file}) gave an answer that cannot be used: look at “{field}”. Tell its developer; retry or skip it.',
    ru: 'Шаг «{type}» (файл {file}) дал негодный ответ: посмотрите на «{field}». Сообщите разработчику; повторите или пропустите.',
  },
  'custom-node-too-large': {
    en: 'The step “{type}” (file {file}) answered more than can be kept. Let it keep less.',
    ru: 'Шаг «{type}» (файл {file}) вернул больше данных, чем можно хранить. Сократите их.',
  },
  'custom-node-unknown-port': {
    en: 'The step “{type}” wants to go on by “{port}”, a way it does not have. Tell its developer; retry or skip it.',
    ru: 'Шаг «{type}» хочет выйти по пути «{port}», которого у него нет. Сообщите разработчику; повторите или пропустите.',
  },
  'parked-step-limit': {
    en: 'It took {limit} steps without an end and was set aside. Look for a circle in the flow.',
    ru: 'Сделано {limit} шагов без конца, прохождение отложено. Поищите круг в сценарии.',
  },
  'parked-loop-limit': {
    en: 'It came to this step {limit} times and was set aside. Look for a circle in the flow.',
    ru: 'К этому шагу пришли {limit} раз, прохождение отложено. Поищите круг в сценарии.',
  },
  'parked-chain-limit': {
    en: 'Flows started each other {limit} times in a row, so the chain was stopped. It came about like this: {chain}. Change one of them so that it does not start the next.',
    ru: 'Сценарии запустили друг друга {limit} раз подряд, цепочка остановлена. Вот как это вышло: {chain}. Измените один из них, чтобы он не запускал следующий.',
  },
  'chain-flow': { en: '“{flow}”', ru: '«{flow}»' },
  'chain-changed': { en: '“{flow}” changed {fields}', ru: '«{flow}» меняет: {fields}' },
  'chain-field': { en: '“{field, field}”', ru: '«{field, field}»' },
  'parked-too-often': {
    en: 'It was to start more than {limit} times within an hour for the same record, so it was set aside. Look at what starts it.',
    ru: 'За час должно было начаться больше {limit} раз для одной записи, прохождение отложено. Посмотрите, что его запускает.',
  },
  'parked-too-large': {
    en: 'The step left more data than a run may keep ({limit} KiB). Let it keep less.',
    ru: 'Шаг оставил больше данных, чем может хранить прохождение ({limit} КиБ). Сократите их.',
  },
  'parked-no-approver': {
    en: 'Nobody can decide this suggestion. Choose who decides in the step, or give it to somebody.',
    ru: 'Некому решить это предложение. Выберите в шаге, кто решает, или передайте его кому-нибудь.',
  },
  'parked-no-open-hours': {
    en: 'The calendar has no open hours in the next 30 days. Check the calendar and retry.',
    ru: 'В календаре нет рабочих часов в ближайшие 30 дней. Проверьте календарь и повторите.',
  },

  // Why it went this way
  'went-by': { en: 'Went on by “{port}”.', ru: 'Дальше по пути «{port}».' },
  started: { en: 'Started.', ru: 'Началось.' },
  'started-by-event': { en: 'Started by: {event}.', ru: 'Началось из-за: {event}.' },
  'started-by-person': { en: '{user} started it.', ru: 'Запустил(а) {user}.' },
  'condition-held': { en: 'The condition holds: {rule}.', ru: 'Условие выполнено: {rule}.' },
  'condition-failed': { en: 'The condition does not hold: {rule}.', ru: 'Условие не выполнено: {rule}.' },
  'case-chosen': { en: 'The case “{name}” fits.', ru: 'Подходит случай «{name}».' },
  'no-case': { en: 'No case fits.', ru: 'Ни один случай не подходит.' },
  'split-chosen': { en: 'Chance chose “{name}”.', ru: 'По жребию выпало «{name}».' },
  'waits-until': { en: 'Waiting until {until, when}.', ru: 'Ждёт до {until, when}.' },
  'waits-for-event': { en: 'Waiting for: {event}.', ru: 'Ждёт: {event}.' },
  'waits-for-reply': { en: 'Waiting for a reply, until {until, when} at most.', ru: 'Ждёт ответа, не дольше чем до {until, when}.' },
  'waits-for-owner': { en: 'The owner is away. Waiting until {until, when}.', ru: 'Ответственного нет. Ждёт до {until, when}.' },
  'waits-for-task': { en: 'Waiting for the task to be closed.', ru: 'Ждёт, когда закроют задачу.' },
  'waits-for-decision': { en: 'Waiting for a decision.', ru: 'Ждёт решения.' },
  'waits-for-delivery': { en: 'Waiting to hear whether it got through.', ru: 'Ждёт подтверждения отправки.' },
  'waited-until': { en: 'Waited until {until, when}.', ru: 'Ждали до {until, when}.' },
  'wait-over': { en: 'The time was over and nothing had happened.', ru: 'Время вышло, ничего не произошло.' },
  'ways-late': { en: 'The time was over before the other ways came here.', ru: 'Время вышло, а другие пути сюда не дошли.' },
  'woken-by-reply': { en: 'A reply came.', ru: 'Пришёл ответ.' },
  'woken-by-event': { en: 'It happened: {event}.', ru: 'Произошло: {event}.' },
  'woken-by-task': { en: 'The task was closed.', ru: 'Задачу закрыли.' },
  'switched-off': { en: 'The step is switched off and was passed over.', ru: 'Шаг выключен и пропущен.' },
  skipped: { en: 'Skipped.', ru: 'Пропущено.' },
  'skipped-by': { en: '{user} skipped this step.', ru: 'Шаг пропустил(а) {user}.' },
  'moved-by': { en: '{user} moved it to another step: {reason}', ru: 'На другой шаг перенёс(ла) {user}: {reason}' },
  'moved-version': {
    en: '{user} moved it from version {from} to version {to}.',
    ru: 'С версии {from} на версию {to} перевёл(а) {user}.',
  },
  'left-already-started': {
    en: 'The step is being carried out: it is approved, or its letter is leaving. Move this participant when that is over.',
    ru: 'Шаг уже выполняется: он одобрен или письмо уходит. Перенесите участника, когда это закончится.',
  },
  'left-no-place': {
    en: 'This step is not in the new version, and no other was chosen. Move this participant to a step by hand.',
    ru: 'Такого шага в новой версии нет, а другой не выбран. Перенесите участника на нужный шаг вручную.',
  },
  'moved-version-because': {
    en: '{user} moved it from version {from} to version {to}: {reason}',
    ru: 'С версии {from} на версию {to} перевёл(а) {user}: {reason}',
  },
  'paused-by': { en: '{user} paused it.', ru: 'На паузу поставил(а) {user}.' },
  'resumed-by': { en: '{user} let it go on.', ru: 'Продолжил(а) {user}.' },
  'overridden-by': { en: '{user} changed this step for this participant alone.', ru: 'Только для этого участника шаг изменил(а) {user}.' },
  'override-removed-by': {
    en: '{user} took the personal change of this step back.',
    ru: 'Личную правку этого шага снял(а) {user}.',
  },
  'letter-cancelled-by': { en: '{user} cancelled the letter.', ru: 'Письмо отменил(а) {user}.' },
  'letter-postponed-by': { en: '{user} put the letter off until {until, when}.', ru: 'Письмо отложил(а) {user} до {until, when}.' },
  'rescheduled-by': { en: '{user} changed the time to {until, when}.', ru: 'Время изменил(а) {user}: {until, when}.' },
  'restarted-by': { en: '{user} had it begin again from the start.', ru: '{user}: пройти заново с самого начала.' },
  'done-before': { en: 'Done before, so it was not done once more.', ru: 'Уже сделано раньше, поэтому не повторялось.' },
  'retried-by': { en: '{user} tried it again.', ru: 'Повторил(а) {user}.' },
  'retry-later': {
    en: 'It did not work: {reason} The next try is at {at, when}.',
    ru: 'Не получилось: {reason} Следующая попытка: {at, when}.',
  },
  'not-enrolled': { en: 'Did not start: {reason}', ru: 'Не началось: {reason}' },
  'not-enrolled-once': {
    en: 'Did not start: was here before, and may go through only once.',
    ru: 'Не началось: уже проходил, а пройти можно только один раз.',
  },
  'not-enrolled-inside': { en: 'Did not start: is inside already.', ru: 'Не началось: уже внутри.' },
  'not-enrolled-cooldown': {
    en: 'Did not start: may come again after {until, when}.',
    ru: 'Не началось: снова можно после {until, when}.',
  },
  'not-enrolled-no-subject': { en: 'Did not start: nobody was found whom it is about.', ru: 'Не началось: не нашлось, о ком речь.' },
  'not-enrolled-chain': {
    en: 'Did not start: too many flows in a row started each other.',
    ru: 'Не началось: слишком много сценариев подряд запустили друг друга.',
  },
  'not-enrolled-too-often': {
    en: 'Did not start: too many starts for this person within an hour.',
    ru: 'Не началось: слишком много запусков для этого человека за час.',
  },
  'not-enrolled-missed': { en: 'Not run: missed at {first, when}.', ru: 'Не запущено: пропущен запуск {first, when}.' },
  'not-enrolled-missed-times': {
    en: 'Not run: missed {count, plural, one {# time} other {# times}}, from {first, when} to {last, when}.',
    ru: 'Не запущено: пропущено {count, plural, one {# раз} few {# раза} many {# раз} other {# раза}}, с {first, when} по {last, when}.',
  },
  'not-enrolled-overlap': {
    en: 'Did not start: the run before is still going.',
    ru: 'Не началось: прошлый запуск ещё идёт.',
  },
  'changed-again': { en: 'It was changed again, to something else.', ru: 'Значение снова изменили, и теперь оно другое.' },
  'waits-for-run-before': { en: 'Waits until the run before has ended.', ru: 'Ждёт, пока закончится прошлый запуск.' },
  'not-enrolled-exit': {
    en: 'Did not start: the condition for leaving is true already.',
    ru: 'Не началось: условие выхода уже выполнено.',
  },

  // Problems that nodes name
  'no-subject': { en: 'There is nobody this run is about.', ru: 'Неизвестно, о ком это прохождение.' },
  'not-found': { en: 'The record was not found.', ru: 'Запись не найдена.' },
  'record-gone': { en: 'The record does not exist any more.', ru: 'Этой записи больше нет.' },
  'empty-value': { en: '“{field, field}” is empty.', ru: 'Поле «{field, field}» пусто.' },
  'due-in-past': { en: 'The date was past already, so it is due today.', ru: 'Дата уже прошла, поэтому срок — сегодня.' },
  'empty-date': { en: 'The date is empty.', ru: 'Дата не указана.' },
  'bad-value': { en: '“{value}” cannot be used for “{field}”.', ru: '«{value}» не подходит для «{field}».' },
  'not-a-list': { en: 'The value is not a list, so there is nothing to go through.', ru: 'Значение не список, перебирать нечего.' },
  'empty-list': { en: 'The list is empty, so there was nothing to go through.', ru: 'Список пуст, перебирать было нечего.' },
  'no-product': {
    en: 'It is not clear which product is meant. Choose one in the step.',
    ru: 'Неизвестно, какой товар имеется в виду. Выберите его в шаге.',
  },
  'no-points-rule': {
    en: 'There is no points rule “{rule}”. Choose another one in the step.',
    ru: 'Правила баллов «{rule}» нет. Выберите в шаге другое.',
  },
  'no-contact': { en: 'There is no contact to speak to.', ru: 'Нет контакта, с которым можно связаться.' },
  'two-people': {
    en: 'The e-mail and the phone belong to two different people; the one with the e-mail was taken.',
    ru: 'Почта и телефон принадлежат двум разным людям; взят тот, у кого эта почта.',
  },
  'nobody-free': { en: 'Nobody is there to take it.', ru: 'Передать некому.' },
  'key-unknown': {
    en: '“{key}” does not exist here. Choose another one in the step.',
    ru: '«{key}» здесь не существует. Выберите в шаге другое.',
  },
  'list-cut': {
    en: 'More than {most} records fit; the first {most} were taken.',
    ru: 'Подходит больше {most} записей; взяты первые {most}.',
  },
  'list-too-long': { en: 'The list is longer than {most}.', ru: 'Список длиннее {most}.' },
  'no-open-hours': { en: 'The calendar has no open hours in the next 30 days.', ru: 'В календаре нет рабочих часов в ближайшие 30 дней.' },
  'lookup-failed': {
    en: 'What the step asked for could not be looked up: {reason}',
    ru: 'Не удалось найти то, что запросил шаг: {reason}',
  },
} satisfies SayWords
