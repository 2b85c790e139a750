/** `node new`: begins a node type in the folder of own nodes, with a test that passes. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { readSettings } from '../settings.ts'
import { type Command, CommandProblem, UsageProblem } from './command.ts'

/** Overwrites nothing; throws `UsageProblem` for a name that is none. */
export const newNode: Command = {
  usage: 'new NAME',
  about: 'begin a node type in the folder of your own nodes',
  more: `NAME is in small letters and hyphens: "node new send-parcel" writes custom-nodes/send-parcel.ts and its test. The folder is
the setting CUSTOM_NODES. The node is in the palette after the next start; with npm run dev at once.`,
  run([verb, name = ''], _, { env, print }) {
    if (verb !== 'new') throw new UsageProblem('Say: node new send-parcel')
    if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name))
      throw new UsageProblem('Name the node in small letters and hyphens: node new send-parcel')
    const { customNodes } = readSettings(env)
    const file = join(customNodes, `${name}.ts`)
    const test = join(customNodes, `${name}.test.ts`)
    for (const each of [file, test]) if (existsSync(each)) throw new CommandProblem(`${each} is there already.`)
    mkdirSync(customNodes, { recursive: true })
    writeFileSync(file, nodeText(name))
    writeFileSync(test, testText(name))
    const here = (path: string) => relative(process.cwd(), path)
    print(`${here(file)} and ${here(test)} are there. Try the test: npx vitest run ${here(test)}`)
    print('Fill in what the node is and does. It is in the palette after the next start.')
    return 0
  },
}

const camelOf = (name: string): string => name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
const exportOf = (name: string): string => `custom${camelOf(name).charAt(0).toUpperCase()}${camelOf(name).slice(1)}`
const titleOf = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1).replaceAll('-', ' ')}`

const nodeText = (name: string): string => `import { defineNode, leaveWith, params, text } from 'tandem/node'

/** Says in a sentence what it does, and for whom. */
export const ${exportOf(name)} = defineNode({
  type: 'custom.${camelOf(name)}',
  group: 'custom',
  icon: 'Puzzle',
  title: { en: '${titleOf(name)}', ru: '${titleOf(name)}' },
  about: { en: 'Writes a greeting that later steps can use.', ru: 'Пишет приветствие для следующих шагов.' },
  summary: { en: 'greet {name}', ru: 'приветствовать: {name}' },
  synonyms: { en: ['greet', 'hello'], ru: ['приветствие', 'привет'] },
  params: params({ name: text({ label: { en: 'Name', ru: 'Имя' } }) }),
  ports: { out: { en: 'Then', ru: 'Дальше' } },
  acts: false,
  output: { greeting: { type: 'text', label: { en: 'Greeting', ru: 'Приветствие' } } },
  run: (step) => leaveWith('out', { greeting: \`Hello, \${step.params.name}!\` }),
  sample: { params: { name: ['Anna'] }, output: { greeting: 'Hello, Anna!' } },
})
`

const testText = (name: string): string => `import { aStep } from 'tandem/node/testing'
import { expect, test } from 'vitest'
import { ${exportOf(name)} } from './${name}.ts'

test('later steps find a greeting with the name in it', () => {
  const step = aStep(${exportOf(name)}, { params: { name: 'Vera' } })

  expect(${exportOf(name)}.run(step)).toMatchObject({ port: 'out', output: { greeting: 'Hello, Vera!' } })
})
`
