/** Every built-in node type, in the order of the palette. A new node is one file and one line here. */
import type { AnyNodeType } from '../shared/node.ts'
import { crmArchive } from './crm/archive.ts'
import { crmAssign } from './crm/assign.ts'
import { crmCreateTask } from './crm/create-task.ts'
import { crmFind } from './crm/find.ts'
import { crmNote } from './crm/note.ts'
import { crmScore } from './crm/score.ts'
import { crmStage } from './crm/stage.ts'
import { crmUpdate } from './crm/update.ts'
import { crmUpsert } from './crm/upsert.ts'
import { dataLastPurchase } from './data/last-purchase.ts'
import { dataQuery } from './data/query.ts'
import { dataStock } from './data/stock.ts'
import { humanAsk } from './human/ask.ts'
import { humanNotify } from './human/notify.ts'
import { humanPermit } from './human/permit.ts'
import { humanSuggest } from './human/suggest.ts'
import { logicForEach } from './logic/for-each.ts'
import { logicGoal } from './logic/goal.ts'
import { logicIf } from './logic/if.ts'
import { logicJoin } from './logic/join.ts'
import { logicParallel } from './logic/parallel.ts'
import { logicRelevance } from './logic/relevance.ts'
import { logicSet } from './logic/set.ts'
import { logicSplit } from './logic/split.ts'
import { logicStop } from './logic/stop.ts'
import { logicSwitch } from './logic/switch.ts'
import { msgAskQuestions } from './msg/ask-questions.ts'
import { msgEmail } from './msg/email.ts'
import { outHttp } from './out/http.ts'
import { triggerCycle } from './trigger/cycle.ts'
import { triggerDate } from './trigger/date.ts'
import { triggerEmailEvent } from './trigger/email-event.ts'
import { triggerEntity } from './trigger/entity.ts'
import { triggerEvent } from './trigger/event.ts'
import { triggerForm } from './trigger/form.ts'
import { triggerManual } from './trigger/manual.ts'
import { triggerMessage } from './trigger/message.ts'
import { triggerSchedule } from './trigger/schedule.ts'
import { triggerScore } from './trigger/score.ts'
import { triggerStage } from './trigger/stage.ts'
import { triggerTask } from './trigger/task.ts'
import { triggerWebhook } from './trigger/webhook.ts'
import { waitBusinessHours } from './wait/business-hours.ts'
import { waitDelay } from './wait/delay.ts'
import { waitForEvent } from './wait/for-event.ts'
import { waitForReply } from './wait/for-reply.ts'
import { waitForTask } from './wait/for-task.ts'
import { waitUntilDate } from './wait/until-date.ts'

/**
 * The built-in ones only; those of authors come from `runtime/engine/custom-nodes.ts`. `contract.test.ts` holds each to
 * the contract.
 */
export const nodeTypes: readonly AnyNodeType[] = [
  triggerForm,
  triggerWebhook,
  triggerMessage,
  triggerStage,
  triggerEntity,
  triggerDate,
  triggerSchedule,
  triggerCycle,
  triggerScore,
  triggerEvent,
  triggerEmailEvent,
  triggerTask,
  triggerManual,
  logicIf,
  logicSwitch,
  logicSplit,
  logicParallel,
  logicJoin,
  logicForEach,
  logicGoal,
  logicRelevance,
  logicSet,
  logicStop,
  waitDelay,
  waitForReply,
  waitBusinessHours,
  waitUntilDate,
  waitForEvent,
  waitForTask,
  humanSuggest,
  humanPermit,
  humanAsk,
  humanNotify,
  msgEmail,
  msgAskQuestions,
  crmCreateTask,
  crmUpsert,
  crmUpdate,
  crmAssign,
  crmStage,
  crmScore,
  crmNote,
  crmArchive,
  crmFind,
  dataQuery,
  dataStock,
  dataLastPurchase,
  outHttp,
]
