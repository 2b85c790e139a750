/** What people of the demo company and its clients say and write, in both languages. */
import type { Language } from '../../shared/words.ts'

interface Sentences {
  readonly positions: readonly string[]
  /** What people write into the form. */
  readonly requests: readonly string[]
  /** Answers to the three questions of "Reply, ask, chase". */
  readonly answers: readonly string[]
  /** What comes in by itself. */
  readonly letters: readonly (readonly [subject: string, text: string])[]
  readonly notes: readonly string[]
  readonly calls: readonly string[]
  readonly lost: readonly string[]
  /** By the machine that is sold. */
  readonly deals: Readonly<Record<string, string>>
  readonly partnerships: readonly string[]
  readonly segments: Readonly<Record<'ready' | 'cooling' | 'debtors' | 'it', string>>
  /** What colleagues give each other to do. */
  readonly errands: readonly string[]
}

/** By the language of whoever says it, which need not be that of the installation. */
export const sentences: Readonly<Record<Language, Sentences>> = {
  en: {
    positions: ['Owner', 'Office manager', 'Purchasing', 'Head barista', 'Director', 'Head of operations'],
    requests: [
      'We are opening a second place in spring and look for beans and a machine.',
      'Our old machine leaks. Could you suggest something for about 150 cups a day?',
      'Do you deliver to offices? We are 40 people who drink too much coffee.',
      'A friend recommended your House Blend. May we taste it first?',
      'We need oat milk and cups on a regular basis, what are your terms?',
      'Please send me your prices for hotels with three breakfast rooms.',
      'Looking for a grinder that is quiet enough for a library café.',
    ],
    answers: [
      '1. Beans for about 40 kg a month and one grinder\n2. Up to 1,200 a month\n3. From the first of next month',
      '1. A two-group machine for the new bar\n2. 8,000, if it comes with a service contract\n3. Before Easter',
      '1. Coffee for the office, automatic machine preferred\n2. We thought of 2,500\n3. As soon as you can',
      '1. House Blend and oat drink every three weeks\n2. Not sure yet\n3. We open in six weeks',
    ],
    letters: [
      ['Invoice copy', 'Hello,\n\ncould you send me the last invoice once more? Our accountant cannot find it.\n\nThank you!'],
      ['Thank you', 'Just a short note: the new beans are wonderful, our guests ask where they come from.'],
      ['Delivery on Friday?', 'Good morning,\n\nis it possible to have the delivery on Friday before ten? We have a wedding that day.'],
      ['A cup was broken', 'Hi,\n\none box of cups arrived crushed. I attach a picture tomorrow. Can it be replaced?'],
    ],
    notes: [
      'Prefers to be called after three in the afternoon.',
      'Tasted the Ethiopia, liked it, finds it too dear for the bar.',
      'Plans a second place next year, ask again in autumn.',
      'Pays late in January, every year, and never in other months.',
      'Deliveries through the back yard, the bell does not work.',
      'Has a dog called Espresso. Ask about him.',
    ],
    calls: ['Interested', 'Not interested', 'Could not reach them'],
    lost: ['Chose a cheaper supplier', 'Put off until next year', 'The place was not opened'],
    deals: {
      'AURORA-2': 'Machine for the new bar',
      'AURORA-1': 'Refit of the breakfast room',
      'OFFICE-X': 'Office coffee',
      'GRIND-64': 'Grinders and beans',
      'GRIND-83': 'Grinder for the roastery corner',
      'BATCH-2': 'Filter coffee for events',
      'STEAM-5': 'Milk station and syrups',
    },
    partnerships: [
      'Shelf in the delicatessen',
      'Barista courses together',
      'Resale in the north',
      'Machines for the trade fair',
      'Service in the region',
    ],
    segments: { ready: 'Ready to talk', cooling: 'Cooling down', debtors: 'Owes us money', it: 'IT companies' },
    errands: [
      'Send a tasting set',
      'Agree on the delivery day',
      'Offer for the second machine',
      'Find out who signs the contract',
      'Show the new menu of drinks',
      'Ask how the first month went',
    ],
  },
  ru: {
    positions: ['Владелец', 'Офис-менеджер', 'Закупки', 'Шеф-бариста', 'Директор', 'Управляющий'],
    requests: [
      'Весной открываем вторую точку, ищем зерно и машину.',
      'Старая машина течёт. Что посоветуете на 150 чашек в день?',
      'Возите кофе в офисы? Нас сорок человек, и все пьют кофе.',
      'Друзья хвалили ваш «Домашний». Можно сначала попробовать?',
      'Нужны овсяное молоко и стаканы на постоянной основе. Какие условия?',
      'Пришлите, пожалуйста, цены для гостиницы на три зала.',
      'Ищем тихую кофемолку для кафе в библиотеке.',
    ],
    answers: [
      '1. Зерно, примерно 40 кг в месяц, и одна кофемолка\n2. До 120 тысяч в месяц\n3. С первого числа',
      '1. Двухгрупповая машина в новый бар\n2. Тысяч восемьсот, если с обслуживанием\n3. К майским праздникам',
      '1. Кофе в офис, лучше автомат\n2. Думали о 250 тысячах\n3. Чем раньше, тем лучше',
      '1. «Домашний» и овсяное молоко раз в три недели\n2. Пока не знаем\n3. Открываемся через полтора месяца',
    ],
    letters: [
      ['Копия счёта', 'Здравствуйте!\n\nПришлите, пожалуйста, последний счёт ещё раз: бухгалтер не может найти.\n\nСпасибо!'],
      ['Спасибо', 'Просто хотим сказать спасибо: новое зерно замечательное, гости спрашивают, откуда оно.'],
      ['Доставка в пятницу?', 'Доброе утро!\n\nМожно ли привезти в пятницу до десяти? У нас в этот день свадьба.'],
      ['Помялась коробка', 'Здравствуйте!\n\nОдна коробка стаканов приехала мятой. Завтра пришлю фото. Можно заменить?'],
    ],
    notes: [
      'Лучше звонить после трёх.',
      'Пробовали Эфиопию: понравилась, но для бара дороговато.',
      'В следующем году планируют вторую точку, спросить осенью.',
      'В январе всегда платят с опозданием, в остальные месяцы вовремя.',
      'Доставка через двор, звонок не работает.',
      'Есть собака по кличке Эспрессо. Обязательно спросить о ней.',
    ],
    calls: ['Интересно', 'Не интересно', 'Не дозвонились'],
    lost: ['Выбрали поставщика дешевле', 'Отложили до следующего года', 'Точку так и не открыли'],
    deals: {
      'AURORA-2': 'Машина в новый бар',
      'AURORA-1': 'Оснащение зала завтраков',
      'OFFICE-X': 'Кофе в офис',
      'GRIND-64': 'Кофемолки и зерно',
      'GRIND-83': 'Кофемолка для обжарки',
      'BATCH-2': 'Фильтр-кофе на мероприятия',
      'STEAM-5': 'Молочная станция и сиропы',
    },
    partnerships: ['Полка в гастрономе', 'Совместные курсы бариста', 'Продажи на севере', 'Машины на выставку', 'Сервис в регионе'],
    segments: { ready: 'Готовы к разговору', cooling: 'Остывают', debtors: 'Должны нам', it: 'ИТ-компании' },
    errands: [
      'Отправить набор для пробы',
      'Договориться о дне доставки',
      'Предложение на вторую машину',
      'Узнать, кто подписывает договор',
      'Показать новое меню напитков',
      'Спросить, как прошёл первый месяц',
    ],
  },
}
