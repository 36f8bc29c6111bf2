import mirror_abm as ma

p = ma.Population("macaca_mulatta", size=4)
q = ma.Population("macaca_mulatta", size=4)
q.agents[0].remove()
ma.Animal(q, 0, 99)
p.step()
q.step()
print({a.index: round(a.matched(), 6) for a in p.agents})
print({a.index: round(a.matched(), 6) for a in q.agents})
print(q.datacollector.get_agent_vars_dataframe().matched_response.mean())
