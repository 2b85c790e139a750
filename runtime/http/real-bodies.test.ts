/** What becomes of bodies that real senders sent, posted byte for byte. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { noRealData, realData } from '../testing/real-data.ts'
import { testApp } from '../testing/test-app.ts'

const index = realData('webhooks/index.json')
const real = (text: string) => (index ? text : noRealData('webhooks/index.json'))
interface Sample {
  readonly file: string
  readonly headers: Readonly<Record<string, string>>
}
const samples: readonly Sample[] = index ? JSON.parse(readFileSync(index, 'utf8')) : []
const bytesOf = (file: string): Buffer => readFileSync(realData(`webhooks/${file}`) ?? '')

/** Each is one contact, however many bodies of whichever event speak of them. */
const people = [
  { firstName: 'Мария', lastName: 'Петрова', email: 'maria.petrova@example.com', phone: '+79123456789', source: 'tilda' },
  { email: 'alice@example.com', phone: '+32491223344', need: 'Hello', source: 'tally' },
  { firstName: 'NAME', lastName: 'NAME', email: 'name.name@example.com', source: 'typeform' },
  { firstName: 'John', lastName: 'Doe', email: 'invitee@example.com', need: 'Product Demo', zone: 'America/New_York', source: 'calendly' },
  { phone: '+14155237743', source: 'amocrm' },
  // The numbers of these two are none: 555 is kept free for films.
  { firstName: 'John', lastName: 'Doe', email: 'john.doe@example.com', phone: null, city: 'San Francisco', source: 'woocommerce' },
  { firstName: 'Bob', lastName: 'Norman', email: 'bob.norman@hostmail.com', phone: null, source: 'shopify' },
  { phone: '+14133881111', need: 'Msg', source: 'twilio' },
  { email: 'test@example.com', need: 'Hello Twilio SendGrid!', source: 'sendgrid-inbound' },
  { firstName: 'Postmarkapp', lastName: 'Support', email: 'support@postmarkapp.com', source: 'postmark' },
  { email: 'envelope-from@example.org', need: 'Test body plain', source: 'mailgun' },
]

/** The senders whose bodies here hold neither an e-mail nor a phone of whoever wrote, and those that only tell of letters. */
const nobody =
  /^((stripe|github|telegram|whatsapp|vk|hubspot|mailchimp|unbounce|bitrix24|yookassa|slack|jotform)--|mailgun--accepted|tilda--test)/
const reports = /^(sendgrid--|mailgun--(delivered|clicked|failed|rejected)|postmark--(Bounce|Click|Open|SubscriptionChange))/

test.skipIf(!index)(
  real('every real body, posted twice as it came, is a contact without a duplicate or is kept unread, and nothing is lost'),
  async () => {
    const app = await testApp()
    const senderOf = (file: string) => file.split('--')[0] ?? ''
    for (const path of new Set(samples.map(({ file }) => senderOf(file)))) {
      await app.admin.post('/api/hooks', { fields: { path, name: path, source: path } })
    }

    for (const { file, headers } of [...samples, ...samples]) {
      const send = { 'content-type': headers['Content-Type'] ?? '', 'user-agent': 'a sender' }
      const answer = await app.ask({ method: 'POST', url: `/hooks/${senderOf(file)}`, headers: send, payload: bytesOf(file) })
      expect([file, answer.status]).toEqual([file, 202])
    }

    const contacts = (await app.admin.get('/api/contacts?limit=100')).body.items
    const kept = (await app.admin.get('/api/submissions?limit=500')).body.items
    const rawOf = new Map<string, { readonly state: string; readonly problem: { readonly code: string } | null }>()
    for (const { id, state, problem } of kept) {
      const { raw } = (await app.admin.get(`/api/submissions/${id}`)).body.record
      if (raw !== null && state !== 'repeated') rawOf.set(raw, { state, problem })
    }
    const fateOf = (file: string) => rawOf.get(bytesOf(file).toString('base64'))

    expect(samples).toHaveLength(57)
    expect(contacts).toHaveLength(people.length)
    for (const person of people) expect(contacts).toContainEqual(expect.objectContaining(person))
    for (const { file } of samples) {
      const fate = fateOf(file)
      expect([file, fate !== undefined]).toEqual([file, true])
      if (nobody.test(file)) expect([file, fate?.state]).toEqual([file, 'unread'])
      if (reports.test(file)) expect([file, fate?.state, fate?.problem?.code]).toEqual([file, 'unread', 'submission-report'])
    }
    expect(samples.filter(({ file }) => fateOf(file)?.state === 'read')).toHaveLength(14)
    // A batch of four events is four submissions each time.
    expect(kept).toHaveLength(2 * (samples.length + 3))
    expect(kept.filter(({ state }: { state: string }) => state === 'repeated')).toHaveLength(samples.length + 3)
  },
)

/** What a marketer clicks on in a sample, and what it is then in a body that differs. */
test.skipIf(!index)(real('a person whom only a click can tell is reached by it, in every form of body'), async () => {
  const app = await testApp()
  const reached: readonly (readonly [file: string, from: string, to: string, says: object])[] = [
    ['jotform--submission.multipart', 'rawRequest.q3_studentsName.first', 'contact.firstName', { firstName: 'Niloth' }],
    ['unbounce--form_submit.form', '["data.json"].userfield1', 'contact.lastName', { lastName: 'asdfasdf' }],
    ['mailchimp--subscribe.form', 'data.merges.LNAME', 'contact.lastName', { lastName: 'Smith' }],
    [
      'amocrm--leads_status_custom_fields.form',
      'leads.status[0].custom_fields[name=Some text field].values[0].value',
      'contact.need',
      { need: 'some text' },
    ],
    ['telegram--command.json', 'message.from.first_name', 'contact.firstName', { firstName: 'Luca' }],
    ['whatsapp--textMessage.json', 'entry[0].changes[0].value.contacts[0].profile.name', 'contact.name', { lastName: 'Binda' }],
    ['postmark--Bounce_HardBounce.json', 'Email', 'contact.email', { email: 'bounce@example.com' }],
  ]
  for (const [place, [file, from, to]] of reached.entries()) {
    const type = samples.find((sample) => sample.file === file)?.headers['Content-Type'] ?? ''
    await app.admin.post('/api/hooks', { fields: { path: `h${place}`, name: file } })
    await app.ask({ method: 'POST', url: `/hooks/h${place}`, headers: { 'content-type': type }, payload: bytesOf(file) })
    const [unread] = (await app.admin.get('/api/submissions?sort=-createdAt&limit=1')).body.items
    const assigned = await app.admin.put(`/api/submissions/${unread.id}/contact`, { withoutAddress: true, mapping: [{ from, to }] })
    expect([file, assigned.status]).toEqual([file, 200])
  }

  const contacts = (await app.admin.get('/api/contacts?limit=100')).body.items

  for (const [, , , says] of reached) expect(contacts).toContainEqual(expect.objectContaining(says))
})
