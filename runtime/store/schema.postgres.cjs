// What drizzle-kit reads to write the PostgreSQL migrations; CommonJS for the reason given in schema.sqlite.cjs.
const { postgresTables } = require('./drizzle-tables.ts')
const { allTables } = require('./tables.ts')

module.exports = postgresTables(allTables())
