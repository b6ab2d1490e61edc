"""Bytes to records and back, byte-preserving and atomic.

Reading with findings that have a line (`reader`, `lexer`, `paths`), writing as edits of the text (`writer`,
`restructure`, `pieces`), formatting (`canonical`), and putting files in place all or none (`atomic`, `lock`, `files`).
It knows what a record is, not what an amount means.
"""
