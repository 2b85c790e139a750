/** Whom a step means, in words. */
import { user } from './entities/people.ts'
import { type Known, nameOf } from './known.ts'
import type { Person } from './params.ts'
import type { Language, Words } from './words.ts'

const roles: Readonly<Record<string, Words>> = user.fields.role.options

/** "the owner", "Sales", "Valera", "any supervisor"; a key where the name is not known. */
export function personWords(person: Person, known: Known, language: Language): string {
  switch (person.who) {
    case 'owner':
      return { en: 'the owner', ru: 'ответственный' }[language]
    case 'department':
      return nameOf(known, 'departments', person.key) ?? person.key
    case 'user':
      return nameOf(known, 'users', person.email) ?? person.email
    case 'role': {
      const role = (Object.hasOwn(roles, person.role) ? roles[person.role]?.[language] : undefined) ?? person.role
      return `${{ en: 'any', ru: 'любой' }[language]} ${role.toLowerCase()}`
    }
  }
}
