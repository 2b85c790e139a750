import { area } from './words.ts'

/** Lists of records: search, filter, columns, bulk work. */
export const lists = area({
  'list.search': { en: 'Search {what}', ru: 'Поиск: {what}' },
  'list.filter': { en: 'Filter', ru: 'Отбор' },
  'list.filterOn': { en: 'Filter is on', ru: 'Отбор включён' },
  'list.columns': { en: 'Columns', ru: 'Столбцы' },
  'list.columnsReset': { en: 'As proposed', ru: 'Как было' },
  'list.export': { en: 'Download as CSV', ru: 'Скачать CSV' },
  'list.import': { en: 'Import…', ru: 'Загрузить из файла…' },
  'list.new': { en: 'New', ru: 'Создать' },
  'list.newOf': { en: 'New: {what}', ru: 'Создать: {what}' },
  'list.archivedOnly': { en: 'Show archived', ru: 'Показать архив' },
  'list.empty': { en: 'Nothing here yet', ru: 'Здесь пока пусто' },
  'list.emptyHint': {
    en: 'Create the first one, import a file, or let a form or a hook bring them.',
    ru: 'Создайте первую запись, загрузите файл или соберите их формой или вебхуком.',
  },
  'list.emptyHintReader': { en: 'They will appear here as soon as there are some.', ru: 'Появятся здесь, как только будут.' },
  'list.sortBy': { en: 'Sort by {field}', ru: 'Сортировать: {field}' },
  'list.selectAll': { en: 'Select all that are loaded', ru: 'Выбрать все загруженные' },
  'list.select': { en: 'Select {name}', ru: 'Выбрать: {name}' },
  'list.selected': {
    en: { one: '{count} selected', other: '{count} selected' },
    ru: { one: 'выбрана {count}', few: 'выбраны {count}', many: 'выбрано {count}' },
  },
  'list.clearSelection': { en: 'Clear the selection', ru: 'Снять выбор' },
  'list.archive': {
    en: { one: 'Archive {count}', other: 'Archive {count}' },
    ru: { one: 'В архив: {count}', few: 'В архив: {count}', many: 'В архив: {count}' },
  },
  'list.archived': {
    en: { one: '{count} record archived', other: '{count} records archived' },
    ru: { one: '{count} запись в архиве', few: '{count} записи в архиве', many: '{count} записей в архиве' },
  },
  'list.restore': {
    en: { one: 'Bring back {count}', other: 'Bring back {count}' },
    ru: { one: 'Вернуть: {count}', few: 'Вернуть: {count}', many: 'Вернуть: {count}' },
  },
  'list.restored': {
    en: { one: '{count} record is back', other: '{count} records are back' },
    ru: { one: '{count} запись возвращена', few: '{count} записи возвращены', many: '{count} записей возвращено' },
  },
  'list.someFailed': {
    en: { one: '{count} record could not be changed', other: '{count} records could not be changed' },
    ru: {
      one: '{count} запись изменить не удалось',
      few: '{count} записи изменить не удалось',
      many: '{count} записей изменить не удалось',
    },
  },
  'list.created': { en: '{name} is created', ru: 'Создано: {name}' },
  'list.openThat': { en: 'Open that record', ru: 'Открыть ту запись' },
  'list.nothingFilledIn': {
    en: 'Nothing is filled in yet. Say at least what it is called.',
    ru: 'Пока ничего не заполнено. Укажите хотя бы название или имя.',
  },
  'list.create': { en: 'Create', ru: 'Создать' },
  'list.moreFields': { en: 'More fields', ru: 'Ещё поля' },
  'list.table': { en: 'Table', ru: 'Таблица' },
  'list.board': { en: 'Board', ru: 'Доска' },
  'list.name': { en: 'Name', ru: 'Имя' },
  'list.nameOf': { en: 'Name', ru: 'Название' },
  'segments.about': { en: 'Rules that say who belongs; always up to date', ru: 'Правила, кто сюда входит; всегда актуальны' },
  'segments.empty': { en: 'No segments yet', ru: 'Сегментов пока нет' },
  'segments.new': { en: 'New segment', ru: 'Новый сегмент' },
  'segments.of': { en: 'Of', ru: 'Из чего' },
  'segments.showAll': { en: 'Show the list', ru: 'Показать список' },
  'list.total': {
    en: { one: '{count} record', other: '{count} records' },
    ru: { one: '{count} запись', few: '{count} записи', many: '{count} записей' },
  },
})
