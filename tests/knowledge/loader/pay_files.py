"""Small files of pay, for tests of the loader; each has the form of the catalog's."""

from __future__ import annotations

PERCENTILES = ("p10", "p25", "median", "p75", "p90")
_ENDS = ",".join(f"{end}_{one}" for end in ("low", "middle", "high") for one in PERCENTILES)
_FIGURES = "10,20,30,40,50,20,30,40,50,60,30,40,50,60,70"

RANGES = "pay_ranges.csv"
PLACED = "pay_postings.csv"
REPORTED = "pay_reported.csv"
ABROAD = "wages_abroad.csv"
GROUPS = "role_groups.csv"
MEASURES = "pay_measures.csv"
RATES = "currency_rates.csv"
PARITIES = "purchasing_power.csv"
PAY_FILES = {
    RANGES: (
        f"role,level,country,year_from,year_to,remote,currency,{_ENDS},middle_from,middle_to,n_ranges,n_pairs,"
        "n_flat,n_unpaired,n_us_dollars,n_other_currency,usd_per_unit,source\n"
        f"ml_engineer,all,GB,2025,2025,all,GBP,{_FIGURES},38,41,60,90,5,3,2,0,1.25,aijobs\n"
        f"ml_engineer,entry,GB,2023,2025,all,GBP,{',' * 16},4,4,0,0,0,0,,aijobs\n"
    ),
    PLACED: (
        "dataset,role,level,place,per,low_median,p10,p25,median,p75,p90,high_median,n,source\n"
        "2026,ml_engineer,all,us,year,25,10,20,30,40,50,35,31,aijobs\n"
    ),
    REPORTED: (
        "answer,country,year,p10,p25,median,p75,p90,n,source\nai_ml_engineer,US,2025,10,20,30,40,50,77,aijobs\n"
    ),
    ABROAD: (
        "country,place,system,code,occupation,period,currency,per,p10,p25,median,median_full_time,p75,p90,"
        "mean,visa_minimum,visa_minimum_earlier,source\n"
        "CA,canada,ca-noc2021,21211,data scientists,2024,CAD,hour,30,,46.15,,,69.74,,,,aijobs\n"
    ),
    GROUPS: (
        "role,system,code,position,fit,why,source\n"
        "ml_engineer,ca-noc2021,21211,0,same,it is named there,aijobs\n"
    ),
    MEASURES: (
        "source,measure,name,period,counts,includes,excludes,how\n"
        "aijobs,advertised,ranges,2025,ranges,base pay,bonus,the middle one\n"
    ),
    RATES: "period,currency,usd_per_unit,source\n2025,EUR,1.13,aijobs\n",
    PARITIES: "country,year,units_per_dollar,source\nIN,2024,20.42,aijobs\n",
}

FAULTS = [
    (RANGES, "10,20,30,40,50,20", "10,20,15,40,50,20", 2, ""),
    (RANGES, "38,41", "41,38", 2, ""),
    (RANGES, "60,90", "60,59", 2, ""),
    (RANGES, "4,4", "5,5", 3, ""),
    (RANGES, "2023,2025", "2025,2023", 3, ""),
    (RANGES, "entry", "junior", 3, "level"),
    (RANGES, "GBP", "pounds", 2, "currency"),
    (RANGES, "1.25", "-1", 2, "usd_per_unit"),
    (PLACED, "year", "fortnight", 2, "per"),
    (PLACED, "20,30", "20,15", 2, "median"),
    (REPORTED, "US", "USA", 2, "country"),
    (ABROAD, "46.15", "", 2, ""),
    (ABROAD, "ca-noc2021", "noc", 2, "system"),
    (GROUPS, "same", "exactly", 2, "fit"),
    (MEASURES, "advertised", "guessed", 2, "measure"),
    (RATES, "1.13", "0", 2, "usd_per_unit"),
    (PARITIES, "20.42", "cheap", 2, "units_per_dollar"),
]
