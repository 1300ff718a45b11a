// Which of the events of a run stands at an epoch.

/** Of events by epoch the one that stands at this epoch: the last that is not later. */
export function eventAt<Event extends { epoch: number }>(
  events: readonly Event[],
  epoch: number | undefined,
): Event | undefined {
  return events.findLast((event) => event.epoch <= (epoch ?? Number.POSITIVE_INFINITY)) ?? events[0];
}
