"""The national statement of a budget (Iv3, Informatie voor derden): its cells, its file, and what would refuse it.

`matrix` makes amounts cells, `statement` the file, `controls` holds that against structure, codes and controls of CBS;
`opgave` puts them together for a document.
The code lists themselves are in `engine.codelijst`, as tables print their names; the findings are in `checks.iv3`.
"""
