/** The gallery: the workflows of `examples/` that say in a `template.json` what they are for. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { TemplateList } from '../../shared/api/workflows.ts'
import { packageFolder } from '../package-folder.ts'
import { mayRead } from './access.ts'
import type { Parts } from './parts.ts'

export type Template = TemplateList['items'][number]

let read: readonly Template[] | null = null

/** Every template, in the order of their folders. Read when the gallery is first opened. */
export function templates(): readonly Template[] {
  read ??= readTemplates(join(packageFolder(), 'examples'))
  return read
}

export const templateNamed = (id: string): Template | null => templates().find((each) => each.id === id) ?? null

function readTemplates(folder: string): readonly Template[] {
  if (!existsSync(folder)) return []
  const json = (id: string, file: string): unknown => JSON.parse(readFileSync(join(folder, id, file), 'utf8'))
  return readdirSync(folder)
    .filter((id) => existsSync(join(folder, id, 'template.json')))
    .sort()
    .map((id) => {
      const { goal, name, about } = json(id, 'template.json') as Pick<Template, 'goal' | 'name' | 'about'>
      return { id, goal, name, about, workflow: json(id, 'workflow.json') as Template['workflow'] }
    })
}

export const templateRoutes =
  (_parts: Parts): FastifyPluginAsyncTypebox =>
  async (server) => {
    server.get('/templates', { config: mayRead, schema: { summary: 'The gallery.', response: { 200: TemplateList } } }, async () => ({
      items: [...templates()],
    }))
  }
