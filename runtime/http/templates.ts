/** The gallery: the workflows of `examples/` that say in a `template.json` what they are for. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { TemplateList } from '../../shared/api/workflows.ts'
import type { JsonObject } from '../../shared/json.ts'
import type { Language } from '../../shared/words.ts'
import { packageFolder } from '../package-folder.ts'
import { mayRead, personOf } from './access.ts'
import type { Parts } from './parts.ts'

type Template = TemplateList['items'][number]

/** What a template says in Russian, laid over its workflow: names and the texts of parameters that have one language only. */
interface Translation {
  readonly name: string
  readonly description?: string
  readonly nodes: Readonly<Record<string, { readonly name?: string; readonly params?: JsonObject }>>
}

/** What stands in a `template.json` beside what everybody is told. */
interface More {
  readonly ru?: Translation
  readonly without?: readonly string[]
}

const translations = new Map<string, Translation>()
/** Steps of an example that its template leaves out. */
const without = new Map<string, readonly string[]>()

let read: readonly Template[] | null = null

/** Every template, in the order of their folders. Read when the gallery is first opened. */
function templates(): readonly Template[] {
  read ??= readTemplates(join(packageFolder(), 'examples'))
  return read
}

/** A template in a language of the product; null when there is none of this name. */
export function templateNamed(id: string, language: Language): Template | null {
  const template = exampleNamed(id, language)
  return template && { ...template, workflow: offered(template) }
}

/** The same as its example is: with the doors that only the demo company has. */
export function exampleNamed(id: string, language: Language): Template | null {
  const template = templates().find((each) => each.id === id)
  return template ? { ...template, workflow: workflowIn(template, language) } : null
}

/** Without the steps that nobody else can use. */
function offered({ id, workflow }: Template): Template['workflow'] {
  const left = new Set(without.get(id))
  return {
    ...workflow,
    nodes: workflow.nodes.filter((node) => !left.has(node.id)),
    edges: workflow.edges.filter(({ from, to }) => !left.has(from) && !left.has(to)),
    layout: Object.fromEntries(Object.entries(workflow.layout).filter(([node]) => !left.has(node))),
  }
}

function workflowIn({ id, workflow }: Template, language: Language): Template['workflow'] {
  const words = language === 'ru' ? translations.get(id) : undefined
  if (!words) return workflow
  const nodes = workflow.nodes.map((node) => {
    const { name, params } = words.nodes[node.id] ?? {}
    return { ...node, ...(name === undefined ? {} : { name }), params: { ...node.params, ...params } }
  })
  return { ...workflow, name: words.name, ...(words.description === undefined ? {} : { description: words.description }), nodes }
}

function readTemplates(folder: string): readonly Template[] {
  if (!existsSync(folder)) return []
  const json = (id: string, file: string): unknown => JSON.parse(readFileSync(join(folder, id, file), 'utf8'))
  return readdirSync(folder)
    .filter((id) => existsSync(join(folder, id, 'template.json')))
    .sort()
    .map((id) => {
      const { ru, without: left, ...words } = json(id, 'template.json') as Omit<Template, 'id' | 'workflow'> & More
      if (ru) translations.set(id, ru)
      if (left) without.set(id, left)
      return { id, ...words, workflow: json(id, 'workflow.json') as Template['workflow'] }
    })
}

/** `GET /api/templates`, each as a workflow in the language of the reader. */
export const templateRoutes =
  (_parts: Parts): FastifyPluginAsyncTypebox =>
  async (server) => {
    server.get('/templates', { config: mayRead, schema: { summary: 'The gallery.', response: { 200: TemplateList } } }, async (request) => {
      const { language } = personOf(request)
      return { items: templates().flatMap(({ id }) => templateNamed(id, language) ?? []) }
    })
  }
