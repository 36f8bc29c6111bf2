"""What is allowed but improbable is a warning."""

import numpy as np

from mirror_abm.field.inspection import inspect

from .authors import profiles, typed


def test_ten_times_its_relatives_is_a_warning_with_the_number(crow):
    text = crow.read_text()
    crow.write_text(
        text.replace(
            "{value: 15, low: 10, high: 20, unit", "{value: 1500, low: 1000, high: 2000, unit"
        )
    )
    warned = inspect(crow)
    assert warned.faults == []
    middle = np.median([each.life_history.lifespan.value for each in profiles().values()])
    assert [w.split(":")[1:3] for w in warned.warnings] == [
        ["11", "21 life_history.lifespan.value = 1500"]
    ]
    whom = (
        "times the median, "
        if sum(each.taxon.taxonomic_class == "Aves" for each in profiles().values()) >= 3
        else f"{1500 / middle:.2g} times the median, {middle:g}"
    )
    assert whom in warned.warnings[0]
    assert typed("check", crow.name, cwd=crow.parent).returncode == 0
    strict = typed("check", crow.name, "--strict", cwd=crow.parent)
    assert strict.returncode == 2
    assert "life_history.lifespan.value = 1500" in strict.stderr
