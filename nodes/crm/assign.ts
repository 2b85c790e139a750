import { isAway } from '../../shared/absence.ts'
import type { Json } from '../../shared/json.ts'
import { because, defineNode, type Fields, fail, type Lookup, leaveWith, type Step } from '../../shared/node.ts'
import { choice, flag, params, pick } from '../../shared/params.ts'
import { chance } from '../../shared/seed.ts'
import { dayIn } from '../../shared/time.ts'
import { aboutOf, actedOn, idOf, isRecord } from '../acted-on.ts'

/** More people of one department are not compared. */
const most = 50

/**
 * Gives a record an owner: a person, or somebody of a department who is there. Whoever is away is replaced by their
 * deputy. The same question has the same answer, so a suggestion names the person who will get it.
 */
export const crmAssign = defineNode({
  type: 'crm.assign',
  group: 'record',
  icon: 'UserShare',
  title: { en: 'Assign an owner', ru: 'Назначить ответственного' },
  about: {
    en: 'Gives the contact or deal to a person, or to whoever of a department is there and has the fewest open tasks.',
    ru: 'Передаёт контакт или сделку сотруднику либо тому из отдела, кто на месте и у кого меньше открытых задач.',
  },
  summary: {
    en: 'give the {entity}[ to {user}][ to {department}, {how}][{onlyIfNone} if nobody looks after it]',
    ru: 'назначить ответственного ({entity})[: {user}][ из отдела «{department}»: {how}][{onlyIfNone}, если никто не ведёт]',
  },
  synonyms: {
    en: [
      'assign',
      'owner',
      'responsible',
      'manager',
      'distribute',
      'round robin',
      'rota',
      'hand over',
      'give to',
      'department',
      'least busy',
    ],
    ru: [
      'назначить',
      'ответственный',
      'менеджер',
      'распределить',
      'очередь',
      'передать',
      'закрепить',
      'отдел',
      'наименее занятый',
      'владелец',
    ],
  },
  params: params({
    entity: pick({ from: 'entities', default: 'contact', label: { en: 'What', ru: 'Что' } }),
    to: choice({
      default: 'department',
      label: { en: 'To whom', ru: 'Кому' },
      options: { user: { en: 'a person', ru: 'сотруднику' }, department: { en: 'somebody of a department', ru: 'кому-то из отдела' } },
    }),
    user: pick({ from: 'users', optional: true, visibleWhen: { param: 'to', is: ['user'] }, label: { en: 'Person', ru: 'Сотрудник' } }),
    department: pick({
      from: 'departments',
      optional: true,
      visibleWhen: { param: 'to', is: ['department'] },
      label: { en: 'Department', ru: 'Отдел' },
    }),
    how: choice({
      default: 'least-busy',
      visibleWhen: { param: 'to', is: ['department'] },
      label: { en: 'Who of them', ru: 'Кто из них' },
      options: {
        'least-busy': { en: 'whoever has the fewest open tasks', ru: 'у кого меньше открытых задач' },
        chance: { en: 'anyone, by chance', ru: 'любой, по жребию' },
      },
    }),
    onlyIfNone: flag({ default: false, label: { en: 'Only if it has no owner', ru: 'Только если никто не ведёт' } }),
  }),
  ports: { out: { en: 'Then', ru: 'Дальше' }, nobody: { en: 'Nobody is there', ru: 'Никого нет' } },
  acts: true,
  startsAs: 'suggest',
  effects: ['change-owner'],
  output: { owner: { type: 'record', entity: 'user', label: { en: 'Owner', ru: 'Ответственный' } } },
  needs(step) {
    const { params, found } = step
    if (params.to === 'user') return params.user === null ? {} : { user: { kind: 'keyed', entity: 'user', key: params.user } }
    const counted = params.how === 'least-busy' ? peopleIn(found['people']).map((id) => [load(id), openTasksOf(id)] as const) : []
    return { people: { kind: 'query', entity: 'user', rule: presentIn(params.department), limit: most }, ...Object.fromEntries(counted) }
  },
  run(step) {
    const { params } = step
    const id = aboutOf(step)[params.entity]
    if (id === undefined) return fail('not-found')
    const present = ownerOf(step)
    if (params.onlyIfNone && present !== null) return leaveWith('out', { owner: present })
    if (params.to === 'user' && !isRecord(step.found['user'] ?? null)) return fail('key-unknown', { key: params.user ?? '' })
    const owner = params.to === 'user' ? presentOrDeputy(step) : oneOf(step, params.how)
    if (owner === null) return because(leaveWith('nobody', { owner: null }), 'nobody-free')
    return leaveWith('out', { owner }, { kind: 'change-owner', entity: params.entity, id, owner })
  },
  sample: {
    params: { entity: 'contact', to: 'department', department: 'sales', how: 'least-busy', onlyIfNone: false },
    found: { people: ['valera', 'vera'], 'tasks-valera': 4, 'tasks-vera': 1 },
    output: { owner: 'vera' },
  },
})

const load = (user: string) => `tasks-${user}`

const openTasksOf = (user: string): Lookup => ({
  kind: 'count',
  entity: 'task',
  rule: {
    all: [
      { field: 'owner', is: 'is', value: user },
      { field: 'state', is: 'is', value: 'open' },
    ],
  },
})

/** Whoever works there and is not away today. */
const presentIn = (department: string | null) => ({
  all: [
    { field: 'department.key', is: 'is' as const, value: department },
    { field: 'active', is: 'yes' as const },
    {
      any: [
        { field: 'absentUntil', is: 'empty' as const },
        { field: 'absentUntil', is: 'before' as const, value: { in: 'P0D' } },
        { field: 'absentFrom', is: 'after' as const, value: { in: 'P0D' } },
      ],
    },
  ],
})

const peopleIn = (people: Json | undefined): readonly string[] =>
  Array.isArray(people) ? people.filter((id): id is string => typeof id === 'string') : []

/** Who looks after the record now; of records other than the one acted on nothing is known. */
function ownerOf(step: Step): string | null {
  const acted = actedOn(step)
  return acted && acted.entity === step.params['entity'] ? idOf(acted.record['owner'] ?? null) : null
}

function presentOrDeputy({ found, now, company }: Step): string | null {
  const user = found['user'] as Fields
  const isThere = user['active'] !== false && !isAway(user, dayIn(now, company.zone))
  return isThere ? user.id : idOf(user['deputy'] ?? null)
}

/** Of several with the same number of tasks chance decides, the same way each time it is asked. */
function oneOf({ found, seed }: Step, how: 'least-busy' | 'chance'): string | null {
  const people = peopleIn(found['people'])
  const tasks = (id: string) => Number(found[load(id)] ?? 0)
  const fewest = Math.min(...people.map(tasks))
  const candidates = how === 'least-busy' ? people.filter((id) => tasks(id) === fewest) : people
  return candidates[Math.floor(chance(seed, 'assign') * candidates.length)] ?? null
}
