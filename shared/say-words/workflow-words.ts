import type { SayWords } from '../say.ts'

/** What the checker and the reader of workflow files find. Each sentence ends with what to do. */
export const workflowWords = {
  // The file
  'file-not-a-workflow': {
    en: 'This file is not a workflow. Choose a JSON file that was exported here, or from n8n.',
    ru: 'Это не файл сценария. Выберите JSON-файл, который был выгружен отсюда или из n8n.',
  },
  'file-of-other-tool': {
    en: 'This file comes from {tool}, which cannot be read here. Flows come in from files that were exported here, or from n8n.',
    ru: 'Этот файл из {tool}, такие здесь не читаются. Сценарии можно взять из файлов, выгруженных отсюда или из n8n.',
  },
  'file-too-deep': {
    en: 'This file is nested too deeply to be opened. Export it again from where it was drawn.',
    ru: 'В файле слишком много вложенных уровней, открыть его нельзя. Выгрузите сценарий заново.',
  },
  'file-too-large': {
    en: 'The file has too much in “{part}”: at most {most} are opened. Split the flow into several.',
    ru: 'В файле слишком много в разделе «{part}»: открываем не больше {most}. Разделите сценарий на несколько.',
  },
  'file-part-unreadable': {
    en: 'The part “{part}” of the file could not be read and was replaced by a safe default. Check it before publishing.',
    ru: 'Раздел файла «{part}» не удалось прочитать, вместо него стоит безопасное значение. Проверьте его перед публикацией.',
  },
  'node-unreadable': {
    en: 'Step number {number} of the file has no id or no type and was left out. Add it again.',
    ru: 'У шага номер {number} в файле нет имени или типа, он пропущен. Добавьте его заново.',
  },
  'node-partly-unreadable': {
    en: 'Parts of this step could not be read ({fields, list}). Open it and set them again.',
    ru: 'Часть этого шага не удалось прочитать ({fields, list}). Откройте его и заполните заново.',
  },
  'edge-unreadable': {
    en: 'Line number {number} of the file could not be read and was left out. Draw it again.',
    ru: 'Линию номер {number} в файле не удалось прочитать, она пропущена. Проведите её заново.',
  },
  'unknown-field': {
    en: 'The file says “{field}”, which this version does not know. It is kept but has no effect. Check the spelling.',
    ru: 'В файле есть «{field}», этой версии оно незнакомо. Мы его сохраним, но оно ни на что не влияет. Проверьте написание.',
  },
  'newer-format': {
    en: 'This flow was made by a newer version (format {format}; this one knows {known}). Everything is kept; to publish it, update this program.',
    ru: 'Сценарий сделан в более новой версии (формат {format}, здесь известен {known}). Всё сохранено; чтобы опубликовать, обновите программу.',
  },

  // The drawing
  'no-steps': {
    en: 'The flow is empty. Choose what should start it.',
    ru: 'Сценарий пуст. Выберите, с чего он начинается.',
  },
  'no-trigger': {
    en: 'Nothing starts this flow. Add a trigger.',
    ru: 'Сценарий ничем не запускается. Добавьте событие, с которого он начинается.',
  },
  'too-many-steps': {
    en: 'The flow has {count, plural, one {# step} other {# steps}}; at most {most} are allowed. Move a part into a flow of its own.',
    ru: 'В сценарии {count, plural, one {# шаг} few {# шага} many {# шагов} other {# шага}}, а можно не больше {most}. Вынесите часть в отдельный сценарий.',
  },
  'too-many-lines': {
    en: 'The flow has {count, plural, one {# line} other {# lines}}; at most {most} are allowed. Move a part into a flow of its own.',
    ru: 'В сценарии {count, plural, one {# линия} few {# линии} many {# линий} other {# линии}}, а можно не больше {most}. Вынесите часть в отдельный сценарий.',
  },
  'same-id': {
    en: 'Two steps have the same id. Delete one of them and add it again.',
    ru: 'У двух шагов одинаковое внутреннее имя. Удалите один из них и добавьте заново.',
  },
  'foreign-step': {
    en: 'Nothing here does what “{type}” did in n8n. Replace this step; its settings are kept until then.',
    ru: 'Здесь нет шага, который делал бы то же, что «{type}» в n8n. Замените его; настройки пока сохранены.',
  },
  'expression-to-replace': {
    en: 'This expression comes from n8n and does not work here: {expression}. Choose a value instead.',
    ru: 'Это выражение из n8n, здесь оно не работает: {expression}. Выберите вместо него значение.',
  },
  'unknown-node-type': {
    en: 'The step “{type}” is not installed here. Install it, or replace the step; its settings are kept.',
    ru: 'Шаг «{type}» здесь не установлен. Установите его или замените шаг; его настройки сохранены.',
  },
  unreachable: {
    en: 'No line leads to this step, so it never runs. Connect it or delete it.',
    ru: 'К этому шагу не ведёт ни одна линия, он никогда не выполнится. Соедините его или удалите.',
  },
  'edge-from-nowhere': {
    en: 'A line to here begins at a step that is not in the file. Nobody will ever come by it.',
    ru: 'Линия сюда начинается у шага, которого в файле нет. По ней никто никогда не придёт.',
  },
  'edge-to-nowhere': {
    en: 'The line from “{port}” leads to a step that was deleted. Connect it to another step or delete it.',
    ru: 'Линия из «{port}» ведёт к удалённому шагу. Соедините её с другим шагом или удалите.',
  },
  'edge-into-trigger': {
    en: 'A trigger cannot have an incoming line. Lead the line to the step after it.',
    ru: 'К событию, с которого всё начинается, нельзя вести линию. Ведите её к следующему шагу.',
  },
  'two-edges-from-port': {
    en: 'Two lines leave by “{port}”, but only one way can be taken. Use the step “Do both” for several ways at once.',
    ru: 'Из выхода «{port}» идут две линии, а пойти можно только по одной. Для нескольких путей сразу возьмите шаг «Параллельно».',
  },
  'unknown-port': {
    en: 'A line leaves by “{port}”, which this step does not have any more. Draw it from another exit or delete it.',
    ru: 'Линия идёт из выхода «{port}», которого у шага больше нет. Проведите её из другого выхода или удалите.',
  },
  'cycle-without-wait': {
    en: 'These steps go round in a circle without a pause: {steps, list}. Put a wait of at least a minute into the circle.',
    ru: 'Эти шаги ходят по кругу без паузы: {steps, list}. Добавьте в круг ожидание хотя бы на минуту.',
  },
  'cycle-too-quick': {
    en: 'This wait is shorter than a minute and stands in a circle. Make it a minute or longer.',
    ru: 'Это ожидание короче минуты и стоит внутри круга. Сделайте его не короче минуты.',
  },
  'join-one-way': {
    en: 'Only one way leads into this join, so there is nothing to wait for. Lead another branch into it or delete it.',
    ru: 'В это слияние ведёт только один путь, ждать ему нечего. Подведите вторую ветку или удалите слияние.',
  },
  'join-never-complete': {
    en: 'The ways into this join never run together, so it would wait for ever. Start them with “Do both”, or let it wait for any of them.',
    ru: 'Пути в это слияние никогда не идут одновременно, оно ждало бы вечно. Начните их шагом «Параллельно» или ждите любой из них.',
  },
  'join-needs-more-ways': {
    en: 'The join waits for {wanted, plural, one {# way} other {# ways}}, but only {count} lead into it. Lower the number or add a branch.',
    ru: 'Слияние ждёт {wanted, plural, one {# путь} few {# пути} many {# путей} other {# пути}}, а ведут в него только {count}. Уменьшите число или добавьте ветку.',
  },
  'trigger-other-subject': {
    en: 'This trigger is about “{found}”, but the flow is about “{wanted}”. Choose another trigger, or change what the flow is about.',
    ru: 'Это событие про «{found}», а сценарий про «{wanted}». Выберите другое событие или измените, о ком сценарий.',
  },
  'unknown-subject': {
    en: 'The flow is about “{entity}”, which does not exist here. Choose what it is about in the settings.',
    ru: 'Сценарий про «{entity}», а такого здесь нет. Выберите в настройках, о ком или о чём он.',
  },
  'all-off': {
    en: 'Every step that does something is switched off, so the flow changes nothing.',
    ru: 'Все шаги, которые что-то делают, выключены: сценарий ничего не изменит.',
  },

  // The parameters
  'param-missing': { en: 'Fill in “{label}”.', ru: 'Заполните «{label}».' },
  'param-ill-typed': {
    en: '“{label}” cannot be read. Set it again.',
    ru: 'Значение «{label}» не удаётся прочитать. Задайте его заново.',
  },
  'param-unknown': {
    en: 'The step has a setting “{param}” that it does not know. It has no effect.',
    ru: 'У шага есть незнакомая ему настройка «{param}». Она ни на что не влияет.',
  },
  'number-too-small': { en: '“{label}” must be at least {min}.', ru: '«{label}»: не меньше {min}.' },
  'number-too-large': { en: '“{label}” must be at most {max}.', ru: '«{label}»: не больше {max}.' },
  'duration-too-short': {
    en: '“{label}” must be at least {min, duration}.',
    ru: '«{label}»: не меньше чем {min, duration}.',
  },
  'duration-too-long': { en: '“{label}” may be five years at most.', ru: '«{label}»: не больше пяти лет.' },
  'choice-unknown': {
    en: '“{label}” is set to “{value}”, which is not among the choices. Choose again.',
    ru: 'В «{label}» стоит «{value}», такого варианта нет. Выберите заново.',
  },
  'key-missing': {
    en: '“{label}” points to “{key}”, which does not exist here. Choose another, or create it.',
    ru: '«{label}» указывает на «{key}», здесь такого нет. Выберите другое или создайте его.',
  },
  'text-too-long': { en: '“{label}” is too long. Shorten it.', ru: '«{label}»: слишком длинный текст. Сократите его.' },
  'zero-branches': { en: 'Add at least two ways to “{label}”.', ru: 'Добавьте в «{label}» хотя бы два пути.' },
  'same-branch-id': {
    en: 'Two ways of “{label}” are the same inside. Delete one of them and add it again.',
    ru: 'Два пути в «{label}» внутри одинаковы. Удалите один и добавьте заново.',
  },
  'weights-not-100': {
    en: 'The shares add up to {sum} %. Change them so that they make 100 %.',
    ru: 'Доли в сумме дают {sum} %. Измените их так, чтобы вышло 100 %.',
  },
  'no-cases': { en: 'Add at least one case to “{label}”.', ru: 'Добавьте в «{label}» хотя бы один случай.' },
  'letter-no-text': {
    en: 'The letter has no text. Write it.',
    ru: 'В письме нет текста. Напишите его.',
  },
  'letter-no-subject': {
    en: 'The letter has no subject. Write one.',
    ru: 'У письма нет темы. Напишите её.',
  },
  'letter-button-no-url': {
    en: 'A button of the letter leads nowhere. Give it an address that begins with https://.',
    ru: 'Кнопка в письме никуда не ведёт. Укажите адрес, который начинается с https://.',
  },
  'letter-no-picture': {
    en: 'A picture of the letter is not chosen yet. Choose it or delete the block.',
    ru: 'Картинка в письме не выбрана. Выберите её или удалите блок.',
  },
  'letter-no-alt': {
    en: 'A picture has no words. Whoever does not see it should know what it shows.',
    ru: 'У картинки нет описания. Напишите, что на ней, для тех, кто её не увидит.',
  },
  'letter-heavy-picture': {
    en: 'A picture of {kilobytes} KB loads slowly on a phone. Up to 500 KB is fine.',
    ru: 'Картинка в {kilobytes} КБ долго загружается на телефоне. Хорошо, когда до 500 КБ.',
  },
  'field-not-chosen': { en: 'Choose a field, or remove the row.', ru: 'Выберите поле или уберите строку.' },
  'field-value-unfit': {
    en: 'What is to be written does not fit into “{field}”. Choose or write another value.',
    ru: 'В поле «{field}» нельзя записать то, что указано. Выберите или напишите другое значение.',
  },
  'question-empty': { en: 'A question has no text. Write it or delete it.', ru: 'Один из вопросов пуст. Напишите его или удалите.' },
  'question-no-options': {
    en: 'A question with a choice has no choices. Add them.',
    ru: 'У вопроса с выбором нет вариантов. Добавьте их.',
  },
  'calendar-never': {
    en: '“{label}” never comes. Choose another date or time.',
    ru: '«{label}» никогда не наступит. Выберите другую дату или время.',
  },

  // References and rules
  'reference-unreadable': {
    en: '“{ref}” is not a value that can be used. Choose another value.',
    ru: '«{ref}» нельзя использовать как значение. Выберите другое.',
  },
  'reference-to-deleted': {
    en: 'The step “{step}” was deleted, but its value is still used. Choose another value.',
    ru: 'Шаг «{step}» удалён, а его значение ещё используется. Выберите другое значение.',
  },
  'reference-to-later': {
    en: 'The step “{step}” never runs before this one, so its value is always empty. Choose another value.',
    ru: 'Шаг «{step}» никогда не выполняется раньше этого, его значение всегда пусто. Выберите другое.',
  },
  'reference-may-be-empty': {
    en: 'The value of “{step}” may be empty: not every way leads through that step. Add what to use instead.',
    ru: 'Значение шага «{step}» может быть пустым: не все пути идут через него. Укажите, чем его заменить.',
  },
  'reference-unknown-output': {
    en: 'The step “{step}” has no value “{output}”. Choose another value.',
    ru: 'У шага «{step}» нет значения «{output}». Выберите другое.',
  },
  'reference-unknown-field': {
    en: '“{entity}” has no field “{field}”. Choose another value.',
    ru: '«{entity}»: поля «{field}» нет. Выберите другое значение.',
  },
  'reference-no-subject': {
    en: 'The flow is about nobody in particular, so “{ref}” is always empty. Choose another value.',
    ru: 'Сценарий ни о ком конкретно, поэтому «{ref}» всегда пусто. Выберите другое значение.',
  },
  'reference-no-item': {
    en: '“{ref}” exists only inside a list that is gone through. Choose another value.',
    ru: '«{ref}» бывает только внутри перебора списка. Выберите другое значение.',
  },
  'rule-record-not-loaded': {
    en: 'A condition asks about a related record that was not at hand. Try the step again.',
    ru: 'Условие спрашивает о связанной записи, которой не было под рукой. Повторите шаг.',
  },
  'rule-too-deep': {
    en: 'A condition is nested more than {most} levels deep. Make it flatter, or use a segment.',
    ru: 'В условии больше {most} вложенных уровней. Упростите его или возьмите сегмент.',
  },
  'rule-too-long': {
    en: 'A condition has more than {most} lines. Move a part into a segment.',
    ru: 'В условии больше {most} строк. Вынесите часть в сегмент.',
  },
  'rule-unknown-field': {
    en: 'A condition asks about “{field}”, which does not exist here. Choose another field.',
    ru: 'Условие спрашивает про поле «{field}», такого здесь нет. Выберите другое поле.',
  },
  'rule-comparison-unfit': {
    en: 'The field “{field}” cannot be compared in this way. Choose another comparison.',
    ru: 'Поле «{field}» так сравнить нельзя. Выберите другое сравнение.',
  },
  'rule-value-missing': {
    en: 'A condition on “{field}” has no value to compare with. Fill it in.',
    ru: 'В условии на «{field}» не указано, с чем сравнивать. Заполните значение.',
  },
  'rule-value-wrong': {
    en: 'The value in the condition on “{field}” does not fit the field. Choose another.',
    ru: 'Значение в условии на «{field}» полю не подходит. Выберите другое.',
  },
  'template-wrong': {
    en: 'A text cannot be read. Write it again.',
    ru: 'Текст не удаётся прочитать. Напишите его заново.',
  },
  'template-too-long': {
    en: 'A text is too long: at most {most}. Shorten it.',
    ru: 'Текст слишком длинный: не больше {most}. Сократите его.',
  },
  'rule-unknown-relation': {
    en: 'A condition asks about “{relation}”, which does not exist. Choose again.',
    ru: 'Условие спрашивает про «{relation}», такого здесь нет. Выберите заново.',
  },
  'rule-unknown-segment': {
    en: 'A condition asks about the segment “{segment}”, but these records have no such segment. Choose another.',
    ru: 'Условие спрашивает про сегмент «{segment}», а у этих записей такого нет. Выберите другой.',
  },
  'rule-segment-circle': {
    en: 'The segment “{segment}” would be a part of itself. Take it out of the condition.',
    ru: 'Сегмент «{segment}» оказался бы частью самого себя. Уберите его из условия.',
  },
  'rule-segments-too-many': {
    en: 'The segments of a condition ask about too many others, or more than {most} deep. Use fewer.',
    ru: 'Сегменты условия спрашивают про слишком много других или глубже {most} уровней. Возьмите меньше.',
  },
  'rule-wrong': {
    en: 'A condition cannot be read. Open it and set it again.',
    ru: 'Условие не удаётся прочитать. Откройте его и задайте заново.',
  },
} satisfies SayWords
