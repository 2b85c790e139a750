import { isJsonObject, type Json, type JsonObject } from '../../shared/json.ts'
import { defineNode, fail, leaveWith, type Outcome } from '../../shared/node.ts'
import { choice, fields, params, secret, text } from '../../shared/params.ts'
import { idFor } from '../../shared/seed.ts'
import { resultOf, untilDone } from '../effect-done.ts'
import { nested } from '../nested.ts'

/** Calls another program and hands its answer on. An answer that is no success leads by the way of errors. */
export const outHttp = defineNode({
  type: 'out.http',
  group: 'data',
  icon: 'WorldUpload',
  title: { en: 'Call another program', ru: 'Вызвать другую программу' },
  about: {
    en: 'Sends data to the address of another program, or fetches data from it, and hands the answer on.',
    ru: 'Отправляет данные на адрес другой программы или получает их оттуда и передаёт ответ дальше.',
  },
  summary: { en: 'call {url}: {method}', ru: 'вызвать {url}: {method}' },
  synonyms: {
    en: ['http', 'api', 'webhook', 'request', 'rest', 'integration', 'call', 'fetch', 'post', 'get', 'external', 'send data', 'url'],
    ru: [
      'http',
      'api',
      'апи',
      'вебхук',
      'запрос',
      'интеграция',
      'вызов',
      'получить данные',
      'отправить данные',
      'внешняя система',
      'адрес',
    ],
  },
  params: params({
    method: choice({
      default: 'POST',
      label: { en: 'Method', ru: 'Метод' },
      options: {
        GET: { en: 'fetch (GET)', ru: 'получить (GET)' },
        POST: { en: 'send (POST)', ru: 'отправить (POST)' },
        PUT: { en: 'replace (PUT)', ru: 'заменить (PUT)' },
        PATCH: { en: 'change (PATCH)', ru: 'изменить (PATCH)' },
        DELETE: { en: 'remove (DELETE)', ru: 'удалить (DELETE)' },
      },
    }),
    url: text({ label: { en: 'Address', ru: 'Адрес' } }),
    body: fields({
      of: 'vars',
      names: 'any',
      optional: true,
      visibleWhen: { param: 'method', is: ['POST', 'PUT', 'PATCH', 'DELETE'] },
      label: { en: 'Data', ru: 'Данные' },
      help: {
        en: 'Sent as JSON under these names. A dot puts one into another: client.email.',
        ru: 'Отправляются в виде JSON под этими именами. Точка вкладывает одно в другое: client.email.',
      },
    }),
    token: secret({
      sentTo: 'url',
      optional: true,
      label: { en: 'Access key', ru: 'Ключ доступа' },
      help: { en: 'Sent as “Authorization: Bearer …”.', ru: 'Отправляется как «Authorization: Bearer …».' },
    }),
    headers: fields({ of: 'vars', names: 'any', optional: true, advanced: true, label: { en: 'Headers', ru: 'Заголовки' } }),
  }),
  ports: { ok: { en: 'Answered', ru: 'Ответ получен' } },
  acts: true,
  startsAs: 'suggest',
  effects: ['call-http'],
  output: {
    status: { type: 'number', label: { en: 'Status', ru: 'Код ответа' } },
    body: { type: 'json', label: { en: 'Answer', ru: 'Ответ' } },
  },
  run(step) {
    const { params, seed, since } = step
    const result = resultOf(step)
    if (result) {
      const status = Number(result['status'] ?? 0)
      if (status < 200 || status > 299) return refusal(result, status)
      return leaveWith('ok', { status, body: result['body'] ?? null })
    }
    const hasBody = params.method !== 'GET' && params.body !== null
    return untilDone({
      kind: 'call-http',
      id: idFor(seed, 'call', since),
      method: params.method,
      url: params.url.trim(),
      headers: { ...textsOf(params.headers), ...(params.token === null ? {} : { authorization: `Bearer ${params.token}` }) },
      body: hasBody ? nested(params.body ?? []) : null,
    })
  },
  sample: {
    params: {
      method: 'POST',
      url: ['https://shop.example/api/clients'],
      body: [{ field: 'email', value: [{ ref: 'subject.email' }] }],
    },
    output: { status: 200, body: { id: 7 } },
  },
})

/** A call that was never answered has a reason of its own: an address that is not allowed, a server that stays silent. */
function refusal({ problem }: JsonObject, status: number): Outcome<never> {
  if (problem === undefined || !isJsonObject(problem) || typeof problem['code'] !== 'string') return fail('call-refused', { status })
  const values = problem['with']
  return fail(problem['code'], values !== undefined && isJsonObject(values) ? values : {})
}

type Assignments = readonly { readonly field: string; readonly value: Json }[] | null

const textsOf = (assignments: Assignments) =>
  Object.fromEntries((assignments ?? []).map(({ field, value }) => [field.toLowerCase(), String(value ?? '')]))
