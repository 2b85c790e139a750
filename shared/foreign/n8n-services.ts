/**
 * The services that n8n has nodes of its own for, as calls to their public interfaces: the address, the method and the
 * fields that their documentation names. An account is never in a file, so its key is filled in here by a person.
 */
import { isJsonObject, type Json, type JsonObject } from '../json.ts'
import type { N8nNode } from './n8n-file.ts'
import { type Call, callStep } from './n8n-http.ts'
import { accountPart, type Made, type Maker, paramAt, plainOf, rowsAt, writtenIn } from './n8n-step.ts'

type Answer = Parameters<typeof callStep>[2]

const get = (node: N8nNode, url: Call['url'], query: Call['query'] = [], answer: Answer = {}): Made =>
  callStep(node, { method: 'GET', url, query }, answer)

const post = (node: N8nNode, url: Call['url'], body: Json, answer: Answer = {}): Made =>
  callStep(node, { method: 'POST', url, body }, answer)

/** `resource.operation` of a node, with what they are where the file says nothing. */
const asked = ({ params }: N8nNode, resource: string, operation: string): string =>
  `${plainOf(params['resource']) ?? resource}.${plainOf(params['operation']) ?? operation}`

/** Stands for all values that come in, under their own names. */
const everything = '={{ $json }}'

/** Leaves out what is not set. */
const given = (fields: Readonly<Record<string, Json | undefined>>): JsonObject =>
  Object.fromEntries(Object.entries(fields).filter((entry): entry is [string, Json] => entry[1] !== undefined && entry[1] !== ''))

const slack: Maker = (node) => {
  const { params } = node
  if (asked(node, 'message', 'post') !== 'message.post') return null
  const channel = paramAt(params, 'channelId') ?? paramAt(params, 'channel') ?? paramAt(params, 'user')
  const attachments = rowsAt(params, 'attachments').map(({ fields, ...rest }) => {
    const rows = rowsAt(fields, 'item')
    return rows.length > 0 ? { ...rest, fields: rows } : rest
  })
  const body = given({ channel, text: params['text'], ...(attachments.length > 0 ? { attachments } : {}) })
  return post(node, ['https://slack.com/api/chat.postMessage'], body)
}

const telegram: Maker = (node) => {
  const { params } = node
  if (asked(node, 'message', 'sendMessage') !== 'message.sendMessage') return null
  const body = given({
    chat_id: params['chatId'],
    text: params['text'],
    parse_mode: paramAt(params, 'additionalFields', 'parse_mode'),
    disable_notification: paramAt(params, 'additionalFields', 'disable_notification'),
  })
  return post(node, ['https://api.telegram.org/bot', accountPart('Telegram', 'token'), '/sendMessage'], body, { at: 'result' })
}

const discord: Maker = (node) => {
  const text = node.params['content'] ?? node.params['text']
  return text === undefined ? null : post(node, [accountPart('Discord', 'webhook')], given({ content: text }))
}

const trello: Maker = (node) => {
  const { params } = node
  if (asked(node, 'card', 'create') !== 'card.create') return null
  const body = given({ idList: params['listId'], name: params['name'], desc: params['description'] })
  return post(node, ['https://api.trello.com/1/cards'], body)
}

const notion: Maker = (node) => {
  const { params } = node
  const what = asked(node, 'block', 'append')
  const database = paramAt(params, 'databaseId')
  if (what === 'databasePage.create' || (what === 'databasePage.append' && params['resource'] === 'databasePage')) {
    const properties = Object.fromEntries(rowsAt(params, 'propertiesUi', 'propertyValues').flatMap(notionProperty))
    return post(node, ['https://api.notion.com/v1/pages'], { parent: given({ database_id: database }), properties })
  }
  if (what !== 'databasePage.getAll') return null
  return post(node, ['https://api.notion.com/v1/databases/', database, '/query'], {}, { list: 'results' })
}

/** `{ "key": "Name|title", "title": … }` as the interface writes it: `"Name": { "title": [{ "text": { "content": … } }] }`. */
function notionProperty(row: JsonObject): [string, Json][] {
  const [name = '', type = ''] = (plainOf(row['key']) ?? '').split('|')
  const text = row['title'] ?? row['textContent'] ?? row['text']
  if (name === '') return []
  if (type === 'title' || type === 'rich_text') return [[name, { [type]: [{ text: { content: text ?? '' } }] }]]
  const plain: Readonly<Record<string, string>> = {
    number: 'numberValue',
    url: 'urlValue',
    email: 'emailValue',
    phone_number: 'phoneValue',
    checkbox: 'checkboxValue',
  }
  const field = Object.hasOwn(plain, type) ? plain[type] : undefined
  if (field) return [[name, { [type]: row[field] ?? null }]]
  if (type === 'select') return [[name, { select: { name: row['selectValue'] ?? null } }]]
  return type === 'date' ? [[name, { date: { start: row['date'] ?? null } }]] : []
}

