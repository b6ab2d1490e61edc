"""The room over the screen in which foreign figures are brought in: what is shown, asked and done at each step.

`session.inleesgang` is what happens; here it is drawn. `bronnen` are its steps as tables, `toelichting` what
stands below the table, `bestandvel` the sheet that asks for a file, `toetsen` the keys of each step and `vragen` what
they ask; `screen` is all of it together.
"""
