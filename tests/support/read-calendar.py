"""Reads iCalendar texts with libical and tells what it found: a JSON array of texts in, a JSON array of calendars out."""

import json
import sys

import gi

gi.require_version("ICalGLib", "3.0")
from gi.repository import ICalGLib


def children(component, kind):
    child = component.get_first_component(kind)
    while child is not None:
        yield child
        child = component.get_next_component(kind)


def value(component, kind):
    found = component.get_first_property(kind)
    return None if found is None else found.get_value().as_ical_string()


def alarm(component):
    trigger = component.get_first_property(ICalGLib.PropertyKind.TRIGGER_PROPERTY).get_trigger()
    return {"seconds": trigger.get_duration().as_int(), "says": component.get_description()}


def event(component):
    return {
        "uid": component.get_uid(),
        "at": component.get_dtstart().as_timet(),
        "summary": component.get_summary(),
        "description": component.get_description(),
        "sequence": component.get_sequence(),
        "status": value(component, ICalGLib.PropertyKind.STATUS_PROPERTY),
        "alarms": [alarm(child) for child in children(component, ICalGLib.ComponentKind.VALARM_COMPONENT)],
    }


def calendar(text):
    component = ICalGLib.Component.new_from_string(text)
    ICalGLib.restriction_check(component)
    return {
        # What does not follow RFC 5545: what cannot be read, and properties that are missing or stand too often.
        "errors": component.count_errors(),
        "events": [event(child) for child in children(component, ICalGLib.ComponentKind.VEVENT_COMPONENT)],
    }


json.dump([calendar(text) for text in json.load(sys.stdin)], sys.stdout)