const airtable: Maker = (node) => {
  const { params } = node
  const base = paramAt(params, 'base') ?? params['application']
  const table = ['https://api.airtable.com/v0/', base, '/', paramAt(params, 'table')]
  const columns = paramAt(params, 'columns', 'value')
  const fields = isJsonObject(columns ?? null) ? (columns as JsonObject) : null
  switch (plainOf(params['operation'])) {
    case 'search':
    case 'list':
      return get(node, table, [['filterByFormula', params['filterByFormula']]], { list: 'records', inside: ['fields'] })
    case 'read':
    case 'get':
      return get(node, [...table, '/', params['id']])
    case 'create':
    case 'append':
      return post(node, table, { fields: fields ?? everything })
    case 'upsert': {
      const keys = paramAt(params, 'columns', 'matchingColumns') ?? []
      const body = { performUpsert: { fieldsToMergeOn: keys }, records: [{ fields: fields ?? {} }] }
      return fields ? callStep(node, { method: 'PATCH', url: table, body }, { at: 'records.0' }) : null
    }
    default:
      return null
  }
}

const googleCalendar: Maker = (node) => {
  const { params } = node
  const calendar = ['https://www.googleapis.com/calendar/v3/calendars/', paramAt(params, 'calendar'), '/events']
  const [start, end] = [params['start'], params['end']]
  switch (asked(node, 'event', 'create')) {
    case 'event.getAll': {
      const options = (name: string) => params[name] ?? paramAt(params, 'options', name)
      return get(
        node,
        calendar,
        [
          ['timeMin', options('timeMin')],
          ['timeMax', options('timeMax')],
          ['q', options('query')],
        ],
        { list: 'items' },
      )
    }
    case 'event.create': {
      const about = paramAt(params, 'additionalFields')
      const words = isJsonObject(about ?? null)
        ? given({ summary: paramAt(about, 'summary'), description: paramAt(about, 'description') })
        : {}
      return post(node, calendar, { ...words, start: given({ dateTime: start }), end: given({ dateTime: end }) })
    }
    default:
      return null
  }
}

const hubspot: Maker = (node) => {
  const { params } = node
  const contacts = 'https://api.hubapi.com/crm/v3/objects/contacts'
  switch (asked(node, 'contact', 'upsert')) {
    case 'contact.get':
      return get(
        node,
        [`${contacts}/`, paramAt(params, 'contactId')],
        [['properties', listed(paramAt(params, 'additionalFields', 'properties'))]],
      )
    case 'contact.search': {
      const groups = rowsAt(params, 'filterGroupsUi', 'filterGroupsValues').map((group) => ({
        filters: rowsAt(group, 'filtersUi', 'filterValues').map(({ propertyName, operator, value }) =>
          given({ propertyName: (plainOf(propertyName) ?? '').split('|')[0], operator: operator ?? 'EQ', value }),
        ),
      }))
      const { sortBy, direction, properties } = {
        ...(isJsonObject(params['additionalFields'] ?? null) ? (params['additionalFields'] as JsonObject) : {}),
      }
      const sorts = sortBy === undefined ? undefined : [given({ propertyName: sortBy, direction: direction ?? 'DESCENDING' })]
      return post(node, [`${contacts}/search`], given({ filterGroups: groups, sorts, properties }), { list: 'results' })
    }
    case 'engagement.create':
    case 'engagement.upsert': {
      const associations = paramAt(params, 'additionalFields', 'associations') ?? {}
      const contactIds = paramAt(associations, 'contactIds')
      const metadata = { ...(isJsonObject(params['metadata'] ?? null) ? (params['metadata'] as JsonObject) : {}) }
      const { toEmail, fromEmail, firstName, ...rest } = metadata
      const from = fromEmail === undefined ? {} : { from: given({ email: fromEmail, firstName }) }
      const to = Array.isArray(toEmail) ? { to: toEmail.map((email: Json) => ({ email })) } : {}
      return post(node, ['https://api.hubapi.com/engagements/v1/engagements'], {
        engagement: { type: writtenIn(params['type'], 'email').toUpperCase() },
        associations: contactIds === undefined ? {} : { contactIds: [contactIds] },
        metadata: { ...rest, ...from, ...to },
      })
    }
    default:
      return null
  }
}

