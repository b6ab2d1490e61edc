"""The council's tables: what is printed, in which rows and columns, with which signs.

`language` reads declared tables and builds them over the cube; what reads worse as a declaration is a module of its
own (`registry` is the registry). `grid` is what every output reads; `behind`, `formula` and `uitleg` say where a cell
comes from. `sjabloon` and `basis` are the templates of documents.
"""
