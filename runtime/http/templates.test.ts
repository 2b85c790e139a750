/** The gallery: whatever is taken from it works at once. */
import { expect, test } from 'vitest'
import { nodeTypes } from '../../nodes/index.ts'
import type { TemplateList } from '../../shared/api/workflows.ts'
import { languages } from '../../shared/words.ts'
import type { Workflow } from '../../shared/workflow.ts'
import { testApp } from '../testing/test-app.ts'

test.each(languages)(
  'every template becomes a draft with nothing wrong with it where nothing has been set up yet (%s)',
  async (language) => {
    const { admin } = await testApp()
    const { body } = await admin.get(`/api/users/${admin.id}`)
    await admin.patch(`/api/users/${admin.id}`, { revision: body.record.revision, fields: { language } })
    const { items } = (await admin.get('/api/templates')).body as TemplateList

    const wrong: string[] = []
    for (const { id, workflow } of items) {
      for (const asked of [{ template: id }, { file: workflow }]) {
        const made = await admin.post('/api/workflows', asked)
        const { problems } = (await admin.get(`/api/workflows/${made.body.id}`)).body
        if (problems.length > 0) wrong.push(`${id}: ${JSON.stringify(problems)}`)
      }
    }

    expect(items.length).toBeGreaterThan(5)
    expect(wrong).toEqual([])
  },
)

test('a template says what it needs, and asks about settings that its steps have', async () => {
  const { admin } = await testApp()
  const { items } = (await admin.get('/api/templates')).body as TemplateList

  const lost = items.flatMap(({ id, needs, questions, workflow }) => {
    const { nodes } = workflow as Workflow
    const asked = questions.flatMap(({ node, param, also = [] }) => [node, ...also].map((each) => [each, param] as const))
    const unknown = asked.filter(([node, param]) => {
      const type = nodeTypes.find((each) => each.type === nodes.find((each) => each.id === node)?.type)
      return !type || !Object.hasOwn(type.params, param)
    })
    return [...(needs.length === 0 ? [`${id} needs nothing`] : []), ...unknown.map(([node, param]) => `${id}: ${node}.${param}`)]
  })

  expect(lost).toEqual([])
  expect(Math.max(...items.map(({ questions }) => questions.length))).toBeLessThanOrEqual(3)
})
