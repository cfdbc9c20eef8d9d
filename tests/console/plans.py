"""A runbook with everything a plan can say: calendars, windows, deadlines that are missed."""

from __future__ import annotations

#: From Monday 12 January 2026 09:00: an office, a freeze, an outage of eight hours at most.
BUSY = """\
runbook: busy
title: A busy cutover
start: 2026-01-12T09:00
restore_by: 2026-01-13T20:00
float_limit: 2h
parties:
  si: {name: Systems Integrator, calendar: office}
  sro: {name: Senior Responsible Owner}
systems:
  EES: {name: Electricity Enquiry Service}
  CSS: {name: Central Switching Service}
calendars:
  office: {days: mon-fri, hours: "09:00-12:00,13:00-17:00", holidays: england, closed: [2026-01-15]}
blackouts:
  FREEZE:
    title: Nothing while bills run
    windows:
      - {from: 2026-01-12T17:00, to: 2026-01-12T20:00}
      - {from: 2026-01-14T00:00, to: 2026-01-14T06:00}
    tasks: [T3]
outages:
  OUT-EES:
    system: EES
    opens: {task: T2, at: start}
    closes: {task: T4, at: finish}
    rollback_closes: {task: R1, at: finish}
    hard_limit: 24h
  OUT-CSS: {system: CSS, from: 2026-01-13T06:00, to: 2026-01-13T07:00}
tasks:
  - {id: T1, title: Prepare, party: si, duration: 6h}
  - {id: T2, title: Take EES out, party: sro, after: [T1], duration: 1h, works_on: [EES]}
  - {id: T3, title: Load, party: sro, after: [T2], duration: 10h, works_on: [EES], undo: R1}
  - {id: T4, title: Decide, party: sro, after: [T3], duration: 1h, uses: [CSS], works_on: [EES],
     not_after: 2026-01-13T07:30}
  - {id: T5, title: Tidy, party: si, after: [T4], duration: 4h, not_after: 2026-01-13T15:30,
     end: true}
  - {id: T6, title: Look, party: sro, after: [T2], duration: 2h, end: true}
gates:
  - {id: G1, title: Go live, meeting: T4, decider: sro, criteria: [{id: READY, owner: si}]}
rollback:
  gates: [G1]
  tasks:
    - {id: R1, title: Restore EES, party: si, duration: 3h, works_on: [EES]}
"""

#: Two loaders and one person for four tasks that could all begin at once; a desk of two shifts.
CROWDED = """\
runbook: crowded
title: Too few hands
start: 2026-01-12T09:00
parties: {si: {name: Systems Integrator}}
resources:
  loaders: {name: The loaders, capacity: 2}
  ann:
    name: Ann Lee
    person: true
    shifts: [{from: T+0h, to: T+4h}, {from: T+20h, to: T+30h}]
    longest_awake: 8h
  desk: {name: The desk, members: [bob, cat]}
  bob: {name: Bob Roy, person: true, shifts: [{from: T+0h, to: T+4h}]}
  cat: {name: Cat Ray, person: true, shifts: [{from: T+3h, to: T+12h}]}
tasks:
  - {id: T1, title: Load north, party: si, duration: 2h, needs: {loaders: 1}}
  - {id: T2, title: Load south, party: si, duration: 2h, needs: {loaders: 2}}
  - {id: T3, title: Look at both, party: si, after: [T1], duration: 3h, needs: {ann: 1}}
  - {id: T4, title: Sign, party: si, after: [T2], duration: 1h, needs: {ann: 1}, end: true}
  - {id: T5, title: Tell, party: si, after: [T3], duration: 30m, end: true}
  - {id: T6, title: Watch, party: si, duration: 5h, needs: {desk: 1}, end: true}
"""
