/** Draws a whole world from a seed: most are small, some are large; half of them are plain enough for the reference. */
import type { Workflow } from '../../shared/workflow.ts'
import { type Dice, diceOf } from './dice.ts'
import { cities, drawWorkflow, eventNames } from './draw-workflow.ts'
import type { CallAnswer, Fault, Happening, PostAnswer, SimulatedPerson, SimulatedWorld, What } from './simulated-world.ts'

interface Size {
  readonly people: number
  readonly workflows: number
  readonly nodes: number
  readonly happenings: number
}

/** The world of this seed. */
export function drawWorld(seed: number): SimulatedWorld {
  const dice = diceOf(seed)
  const plain = dice.happens(0.5)
  const size = sizeOf(dice)
  const people = Array.from({ length: size.people }, (_, index) => drawPerson(dice, `p${index}`))
  const workflows = Array.from({ length: size.workflows }, (_, index) =>
    drawWorkflow(dice, { id: `w${index}`, nodes: dice.between(3, size.nodes), plain }),
  )
  const happenings = drawHappenings(dice, size, people, workflows, plain)
  return {
    seed,
    plain,
    people,
    hosts: { 'shop.example': drawTries(dice, callAnswers), 'bank.example': drawTries(dice, callAnswers) },
    workflows,
    happenings,
    faults: dice.happens(0.75) ? drawFaults(dice, size) : [],
  }
}

/** The same world, in which one of its people has themselves erased on the way; nothing to compare with the reference. */
export function withErasure(world: SimulatedWorld): SimulatedWorld {
  const dice = diceOf(world.seed + 1_000_000)
  const erased = dice.pick(world.people).id
  // Words that stand for nothing else.
  const words = { firstName: `Quilla${erased}x`, need: `confided by ${erased}x` }
  const people = world.people.map((person) => (person.id === erased ? { ...person, fields: { ...person.fields, ...words } } : person))
  const place = dice.between(2, world.happenings.length)
  const at = world.happenings[place - 1]?.at ?? 0
  const erasure: Happening = { at, what: 'erase', person: erased }
  return { ...world, plain: false, people, happenings: world.happenings.toSpliced(place, 0, erasure) }
}

function sizeOf(dice: Dice): Size {
  if (dice.happens(0.01)) return { people: dice.between(20, 50), workflows: 3, nodes: 30, happenings: dice.between(100, 200) }
  if (dice.happens(0.12)) return { people: dice.between(4, 12), workflows: 2, nodes: 16, happenings: dice.between(30, 60) }
  return { people: dice.between(1, 3), workflows: dice.between(1, 2), nodes: 9, happenings: 20 }
}

function drawPerson(dice: Dice, id: string): SimulatedPerson {
  return {
    id,
    fields: {
      ...(dice.happens(0.9) ? { firstName: id.toUpperCase() } : {}),
      ...(dice.happens(0.92) ? { email: `${id}@client.example` } : {}),
      language: 'en',
      city: dice.pick(cities),
      stage: 'lead',
      score: 0,
      owner: dice.pick(['valera', 'nikita']),
      consentOffers: dice.happens(0.7),
    },
    post: drawTries(dice, postAnswers),
  }
}

const postAnswers: readonly (readonly [number, PostAnswer])[] = [
  [10, 'sent'],
  [4, 'later'],
  [1, 'refused'],
  [1, 'bounced'],
  [2, 'unclear'],
  [2, 'lost'],
  [1, 'throws'],
]

const callAnswers: readonly (readonly [number, CallAnswer])[] = [
  [8, 'ok'],
  [4, 'busy'],
  [1, 'refused'],
  [2, 'unreachable'],
  [2, 'timeout'],
]

/** Mostly all goes well; sometimes only at a later try, and now and then never. */
function drawTries<Answer>(dice: Dice, answers: readonly (readonly [number, Answer])[]): readonly Answer[] {
  const good = answers[0]?.[1] as Answer
  if (dice.happens(0.6)) return [good]
  const tries = Array.from({ length: dice.between(1, 4) }, () => dice.weigh(answers))
  return dice.happens(0.9) ? [...tries, good] : tries
}

function drawHappenings(dice: Dice, size: Size, people: readonly SimulatedPerson[], workflows: readonly Workflow[], plain: boolean) {
  const happenings: Happening[] = []
  const kinds = plain ? plainWhat : anyWhat
  let at = 0
  for (let index = 0; index < size.happenings; index++) {
    const isAtOnce = !plain && dice.happens(0.25)
    if (!isAtOnce)
      at += dice.weigh([
        [3, dice.between(1, 9)],
        [3, dice.between(10, 200)],
        [1, dice.between(500, 3_000)],
      ])
    const isBeginning = index < 2 || dice.happens(0.3)
    const draw = isBeginning ? arrival : dice.weigh(kinds)
    happenings.push({ at, ...draw({ dice, people, workflows, index }) })
  }
  return happenings
}

