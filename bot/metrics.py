"""What is counted, without anything that points at a person or a family."""

from prometheus_client import Counter, Gauge, Histogram

REFUSALS = Counter("coregroup_refusals_total", "Acts refused", ["kind"])
SENT = Counter("coregroup_sent_total", "Effects that reached Slack", ["effect"])
HELD = Gauge("coregroup_held", "Effects that wait for a person")
LATENESS = Histogram(
    "coregroup_due_to_sent_seconds",
    "From when an effect was due until Slack had it",
    buckets=(1, 5, 15, 60, 300, 900, 3600, 14400, 86400),
)
QUEUE_AGE = Gauge("coregroup_queue_age_seconds", "Age of the oldest effect due")
SWEEPS = Counter("coregroup_sweeps_total", "Sweeps run", ["sweep", "outcome"])
