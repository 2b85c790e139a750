import { area } from './words.ts'

/** Words that every page uses. */
export const common = area({
  'common.sameStep': { en: 'The step where they stand', ru: 'Шаг, на котором стоят' },
  'common.chooseStep': { en: 'Choose a step', ru: 'Выберите шаг' },
  'common.save': { en: 'Save', ru: 'Сохранить' },
  'common.cancel': { en: 'Cancel', ru: 'Отмена' },
  'common.close': { en: 'Close', ru: 'Закрыть' },
  'common.back': { en: 'Back', ru: 'Назад' },
  'common.next': { en: 'Next', ru: 'Дальше' },
  'common.undo': { en: 'Undo', ru: 'Отменить' },
  'common.undone': { en: 'Undone', ru: 'Отменено' },
  'common.add': { en: 'Add', ru: 'Добавить' },
  'common.edit': { en: 'Edit', ru: 'Изменить' },
  'common.delete': { en: 'Delete', ru: 'Удалить' },
  'common.remove': { en: 'Remove', ru: 'Убрать' },
  'common.copy': { en: 'Copy', ru: 'Копировать' },
  'common.copied': { en: 'Copied', ru: 'Скопировано' },
  'common.open': { en: 'Open', ru: 'Открыть' },
  'common.more': { en: 'More', ru: 'Ещё' },
  'common.search': { en: 'Search', ru: 'Поиск' },
  'common.loading': { en: 'Loading…', ru: 'Загружаем…' },
  'common.tryAgain': { en: 'Try again', ru: 'Попробовать ещё раз' },
  'common.yes': { en: 'Yes', ru: 'Да' },
  'common.no': { en: 'No', ru: 'Нет' },
  'common.empty': { en: 'Empty', ru: 'Пусто' },
  'common.hidden': { en: 'hidden', ru: 'скрыто' },
  'common.nobody': { en: 'Nobody', ru: 'Никто' },
  'common.optional': { en: 'optional', ru: 'необязательно' },
  'common.required': { en: 'Fill this in', ru: 'Заполните это поле' },
  'common.saved': { en: 'Saved', ru: 'Сохранено' },
  'common.and': { en: '{first} and {last}', ru: '{first} и {last}' },
  'common.records': {
    en: { one: '{count} record', other: '{count} records' },
    ru: { one: '{count} запись', few: '{count} записи', many: '{count} записей' },
  },
  'common.nothingMatches': { en: 'Nothing matches', ru: 'Ничего не найдено' },
  'common.clearFilters': { en: 'Clear filters', ru: 'Сбросить фильтры' },
  'common.notFoundNamed': { en: 'Nothing is found for “{name}”', ru: 'По запросу «{name}» ничего нет' },
  'common.showMore': { en: 'Show more', ru: 'Показать ещё' },

  'problem.title': { en: 'This could not be loaded', ru: 'Не удалось загрузить' },
  'problem.noConnection': {
    en: 'The server does not answer. Check the connection and try again; nothing you entered is lost.',
    ru: 'Сервер не отвечает. Проверьте соединение и попробуйте ещё раз; введённое не потеряно.',
  },
  'problem.unexpected': {
    en: 'The server answered in a way we did not expect. Try again; if it stays so, tell your admin the code below.',
    ru: 'Сервер ответил неожиданно. Попробуйте ещё раз; если не поможет, передайте администратору код ниже.',
  },
  'problem.code': { en: 'Code: {code}', ru: 'Код: {code}' },
  'problem.page': {
    en: 'This page stopped working. Nothing was changed. Open it again; the rest of the app goes on.',
    ru: 'Эта страница перестала работать. Ничего не изменено. Откройте её снова; остальное работает.',
  },
  'problem.stale': {
    en: 'Somebody changed this a moment ago. We read it again; look and repeat your change.',
    ru: 'Это только что изменил кто-то другой. Мы прочитали запись заново; проверьте и повторите правку.',
  },

  'page.notFound': { en: 'There is no such page', ru: 'Такой страницы нет' },
  'page.notFoundHint': {
    en: 'The address may be mistyped, or the record may be gone.',
    ru: 'Возможно, в адресе опечатка или записи больше нет.',
  },
  'page.home': { en: 'To the home page', ru: 'На главную' },

  'time.yourTime': { en: '{time} your time', ru: '{time} по вашему времени' },
})
