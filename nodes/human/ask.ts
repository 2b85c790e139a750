import { because, defineNode, fail, leaveBy, leaveWith, waitUntil } from '../../shared/node.ts'
import { choice, duration, params, person, pick, text } from '../../shared/params.ts'
import { idFor } from '../../shared/seed.ts'
import { linksOf } from '../acted-on.ts'
import { deadline, deadlineNeeds } from '../deadline.ts'
import { linesOf } from '../lines-of.ts'
import { taskResults } from '../task-words.ts'

const { none: _, ...answers } = taskResults

/** Asks a colleague a question and waits for the answer: a task that closes only with it. */
export const humanAsk = defineNode({
  type: 'human.ask',
  group: 'task',
  icon: 'UserQuestion',
  title: { en: 'Ask a colleague', ru: 'Спросить сотрудника' },
  about: {
    en: 'Gives a colleague a question as a task and waits for the answer, which later steps can use.',
    ru: 'Задаёт сотруднику вопрос в виде задачи и ждёт ответа, который можно использовать дальше.',
  },
  summary: { en: 'ask {assignee}: {question}, wait {patience}', ru: 'спросить: {question} ({assignee}), ждать {patience}' },
  synonyms: {
    en: ['ask', 'question', 'input', 'colleague', 'choose', 'enter', 'manager', 'serial number', 'answer', 'form for staff', 'human'],
    ru: ['спросить', 'вопрос', 'ввод', 'сотрудник', 'выбрать', 'ввести', 'менеджер', 'серийный номер', 'ответ', 'уточнить', 'человек'],
  },
  params: params({
    question: text({ label: { en: 'Question', ru: 'Вопрос' } }),
    text: text({ lines: 'many', optional: true, label: { en: 'More about it', ru: 'Подробнее' } }),
    assignee: person({ default: { who: 'owner' }, label: { en: 'Whom', ru: 'Кого' } }),
    answer: choice({ default: 'text', label: { en: 'The answer is', ru: 'Ответ' }, options: answers }),
    options: text({
      lines: 'many',
      optional: true,
      visibleWhen: { param: 'answer', is: ['choice'] },
      label: { en: 'Choices, one per line', ru: 'Варианты, по одному в строке' },
    }),
    patience: duration({ workingDays: true, default: '2 working days', label: { en: 'Wait at most', ru: 'Ждать не дольше' } }),
    writesTo: pick({
      from: 'entity-fields',
      of: 'subject',
      optional: true,
      advanced: true,
      label: { en: 'Write the answer to the field', ru: 'Записать ответ в поле' },
    }),
  }),
  ports: { answered: { en: 'Answered', ru: 'Ответил' }, timeout: { en: 'No answer', ru: 'Нет ответа' } },
  acts: true,
  effects: ['create-task'],
  waits: true,
  output: {
    answer: { type: 'json', label: { en: 'Answer', ru: 'Ответ' } },
    task: { type: 'record', entity: 'task', label: { en: 'Task', ru: 'Задача' } },
  },
  needs: (step) => deadlineNeeds(step, step.params.patience),
  run(step) {
    const { params, seed, since, wokenBy } = step
    const id = idFor(seed, 'task', since)
    if (wokenBy?.kind === 'event') {
      return because(leaveWith('answered', { answer: wokenBy.event.fields['result'] ?? null, task: id }), 'woken-by-task')
    }
    if (wokenBy) return because(leaveBy('timeout'), 'wait-over')
    const until = deadline(step, params.patience)
    if (!until) return fail('no-open-hours')
    return waitUntil(until, {
      for: [{ event: 'task-closed', about: id }],
      effects: [
        {
          kind: 'create-task',
          id,
          taskKind: 'other',
          title: params.question,
          text: params.text ?? '',
          assignee: params.assignee,
          fromDepartment: null,
          about: linksOf(step),
          dueAt: until.toISOString(),
          result: params.answer,
          options: params.answer === 'choice' ? linesOf(params.options) : [],
          remindEveryDays: 1,
          escalateAfterDays: null,
          writesTo: params.writesTo,
        },
      ],
      why: { code: 'waits-for-task' },
    })
  },
  sample: {
    params: {
      question: ['Which oven does ', { ref: 'subject.firstName', or: 'the client' }, ' have?'],
      answer: 'choice',
      options: ['Gas\nElectric'],
      patience: '2 working days',
    },
    output: { answer: 'Gas', task: 'task-1' },
  },
})
