/** Every built-in node type, in the order of the palette. A new node is one file and one line here. */
import type { AnyNodeType } from '../shared/node.ts'
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
]
