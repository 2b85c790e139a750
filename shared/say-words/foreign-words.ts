import type { SayWords } from '../say.ts'

/** What is different in a flow that was taken over from another tool. Each sentence ends with what to do. */
export const foreignWords = {
  'foreign-account': {
    en: 'The access key was not in the file. Fill it in, or make the account known to the other program in its own way.',
    ru: 'Ключа доступа в файле не было. Впишите его или подключитесь к другой программе так, как она просит.',
  },
  'foreign-subscribe': {
    en: 'The other service has to learn where to send its data. Make an address under Settings and give it to that service.',
    ru: 'Другой сервис должен узнать, куда слать данные. Создайте адрес в настройках и укажите его в этом сервисе.',
  },
  'foreign-form': {
    en: 'The form itself does not come with the flow. Make it under Settings; its answers are used under these names: {names, list}.',
    ru: 'Сама форма вместе со сценарием не переносится. Создайте её в настройках; ответы используются под именами: {names, list}.',
  },
  'foreign-form-alone': {
    en: 'The form itself does not come with the flow. Make it under Settings and choose it here.',
    ru: 'Сама форма вместе со сценарием не переносится. Создайте её в настройках и выберите здесь.',
  },
  'foreign-recipient': {
    en: 'This letter goes to the contact of the flow; in n8n it went to an address from the data. Check that they are the same person.',
    ru: 'Это письмо получит клиент сценария; в n8n оно уходило на адрес из данных. Проверьте, что это один и тот же человек.',
  },
  'foreign-asked': {
    en: 'Whom to ask is not known from the file: for now it is the owner. Choose a colleague.',
    ru: 'Кого спрашивать, из файла не понять: пока это ответственный. Выберите сотрудника.',
  },
  'foreign-lost-caller': {
    en: 'In n8n another workflow called this one. Here it starts when data comes in at an address; give that address to whoever calls.',
    ru: 'В n8n этот сценарий вызывал другой. Здесь он начинается, когда на адрес приходят данные; укажите этот адрес тому, кто вызывает.',
  },
  'foreign-lost-get': {
    en: 'In n8n this address was opened with GET. Here data has to be sent to it with POST.',
    ru: 'В n8n этот адрес открывали методом GET. Здесь данные на него нужно отправлять методом POST.',
  },
  'foreign-lost-schedule': {
    en: 'The times of this schedule could not be taken over as they were. Set when it starts.',
    ru: 'Время запуска не удалось перенести как было. Задайте, когда начинать.',
  },
  'foreign-lost-form': {
    en: 'In n8n the data was sent as a form; here it is sent as JSON. Check that the other program takes that.',
    ru: 'В n8n данные отправлялись как форма, здесь они уйдут в виде JSON. Проверьте, что другая программа это принимает.',
  },
  'foreign-lost-html': {
    en: 'In n8n this letter was HTML, and its tags stand in the text now. Write the text anew.',
    ru: 'В n8n это письмо было в HTML, и теги остались в тексте. Перепишите текст.',
  },
  'foreign-lost-line': {
    en: 'A line left this step by an output that it does not have here. Draw it anew.',
    ru: 'Из этого шага выходила линия, которой здесь нет места. Проведите её заново.',
  },
  'foreign-lost-method': {
    en: 'The method of this call is not known here, so it says GET. Choose the right one.',
    ru: 'Метод этого вызова здесь неизвестен, поэтому стоит GET. Выберите верный.',
  },
} as const satisfies SayWords