const pipedrive: Maker = (node) => {
  const { params } = node
  const base = 'https://api.pipedrive.com/v1'
  switch (asked(node, 'deal', 'create')) {
    case 'person.search':
      return get(
        node,
        [`${base}/persons/search`],
        [
          ['term', params['term']],
          ['limit', params['limit']],
        ],
        firstOf(params, 'data.items', ['item']),
      )
    case 'person.get':
      return get(node, [`${base}/persons/`, params['personId']], [], { at: 'data' })
    case 'person.create':
      return post(node, [`${base}/persons`], given({ name: params['name'], ...extra(params) }), { at: 'data' })
    case 'deal.create':
      return post(
        node,
        [`${base}/deals`],
        given({ title: params['title'], person_id: paramAt(params, 'personId'), org_id: paramAt(params, 'orgId'), ...extra(params) }),
        { at: 'data' },
      )
    case 'deal.get':
      return get(node, [`${base}/deals/`, params['dealId']], [], { at: 'data' })
    default:
      return null
  }
}

/** A search for one thing hands that on, one for more a list. */
const firstOf = (params: JsonObject, list: string, inside: readonly string[]): Answer =>
  params['limit'] === 1 ? { at: [list, '0', ...inside].join('.') } : { list, inside }

const extra = (params: JsonObject): JsonObject => {
  const fields = params['additionalFields'] ?? null
  return isJsonObject(fields) ? Object.fromEntries(Object.entries(fields).filter(([, value]) => typeof value !== 'object')) : {}
}

const listed = (value: Json | undefined): Json | undefined => (Array.isArray(value) ? value.map(String).join(',') : value)

const mautic: Maker = (node) => {
  const { params } = node
  const base = [accountPart('Mautic', 'address'), '/api']
  const contact = paramAt(params, 'contactId')
  switch (asked(node, 'contact', 'create')) {
    case 'contactSegment.add':
    case 'contactSegment.create':
      return post(node, [...base, '/segments/', paramAt(params, 'segmentId'), '/contact/', contact, '/add'], {})
    case 'contactSegment.remove':
      return post(node, [...base, '/segments/', paramAt(params, 'segmentId'), '/contact/', contact, '/remove'], {})
    case 'contact.editDoNotContactList':
      return post(node, [...base, '/contacts/', contact, '/dnc/email/add'], {})
    case 'contact.get':
      return get(node, [...base, '/contacts/', contact], [], { at: 'contact' })
    // The interface answers with people by their numbers, which is no list to go through.
    case 'contact.getAll':
      return get(
        node,
        [...base, '/contacts'],
        [
          ['search', paramAt(params, 'options', 'search')],
          ['limit', params['limit']],
        ],
        { at: 'contacts' },
      )
    default:
      return null
  }
}

const brevo: Maker = (node) => {
  const { params } = node
  if (!['contact.create', 'contact.upsert'].includes(asked(node, 'email', 'create'))) return null
  const rows = rowsAt(params, 'createContactAttributes', 'attributesValues').map(
    ({ fieldName, fieldValue }) => [plainOf(fieldName) ?? '', fieldValue ?? ''] as const,
  )
  const attributes = Object.fromEntries(rows.filter(([name]) => name !== ''))
  return post(node, ['https://api.brevo.com/v3/contacts'], {
    ...given({ email: params['email'] }),
    ...(rows.length > 0 ? { attributes } : {}),
  })
}

const outlook: Maker = (node) => {
  const { params } = node
  const messages = 'https://graph.microsoft.com/v1.0/me/messages'
  switch (asked(node, 'message', 'send')) {
    case 'message.getAll': {
      const fields = params['output'] === 'fields' ? listed(params['fields']) : undefined
      const filter = paramAt(params, 'filtersUI', 'values', 'filters', 'custom')
      return get(
        node,
        [messages],
        [
          ['$top', params['limit']],
          ['$select', fields],
          ['$filter', filter],
        ],
        { list: 'value' },
      )
    }
    case 'message.get':
      return get(node, [`${messages}/`, paramAt(params, 'messageId')])
    case 'message.update': {
      const fields = params['updateFields'] ?? {}
      return callStep(node, { method: 'PATCH', url: [`${messages}/`, paramAt(params, 'messageId')], body: fields })
    }
    default:
      return null
  }
}

const monday: Maker = (node) => {
  const { params } = node
  if (asked(node, 'boardItem', 'create') !== 'boardItem.getAll') return null
  const board = plainOf(paramAt(params, 'boardId'))
  const group = plainOf(paramAt(params, 'groupId'))
  if (board === null || !/^\d+$/.test(board) || (group !== null && !/^\w+$/.test(group))) return null
  const page = 'items_page (limit: 500) { items { id name column_values { id text value type } } }'
  const query = `{ boards (ids: [${board}]) { ${group === null ? page : `groups (ids: ["${group}"]) { ${page} }`} } }`
  const list = group === null ? 'data.boards.0.items_page.items' : 'data.boards.0.groups.0.items_page.items'
  return post(node, ['https://api.monday.com/v2'], { query }, { list })
}

