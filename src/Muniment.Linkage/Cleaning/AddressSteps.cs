namespace Muniment.Linkage.Cleaning;

/// <summary>Words of addresses in one short form.</summary>
static class AddressSteps
{
    static readonly WordTable s_words = new(
        """
        st: street str strt saint sant; rd: road; ave: avenue av avn; dr: drive drv; ln: lane; ct: court crt; pl: place plc; cl: close clos; cres: crescent crs cr crsnt
        tce: terrace terr ter; sq: square sqr; gdns: gardens gardn gdn garden; gr: grove grv; hts: heights; pde: parade; hwy: highway hway; blvd: boulevard boul bd
        cct: circuit circ; pk: park; rise: rse; way: wy; mt: mount; est: estate; ind: industrial; bldg: building buildings; hse: house; flat: flt apartment apt appt unit suite ste
        fl: floor; rm: room; po: p_o; n: north; s: south; e: east; w: west; ne: northeast; nw: northwest; se: southeast; sw: southwest; upr: upper; lwr: lower; gt: great; lt: little
        rt: route rte; jct: junction; vlg: village vlge vill; ctr: centre center; stn: station; r: rue; via: v; ctra: carretera; c: calle; pza: plaza piazza; strasse: straße
        """);

    public static bool Words(ref CleanBuffer buffer) => NameSteps.Replace(ref buffer, s_words);
}
