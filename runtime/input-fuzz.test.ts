/** Files, rules, templates and letters that anybody may hand in. `npm run fuzz -- --inputs 100000` tries more of each. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nodeTypes } from '../nodes/index.ts'
import { checkWorkflow } from '../shared/check-workflow.ts'
import type { Json } from '../shared/json.ts'
import { nothingKnown } from '../shared/known.ts'
import { toNodeTypeData } from '../shared/node-type-data.ts'
import { canPublish } from '../shared/problem.ts'
import { checkRule } from '../shared/rule-check.ts'
import { testRule } from '../shared/rule-test.ts'
import type { Rule } from '../shared/rules.ts'
import { hasWords } from '../shared/say.ts'
import { formats, longestFilled, type Template } from '../shared/template.ts'
import { fillTemplate, resolveIn } from '../shared/template-fill.ts'
import { readWorkflow } from '../shared/workflow-schema.ts'
import { plan } from './engine/plan.ts'
import { readLetter } from './mail/read-letter.ts'
import { packageFolder } from './package-folder.ts'
import { anyJson, nearMiss } from './testing/fuzz/values.ts'
import { anyRule, anyWorld, ruleNow, sourceIn } from './testing/rule-arbitraries.ts'

const asked = process.env['FUZZ_INPUTS']
const numRuns = Number(asked ?? 400)
const seed = Number(process.env['FUZZ_SEED'] ?? 1)
const timeout = 3_600_000

/** What one input may take of the processor, however busy the machine is; told and held to by command only. */
function clock(mostMs: number) {
  const times: number[] = []
  return {
    time<Value>(work: () => Value): Value {
      const before = process.cpuUsage()
      const value = work()
      const { user, system } = process.cpuUsage(before)
      times.push((user + system) / 1000)
      return value
    },
    check(what: string): void {
      const slow = times.filter((ms) => ms > mostMs).length
      if (asked)
        console.log(
          `${what}: ${times.length} tries, slowest ${times.reduce((most, ms) => Math.max(most, ms), 0).toFixed(1)} ms, ${slow} over ${mostMs} ms`,
        )
      // Now and then memory is cleared meanwhile; what is slow by itself is slow more often.
      if (asked) expect(slow).toBeLessThan(times.length / 500 + 3)
    },
  }
}

const examples = join(packageFolder(), 'examples')
const files = readdirSync(examples)
  .map((name) => join(examples, name, 'workflow.json'))
  .filter((file) => existsSync(file))
  .map((file): Json => JSON.parse(readFileSync(file, 'utf8')))
const types = nodeTypes.map(toNodeTypeData)

test('whatever a workflow file holds, it is read, checked and, if nothing is wrong with it, planned', { timeout }, () => {
  const one = nearMiss(fc.constantFrom(...files))
  const file = fc.oneof(
    { weight: 4, arbitrary: one },
    { weight: 3, arbitrary: nearMiss(one) },
    { weight: 2, arbitrary: nearMiss(nearMiss(one)) },
    anyJson,
  )
  const { time, check } = clock(250)
  fc.assert(
    fc.property(file, (content) =>
      time(() => {
        const read = readWorkflow(content)
        const problems = [...read.problems, ...checkWorkflow(read.workflow, types, nothingKnown)]
        for (const { said } of problems) expect(hasWords(said.code)).toBe(true)
        if (canPublish(problems)) plan('flow:1', read.workflow, (type) => nodeTypes.find((each) => each.type === type) ?? null)
      }),
    ),
    { numRuns, seed },
  )
  check('Workflow files')
})

test('whatever is asked about whichever record, the rule has problems, or the answer is yes or no', { timeout }, () => {
  // A world is dear to make, so each is asked many things.
  const rulesOfAWorld = 20
  const asking = fc.constantFrom('contact', 'deal', 'invoice', 'task').chain((entity) => {
    const rule = anyRule(entity) as fc.Arbitrary<Json>
    const rules = fc.array(fc.oneof(rule, nearMiss(rule)), { minLength: rulesOfAWorld, maxLength: rulesOfAWorld })
    return fc.tuple(fc.constant(entity), anyWorld(entity), rules)
  })
  const { time, check } = clock(5)
  fc.assert(
    fc.property(asking, ([entity, world, rules]) => {
      for (const rule of rules.filter((one) => checkRule(one, entity).length === 0)) {
        for (const record of world[entity] ?? []) {
          const { holds } = time(() => testRule(rule as Rule, sourceIn(world, entity, record), ruleNow))
          expect(typeof holds).toBe('boolean')
        }
      }
    }),
    { numRuns: Math.ceil(numRuns / rulesOfAWorld), seed },
  )
  check('Rules')
})

