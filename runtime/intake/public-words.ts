import type { Words } from '../../shared/words.ts'

/** What the public pages say. By language; they are for strangers, so they name nothing of the inside. */
export const publicWords = {
  send: { en: 'Send', ru: 'Отправить' },
  choose: { en: 'Choose…', ru: 'Выберите…' },
  required: { en: 'required', ru: 'обязательно' },
  checkFields: { en: 'Please check these fields:', ru: 'Проверьте, пожалуйста, эти поля:' },
  thanksTitle: { en: 'Thank you!', ru: 'Спасибо!' },
  thanks: { en: 'We have received it and will answer soon.', ru: 'Мы всё получили и скоро ответим.' },
  otherLanguage: { en: 'По-русски', ru: 'In English' },
  leaveEmpty: { en: 'Leave this field empty', ru: 'Оставьте это поле пустым' },
  consentNeeded: {
    en: 'Tick this, or we may not use what you write.',
    ru: 'Поставьте галочку, иначе мы не сможем использовать ваши данные.',
  },
  fillIn: { en: 'Please fill this in.', ru: 'Заполните это поле.' },
  number: { en: 'This must be a number.', ru: 'Здесь должно быть число.' },
  day: { en: 'This must be a day.', ru: 'Здесь должна быть дата.' },
  choice: { en: 'Choose one of the answers.', ru: 'Выберите один из вариантов.' },
  long: { en: 'This is too long. Please say it shorter.', ru: 'Слишком длинно. Напишите, пожалуйста, короче.' },
  formGoneTitle: { en: 'This form is closed', ru: 'Форма закрыта' },
  formGone: { en: 'It does not take answers any more.', ru: 'Ответы больше не принимаются.' },
  linkWrongTitle: { en: 'This link does not work', ru: 'Ссылка не работает' },
  linkWrong: {
    en: 'Perhaps it was cut off on the way. Open it from the letter again.',
    ru: 'Возможно, по пути она обрезалась. Откройте её ещё раз из письма.',
  },
  unsubscribeTitle: { en: 'No more offers?', ru: 'Больше не присылать предложения?' },
  unsubscribeText: {
    en: 'Press the button, and {email} gets no more offers from us. We still answer what you write to us.',
    ru: 'Нажмите кнопку, и на {email} больше не придут наши предложения. На ваши письма мы по-прежнему ответим.',
  },
  unsubscribe: { en: 'Unsubscribe', ru: 'Отписаться' },
  unsubscribedTitle: { en: 'You are unsubscribed', ru: 'Вы отписались' },
  unsubscribed: { en: 'There will be no more offers from us.', ru: 'Наших предложений больше не будет.' },
  questionsTitle: { en: 'A few questions', ru: 'Несколько вопросов' },
  answered: { en: 'Everything has been answered. Thank you!', ru: 'Вы уже ответили на все вопросы. Спасибо!' },
  nothingAnswered: { en: 'Answer at least one of the questions.', ru: 'Ответьте хотя бы на один вопрос.' },
} satisfies Record<string, Words>
