"""The terminal app: screens that compose and route, widgets that know cells, one registry of actions."""
