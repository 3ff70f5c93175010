"""An audit of Python sources: every wait for a lock is bounded, and no lock is held during slow work.

`source` finds and parses the files, `project` indexes what they define. `facts` answers what expressions may be: locks,
functions, objects; with `contexts`, `names`, `attributes`, `annotations`, `classes` and `libraries` for its parts and
`values` for the answers. `walk` follows the paths through each function with the locks held on them: `calls` says what
a call does (`protocols`: also an operator), `conditions` which branches are left, `entering` and `holding` how locks
are taken and given back, `judge` what is wrong. What callers need to know stands in a `summary`; `analysis` walks until
the summaries change no more. `suppressions` and `reports` make of the findings what `cli` prints.

LCK003 to LCK007 are decided in `effects`, from the table in `catalogue`; LCK001, LCK002 and LCK008 in `holding` and
`entering`, LCK009 in `leaks` and `walk`, LCK010 in `local_locks` and `entering`, LCK000 in `suppressions`.
"""
