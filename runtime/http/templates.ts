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

const translations = new Map<string, Translation>()

let read: readonly Template[] | null = null

/** Every template, in the order of their folders. Read when the gallery is first opened. */
function templates(): readonly Template[] {
  read ??= readTemplates(join(packageFolder(), 'examples'))
  return read
}

/** A template in a language of the product; null when there is none of this name. */
export function templateNamed(id: string, language: Language): Template | null {
  const template = templates().find((each) => each.id === id)
  return template ? { ...template, workflow: workflowIn(template, language) } : null
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
      const { goal, name, about, ru } = json(id, 'template.json') as Pick<Template, 'goal' | 'name' | 'about'> & { ru?: Translation }
      if (ru) translations.set(id, ru)
      return { id, goal, name, about, workflow: json(id, 'workflow.json') as Template['workflow'] }
    })
}

/** `GET /api/templates`, each as a workflow in the language of the reader. */
export const templateRoutes =
  (_parts: Parts): FastifyPluginAsyncTypebox =>
  async (server) => {
    server.get('/templates', { config: mayRead, schema: { summary: 'The gallery.', response: { 200: TemplateList } } }, async (request) => {
      const { language } = personOf(request)
      return { items: templates().map((template) => ({ ...template, workflow: workflowIn(template, language) })) }
    })
  }