interface Drawn {
  readonly dice: Dice
  readonly people: readonly SimulatedPerson[]
  readonly workflows: readonly Workflow[]
  readonly index: number
}

type Draw = (drawn: Drawn) => What

const arrival: Draw = ({ dice, people, index }) => {
  const person = dice.pick(people).id
  const fields = { n: dice.between(0, 9) }
  const copies = dice.weigh([
    [6, 1],
    [2, 2],
    [1, 3],
  ])
  const late = dice.happens(0.1) ? dice.between(1, 30) : 0
  return dice.weigh<What>([
    [6, { what: 'event', key: `k${index}`, kind: 'webhook-received', person, fields: { hook: 'shop', ...fields }, copies, late }],
    [2, { what: 'event', key: `k${index}`, kind: 'form-submitted', person, fields: { form: 'website', ...fields }, copies, late }],
    [3, { what: 'event', key: `k${index}`, kind: 'custom', person, fields: { name: dice.pick(eventNames), ...fields }, copies, late }],
  ])
}

const reply: Draw = ({ dice, people, index }) => ({
  what: 'event',
  key: `k${index}`,
  kind: 'message-received',
  person: dice.pick(people).id,
  fields: { channel: 'email', subject: 'Re', text: 'Yes', automatic: dice.happens(0.2) },
  copies: 1,
  late: 0,
})

const decision: Draw = ({ dice }) => ({
  what: 'decide',
  nth: dice.between(0, 30),
  as: dice.weigh([
    [6, 'approve'],
    [2, 'edit'],
    [2, 'dismiss'],
    [1, 'go-on'],
  ] as const),
  twice: dice.happens(0.25),
})

const nth =
  (what: 'close-task' | 'undo' | 'pause' | 'resume' | 'cancel' | 'skip' | 'retry'): Draw =>
  ({ dice }) => ({ what, nth: dice.between(0, 30) })

const change: Draw = ({ dice, people }) => ({
  what: 'change',
  person: dice.pick(people).id,
  fields: dice.weigh([
    [4, { stage: dice.pick(['qualified', 'client', 'lost', 'lead']) }],
    [2, { unsubscribedAt: '2026-03-01T00:00:00.000Z' }],
    [1, { unsubscribedAt: null }],
    [1, { personalCare: dice.happens(0.5) }],
    [1, { consentOffers: dice.happens(0.5) }],
    [1, { bouncedAt: null }],
  ]),
})

const plainWhat: readonly (readonly [number, Draw])[] = [
  [5, decision],
  [2, reply],
  [2, nth('close-task')],
  [1, ({ dice }) => ({ what: 'resolve', nth: dice.between(0, 9), as: dice.pick(['resend', 'assume-sent'] as const) })],
  [1, () => ({ what: 'kill' })],
]

const anyWhat: readonly (readonly [number, Draw])[] = [
  ...plainWhat,
  [4, change],
  [1, nth('undo')],
  [1, nth('pause')],
  [1, nth('resume')],
  [1, nth('cancel')],
  [2, nth('skip')],
  [2, nth('retry')],
  [2, ({ dice }) => ({ what: 'reschedule', nth: dice.between(0, 30), minutes: dice.between(-60, 3_000) })],
  [1, ({ dice, people }) => ({ what: dice.pick(['archive', 'restore'] as const), person: dice.pick(people).id })],
  [
    1,
    ({ dice, workflows }) => ({ what: 'publish', workflow: drawWorkflow(dice, { id: dice.pick(workflows).id, nodes: 8, plain: false }) }),
  ],
  [
    2,
    ({ dice, workflows }) => ({
      what: 'switch',
      workflow: dice.pick(workflows).id,
      to: dice.weigh([
        [3, 'live'],
        [2, 'paused'],
        [1, 'off'],
      ] as const),
    }),
  ],
  [0.5, () => ({ what: 'halt' })],
  [0.8, () => ({ what: 'go-on' })],
  [0.3, ({ dice, workflows }) => ({ what: 'archive-workflow', workflow: dice.pick(workflows).id })],
  [
    1,
    ({ dice }) => ({
      what: 'jump',
      minutes: dice.weigh([
        [1, -dice.between(1, 70)],
        [2, dice.between(1, 5_000)],
      ]),
    }),
  ],
]

function drawFaults(dice: Dice, { happenings }: Size): Fault[] {
  const commits = happenings * 4
  return Array.from({ length: dice.between(1, 6) }, (): Fault => {
    const commit = dice.between(0, commits)
    return dice.weigh<Fault>([
      [3, { fault: 'crash-before', commit }],
      [3, { fault: 'crash-after', commit }],
      [2, { fault: 'crash-after-call', call: dice.between(0, 12) }],
      [
        3,
        {
          fault: dice.pick(['busy', 'full', 'unreachable'] as const),
          commit,
          times: dice.weigh([
            [4, 1],
            [2, dice.between(2, 6)],
            [1, dice.between(7, 20)],
          ]),
        },
      ],
    ])
  })
}
