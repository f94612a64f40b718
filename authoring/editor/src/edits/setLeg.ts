import type { Leg } from '../model/documents.ts';
import { stopsOf, type Edit } from '../model/workspace.ts';

/**
 * Draw the way between two stops, or take it away again (then it is a straight line).
 *
 * Legs keep the order in which the stops are visited. `gesture` joins all of one drag.
 */
export function setLeg(from: string, to: string, leg: Omit<Leg, 'from' | 'to'> | null, gesture?: string): Edit {
  return {
    label: leg === null ? 'editor.edit.straight_leg' : 'editor.edit.draw_leg',
    coalesce: `leg:${from}:${to}`,
    ...(gesture !== undefined && { gesture }),
    apply(workspace) {
      const { tour } = workspace;
      const order = new Map(stopsOf(tour).map(({ stop, number }) => [stop.id, number]));
      const others = (tour.route?.legs ?? []).filter((each) => each.from !== from || each.to !== to);
      if (leg === null && others.length === (tour.route?.legs ?? []).length) return workspace;
      const legs = leg === null ? others : [...others, { ...leg, from, to }];
      const place = (each: Leg) => order.get(each.from) ?? Infinity;
      return {
        ...workspace,
        tour: { ...tour, route: { ...tour.route, legs: legs.toSorted((one, other) => place(one) - place(other)) } },
      };
    },
  };
}
