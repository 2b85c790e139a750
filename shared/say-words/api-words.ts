import type { SayWords } from '../say.ts'

/** Problems of the API. Codes are what programs read; these are for people. */
export const apiWords = {
  'bad-request': {
    en: 'The request cannot be read. Check the marked fields.',
    ru: 'Запрос не удаётся прочитать. Проверьте отмеченные поля.',
  },
  'bad-address': {
    en: 'This address cannot be read: a % in it is not followed by two hexadecimal digits.',
    ru: 'Этот адрес не удаётся прочитать: за знаком % в нём не стоят две шестнадцатеричные цифры.',
  },
  'not-http': {
    en: 'This is not an HTTP request that can be read. Send one as HTTP/1.1 says.',
    ru: 'Это не похоже на запрос HTTP. Отправьте запрос по правилам HTTP/1.1.',
  },
  'headers-too-large': {
    en: 'The headers are larger than 16 KiB. Send fewer or shorter ones.',
    ru: 'Заголовки больше 16 КиБ. Сократите их.',
  },
  'too-slow': { en: 'The request did not arrive in time. Send it again.', ru: 'Запрос не пришёл вовремя. Отправьте его ещё раз.' },
  'bad-json': { en: 'The body is not JSON. Send well-formed JSON.', ru: 'Тело запроса не похоже на JSON. Отправьте правильный JSON.' },
  invalid: {
    en: 'Some values are not right. Look at the marked fields.',
    ru: 'Некоторые значения неверны. Посмотрите на отмеченные поля.',
  },
  'field-required': { en: 'Fill in this field.', ru: 'Заполните это поле.' },
  'field-unknown': { en: 'There is no such field. Check the spelling.', ru: 'Такого поля нет. Проверьте написание.' },
  'field-name-differs': {
    en: 'This is not their name. Type it as it stands above.',
    ru: 'Имя не совпадает. Введите его так, как оно написано выше.',
  },
  'import-under-way': {
    en: 'A table with this person is being imported, and would bring them back. Wait until it is done, or stop it.',
    ru: 'Сейчас загружается таблица, в которой есть этот человек, и он появился бы снова. Дождитесь конца загрузки или остановите её.',
  },
  'field-readonly': {
    en: 'This field is set by the product and cannot be changed.',
    ru: 'Это поле заполняет сама программа, изменить его нельзя.',
  },
  'field-ill-typed': { en: 'This value does not fit the field. Correct it.', ru: 'Такое значение полю не подходит. Исправьте его.' },
  'field-extra': { en: 'This is not expected here.', ru: 'Здесь это не ожидается.' },
  'field-text': { en: 'This must be a text.', ru: 'Здесь должен быть текст.' },
  'field-long': { en: 'This is too long: at most {most} characters.', ru: 'Слишком длинно: не больше {most} знаков.' },
  'field-email': { en: 'This is not an e-mail address.', ru: 'Это не адрес почты.' },
  'field-phone': {
    en: 'This is not a phone number. Write it with the country code: +49 30 1234567.',
    ru: 'Это не номер телефона. Напишите его с кодом страны: +7 495 123-45-67.',
  },
  'field-url': { en: 'This must be a web address that begins with https://', ru: 'Здесь нужен адрес, который начинается с https://' },
  'field-address-part': {
    en: 'This becomes a part of an address: use Latin letters, digits, “-” and “_”.',
    ru: 'Это станет частью адреса: подойдут латинские буквы, цифры, «-» и «_».',
  },
  'mail-server-refused-login': {
    en: 'The mail server refuses this user name or password.',
    ru: 'Почтовый сервер не принимает это имя или пароль.',
  },
  'mail-server-not-reached': {
    en: 'The mail server cannot be reached like this: {why}. Check its name, the port and the kind of connection.',
    ru: 'До почтового сервера так не достучаться: {why}. Проверьте имя, порт и вид соединения.',
  },
  'field-points': {
    en: 'Points are a whole number between -1,000 and 1,000.',
    ru: 'Баллы — целое число от −1000 до 1000.',
  },
  'field-count': { en: 'This must be a whole number, 1 or more.', ru: 'Здесь должно быть целое число, не меньше 1.' },
  'grades-order': {
    en: 'The second grade has to begin with fewer points than the first.',
    ru: 'Вторая оценка должна начинаться с меньшего числа баллов, чем первая.',
  },
  'field-number': { en: 'This must be a number.', ru: 'Здесь должно быть число.' },
  'field-flag': { en: 'This must be yes or no.', ru: 'Здесь должно быть «да» или «нет».' },
  'field-day': { en: 'This must be a day, written like 2026-03-02.', ru: 'Здесь нужен день, например 2026-03-02.' },
  'field-time': { en: 'This must be a date with a time and a zone.', ru: 'Здесь нужны дата и время с часовым поясом.' },
  'field-tags': { en: 'This must be a list of texts.', ru: 'Здесь нужен список текстов.' },
  'field-money': { en: 'This must be an amount in whole cents with a currency.', ru: 'Здесь нужна сумма в копейках или центах и валюта.' },
  'field-choice': { en: 'This is not one of the choices.', ru: 'Такого варианта нет.' },
  'field-ref': { en: 'There is no such record to point to.', ru: 'Нет записи, на которую можно сослаться.' },
  'field-left': { en: 'This person has left. Choose somebody else.', ru: 'Этот сотрудник больше не работает. Выберите другого.' },
  'field-self': { en: 'Choose somebody else.', ru: 'Выберите кого-то другого.' },
  'import-cannot-make': {
    en: 'There is none yet, and it cannot be made without this field: {field}.',
    ru: 'Такой записи ещё нет, а создать её без этого поля нельзя: {field}.',
  },
  'field-rule': { en: 'This condition cannot be read.', ru: 'Это условие не удаётся прочитать.' },
  'field-rule-wrong': { en: 'This condition does not work: {reason}', ru: 'Это условие не сработает: {reason}' },
  'field-name-taken': { en: 'There already is a field of this name.', ru: 'Поле с таким именем уже есть.' },
  'quiet-empty': {
    en: 'Quiet hours have to end at another time than they begin.',
    ru: 'Тихие часы должны кончаться не тогда, когда начинаются.',
  },
  'zone-unknown': { en: 'There is no such time zone.', ru: 'Такого часового пояса нет.' },
  'sign-in-required': { en: 'Sign in first.', ru: 'Сначала войдите.' },
  'sign-in-failed': { en: 'The e-mail or the password is wrong. Try again.', ru: 'Почта или пароль не подходят. Попробуйте ещё раз.' },
  'too-many-tries': {
    en: 'Too many tries to sign in. Try again in {minutes, plural, one {# minute} other {# minutes}}.',
    ru: 'Слишком много попыток входа. Попробуйте через {minutes, plural, one {# минуту} few {# минуты} many {# минут} other {# минуты}}.',
  },
  'token-too-narrow': {
    en: 'This token may not do this. Make one with the right to {scope, select, read {read} write {write} decide {decide} other {send events}}.',
    ru: 'Этому токену такое не разрешено. Создайте токен с правом {scope, select, read {читать} write {изменять} decide {решать} other {отправлять события}}.',
  },
  'not-allowed': { en: 'Your role does not allow this. Ask an admin.', ru: 'Ваша роль этого не позволяет. Попросите администратора.' },
  'other-origin': { en: 'The request came from another site and was refused.', ru: 'Запрос пришёл с другого сайта и отклонён.' },
  'nothing-here': { en: 'There is nothing at this address.', ru: 'По этому адресу ничего нет.' },
  'no-such-record': { en: 'There is no such record, or you may not see it.', ru: 'Такой записи нет, или она вам не видна.' },
  'no-such-workflow': { en: 'There is no such flow, or you may not see it.', ru: 'Такого сценария нет, или он вам не виден.' },
  'method-not-allowed': { en: 'This address does not take such a request.', ru: 'Этот адрес такие запросы не принимает.' },
  'unsupported-type': {
    en: 'This content type is not taken here. Send JSON.',
    ru: 'Такой тип содержимого здесь не принимается. Отправьте JSON.',
  },
  'too-large': { en: 'This is more than is taken at once. Send less.', ru: 'За один раз столько не принимается. Отправьте меньше.' },
  'too-deep': { en: 'This is nested too deeply to be read safely.', ru: 'Слишком глубокая вложенность, прочитать безопасно нельзя.' },
  'bad-text': {
    en: 'A text holds characters that cannot be kept. Remove them and try again.',
    ru: 'В тексте есть знаки, которые нельзя сохранить. Уберите их и попробуйте ещё раз.',
  },
  'bad-multipart': {
    en: 'The form cannot be taken apart: its boundary is missing or its end did not arrive. Send it again.',
    ru: 'Форму не удаётся разобрать: нет разделителя или конца. Отправьте её ещё раз.',
  },
  'bad-key': { en: 'A field has a name that is not allowed.', ru: 'У поля недопустимое имя.' },
  'too-many-requests': {
    en: 'Too many requests. Try again in {seconds, plural, one {# second} other {# seconds}}.',
    ru: 'Слишком много запросов. Попробуйте через {seconds, plural, one {# секунду} few {# секунды} many {# секунд} other {# секунды}}.',
  },
  busy: {
    en: 'There is too much to do just now. Nothing was lost; try again soon.',
    ru: 'Сейчас слишком много работы. Ничего не потеряно; попробуйте чуть позже.',
  },
  'shutting-down': { en: 'The server is restarting. Try again in a moment.', ru: 'Сервер перезапускается. Попробуйте через минуту.' },
  'store-damaged': {
    en: 'The data is damaged and nothing is accepted. Restore a backup.',
    ru: 'Данные повреждены, приём остановлен. Восстановите резервную копию.',
  },
  'store-unreachable': {
    en: 'The database does not answer. Try again in a moment; nothing is done twice.',
    ru: 'База данных не отвечает. Попробуйте чуть позже; дважды ничего не сделается.',
  },
  'disk-full': {
    en: 'The disk is nearly full and nothing more is accepted. Free some space.',
    ru: 'Диск почти заполнен, приём остановлен. Освободите место.',
  },
  'disk-failing': {
    en: 'The disk cannot be written, so nothing more is accepted. Have it looked at; it goes on by itself.',
    ru: 'Диск не записывает данные, приём остановлен. Проверьте диск; дальше всё пойдёт само.',
  },
  internal: {
    en: 'A mistake in the program stopped this. Nothing was changed. Tell us the code {requestId}.',
    ru: 'Сработала ошибка в программе. Ничего не изменено. Сообщите нам код {requestId}.',
  },

  // A write that was refused
  stale: {
    en: 'Somebody changed this in the meantime. Look at the new state and try again.',
    ru: 'Пока вы правили, это изменил кто-то другой. Посмотрите, что стало, и повторите.',
  },
  'stale-by': {
    en: '{user} changed this at {at, when}. Look at the new state and try again.',
    ru: 'Это изменено ({user}, {at, when}). Посмотрите, что стало, и повторите.',
  },
  repeated: { en: 'This was received before; nothing was done twice.', ru: 'Это уже приходило; повторно ничего не сделано.' },
  'repeated-other-body': {
    en: 'This key was used before with other content. Use a new key.',
    ru: 'Этот ключ уже использован с другим содержимым. Возьмите новый.',
  },
  'not-unique': {
    en: '“{field, field}” is taken by another record. Use another value, or open that record.',
    ru: 'Такое значение уже есть у другой записи: «{field, field}». Возьмите другое или откройте ту запись.',
  },
  enrolled: { en: 'Is inside this flow already.', ru: 'Уже внутри этого сценария.' },
  'already-started': { en: 'Too late: it has started.', ru: 'Поздно: это уже началось.' },
  'no-such-step': { en: 'There is no such step to go to. Choose another one.', ru: 'На этот шаг перейти нельзя. Выберите другой.' },
  'no-place': {
    en: 'Its step is not in that version. Say at which step it goes on.',
    ru: 'Такого шага в той версии нет. Укажите, с какого шага идти дальше.',
  },
  'not-active': { en: 'It has ended and cannot be changed.', ru: 'Это уже закончено, изменить нельзя.' },
  'in-use': {
    en: 'This is still used by {users, list}. Take it out there first.',
    ru: 'Это ещё используется: {users, list}. Сначала уберите его там.',
  },
  'has-errors': {
    en: 'The flow has {count, plural, one {# problem} other {# problems}} and cannot be published. Open the list of problems.',
    ru: 'В сценарии {count, plural, one {# проблема} few {# проблемы} many {# проблем} other {# проблемы}}, опубликовать нельзя. Откройте список проблем.',
  },
  'nothing-to-publish': { en: 'Nothing has changed since the last version.', ru: 'С прошлой версии ничего не изменилось.' },
  'result-needed': { en: 'Enter the result to close the task.', ru: 'Чтобы закрыть задачу, укажите результат.' },
  'payment-number-required': { en: 'Enter the payment number to close the task.', ru: 'Чтобы закрыть задачу, укажите номер платёжки.' },
  'task-closed-before': { en: 'This task is closed already.', ru: 'Эта задача уже закрыта.' },
  'undo-changed-since': {
    en: '“{field, field}” has changed since, so it was left as it is.',
    ru: '«{field, field}» с тех пор изменилось, мы его не трогали.',
  },
  'not-undoable': { en: 'This cannot be undone.', ru: 'Это нельзя отменить.' },
  'kept-by-program': {
    en: 'The program keeps these records itself; they cannot be written by hand.',
    ru: 'Такие записи ведёт сама программа, вручную их не изменить.',
  },
  'never-published': {
    en: 'This flow has never been published. Publish it first.',
    ru: 'Сценарий ещё не публиковался. Сначала опубликуйте его.',
  },
  'no-such-template': { en: 'There is no such template.', ru: 'Такого шаблона нет.' },
  'payment-number-used': {
    en: 'A payment with the number {number} is recorded already. Close the task anyway?',
    ru: 'Платёж с номером {number} уже записан. Всё равно закрыть задачу?',
  },
  'no-such-file': { en: 'There is no such file. Choose it again.', ru: 'Такого файла нет. Выберите его снова.' },
  'no-picture': {
    en: 'This is no picture that all mail programs show. Choose a PNG, a JPEG or a GIF.',
    ru: 'Такую картинку покажут не все почтовые программы. Выберите PNG, JPEG или GIF.',
  },
  'no-file': { en: 'Choose a file first.', ru: 'Сначала выберите файл.' },
  'not-a-table': { en: 'This file cannot be read as a table.', ru: 'Этот файл не удаётся прочитать как таблицу.' },
  'import-no-key': {
    en: 'To find or make these records, map a column that tells them apart: a number, an article, an e-mail.',
    ru: 'Чтобы найти или создать эти записи, укажите колонку, которая их различает: номер, артикул или почту.',
  },
  'import-too-old': { en: 'An import can be taken back within a day only.', ru: 'Отменить загрузку можно только в течение суток.' },
  'job-ended': { en: 'This work has ended already.', ru: 'Эта работа уже закончена.' },
  'clock-backwards': { en: 'Time goes forward only.', ru: 'Время идёт только вперёд.' },
  'set-up-done': { en: 'The installation is set up already. Sign in.', ru: 'Установка уже настроена. Войдите.' },
  'wrong-set-up-link': {
    en: 'This set-up link is wrong or was used. Take the one printed at start.',
    ru: 'Ссылка настройки неверна или уже использована. Возьмите ту, что выведена при запуске.',
  },
  'own-account': {
    en: 'This is your own account. Ask another admin.',
    ru: 'Это ваша собственная учётная запись. Попросите другого администратора.',
  },
  'owner-needed': {
    en: '{count, plural, one {# thing is} other {# things are}} still with {user}. Say who takes over first.',
    ru: 'За сотрудником {user} ещё {count, plural, one {числится # дело} few {числятся # дела} many {числится # дел} other {числится # дела}}. Сначала выберите, кто примет.',
  },
  'last-admin': {
    en: 'This is the last admin. Make somebody else an admin first.',
    ru: 'Это последний администратор. Сначала назначьте другого.',
  },
  'password-too-short': { en: 'The password needs at least {least} characters.', ru: 'В пароле должно быть не меньше {least} знаков.' },
  'hook-signature-wrong': {
    en: 'The signature does not fit. Check the secret on both sides.',
    ru: 'Подпись не подходит. Проверьте секрет с обеих сторон.',
  },
  'hook-too-old': {
    en: 'The signed time is too old or in the future. Check the clock of the sender.',
    ru: 'Подписанное время слишком старое или из будущего. Проверьте часы отправителя.',
  },
  'no-such-hook': { en: 'There is no hook at this address.', ru: 'По этому адресу вебхука нет.' },
  'hook-only-takes': {
    en: 'This address works: other programs send data to it. There is nothing to look at here.',
    ru: 'Этот адрес работает: другие программы присылают на него данные. Смотреть здесь нечего.',
  },
  'no-such-form': { en: 'There is no form at this address.', ru: 'По этому адресу формы нет.' },
  'clock-not-manual': { en: 'Time can be turned only with a manual clock.', ru: 'Время можно двигать только с ручными часами.' },

  // Mail
  'not-answerable': {
    en: 'Only a letter that was sent can be answered. Wait until it has gone out.',
    ru: 'Ответить можно только на отправленное письмо. Дождитесь отправки.',
  },
  'not-built-in': {
    en: 'This letter left the house, so only its recipient can answer it.',
    ru: 'Это письмо ушло наружу, ответить на него может только получатель.',
  },
  'not-a-letter': {
    en: 'These bytes are not a letter. Hand in the whole raw message with its headers.',
    ru: 'Это не похоже на письмо. Передайте исходное сообщение целиком, вместе с заголовками.',
  },
} satisfies SayWords
