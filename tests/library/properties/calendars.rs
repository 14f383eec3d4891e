//! A calendar holds what a timeline implies, as a parser that has nothing to do with this
//! library reads it.

use std::collections::BTreeSet;

use icalendar::parser::{Component, read_components, unfold};
use serde_json::{Value, json};
use torihiki::answer::Certainty;
use torihiki::{Data, Instant, TimelineOptions};

use super::failures::{Failures, try_all, try_each};
use super::orders::{BASE, Case, near};
use crate::dice::Dice;
use crate::random_policies;

/// What an event has to say.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Event {
    uid: String,
    start: String,
    summary: String,
    description: String,
    status: &'static str,
}

fn options(case: &Case, until: Option<Instant>) -> TimelineOptions<'_> {
    TimelineOptions { role: case.role(), from: case.now, until, locale: Some("en") }
}

/// A text without what the format has no place for.
fn plain(text: &str) -> String {
    text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect()
}

/// An instant in whole seconds, cut off.
fn second(at: Instant) -> String {
    let text = at.to_rfc3339();
    let (whole, _) = text.split_once('.').unwrap();
    format!("{whole}Z").replace(['-', ':'], "")
}

/// The instant at which an event stands for something that is due until another one: what is due by the end of a day stands
/// on that day, a minute before, where there is still time for it.
fn on_its_day(due: Instant, now: Instant) -> Instant {
    const DAY: i64 = 86_400_000;
    // The clocks of all policies that are tried here.
    const AHEAD_OF_UTC: i64 = 9 * 3_600_000;
    let before = near(due.millis(), -60_000);
    if (due.millis() + AHEAD_OF_UTC) % DAY == 0 && now <= before { before } else { due }
}

/// The events that a timeline implies. Whether a duty still stands when it is due is asked of a
/// preview of the instant before.
fn implied(case: &Case, until: Option<Instant>) -> Vec<Event> {
    let timeline = case.timeline(&options(case, until));
    let Data::Map(entries) = &case.order else { panic!("an order is a map") };
    let id = entries.iter().find(|(name, _)| name == "id").and_then(|(_, id)| match id {
        Data::Int(id) => Some(id.to_string()),
        Data::Text(id) => Some(id.to_string()),
        _ => None,
    });
    const ADVICE: &str = "Predicted by torihiki. The marketplace decides: check the date there.";
    let event = |rule: &str, at: Instant, summary: String, effects: String, status: &'static str| Event {
        uid: plain(&match &id {
            Some(id) => format!("{id}.{rule}@torihiki"),
            None => format!("{rule}.{}@torihiki", second(at)),
        }),
        start: second(at),
        summary: plain(&summary),
        description: plain(&format!("{effects}{ADVICE}")),
        status,
    };
    // What several roles must do is one date.
    let mut ends: Vec<(String, Instant, String, &'static str, Vec<String>)> = Vec::new();
    let dues: BTreeSet<Instant> = timeline.duties.iter().filter_map(|duty| duty.due).collect();
    for due in dues.into_iter().filter(|due| case.now <= *due && until.is_none_or(|until| *due < until)) {
        let before = near(due.millis(), -1).max(case.now);
        for duty in case.preview(before, case.role()).duties {
            if duty.due != Some(due) {
                continue;
            }
            let status = if duty.certainty == Certainty::Certain { "CONFIRMED" } else { "TENTATIVE" };
            let (rule, message) = (duty.rule.to_string(), duty.message.to_string());
            let same = |end: &&mut (String, Instant, String, &str, Vec<String>)| {
                (&end.0, end.1, &end.2, end.3) == (&rule, due, &message, status)
            };
            let roles = duty.role.iter().map(|role| role.to_string());
            match ends.iter_mut().find(same) {
                Some(end) => end.4.extend(roles),
                None => {
                    let roles = roles.collect();
                    ends.push((rule, due, message, status, roles));
                }
            }
        }
    }
    let mut events = Vec::new();
    for (rule, due, message, status, roles) in ends {
        let is_own = roles.is_empty() || case.role().is_some_and(|own| roles.iter().any(|role| role == own));
        let known = case.description["roles"].as_array().unwrap().iter();
        let named = known.filter(|role| roles.iter().any(|id| role["id"] == json!(id)));
        let names: Vec<&str> = named.map(|role| role["label"].as_str().unwrap()).collect();
        let whose = if is_own { "Due".to_owned() } else { format!("Due ({})", names.join(" and ")) };
        events.push(event(&rule, on_its_day(due, case.now), format!("{whose}: {message}"), String::new(), status));
    }
    for transition in &timeline.transitions {
        let effects = transition.effects.iter().map(|effect| format!("{}\n", effect.message)).collect();
        let (message, rule) = (transition.message.to_string(), &transition.rule);
        events.push(match transition.certainty {
            Certainty::Certain => event(rule, transition.at, message, effects, "CONFIRMED"),
            Certainty::Possible => event(rule, transition.at, format!("Not certain: {message}"), effects, "TENTATIVE"),
        });
    }
    // What happens alike from several states is one date.
    let mut known: Vec<Event> = Vec::new();
    for event in events {
        if !known.contains(&event) {
            known.push(event);
        }
    }
    let mut events = known;
    // What comes at several instants is told apart by these, and what looks the same then by its number.
    let mut uids: Vec<String> = Vec::new();
    for event in &mut events {
        let name = event.uid.trim_end_matches("@torihiki").to_owned();
        let timed = if name.ends_with(&event.start) { name.clone() } else { format!("{name}.{}", event.start) };
        let numbered = (2..).map(|number| format!("{timed}.{number}"));
        let names = std::iter::once(name).chain(std::iter::once(timed.clone())).chain(numbered);
        event.uid = names.map(|name| format!("{name}@torihiki")).find(|uid| !uids.contains(uid)).unwrap();
        uids.push(event.uid.clone());
    }
    events.sort();
    events
}