test('whatever a template names in whatever data, it becomes a text of bounded length', { timeout }, () => {
  const reference = fc.record(
    {
      ref: fc.constantFrom('event.a', 'event.a.b.0', 'event.__proto__', 'subject', ''),
      format: fc.constantFrom(...formats),
      or: fc.string(),
    },
    { requiredKeys: ['ref'] },
  )
  const template = fc.array(fc.oneof(fc.string(), reference, anyJson as fc.Arbitrary<never>), { maxLength: 20 })
  const { time, check } = clock(50)
  fc.assert(
    fc.property(template, anyJson, fc.constantFrom('en' as const, 'ru' as const), (pieces, a, language) => {
      const options = { language, zone: 'Europe/Berlin', currency: 'EUR' }
      const { text } = time(() => fillTemplate(pieces as Template, resolveIn({ event: { a } }), options))
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(longestFilled)
    }),
    { numRuns, seed },
  )
  check('Templates')
})

const letter = [
  'From: =?utf-8?b?0JDQvdC90LA=?= <anna@client.test>',
  'To: "x, y" <office@company.test>',
  'Subject: =?koi8-r?q?=C1?= order',
  'Message-ID: <1@client.test>',
  'In-Reply-To: <2@company.test>',
  'Content-Type: multipart/mixed; boundary="a"',
  '',
  '--a',
  'Content-Type: multipart/alternative; boundary=b',
  '',
  '--b',
  'Content-Type: text/plain; charset=windows-1251',
  'Content-Transfer-Encoding: quoted-printable',
  '',
  '=CF=F0=E8=E2=E5=F2',
  '> quoted',
  '--b',
  'Content-Type: text/html',
  '',
  '<p>Hello <b>there<script>x</script></p><blockquote>old</blockquote>',
  '--b--',
  '--a',
  'Content-Type: message/delivery-status',
  '',
  'Final-Recipient: rfc822; boris@client.test',
  'Action: failed',
  'Status: 5.1.1',
  '--a',
  'Content-Type: application/pdf; name="../../a.pdf"',
  'Content-Transfer-Encoding: base64',
  '',
  'JVBERi0=',
  '--a--',
].join('\r\n')

test('whatever comes by mail is a letter or none, and no letter takes long to read', { timeout }, async () => {
  const lines = letter.split('\r\n')
  const mutated = fc
    .array(
      fc.tuple(
        fc.nat(lines.length - 1),
        fc.oneof(fc.constantFrom(...lines), fc.string(), fc.constantFrom('', '--a', '--b', `X: ${'a '.repeat(5_000)}`, '<'.repeat(5_000))),
      ),
      {
        minLength: 1,
        maxLength: 8,
      },
    )
    .map((changes) => {
      const changed = [...lines]
      for (const [at, line] of changes) changed[at] = line
      return Buffer.from(changed.join('\r\n'), 'latin1')
    })
  const cut = fc.nat(letter.length).map((length) => Buffer.from(letter.slice(0, length)))
  const bytes = fc.uint8Array({ maxLength: 500 }).map((given) => Buffer.from(given))
  let slowest = 0
  await fc.assert(
    fc.asyncProperty(fc.oneof({ weight: 6, arbitrary: mutated }, cut, bytes), async (raw) => {
      const began = performance.now()
      await readLetter(raw)
      slowest = Math.max(slowest, performance.now() - began)
    }),
    { numRuns, seed },
  )
  if (asked) console.log(`Letters: slowest ${slowest.toFixed(1)} ms`)
  expect(slowest).toBeLessThan(2_000)
})
