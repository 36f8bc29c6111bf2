import mesa

import mirror_abm as ma

if __name__ == "__main__":
    rows = mesa.batch_run(
        ma.Population,
        {"species": "macaca_mulatta", "size": 4},
        max_steps=1,
        number_processes=1,
        display_progress=False,
    )
    print(len(rows))
