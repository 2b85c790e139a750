/** A flow that answers a form with a letter, for tests of what becomes of letters. */
import { aWorkflow } from './world.ts'

/** Begins when the form on the site is sent. */
export const form = { type: 'trigger.form', params: { form: 'website' } }

/** Writes to the contact's city, so that a test sees which way was taken. */
export const setsCity = (value: string) => ({
  type: 'crm.update',
  params: { entity: 'contact', fields: [{ field: 'city', value: [value] }] },
})

/** A personal letter of the company; `whenUnknown` says what becomes of one that may have left. */
export const letter = (whenUnknown = 'hold') => ({
  type: 'msg.email',
  params: { letter: { en: { subject: ['Hello'], blocks: [] } }, sender: 'company', category: 'personal', whenUnknown },
})

/** The form, the letter, and whether it was sent or came back. */
export const letterFlow = (whenUnknown?: string) =>
  aWorkflow({ form, ask: letter(whenUnknown), sent: setsCity('sent'), bounced: setsCity('bounced') }, [
    'form -> ask',
    'ask:sent -> sent',
    'ask:bounced -> bounced',
  ])
