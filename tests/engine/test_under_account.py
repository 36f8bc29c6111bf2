"""What accounts make of supply and constants, stage by stage."""

from mirror_abm.animal.constant_values import constants_with
from mirror_abm.base.shelf import accounts
from mirror_abm.engine.setup import Setup
from mirror_abm.engine.under_account import constants_under
from mirror_abm.experience.supply import DAYS_PER_YEAR


def test_the_early_period_is_a_share_of_the_age_at_maturity_in_hours_of_simulated_life():
    plain = Setup.of("macaca_mulatta", "canalized", point=True)
    lapsed = Setup.of("macaca_mulatta", "canalized", point=True, lapse=4.0)
    years = plain.drawn["life_history.maturity"]
    hours = plain.profile.active_hours.value
    assert plain.intact.early == 0.1 * years * DAYS_PER_YEAR * hours
    assert lapsed.intact.infant_until == plain.intact.infant_until / 4
    assert plain.intact.infant_until == plain.intact.early


def test_a_sensitive_period_set_by_hand_stands():
    drawn = {"life_history.maturity": 2.0}
    account = accounts.load("epigenetic")
    days = constants_under(True, 0, 0, {}, account, drawn).sensitive_period
    assert days == 0.1 * 2.0 * DAYS_PER_YEAR
    by_hand = constants_under(True, 0, 0, {"sensitive_period": 3.0}, account, drawn)
    assert by_hand.sensitive_period == 3.0
    assert constants_under(True, 0, 0, {}, accounts.load("none"), drawn) == constants_with()
