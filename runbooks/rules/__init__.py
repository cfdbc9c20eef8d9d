"""Lint rules that need the runbook alone, one a file. A new rule is added to `RULES`."""

from __future__ import annotations

from runbooks.rules import (
    automated_alone,
    doubled_ids,
    doubled_results,
    gate_criteria,
    gate_decider,
    gate_meeting,
    local_time,
    no_tasks,
    not_planned_yet,
    outage_edges,
    outage_times,
    rollback_outages,
    rollback_reach,
    templates,
    unknown_calendar,
    unknown_gate,
    unknown_group,
    unknown_party,
    unknown_phase,
    unknown_resource,
    unknown_system,
    unknown_task,
)
from runbooks.rules.subject import Rule

RULES: tuple[Rule, ...] = (
    automated_alone.check,
    doubled_ids.check,
    doubled_results.check,
    gate_criteria.check,
    gate_decider.check,
    gate_meeting.check,
    local_time.check,
    no_tasks.check,
    not_planned_yet.check,
    outage_edges.check,
    outage_times.check,
    rollback_outages.check,
    rollback_reach.check,
    templates.check,
    unknown_calendar.check,
    unknown_gate.check,
    unknown_group.check,
    unknown_party.check,
    unknown_phase.check,
    unknown_resource.check,
    unknown_system.check,
    unknown_task.check,
)
