"""The rules of the format that the computation follows, each by name, so that a test can break one at a time."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Regels:
    """What counts where, as format.md, year.md and the BBV say it; False is the mistake that the name denies."""

    mutaties_tellen: bool = True
    """A decision with `telt_mee = "begroting"` counts in the begroting of T and later."""
    ontwerp_telt: bool = True
    """It does so from the status ontwerp on."""
    voorstel_telt_niet: bool = True
    """A proposal counts nowhere."""
    niet_telt_niet: bool = True
    """`telt_mee = "niet"` stands in the register only."""
    voor_t_is_wijziging: bool = True
    """What an adopted decision changes before T is Wijziging, also where it counts in the begroting."""
    later_jaar_wacht: bool = True
    """A year after T of a decision that counts in the wijziging waits for rollover."""
    ontvangen_kent_eerder: bool = True
    """A report that was adopted knows what amends the budget, or a credit, only from before its date."""
    vorig_na_wijziging: bool = True
    """Begroting T-1 in a begroting is na wijziging."""
    kapitaallasten_op_post: bool = True
    """Capital charges count only where `post` says where they land."""
    start_na_gereed: bool = True
    """Charges begin in the year that the start rule says, not one earlier."""
    bijdragen_af: bool = True
    """Contributions of third parties are deducted before depreciation."""
    uit_reserve_niet_af: bool = True
    """What a reserve covers is never deducted."""
    rente_over_boekwaarde: bool = True
    """Interest is over the book value at 1 January, not over what was once paid."""
    laatste_termijn_sluit: bool = True
    """The last instalment absorbs what rounding left."""
    krediet_met_mutaties: bool = True
    """A credit is what is stored and what adopted decisions changed."""
    verdeling_gaat_af: bool = True
    """What a cost centre hands out leaves its post."""
    verdeling_sluit: bool = True
    """Shares close to the cent by the largest remainders; broken, each is rounded on its own."""
    verdeling_telt_door: bool = True
    """A cost centre hands on what others hand to it."""
    incidenteel_is_paar: bool = True
    """An incidental part of a structural post is taken off what is structural, else it counts twice."""
    structurele_reserve: bool = True
    """A reserve that says `structureel` has no incidental mutations."""
    mutatie_zegt_aard: bool = True
    """A mutation says itself what it is, else it is what its post is."""
    prognose_is_na_wijziging: bool = True
    """With `[document.KEY]` an absent forecast is the begroting na wijziging."""
    register_telt_samen: bool = True
    """Reserves with one register are one balance."""
    bekende_stand_gaat_voor: bool = True
    """A balance that is known is not computed."""
    rekening_neemt_besteed: bool = True
    """EMU and balance of a realised year take what was spent."""
    vrijval_af: bool = True
    """Release of a provision is a baat without money and comes off the dotaties."""
    onttrekking_verlaagt: bool = True
    """A withdrawal makes a reserve smaller."""
    gegeven_stroom_gaat_voor: bool = True
    """What `[emu]` gives takes the place of what the dossier adds up to."""
    fase_gaat_voor: bool = True
    """`KEY.FASE.JAAR` takes the place of `KEY.JAAR` in columns of that phase."""
    schuld_sluit: bool = True
    """Vaste schuld closes the balance sheet."""
    quote_zonder_reserves: bool = True
    """Ratios are of the baten without withdrawals from reserves."""
    woonlasten_jaar_eerder: bool = True
    """Woonlasten are compared with the national figure of the year before."""
    vastgesteld_gaat_voor: bool = True
    """Once adopted, the begroting of T to T+3 is what `vastgesteld.toml` holds."""
    later_is_wijziging: bool = True
    """What became of it since is Wijziging."""
    toen_ingedeeld: bool = True
    """An adopted amount stands where it was sorted when it was adopted."""
    schatting_is_na_wijziging: bool = True
    """As long as a year has no accounts its column is the begroting na wijziging."""
    mjb_in_delen: bool = True
    """Of the previous MJB the computed parts are compared with what is computed now."""
    gezegd_deel_is_al: bool = True
    """A report that says what of a forecast is incidental says it of all; what is estimated likewise."""
    uitzondering_is_effect: bool = True
    """In the by-exception list plus is favourable, whatever signs the document prints."""
    uitzondering_eigen_drempel: bool = True
    """Its threshold is `uitzondering`; only without one it is that of explanations."""
    samen_groot_telt: bool = True
    """Sides of one record that are above it together are listed, also where none of them is alone."""
    verklaard_gaat_af: bool = True
    """What is explained of a deviation comes off what is left to explain."""
    verklaring_zegt_aard: bool = True
    """An explained amount may say its own nature, else it is what its post or reserve is."""
    raad_wijzigt: bool = True
    """What the council authorised is the begroting na wijziging."""
    overschrijding_blijft: bool = True
    """An excess is never set off against what another programme had left."""
    bestemd_gaat_af: bool = True
    """What reserves get of a result is no longer to be decided."""
    bestemming_jaar_later: bool = True
    """What a reserve gets of a result moves its balance in the year after."""
    resultaat_is_vermogen: bool = True
    """Equity is the reserves and the results that are in none of them yet."""
    elke_stand_nodig: bool = True
    """The reserves of a kind are known together only where each of them is."""
    elke_code_telt: bool = True
    """On the balance of Iv3 every amount counts by how its code begins, also where the list has no such code."""
    gewone_mutatie_bij_stand: bool = True
    """A code that has a balance has room for what usually moves it."""
    kwartaal_naast_na_wijziging: bool = True
    """Quarters stand beside the budget as amended, where the document prints that."""
    half_van_nul_af: bool = True
    """Each printed cell is rounded half away from zero."""
    verschil_exact: bool = True
    """A difference is taken on exact amounts, not on rounded ones."""


REGELS = Regels()
