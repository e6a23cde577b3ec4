"""What must be refused: every attack on the shop of record.py."""

from tests.integration.guards.attacks_by_replacing import BY_REPLACING
from tests.integration.guards.attacks_by_replacing_loop import BY_REPLACING_LOOP
from tests.integration.guards.attacks_on_complaints import ON_COMPLAINTS
from tests.integration.guards.attacks_on_delivery import ON_DELIVERY
from tests.integration.guards.attacks_on_findings import ON_FINDINGS
from tests.integration.guards.attacks_on_gauges import ON_GAUGES
from tests.integration.guards.attacks_on_insights import ON_INSIGHTS
from tests.integration.guards.attacks_on_manual import ON_MANUAL
from tests.integration.guards.attacks_on_owner import ON_OWNER
from tests.integration.guards.attacks_on_pictures import ON_PICTURES
from tests.integration.guards.attacks_on_problems import ON_PROBLEMS
from tests.integration.guards.attacks_on_reports import ON_REPORTS
from tests.integration.guards.attacks_on_reworks import ON_REWORKS
from tests.integration.guards.attacks_on_sampling import ON_SAMPLING
from tests.integration.guards.attacks_on_spots import ON_SPOTS
from tests.integration.guards.attacks_on_the_past import ON_THE_PAST
from tests.integration.guards.attacks_on_two_persons import ON_TWO_PERSONS

ATTACKS = [
    *ON_TWO_PERSONS,
    *ON_FINDINGS,
    *ON_THE_PAST,
    *BY_REPLACING,
    *BY_REPLACING_LOOP,
    *ON_COMPLAINTS,
    *ON_PROBLEMS,
    *ON_SAMPLING,
    *ON_MANUAL,
    *ON_SPOTS,
    *ON_PICTURES,
    *ON_REPORTS,
    *ON_DELIVERY,
    *ON_GAUGES,
    *ON_INSIGHTS,
    *ON_OWNER,
    *ON_REWORKS,
]
