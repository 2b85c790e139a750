import type { SayWords } from '../say.ts'

/** What became of letters and calls, and why a letter was not sent. */
export const deliveryWords = {
  'delivery-queued': { en: 'Waiting to go out.', ru: 'Ждёт отправки.' },
  'delivery-sending': { en: 'Going out now.', ru: 'Отправляется.' },
  'delivery-done': { en: 'Delivered to the server of the recipient.', ru: 'Принято сервером получателя.' },
  'delivery-deferred': {
    en: 'Did not work yet: {reason} The next try is at {at, when}.',
    ru: 'Пока не вышло: {reason} Следующая попытка: {at, when}.',
  },
  'delivery-failed': { en: 'It did not go out: {reason}', ru: 'Не отправлено: {reason}' },
  'delivery-unknown': {
    en: 'We do not know whether this letter arrived: the connection broke at the last moment. Resend it, or mark it as sent.',
    ru: 'Неизвестно, дошло ли письмо: связь оборвалась в последний момент. Отправьте ещё раз или отметьте как отправленное.',
  },
  'delivery-cancelled': { en: 'Cancelled before it went out.', ru: 'Отменено до отправки.' },

  // Reasons
  'mail-refused': {
    en: 'The server of the recipient refused the letter: {answer}. Correct the address or drop the letter.',
    ru: 'Сервер получателя не принял письмо: {answer}. Исправьте адрес или отмените письмо.',
  },
  'mail-no-such-address': {
    en: 'This address does not exist. Correct it or drop the letter.',
    ru: 'Такого адреса нет. Исправьте адрес или отмените письмо.',
  },
  'mail-mailbox-full': {
    en: 'The mailbox of the recipient is full. We try again later.',
    ru: 'Ящик получателя переполнен. Попробуем позже.',
  },
  'mail-too-large': {
    en: 'The letter is too large for the server of the recipient. Shorten it.',
    ru: 'Письмо слишком большое для сервера получателя. Сократите его.',
  },
  'mail-login-refused': {
    en: 'The mail server refused our user name or password. An admin corrects the access to the server, in the settings of the mailbox or in SMTP_URL, and switches the mailbox on again.',
    ru: 'Почтовый сервер не принял имя или пароль. Администратору нужно исправить доступ к серверу в настройках ящика или в SMTP_URL и снова включить ящик.',
  },
  'mail-certificate-unknown': {
    en: 'Nobody we trust vouches for the certificate of the mail server, so it gets neither our password nor a letter. Whoever runs the server has one issued for it; if the issuer is your own, its certificate is named in NODE_EXTRA_CA_CERTS and Tandem started anew. Then an admin switches the mailbox on again.',
    ru: 'За сертификат почтового сервера не ручается никто, кому мы доверяем, поэтому ни пароля, ни писем он не получит. Владельцу сервера нужно получить для него сертификат; если у вас свой центр сертификации, укажите его сертификат в NODE_EXTRA_CA_CERTS и запустите Tandem заново. После этого администратор снова включает ящик.',
  },
  'mail-certificate-expired': {
    en: 'The certificate of the mail server is out of date, so it gets neither our password nor a letter. Whoever runs the server renews it; then an admin switches the mailbox on again.',
    ru: 'Срок сертификата почтового сервера истёк или ещё не начался, поэтому ни пароля, ни писем он не получит. Владельцу сервера нужно обновить сертификат; после этого администратор снова включает ящик.',
  },
  'mail-certificate-other-name': {
    en: 'The mail server shows a certificate for another name, so it gets neither our password nor a letter. An admin corrects the name of the server, in the settings of the mailbox or in SMTP_URL, or whoever runs it gets a certificate for this name; then an admin switches the mailbox on again.',
    ru: 'Сертификат почтового сервера выдан на другое имя, поэтому ни пароля, ни писем он не получит. Администратору нужно исправить имя сервера в настройках ящика или в SMTP_URL, либо владельцу сервера получить сертификат на это имя; после этого администратор снова включает ящик.',
  },
  'mail-sender-refused': {
    en: 'The mail server takes no letters from us: {answer}. We try again; an admin checks SMTP_URL and the address of the mailbox.',
    ru: 'Почтовый сервер не принимает от нас письма: {answer}. Пробуем снова; администратору стоит проверить SMTP_URL и адрес ящика.',
  },
  'mail-access-unreadable': {
    en: 'The access to the mail server of this mailbox was sealed by another installation. An admin enters it again in the settings.',
    ru: 'Доступ к почтовому серверу этого ящика запечатан другой установкой. Администратору нужно ввести его в настройках заново.',
  },
  'mail-server-unreachable': { en: 'The mail server does not answer. We try again.', ru: 'Почтовый сервер не отвечает. Пробуем снова.' },
  'mail-server-busy': {
    en: 'The mail server asks to wait: {answer}. We try again.',
    ru: 'Почтовый сервер просит подождать: {answer}. Пробуем снова.',
  },
  'waits-for-hours': {
    en: 'Waits for the hours in which it may be sent, until {until, when}.',
    ru: 'Ждёт часов, когда можно отправлять, до {until, when}.',
  },
  'mailbox-paused': {
    en: 'The mailbox {mailbox} is paused. Switch it on in the settings.',
    ru: 'Ящик {mailbox} на паузе. Включите его в настройках.',
  },
  'no-mailbox': {
    en: 'There is no mailbox to send from. Add one in the settings.',
    ru: 'Не с чего отправлять: нет почтового ящика. Добавьте его в настройках.',
  },
  'tries-used-up': { en: 'It did not work after {tries} tries: {reason}', ru: 'Не получилось с {tries} попыток: {reason}' },
  'call-refused': { en: 'The other server answered {status}.', ru: 'Чужой сервер ответил {status}.' },
  'call-unreachable': {
    en: 'The other server ({host}) does not answer. We try again.',
    ru: 'Чужой сервер ({host}) не отвечает. Пробуем снова.',
  },
  'call-timeout': {
    en: 'The other server ({host}) did not answer in time. We try again.',
    ru: 'Чужой сервер ({host}) не ответил вовремя. Пробуем снова.',
  },
  'call-not-allowed': {
    en: 'Calls to {host} are not allowed: the address is inside a private network. Whoever runs Tandem can allow it: add {host} to CALLS_ALLOWED and start it anew.',
    ru: 'Обращаться к {host} нельзя: адрес во внутренней сети. Разрешить может тот, кто запускает Tandem: добавьте {host} в CALLS_ALLOWED и запустите заново.',
  },
  'secret-elsewhere': {
    en: 'The access key of this step was given for {host} and is sent nowhere else. Type the key for this address.',
    ru: 'Ключ доступа этого шага дан для {host} и больше никуда не отправляется. Введите ключ для нынешнего адреса.',
  },
  'call-secret-unreadable': {
    en: 'The access key of this step belongs to another installation. Type it again.',
    ru: 'Ключ доступа этого шага от другой установки. Введите его заново.',
  },
  'call-bad-address': {
    en: 'This is no address of the web: it has to begin with https:// and must not hold a password.',
    ru: 'Это не адрес в интернете: он должен начинаться с https:// и не содержать пароля.',
  },
  'call-too-many-redirects': {
    en: 'The other server ({host}) sends from one address to the next without end.',
    ru: 'Чужой сервер ({host}) без конца отправляет с адреса на адрес.',
  },
  'call-too-large': { en: 'The answer of the other server was larger than {limit} KiB.', ru: 'Ответ чужого сервера больше {limit} КиБ.' },

  // Suppressed: not sent, on purpose
  'suppressed-no-address': { en: 'Not sent: the contact has no e-mail address.', ru: 'Не отправлено: у контакта нет адреса почты.' },
  'suppressed-bad-address': {
    en: 'Not sent: “{address}” is not an e-mail address.',
    ru: 'Не отправлено: «{address}» не похоже на адрес почты.',
  },
  'suppressed-unsubscribed': {
    en: 'Not sent: the contact unsubscribed from offers.',
    ru: 'Не отправлено: контакт отписался от предложений.',
  },
  'suppressed-no-consent': {
    en: 'Not sent: the contact has not agreed to offers.',
    ru: 'Не отправлено: контакт не давал согласия на предложения.',
  },
  'suppressed-cap': {
    en: 'Not sent: the contact got {count, plural, one {# automatic letter} other {# automatic letters}} today already.',
    ru: 'Не отправлено: сегодня контакт уже получил {count, plural, one {# автоматическое письмо} few {# автоматических письма} many {# автоматических писем} other {# автоматических письма}}.',
  },
  'suppressed-bounced': { en: 'Not sent: this address refuses letters.', ru: 'Не отправлено: этот адрес не принимает письма.' },
  'suppressed-erased': { en: 'Not sent: the data of this person was erased.', ru: 'Не отправлено: данные этого человека стёрты.' },
  'suppressed-contact-archived': { en: 'Not sent: the contact is in the archive.', ru: 'Не отправлено: контакт в архиве.' },
  'suppressed-answered-lately': {
    en: 'Not sent: this flow has answered the sender within the last seven days.',
    ru: 'Не отправлено: сценарий уже отвечал этому отправителю за последние семь дней.',
  },
  'suppressed-automatic': {
    en: 'Not sent: a machine wrote to us, and machines get no answer.',
    ru: 'Не отправлено: нам написала программа, а программам мы не отвечаем.',
  },
  'suppressed-own-address': {
    en: 'Not sent: {address} is a mailbox of ours.',
    ru: 'Не отправлено: {address} — наш собственный ящик.',
  },
  'mail-came-back': { en: 'The letter came back: {answer}', ru: 'Письмо вернулось: {answer}' },
  'workflow-bounces': {
    en: '{bounced} of the last {letters, plural, one {# letter} other {# letters}} of “{workflow}” came back, so it is paused. Check the addresses, then resume it.',
    ru: 'Из {letters, plural, one {# последнего письма} few {# последних писем} many {# последних писем} other {# последних писем}} сценария «{workflow}» вернулось {bounced}, поэтому он на паузе. Проверьте адреса и продолжите.',
  },
} satisfies SayWords