const gmailCalls: Maker = (node) => {
  const { params } = node
  const what = asked(node, 'message', 'send')
  if (what !== 'thread.getAll' && what !== 'message.getAll' && params['resource'] !== 'thread') return null
  if (params['resource'] === 'thread' && params['operation'] !== undefined && what !== 'thread.getAll') return null
  const kind = params['resource'] === 'thread' ? 'threads' : 'messages'
  const { q, receivedAfter, ...others } = { ...(isJsonObject(params['filters'] ?? null) ? (params['filters'] as JsonObject) : {}) }
  const isWhole = receivedAfter === undefined && Object.keys(others).length === 0
  const query = isWhole
    ? q
    : `=${[texted(q), ...(receivedAfter === undefined ? [] : [`after:${texted(receivedAfter)}`])].filter(Boolean).join(' ')}`
  return get(
    node,
    [`https://gmail.googleapis.com/gmail/v1/users/me/${kind}`],
    [
      ['q', query],
      ['maxResults', params['limit']],
    ],
    firstOf(params, kind, []),
  )
}

/** A text of n8n without the sign that makes it one with expressions. */
const texted = (value: Json | undefined): string => (typeof value === 'string' ? value.replace(/^=/, '') : '')

const hunter: Maker = (node) =>
  plainOf(node.params['operation']) === 'emailVerifier'
    ? get(node, ['https://api.hunter.io/v2/email-verifier'], [['email', node.params['email']]], { at: 'data' })
    : null

const oneSimpleApi: Maker = (node) =>
  node.params['resource'] === 'utility' && (node.params['operation'] ?? 'validateEmail') === 'validateEmail'
    ? get(
        node,
        ['https://onesimpleapi.com/api/email'],
        [
          ['email', node.params['emailAddress']],
          ['output', 'json'],
        ],
      )
    : null

const naturalLanguage: Maker = (node) =>
  post(node, ['https://language.googleapis.com/v1/documents:analyzeSentiment'], {
    document: { type: 'PLAIN_TEXT', content: node.params['content'] ?? '' },
    encodingType: 'UTF16',
  })

const klicktipp: Maker = (node) => {
  const { params } = node
  const base = 'https://api.klicktipp.com'
  switch (asked(node, 'tag', 'list')) {
    case 'subscriber.subscribe': {
      const rows = rowsAt(params, 'fields', 'dataFields').map(
        ({ fieldId, fieldValue }) => [plainOf(fieldId) ?? '', fieldValue ?? ''] as const,
      )
      const fields = Object.fromEntries(rows.filter(([name]) => name !== ''))
      const known = given({ email: params['email'], smsnumber: params['smsNumber'], listid: params['listId'], tagid: params['tagId'] })
      return post(node, [`${base}/subscriber`], rows.length > 0 ? { ...known, fields } : known)
    }
    case 'contact-tagging.list':
    case 'contact-tagging.tag':
      return post(node, [`${base}/subscriber/tag`], given({ email: params['email'], tagids: params['tagId'] }))
    // It answers with names by numbers, which is no list to go through.
    case 'tag.list':
      return get(node, [`${base}/tag`])
    case 'tag.create':
      return post(node, [`${base}/tag`], given({ name: params['name'], text: params['text'] }))
    default:
      return null
  }
}

const sheets: Maker = (node) => {
  const { params } = node
  const isOld = paramAt(params, 'documentId') === undefined
  const values = ['https://sheets.googleapis.com/v4/spreadsheets/', paramAt(params, isOld ? 'sheetId' : 'documentId'), '/values/']
  const range = [...values, paramAt(params, isOld ? 'range' : 'sheetName')]
  const columns = paramAt(params, 'columns', 'value')
  switch (plainOf(params['operation']) ?? 'read') {
    case 'append': {
      // Without columns it sends whatever comes in, in the order of the sheet's own headings.
      const row = isJsonObject(columns ?? null) ? Object.values(columns as JsonObject) : ['={{ values of the row }}']
      return post(node, [...range, ':append?valueInputOption=USER_ENTERED'], { values: [row] })
    }
    case 'read':
      return get(node, range, [], { list: 'values' })
    default:
      return null
  }
}

/** By type of node, without the name of the usual package. */
export const services: Readonly<Record<string, Maker>> = {
  airtable,
  discord,
  gmail: gmailCalls,
  googleCalendar,
  googleCloudNaturalLanguage: naturalLanguage,
  googleSheets: sheets,
  hubspot,
  hunter,
  'n8n-nodes-klicktipp.klicktipp': klicktipp,
  mautic,
  microsoftOutlook: outlook,
  mondayCom: monday,
  notion,
  oneSimpleApi,
  pipedrive,
  sendInBlue: brevo,
  slack,
  telegram,
  trello,
}
