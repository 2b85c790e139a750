import type { SayWords } from '../say.ts'

/** Warnings beside a suggestion, why it was taken back, and why a decision could not be taken. */
export const suggestionWords = {
  // Look at this before approving
  'warn-empty-value': {
    en: 'Nothing is known for “{field, field}”. Write it into the letter, or change the sentence.',
    ru: 'Для «{field, field}» ничего не известно. Впишите сами или измените фразу.',
  },
  'warn-no-name': {
    en: 'We do not know the name of this person. Write the greeting yourself.',
    ru: 'Имя этого человека неизвестно. Напишите обращение сами.',
  },
  'warn-fallback': {
    en: '“{field, field}” is empty for this contact: “{or}” is used.',
    ru: '«{field, field}» у контакта пусто: подставим «{or}».',
  },
  'warn-capitals': { en: 'The name is written in capitals: {name}.', ru: 'Имя написано заглавными буквами: {name}.' },
  'warn-language': {
    en: 'The letter is in {letter, select, ru {Russian} other {English}}, but the contact speaks {contact, select, ru {Russian} other {English}}.',
    ru: 'Письмо {letter, select, ru {на русском} other {на английском}}, а контакт говорит {contact, select, ru {по-русски} other {по-английски}}.',
  },
  'warn-same-letter': {
    en: 'The same letter went to this contact on {at, when}.',
    ru: 'Такое же письмо уже ушло этому контакту: {at, when}.',
  },
  'warn-night': { en: 'It is night where the contact lives. It goes out at {at, when}.', ru: 'У контакта ночь. Письмо уйдёт {at, when}.' },
  'warn-personal-care': {
    en: 'Personal care: {what, select, product {the product} category {the category} company {the company} other {the contact}} “{title}”. A person decides about every step.',
    ru: 'Личный подход: {what, select, product {товар} category {категория} company {компания} other {контакт}} «{title}». О каждом шаге решает человек.',
  },
  'warn-open-request': { en: 'The contact has an open request: {title}.', ru: 'У контакта есть незакрытая заявка: {title}.' },
  'warn-complaint': {
    en: 'The contact has complained lately. Read the conversation first.',
    ru: 'Контакт недавно жаловался. Сначала прочитайте переписку.',
  },
  'warn-debt-paid': { en: 'The debt that the letter speaks of is paid.', ru: 'Долг, о котором говорит письмо, уже оплачен.' },
  'warn-many-letters': {
    en: '{count, plural, one {# letter} other {# letters}} went to this contact in the last week.',
    ru: 'За неделю этому контакту ушло {count, plural, one {# письмо} few {# письма} many {# писем} other {# письма}}.',
  },
  'warn-address-refused': { en: 'The server of this address refused a letter before.', ru: 'Этот адрес раньше не принимал письма.' },
  'warn-refreshed': { en: 'The data has changed since. Look again.', ru: 'С тех пор данные изменились. Посмотрите ещё раз.' },
  'warn-edit-kept': {
    en: 'The data has changed; your corrections are kept. Look again.',
    ru: 'Данные изменились; ваши правки сохранены. Посмотрите ещё раз.',
  },
  'warn-no-address': { en: 'The contact has no e-mail address.', ru: 'У контакта нет адреса почты.' },

  // Leave for a scenario
  'warn-not-as-permitted': {
    en: 'This is not what was seen when the scenario was permitted. Look again.',
    ru: 'Это не то, что было показано, когда разрешили сценарий. Посмотрите ещё раз.',
  },
  'by-leave': { en: 'The scenario was permitted beforehand.', ru: 'Сценарий был разрешён заранее.' },
  'left-out-by-leave': { en: 'Left out when the scenario was permitted.', ru: 'Шаг исключили, когда разрешали сценарий.' },

  // Why one of many is left out
  'left-out-open-deal': { en: 'open deal', ru: 'открытая сделка' },
  'left-out-debt': { en: 'unpaid invoice', ru: 'неоплаченный счёт' },
  'left-out-care': { en: 'personal care', ru: 'личный подход' },
  'left-out-rule': { en: 'an exception of this step', ru: 'исключение этого шага' },

  // Why it suggests and does not act
  'suggests-mode': { en: 'This step suggests.', ru: 'Этот шаг предлагает.' },
  'suggests-everything': { en: 'In this flow everything is suggested first.', ru: 'В этом сценарии сначала всё предлагается.' },
  'suggests-guard': { en: 'It would act alone, but a person should look first.', ru: 'Шаг делает сам, но здесь должен взглянуть человек.' },

  // Taken back
  'withdrawn-exit': { en: 'No longer relevant: the contact left the flow.', ru: 'Уже не нужно: контакт вышел из сценария.' },
  'withdrawn-goal': { en: 'No longer relevant: the goal is reached.', ru: 'Уже не нужно: цель достигнута.' },
  'withdrawn-relevance': { en: 'No longer relevant: {rule}.', ru: 'Уже не нужно: {rule}.' },
  'withdrawn-because': { en: 'No longer relevant: {reason}', ru: 'Уже не нужно: {reason}' },
  'withdrawn-unsubscribed': { en: 'No longer relevant: the contact unsubscribed.', ru: 'Уже не нужно: контакт отписался.' },
  'withdrawn-order': { en: 'No longer relevant: an order was placed.', ru: 'Уже не нужно: заказ оформлен.' },
  'withdrawn-paid': { en: 'No longer relevant: the invoice is paid.', ru: 'Уже не нужно: счёт оплачен.' },
  'withdrawn-stopped': { en: 'No longer relevant: the run was stopped.', ru: 'Уже не нужно: прохождение остановлено.' },
  'withdrawn-other-way': { en: 'No longer relevant: another way came first.', ru: 'Уже не нужно: другой путь пришёл раньше.' },
  'withdrawn-late': { en: 'No longer relevant: it took too long.', ru: 'Уже не нужно: ждали слишком долго.' },
  'withdrawn-archived': { en: 'No longer relevant: the record was archived.', ru: 'Уже не нужно: запись в архиве.' },
  'withdrawn-gone': { en: 'No longer relevant: the record does not exist any more.', ru: 'Уже не нужно: такой записи больше нет.' },
  'withdrawn-event': { en: 'No longer relevant: {event}.', ru: 'Уже не нужно: {event}.' },
  'because-reply': { en: 'the contact wrote', ru: 'контакт написал' },
  'because-order': { en: 'order No {number} was placed', ru: 'оформлен заказ № {number}' },
  'because-payment': { en: 'payment No {number} has come', ru: 'пришёл платёж № {number}' },
  'because-paid': { en: 'invoice No {number} is paid', ru: 'оплачен счёт № {number}' },
  'because-changed': { en: '“{title}” has changed', ru: 'изменилось: «{title}»' },
  expired: { en: 'The deadline passed; nothing was sent.', ru: 'Срок вышел; ничего не отправлено.' },
  'expired-escalated': { en: 'The deadline passed; it was given to {user}.', ru: 'Срок вышел; передано: {user}.' },

  // Decided
  approved: { en: 'Approved.', ru: 'Одобрено.' },
  'approved-by': { en: '{user} approved it.', ru: 'Одобрил(а) {user}.' },
  'approved-edited-by': { en: '{user} approved it with changes.', ru: 'Одобрил(а) с правками {user}.' },
  'dismissed-by': { en: '{user} dismissed it: {reason}', ru: 'Отклонил(а) {user}: {reason}' },
  'undone-by': { en: '{user} took the approval back. Nothing was sent.', ru: 'Одобрение отменил(а) {user}. Ничего не отправлено.' },
  'wrong-person': { en: 'Wrong person.', ru: 'Не тот человек.' },
  'wrong-time': { en: 'Wrong time.', ru: 'Не вовремя.' },
  'wrong-text': { en: 'Wrong text.', ru: 'Не тот текст.' },
  'already-done': { en: 'Already done.', ru: 'Уже сделано.' },
  'not-needed': { en: 'Not needed.', ru: 'Не нужно.' },
  other: { en: 'Another reason.', ru: 'Другая причина.' },
  'dismissed-note': { en: '{note}', ru: '{note}' },

  // The decision could not be taken
  'suggestion-stale': {
    en: 'The suggestion has changed since you opened it. Look again, then decide.',
    ru: 'Предложение изменилось, пока вы его смотрели. Посмотрите ещё раз и решите.',
  },
  'suggestion-decided': {
    en: '{user} decided this at {at, when}. Nothing more to do.',
    ru: 'Решение уже принято ({user}, {at, when}). Больше ничего не нужно.',
  },
  'suggestion-withdrawn': { en: 'The suggestion was taken back: {reason}', ru: 'Предложение снято: {reason}' },
  'suggestion-expired': { en: 'The deadline passed; nothing was sent.', ru: 'Срок вышел; ничего не отправлено.' },
  'undo-too-late': { en: 'It is too late to take it back: it has been carried out.', ru: 'Отменить уже нельзя: всё выполнено.' },
  'bulk-one-step': {
    en: 'Only suggestions of one step can be approved together.',
    ru: 'Вместе можно одобрить только предложения одного шага.',
  },
  'bulk-has-warnings': {
    en: 'Left out because it has warnings. Decide it by itself.',
    ru: 'Пропущено: есть предупреждения. Решите отдельно.',
  },
  'edit-other-number': {
    en: 'The edit must keep {count, plural, one {its one change} other {all # changes}}. Nothing can be added or left out; dismiss the suggestion instead.',
    ru: 'Правка должна сохранить {count, plural, one {# изменение} few {# изменения} many {# изменений} other {# изменения}}. Добавить или убрать нельзя; вместо этого отклоните предложение.',
  },
  'edit-other-kind': {
    en: 'An edit cannot turn one kind of change into another. Dismiss the suggestion instead.',
    ru: 'Правкой нельзя превратить одно действие в другое. Вместо этого отклоните предложение.',
  },
  'edit-not-allowed': {
    en: '“{field, field}” cannot be changed here. Put it back as it was.',
    ru: '«{field, field}» здесь менять нельзя. Верните прежнее значение.',
  },
  'edit-bad-value': { en: 'This value cannot be used. Correct it.', ru: 'Такое значение не подходит. Исправьте его.' },
} satisfies SayWords
