import { contact } from '../shared/entities/people.ts'

/** The stages of a contact, as its description has them: lead, client, partner and so on. */
export const contactStages = contact.fields.stage.options
