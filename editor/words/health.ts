import { area } from './words.ts'

/** How the installation is doing: what each line says, and what to do about what is not well. */
export const health = area({
  'health.state.ok': { en: 'Everything works', ru: 'Всё работает' },
  'health.state.attention': { en: 'Works, but needs attention', ru: 'Работает, но требует внимания' },
  'health.state.broken': { en: 'Something does not work', ru: 'Что-то не работает' },
  'health.badge.ok': { en: 'Fine', ru: 'В порядке' },
  'health.badge.attention': { en: 'Attention', ru: 'Внимание' },
  'health.badge.broken': { en: 'Broken', ru: 'Не работает' },
  'health.unanswered': {
    en: 'This page could not be read anew. What stands here may be out of date.',
    ru: 'Не удалось перечитать эту страницу. Данные на ней могли устареть.',
  },
  'health.lines': { en: 'What is looked at', ru: 'Что проверяется' },
  'health.installation': { en: 'This installation', ru: 'Эта установка' },

  'health.title.taking': { en: 'Server', ru: 'Сервер' },
  'health.title.database': { en: 'Database', ru: 'База данных' },
  'health.title.backup': { en: 'Backup', ru: 'Резервная копия' },
  'health.title.disk': { en: 'Room on the disk', ru: 'Место на диске' },
  'health.title.due': { en: 'Steps that are due', ru: 'Шаги, которым пора' },
  'health.title.events': { en: 'Events', ru: 'События' },
  'health.title.outbox': { en: 'Outgoing letters and calls', ru: 'Исходящие письма и вызовы' },
  'health.title.mail': { en: 'Mailboxes', ru: 'Почтовые ящики' },
  'health.title.calls': { en: 'Calls of other programs', ru: 'Вызовы других программ' },
  'health.title.flows': { en: 'Flows', ru: 'Сценарии' },
  'health.title.paused': { en: 'Paused by themselves', ru: 'Остановились сами' },
  'health.title.intake': { en: 'What came in', ru: 'Входящее' },
  'health.title.nodes': { en: 'Steps of your own', ru: 'Собственные шаги' },
  'health.title.speed': { en: 'Speed', ru: 'Скорость' },
  'health.title.clock': { en: 'Clock', ru: 'Часы' },

  'health.is.ready': { en: 'Takes requests and works on flows.', ru: 'Принимает запросы и ведёт сценарии.' },
  'health.is.halted': { en: 'Everything is paused by a person.', ru: 'Всё остановлено сотрудником.' },
  'health.do.halted': {
    en: 'No flow goes on and no letter leaves. What comes in is kept, and carried out once when you let it go on.',
    ru: 'Сценарии стоят, письма не уходят. Всё входящее сохраняется и выполнится один раз, когда вы продолжите.',
  },
  'health.is.refusing': { en: 'Nothing new is accepted at the moment.', ru: 'Ничего нового сейчас не принимается.' },
  'health.do.refusing': { en: 'The line about the disk says why, and what to do.', ru: 'Почему и что делать, сказано в строке о диске.' },
  'health.is.stopping': { en: 'The program is about to end.', ru: 'Программа завершается.' },
  'health.do.stopping': { en: 'Start it again, if nobody else does.', ru: 'Запустите её снова, если этого не сделает кто-то другой.' },
  'health.is.store-damaged': { en: 'The database is damaged. Nothing is accepted.', ru: 'База данных повреждена. Ничего не принимается.' },
  'health.do.store-damaged': {
    en: 'Stop the program and restore the last backup from a terminal:',
    ru: 'Остановите программу и восстановите последнюю резервную копию из терминала:',
  },
  'health.is.disk-full': { en: 'Only {bytes} are left. Nothing is accepted.', ru: 'Осталось только {bytes}. Ничего не принимается.' },
  'health.do.disk-full': {
    en: 'Free some room on the disk of the data folder. Everything goes on by itself when there is enough.',
    ru: 'Освободите место на диске, где лежит папка данных. Когда его хватит, всё продолжится само.',
  },
  'health.is.disk-failing': {
    en: 'The disk cannot be written. Nothing is accepted.',
    ru: 'Диск не принимает запись. Ничего не принимается.',
  },
  'health.do.disk-failing': {
    en: 'Check the disk and who may write to the data folder. Everything goes on by itself when it can be written again.',
    ru: 'Проверьте диск и права на запись в папку данных. Когда запись станет возможна, всё продолжится само.',
  },
  'health.is.engine': { en: 'Flows do not go on: each try breaks down.', ru: 'Сценарии стоят: каждая попытка срывается.' },
  'health.do.engine': {
    en: 'It is tried again and again. Look into the log of the program for the reason, and start it anew if it stays so.',
    ru: 'Попытки повторяются. Посмотрите причину в журнале программы; если так и останется, перезапустите её.',
  },
  'health.is.late': {
    en: 'There is too much to do at once. New requests are turned away.',
    ru: 'Слишком много дел сразу. Новые запросы отклоняются.',
  },
  'health.do.late': {
    en: 'It usually passes within seconds. If it does not, something sends far too much, or the machine is too small.',
    ru: 'Обычно это проходит за секунды. Если нет, то кто-то присылает слишком много или машина слишком мала.',
  },
  'health.is.unreachable': { en: 'The database does not answer.', ru: 'База данных не отвечает.' },
  'health.do.unreachable': {
    en: 'Check whether its server runs and can be reached from here.',
    ru: 'Проверьте, что её сервер запущен и доступен отсюда.',
  },

  'health.is.database-sound': {
    en: '{bytes}, looked through at the start and sound. The journal takes {more}.',
    ru: '{bytes}, проверена при запуске, повреждений нет. Журнал занимает {more}.',
  },
  'health.is.database-unchecked': { en: '{bytes}. It is being looked through for damage.', ru: '{bytes}. Идёт проверка на повреждения.' },
  'health.is.database-elsewhere': {
    en: '{bytes} in PostgreSQL, whose server looks after it.',
    ru: '{bytes} в PostgreSQL; за сохранностью следит её сервер.',
  },

  'health.is.backup-fresh': { en: 'The last one was made {time}.', ru: 'Последняя: {time}' },
  'health.is.backup-elsewhere': {
    en: 'Made with the tools of PostgreSQL; it is not known here when.',
    ru: 'Делается средствами PostgreSQL; когда, здесь не известно.',
  },
  'health.is.backup-old': { en: 'The last one was made {time}.', ru: 'Последняя: {time}' },
  'health.do.backup-old': {
    en: 'What was done since would be lost with the disk. From a terminal, while the program runs, best every night:',
    ru: 'Всё сделанное с тех пор пропадёт вместе с диском. Из терминала, не останавливая программу, лучше каждую ночь:',
  },
  'health.is.backup-none': { en: 'None was made yet.', ru: 'Ещё ни одной не сделано.' },
  'health.do.backup-none': {
    en: 'Without one everything is lost with the disk. From a terminal, while the program runs, best every night:',
    ru: 'Без неё вместе с диском пропадёт всё. Из терминала, не останавливая программу, лучше каждую ночь:',
  },

  'health.is.disk-room': { en: '{bytes} are free.', ru: 'Свободно {bytes}.' },
  'health.is.disk-unknown': { en: 'The disk does not say how much is free.', ru: 'Диск не сообщает, сколько свободно.' },
  'health.is.disk-low': { en: 'Only {bytes} are free.', ru: 'Свободно только {bytes}.' },
  'health.do.disk-low': {
    en: 'Make room soon: below 200 MB nothing is accepted any more.',
    ru: 'Освободите место заранее: когда останется меньше 200 МБ, ничего не будет приниматься.',
  },

  'health.is.due-on-time': { en: 'Nothing is late; due at this moment: {count}.', ru: 'Ничто не опаздывает; сейчас пора: {count}.' },
  'health.is.due-late': {
    en: {
      one: '{count} step should have been taken, it is late by {span}.',
      other: '{count} steps should have been taken, the oldest is late by {span}.',
    },
    ru: {
      one: '{count} шаг должен был уже выполниться: опоздание {span}.',
      few: '{count} шага должны были уже выполниться: опоздание до {span}.',
      many: '{count} шагов должны были уже выполниться: опоздание до {span}.',
    },
  },
  'health.do.due-late': {
    en: 'After a long stop, or when very many come due at once, this catches up by itself. If it grows, the machine is too slow for so much.',
    ru: 'После долгой остановки или когда наступило сразу много сроков, это нагоняется само. Если растёт, машина не справляется.',
  },

  'health.is.events-heard': { en: 'All are heard as they come; waiting: {count}.', ru: 'Обрабатываются сразу; ждут: {count}.' },
  'health.is.events-late': {
    en: { one: '{count} event waits to be heard for {span}.', other: '{count} events wait to be heard, the oldest for {span}.' },
    ru: {
      one: '{count} событие ждёт обработки {span}.',
      few: '{count} события ждут обработки, самое старое {span}.',
      many: '{count} событий ждут обработки, самое старое {span}.',
    },
  },
  'health.do.events-late': {
    en: 'They are kept and lose nothing, but what follows from them comes late. After a rush this catches up by itself.',
    ru: 'Они сохранены и не пропадут, но их последствия запаздывают. После наплыва это нагоняется само.',
  },

  'health.is.outbox-fine': { en: 'Waiting: {waiting}, put off: {deferred}.', ru: 'Ждут отправки: {waiting}, отложено: {deferred}.' },
  'health.is.outbox-late': {
    en: { one: '{count} is on its way, and late by {span}.', other: '{count} are on their way, the oldest is late by {span}.' },
    ru: {
      one: 'В пути {count}, опоздание {span}.',
      few: 'В пути {count}, опоздание до {span}.',
      many: 'В пути {count}, опоздание до {span}.',
    },
  },
  'health.do.outbox-late': {
    en: 'A mailbox that may send only so many letters a minute needs its time for a large mailing. Otherwise look at the mailboxes.',
    ru: 'Ящику с ограничением писем в минуту нужно время на большую рассылку. Если дело не в этом, проверьте ящики.',
  },
  'health.is.outbox-unknown': {
    en: { one: 'Nobody knows whether {count} letter or call arrived.', other: 'Nobody knows whether {count} letters or calls arrived.' },
    ru: {
      one: 'Не известно, дошло ли {count} отправление.',
      few: 'Не известно, дошли ли {count} отправления.',
      many: 'Не известно, дошли ли {count} отправлений.',
    },
  },
  'health.do.outbox-unknown': {
    en: 'The connection broke at the moment of handing over. Decide for each: send it again, or take it as sent.',
    ru: 'Связь оборвалась в момент передачи. Решите по каждому: отправить ещё раз или считать отправленным.',
  },

  'health.is.mail-fine': {
    en: { one: '{count} mailbox sends without trouble.', other: '{count} mailboxes send without trouble.' },
    ru: {
      one: '{count} ящик отправляет без помех.',
      few: '{count} ящика отправляют без помех.',
      many: '{count} ящиков отправляют без помех.',
    },
  },
  'health.is.mail-built-in': {
    en: 'Letters stay in the built-in mailbox: nothing leaves the house. Set SMTP_URL to send for real.',
    ru: 'Письма остаются во встроенном ящике: наружу ничего не уходит. Чтобы отправлять по-настоящему, задайте SMTP_URL.',
  },
  'health.is.mail-trouble': {
    en: { one: '{count} mailbox does not send.', other: '{count} mailboxes do not send.' },
    ru: { one: '{count} ящик не отправляет.', few: '{count} ящика не отправляют.', many: '{count} ящиков не отправляют.' },
  },
  'health.do.mail-trouble': {
    en: 'Their letters wait and go out when the mailbox sends again.',
    ru: 'Письма ждут и уйдут, когда ящик снова начнёт отправлять.',
  },

  'health.is.calls-fine': { en: 'All are answered.', ru: 'На все приходит ответ.' },
  'health.is.calls-trouble': {
    en: { one: '{count} server does not answer as it should.', other: '{count} servers do not answer as they should.' },
    ru: {
      one: '{count} сервер не отвечает как нужно.',
      few: '{count} сервера не отвечают как нужно.',
      many: '{count} серверов не отвечают как нужно.',
    },
  },
  'health.do.calls-trouble': {
    en: 'The calls are tried again with growing pauses. Ask whoever runs that server.',
    ru: 'Вызовы повторяются со всё большими паузами. Спросите тех, кто отвечает за этот сервер.',
  },

  'health.is.flows-fine': { en: 'Nobody is stuck; on their way: {count}.', ru: 'Никто не застрял; в пути: {count}.' },
  'health.is.flows-parked': {
    en: { one: '{count} participant is stuck.', other: '{count} participants are stuck.' },
    ru: { one: 'Застрял {count} участник.', few: 'Застряли {count} участника.', many: 'Застряли {count} участников.' },
  },
  'health.do.flows-parked': {
    en: 'A step failed, and a person has to decide: try again, begin anew or stop.',
    ru: 'Шаг не удался, и решать должен человек: повторить, начать заново или остановить.',
  },

  'health.is.paused-none': { en: 'No flow had to be paused.', ru: 'Ни один сценарий не пришлось остановить.' },
  'health.is.paused-themselves': {
    en: { one: '{count} flow paused itself.', other: '{count} flows paused themselves.' },
    ru: {
      one: '{count} сценарий остановился сам.',
      few: '{count} сценария остановились сами.',
      many: '{count} сценариев остановились сами.',
    },
  },
  'health.do.paused-themselves': {
    en: 'Too many of their letters came back. Check where the addresses are from, then let the flow go on.',
    ru: 'Слишком много писем вернулось. Проверьте, откуда взялись адреса, и продолжите сценарий.',
  },

  'health.is.intake-read': { en: 'All of it found its place.', ru: 'Всё разобрано.' },
  'health.is.intake-unread': {
    en: {
      one: '{count} delivery waits for somebody to say whose it is.',
      other: '{count} deliveries wait for somebody to say whose they are.',
    },
    ru: { one: '{count} обращение не разобрано.', few: '{count} обращения не разобраны.', many: '{count} обращений не разобрано.' },
  },
  'health.do.intake-unread': {
    en: 'A form or webhook brought something that names nobody. Show its values what they are once, and the next ones are taken in.',
    ru: 'Форма или вебхук прислали данные, в которых никто не назван. Укажите один раз, где что, и следующие примутся сами.',
  },

  'health.is.nodes-none': { en: 'There are none.', ru: 'Их нет.' },
  'health.is.nodes-loaded': {
    en: { one: '{count} is loaded.', other: '{count} are loaded.' },
    ru: { one: 'Загружен {count}.', few: 'Загружены {count}.', many: 'Загружены {count}.' },
  },
  'health.is.nodes-broken': {
    en: { one: '{count} file could not be loaded.', other: '{count} files could not be loaded.' },
    ru: { one: 'Не загрузился {count} файл.', few: 'Не загрузились {count} файла.', many: 'Не загрузились {count} файлов.' },
  },
  'health.do.nodes-broken': {
    en: 'Flows that use its steps stop there. Mend the file and start the program again.',
    ru: 'Сценарии с такими шагами на них останавливаются. Исправьте файл и перезапустите программу.',
  },

  'health.is.speed-fine': {
    en: '99 of 100 times nothing waited longer than {ms} ms.',
    ru: 'В 99 случаях из 100 ничто не ждало дольше {ms} мс.',
  },
  'health.is.speed-slow': {
    en: 'Everything waited: one time in a hundred {ms} ms or more, at most {most} ms in the last minutes.',
    ru: 'Всё ждало: в одном случае из ста {ms} мс и больше, за последние минуты до {most} мс.',
  },
  'health.do.speed-slow': {
    en: 'Passes after large imports. If it stays, the machine is too small or has too much else to do.',
    ru: 'После больших импортов проходит. Если остаётся, машина слишком мала или занята другим.',
  },

  'health.clockAgrees': { en: 'Goes with the clock of this computer.', ru: 'Совпадает с часами этого компьютера.' },
  'health.clockDiffers': {
    en: 'Differs from the clock of this computer by {span}.',
    ru: 'Расходится с часами этого компьютера на {span}.',
  },
  'health.clockDiffersDo': {
    en: 'Letters and reminders go by the clock of the server. Set one of the two right.',
    ru: 'Письма и напоминания идут по часам сервера. Поправьте те, что ошибаются.',
  },
  'health.clockManual': {
    en: 'Stands still until it is turned (TANDEM_CLOCK=manual).',
    ru: 'Стоят, пока их не переведут (TANDEM_CLOCK=manual).',
  },
  'health.version': { en: 'Version', ru: 'Версия' },
  'health.runsOn': { en: 'Runs on', ru: 'Работает на' },
  'health.since': { en: 'Since', ru: 'С' },
  'health.now': { en: 'Time', ru: 'Время' },
  'health.zone': { en: 'Time zone', ru: 'Часовой пояс' },

  'health.toCompany': { en: 'To the switch', ru: 'К переключателю' },
  'health.toAttention': { en: 'Decide', ru: 'Решить' },
  'health.toMailboxes': { en: 'To the mailboxes', ru: 'К ящикам' },
  'health.toDeliveries': { en: 'Take them in', ru: 'Разобрать' },
  'health.toNodes': { en: 'All steps', ru: 'Все шаги' },
})