/// The value of a property that a component has exactly once.
fn only<'c>(component: &'c Component<'_>, name: &str) -> Result<&'c str, String> {
    let found: Vec<_> = component.properties.iter().filter(|property| property.name == name).collect();
    match found.as_slice() {
        [property] if property.params.is_empty() => Ok(property.val.as_str()),
        _ => Err(format!("{name} is there {} times", found.len())),
    }
}

/// The events of a calendar, and its name.
fn read(case: &Case, text: &str) -> Result<(String, Vec<Event>), String> {
    let unfolded = unfold(text);
    let roots = read_components(&unfolded)?;
    let [calendar] = roots.as_slice() else { return Err(format!("there are {} calendars", roots.len())) };
    if calendar.name != "VCALENDAR" || only(calendar, "VERSION")? != "2.0" || only(calendar, "PRODID")?.is_empty() {
        return Err(format!("{:?} is no calendar", calendar.name));
    }
    let label = only(calendar, "X-WR-CALNAME")?.to_owned();
    let event = |event: &Component<'_>| {
        if event.name != "VEVENT" {
            return Err(format!("{:?} is no event", event.name));
        }
        for alarm in &event.components {
            if alarm.name != "VALARM" || only(alarm, "DESCRIPTION")? != only(event, "SUMMARY")? {
                return Err(format!("{alarm:?} is no alarm of {event:?}"));
            }
        }
        let stamp = second(case.now);
        let stamped = only(event, "DTSTAMP")? == stamp && only(event, "LAST-MODIFIED")? == stamp;
        if !stamped || only(event, "TRANSP")? != "TRANSPARENT" {
            return Err(format!("{event:?}"));
        }
        // The parser leaves a list of texts as it is written.
        let categories = event.find_prop("CATEGORIES").map(|property| property.val.to_owned().unescape_text());
        if categories.is_none_or(|categories| categories.as_str() != label) {
            return Err(format!("the category is not {label:?}: {event:?}"));
        }
        let status = match only(event, "STATUS")? {
            "CONFIRMED" => "CONFIRMED",
            "TENTATIVE" => "TENTATIVE",
            other => return Err(format!("{other} is no status")),
        };
        let text = |name: &str| only(event, name).map(str::to_owned);
        let (uid, start) = (text("UID")?, text("DTSTART")?);
        Ok(Event { uid, start, summary: text("SUMMARY")?, description: text("DESCRIPTION")?, status })
    };
    let mut events = calendar.components.iter().map(event).collect::<Result<Vec<Event>, String>>()?;
    events.sort();
    Ok((label, events))
}

/// What is wrong with the lines of a calendar.
fn misshapen(text: &str) -> Option<String> {
    let Some(lines) = text.strip_suffix("\r\n") else { return Some("the last line has no end".to_owned()) };
    lines.split("\r\n").find_map(|line| {
        let bad = line.contains(|c: char| c.is_control() && c != '\t') || line.trim().is_empty();
        (bad || line.len() > 75).then(|| format!("a line of {} octets: {line:?}", line.len()))
    })
}

