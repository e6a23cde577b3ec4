"""What people do every day: no guard may stand in its way."""

from tests.integration.guards.attacks_on_delivery import HONEST_DELIVERY
from tests.integration.guards.attacks_on_gauges import HONEST_GAUGES
from tests.integration.guards.attacks_on_insights import HONEST_INSIGHTS
from tests.integration.guards.attacks_on_owner import HONEST_OWNER
from tests.integration.guards.attacks_on_pictures import HONEST_PICTURES
from tests.integration.guards.attacks_on_reports import HONEST_REPORTS
from tests.integration.guards.attacks_on_reworks import HONEST_REWORKS
from tests.integration.guards.attacks_on_sampling import HONEST_SAMPLING
from tests.integration.guards.attacks_on_spots import HONEST_SPOTS
from tests.integration.guards.honest_checks import CHECKS
from tests.integration.guards.honest_loop import LOOP
from tests.integration.guards.honest_manual import MANUAL
from tests.integration.guards.honest_shop_data import SHOP_DATA

HONEST = [
    *CHECKS,
    *SHOP_DATA,
    *LOOP,
    *MANUAL,
    *HONEST_SAMPLING,
    *HONEST_SPOTS,
    *HONEST_PICTURES,
    *HONEST_DELIVERY,
    *HONEST_GAUGES,
    *HONEST_REPORTS,
    *HONEST_INSIGHTS,
    *HONEST_OWNER,
    *HONEST_REWORKS,
]
