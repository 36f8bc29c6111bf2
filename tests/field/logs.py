"""Logs for tests: one of each format, and one in which it is known who copies whom."""

import numpy as np
import pandas as pd

from mirror_abm.field.log import FieldLog

V8 = """Observation id\tObservation date\tDescription\tObservation duration\tObservation type\tSource\tTime offset (s)\tMedia duration (s)\tFPS\tSubject\tBehavior\tBehavioral category\tModifier #1\tBehavior type\tTime\tMedia file name\tImage index\tImage file path\tComment
o1\t2024-01-01 10:00:00\t\t600.0\tMedia file(s)\tx.mp4\t0.0\t600.0\t25.0\tAda\tgroom\t\tBo\tSTART\t1.0\tx\t1\tNA\t
o1\t2024-01-01 10:00:00\t\t600.0\tMedia file(s)\tx.mp4\t0.0\t600.0\t25.0\tAda\tgroom\t\tBo\tSTOP\t3.5\tx\t1\tNA\t
o1\t2024-01-01 10:00:00\t\t600.0\tMedia file(s)\tx.mp4\t0.0\t600.0\t25.0\tBo\tgroom\t\t\tPOINT\t4.0\tx\t1\tNA\t
"""  # noqa: E501 - a header as the program writes it
V7 = """Observation id,the seventh

Media file(s)
Player #1,/x.mp4

Observation date,2018-01-01
Description,
Time offset (s),0.000

Time,Media file path,Total length,FPS,Subject,Behavior,Behavioral category,Comment,Status
2.5,/x.mp4,1200.0,25.0,Ada,groom,,,START
4.5,/x.mp4,1200.0,25.0,Ada,groom,,,STOP
5,/x.mp4,1200.0,25.0,No focal subject,groom,,,POINT
"""
AGGREGATED = """Observation id,Observation date,Description,Media file,Total length,FPS,Subject,Behavior,Behavioral category,Modifiers,Behavior type,Start (s),Stop (s),Duration (s),Comment start,Comment stop
o1,2021,,x,1381.01,29.97,Ada,groom,,,STATE,689.000,989.023,300.023,,
o1,2021,,x,1381.01,29.97,Bo,groom,,,POINT,690.000,690.000,NA,,
"""  # noqa: E501 - a header as the program writes it
ELAN = """Tier\tParticipant\tBegin Time - hh:mm:ss.ms\tBegin Time - ss.msec\t\
End Time - hh:mm:ss.ms\tEnd Time - ss.msec\tText
hand\tAda\t00:00:01.000\t1.000\t00:00:02.000\t2.000\twave
hand\tBo\t00:01:03.500\t63.500\t00:01:04.000\t64.000\twave
"""
BARE = """Ada\t\t00:00:01.000\t1.000\t00:00:02.000\t2.000\twave
Bo\t\t00:01:03.500\t63.500\t00:01:04.000\t64.000\twave
"""
WIDE = "Begin Time - msec\tEnd Time - msec\tAda\tBo\n1000\t2000\twave\t\n63500\t64000\t\twave\n"
PLAIN = "time;subject;behaviour;target\n0:00:01;Ada;wave;Bo\n63,5;Bo;wave;Ada\n"


def acts(log):
    """Return what was done, without ends and targets."""
    return [
        tuple(row)
        for row in log.events[["observation", "subject", "behaviour", "start"]].itertuples(
            index=False
        )
    ]


def made(seed=0, hours=1.0, observations=3, copying=0.25, answering=0.3):
    """Return a log of four animals: grooms are copied after 2 s, threats answered after 1 s."""
    rng, rows, animals = np.random.Generator(np.random.PCG64(seed)), [], "ABCD"
    for number in range(observations):
        for place, animal in enumerate(animals):
            other = animals[(place + 1) % 4]
            for behaviour, rate in (("groom", 30), ("threat", 20), ("submit", 5)):
                for time in rng.uniform(0, hours * 3600, rng.poisson(rate * hours)):
                    rows.append((f"o{number}", animal, behaviour, time, ""))
                    if behaviour == "groom" and rng.random() < copying:
                        rows.append((f"o{number}", other, "groom", time + 2, animal))
                    if behaviour == "threat" and rng.random() < answering:
                        rows.append((f"o{number}", other, "submit", time + 1, animal))
    events = pd.DataFrame(
        rows, columns=["observation", "subject", "behaviour", "start", "target"]
    ).assign(stop=np.nan)
    events = (
        events[events["start"] < hours * 3600]
        .sort_values(["observation", "start"])
        .reset_index(drop=True)
    )
    order = ["observation", "subject", "behaviour", "start", "stop", "target"]
    return FieldLog(
        events[order], {f"o{number}": hours * 3600 for number in range(observations)}, "plain"
    )