fn check(case: &Case, until: Option<Instant>, failures: &mut Failures) {
    let expected = implied(case, until);
    let Some(text) = case.calendar(&options(case, until)) else {
        return failures.unless(expected.is_empty(), "there is no calendar", case, || format!("{expected:?}"));
    };
    let shape = misshapen(&text);
    failures.unless(shape.is_none(), "a line is not as the format wants it", case, || shape.unwrap_or_default());
    match read(case, &text) {
        Err(why) => failures.add("a calendar cannot be read", case, format!("{why}: {text}")),
        Ok((label, events)) => {
            let told = || format!("until {until:?}: {events:?}, and not {expected:?}");
            failures.unless(!expected.is_empty(), "there is a calendar though nothing has a date", case, told);
            failures.unless(events == expected, "the events are others", case, told);
            let uids: BTreeSet<&String> = events.iter().map(|event| &event.uid).collect();
            failures.unless(uids.len() == events.len(), "two events have the same UID", case, told);
            let named = plain(case.description["label"].as_str().unwrap());
            failures.unless(label == named, "the name is another one", case, || format!("{label:?}"));
        }
    }
}

fn some_end(case: &Case, dice: &mut Dice) -> Option<Instant> {
    let end = near(case.now.millis(), i64::try_from(dice.roll(400_000_000)).unwrap());
    Some(end).filter(|end| case.now < *end && dice.roll(3) == 0)
}

#[test]
fn a_calendar_holds_the_events_that_the_timeline_implies() {
    try_all(1_000, 110_000, |case, dice, failures| {
        check(case, some_end(case, dice), failures);
    });
}

/// A text of parts that a calendar has to treat in some way of its own.
fn odd(dice: &mut Dice) -> String {
    const PARTS: [&str; 22] = [
        ",",
        ";",
        "\\",
        "\\n",
        "\n",
        "\r\n",
        "\r",
        "\t",
        " ",
        ":",
        "\"",
        "\u{0}",
        "\u{1b}[0m",
        "\u{85}",
        "\u{2028}",
        "\u{feff}",
        "🎌",
        "👩‍👩‍👧",
        "納品から七日以内に",
        "BEGIN:VEVENT",
        "END:VCALENDAR",
        "words",
    ];
    (0..1 + dice.roll(30)).map(|_| dice.pick(&PARTS)).collect::<String>() + "."
}

/// Puts odd texts in place of all messages and labels.
fn make_odd(value: &mut Value, dice: &mut Dice) {
    match value {
        Value::Object(entries) if entries.contains_key("ja") => {
            entries.values_mut().for_each(|text| *text = odd(dice).into());
        }
        Value::Object(entries) => entries.values_mut().for_each(|value| make_odd(value, dice)),
        Value::Array(items) => items.iter_mut().for_each(|item| make_odd(item, dice)),
        _ => {}
    }
}

/// A case of a policy with odd texts, in which something always has a date.
fn odd_case(seed: u64) -> Case {
    let mut dice = Dice(seed);
    let mut document = random_policies::policy(&mut dice);
    let states: Vec<String> = document["states"].as_object().unwrap().keys().cloned().collect();
    let message = random_policies::text_of("words");
    let effect = json!({ "rule": "paid", "kind": "payout", "severity": "info", "message": message });
    let mut also = effect.clone();
    also["rule"] = "also".into();
    let at = "timestamp(\"2027-01-01T00:00:00Z\")";
    let end =
        json!({ "rule": "end", "from": states, "at": at, "to": "over", "message": message, "effects": [effect, also] });
    let duty = json!({ "rule": "always", "due": at, "message": message });
    document["states"]["over"] = json!({ "label": message });
    document["states"].as_object_mut().unwrap().values_mut().for_each(|state| state["final"] = false.into());
    document["transitions"].as_array_mut().unwrap().push(end);
    document["duties"].as_array_mut().unwrap().push(duty);
    make_odd(&mut document, &mut dice);
    let case = Case::of(seed, document, &mut dice);
    let order = super::walks::supposed(&case.order, "id", Data::Text(odd(&mut dice).into()));
    case.at(&order, near(BASE, -100_000_000))
}

#[test]
fn whatever_texts_say_a_calendar_says_it_too() {
    try_each((120_000..120_300).map(odd_case), |case, _, failures| check(case, None, failures));
}
