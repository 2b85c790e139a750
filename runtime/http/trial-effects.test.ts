/** Trying never touches the world: over every kind of step that there is. */

import { readdirSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, onTestFinished, test } from 'vitest'
import { nodeTypes } from '../../nodes/index.ts'
import type { AnyNodeType } from '../../shared/node.ts'
import { toNodeTypeData } from '../../shared/node-type-data.ts'
import { emptyWorkflow, type Mode, type Workflow, type WorkflowNode } from '../../shared/workflow.ts'
import type { Answered } from '../testing/answered.ts'
import { aSmtpServer } from '../testing/smtp-server.ts'
import { testApp, testFolder } from '../testing/test-app.ts'

const form: WorkflowNode = { id: 'form', type: 'trigger.form', mode: 'act', params: { form: 'website' } }
/** What samples call a list that an earlier step has found. */
const dead: WorkflowNode = {
  id: 'dead',
  type: 'data.query',
  mode: 'act',
  params: { entity: 'contact', where: { field: 'email', is: 'not-empty' }, limit: 5 },
}
const task: WorkflowNode = { id: 'task', type: 'crm.createTask', mode: 'act', params: { title: ['Call them'], kind: 'call' } }

test.each(['act', 'suggest'] as const)(
  'a trial through every kind of step sends nothing and leaves every row as it was (%s)',
  async (mode) => {
    const calls: string[] = []
    const elsewhere = createServer((request, reply) => {
      calls.push(request.url ?? '')
      reply.end('{}')
    })
    await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void elsewhere.close())
    const host = `127.0.0.1:${(elsewhere.address() as AddressInfo).port}`
    const smtp = await aSmtpServer()
    onTestFinished(() => smtp.close())
    const folder = testFolder()
    const { admin } = await testApp({ smtpUrl: smtp.url, callsAllowed: [host] }, folder)
    const fields = { firstName: 'Anna', lastName: 'Berg', email: 'anna@client.test', phone: '+49 30 901820', owner: admin.id }
    const anna = (await admin.post('/api/contacts', { fields })).body.record
    const { id } = (await admin.post('/api/workflows', { file: emptyWorkflow('try', 'Try') })).body
    const before = rowsIn(folder)
    expect(Object.values(before).flat().join()).toContain('anna@client.test')

    const silent: string[] = []
    for (const type of nodeTypes) {
      const draft = walkThrough(type, mode, host)
      const fields = { name: 'Dora Klein', email: 'dora@client.test' }
      const trial = (await admin.post(`/api/workflows/${id}/trials`, { subject: anna.id, trigger: draft.nodes[0]?.id, fields, draft })).body
      const steps: readonly Answered[] = trial.steps ?? []
      expect(
        steps.map(({ node }) => node),
        `${type.type}: ${JSON.stringify(trial)}`,
      ).toContain('it')
      if (type.acts && !steps.some(({ detail }) => detail.effects?.length > 0)) silent.push(type.type)
      const only = { node: 'it', visit: 1 }
      const once = { subject: anna.id, trigger: draft.nodes[0]?.id, fields, draft, event: trial.event, only }
      const again = (await admin.post(`/api/workflows/${id}/trials`, once)).body
      expect(again.steps, `${type.type}, tried alone`).toEqual(steps.filter(({ node, visit }) => node === 'it' && visit === 1))
    }

    expect(silent, 'steps that would change something, and in this trial did not').toEqual([])
    expect(rowsIn(folder)).toEqual(before)
    expect(smtp.received).toEqual([])
    expect(calls).toEqual([])
  },
)

/** A flow through one step of this type, with its sample filled in; what begins flows is followed by a task. */
function walkThrough(type: AnyNodeType, mode: Mode, host: string): Workflow {
  const params = type.type === 'out.http' ? { ...type.sample.params, url: [`http://${host}/hit`] } : type.sample.params
  const it: WorkflowNode = { id: 'it', type: type.type, mode: type.acts ? mode : 'act', params }
  const empty = { ...emptyWorkflow('try', 'Try'), settings: { ...emptyWorkflow('try', 'Try').settings, subject: 'contact' } }
  if (type.trigger) return { ...empty, nodes: [it, task], edges: [{ from: 'it', port: 'out', to: 'task' }] }
  const ports = Object.keys(toNodeTypeData(type).ports).filter((port) => port !== 'each' && port !== 'plus')
  return {
    ...empty,
    nodes: [form, dead, it, task],
    edges: [
      { from: 'form', port: 'out', to: 'dead' },
      { from: 'dead', port: 'out', to: 'it' },
      ...ports.map((port) => ({ from: 'it', port, to: 'task' })),
    ],
  }
}

/** Every row of every table; sessions are written by being signed in. */
function rowsIn(folder: string): Readonly<Record<string, readonly string[]>> {
  const file = readdirSync(folder).find((name) => name.endsWith('.db') || name.endsWith('.sqlite')) ?? ''
  const database = new Database(join(folder, file), { readonly: true })
  const tables = database.prepare<[], { name: string }>(`select name from sqlite_master where type = 'table' order by name`).all()
  const rows = tables.map(
    ({ name }) =>
      [
        name,
        database
          .prepare(`select * from "${name}"`)
          .all()
          .map((row) => JSON.stringify(row)),
      ] as const,
  )
  database.close()
  return Object.fromEntries(rows.filter(([name]) => name !== 'sessions'))
}
