//! What messages tell of an order.

use serde_json::{Value, json};

use super::kit::{answer_at, at, deal_document, differ, made, order, report, text, with_short_week};
use crate::policy::Policy;
use crate::preview::{ApplyOptions, Options, TimelineOptions};

/// 10 November 2026, 09:00 in Japan, and a day.
const TENTH: i64 = 1_794_268_800_000;
const DAY: i64 = 86_400_000;

/// A deal with facts of every kind and values of them, of which one message tells: that of the rule `go.told`.
fn telling(message: &str, transitions: &[&str]) -> Policy {
    made(document(message, transitions))
}

fn document(message: &str, transitions: &[&str]) -> Value {
    let mut document = deal_document(transitions, json!({ "go": { "from": ["one", "two"] } }), json!({}));
    document["currency"] = json!("JPY");
    document["calendar"] = json!("jp");
    document["zones"] = json!(["America/New_York"]);
    document["facts"]["price"] = json!({ "type": "money", "label": text("Price") });
    document["facts"]["place"] = json!({ "type": "zone", "label": text("Place") });
    document["facts"]["size"] = json!({
        "type": ["small", "one"], "label": text("Size"),
        "choiceLabels": { "small": { "ja": "小", "en": "Small" }, "one": { "ja": "一つ", "en": "Just one" } },
    });
    document["roleLabels"]["seller"] = json!({ "ja": "出品者", "en": "Seller" });
    document["states"]["one"]["label"] = json!({ "ja": "状態一", "en": "State one" });
    document["values"] = json!({
        "later": { "is": "a + week" },
        "open": { "is": "now < later" },
        "left": { "is": "b - a" },
        "double": { "is": "price * 2" },
        "most": { "is": "count * 3" },
        "here": { "is": "state" },
        "who": { "is": "role == \"buyer\" ? \"seller\" : \"buyer\"" },
        "which": { "is": "flag ? \"small\" : \"one\"" },
        "sized": { "is": "size" },
        "maybe": { "is": "n" },
        "phase": { "is": "now < later ? a : b" },
    });
    document["actions"]["go"]["requires"] =
        json!([{ "rule": "told", "that": "true", "message": { "ja": message, "en": message } }]);
    document
}

fn said(policy: &Policy, facts: &Value, now: i64, locale: &str) -> String {
    let options = Options::at(at(now)).role("buyer").locale(locale);
    let answer = policy.preview(&order("one", facts), &options).unwrap_or_else(|problems| panic!("{problems}"));
    let go = answer.actions.iter().find(|action| action.id == "go").unwrap();
    go.reasons[1].message.to_string()
}

#[test]
fn every_kind_is_told_as_people_say_it() {
    let full = json!({
        "a": TENTH, "b": TENTH + 3 * DAY + 3_600_000, "f": true, "g": false, "n": null, "count": 2, "free": -5,
        "length": "36h", "fault": "seller", "price": 12_345, "place": "America/New_York", "size": "one", "flag": false,
        "asker": null,
    });
    let none = json!({});
    let mut differences = Vec::new();
    for (message, facts, ja, en) in [
        ("{a}", &full, "2026年11月10日 9:00", "10 November 2026, 09:00"),
        ("{f} {g}", &full, "はい いいえ", "yes no"),
        ("{n} {asker} {maybe}", &full, "なし なし なし", "none none none"),
        ("{count} {free}", &full, "2 -5", "2 -5"),
        ("{fault} {size} {place}", &full, "出品者 一つ America/New_York", "Seller Just one America/New_York"),
        ("{price} {double} {most}", &full, "12,345円 24,690円 6", "¥12,345 ¥24,690 6"),
        ("{later} {open}", &full, "2026年11月17日 9:00 はい", "17 November 2026, 09:00 yes"),
        // A text that is a state and a choice: by what the value reads, and else as a state.
        ("{here} {sized} {which}", &full, "状態一 一つ 状態一", "State one Just one State one"),
        ("{who}", &full, "出品者", "Seller"),
        ("{{{count}}}", &full, "{2}", "{2}"),
        (
            "{a} {later}",
            &none,
            "未確定の日時 未確定の日時",
            "a time that is not known yet a time that is not known yet",
        ),
        (
            "{length} {left}",
            &none,
            "未確定の期間 未確定の期間",
            "a length of time that is not known yet a length of time that is not known yet",
        ),
        ("{price}", &none, "未確定の金額", "an amount that is not known yet"),
        (
            "{f} {free} {fault} {open}",
            &none,
            "未確定 未確定 未確定 未確定",
            "not known yet not known yet not known yet not known yet",
        ),
        // What leaving a fact out means is known.
        ("{n} {count} {flag} {most}", &none, "なし 0 いいえ 0", "none 0 no 0"),
    ] {
        let policy = telling(message, &[]);
        for (locale, expected) in [("ja", ja), ("en", en)] {
            differ(message, said(&policy, facts, TENTH, locale), expected.to_owned(), &mut differences);
        }
    }
    report(&differences);
}

#[test]
fn instants_are_told_to_the_minute_on_the_clocks_of_the_policy() {
    let policy = telling("{a}", &[]);
    for (millis, en) in [
        (TENTH + 59_999, "10 November 2026, 09:00"),
        (TENTH - 1, "10 November 2026, 08:59"),
        (TENTH + 15 * 3_600_000, "11 November 2026, 00:00"),
        (-1, "1 January 1970, 08:59"),
    ] {
        assert_eq!(said(&policy, &json!({ "a": millis }), TENTH, "en"), en);
    }
    let mut named = document("{a}", &[]);
    named.as_object_mut().unwrap().remove("utcOffset");
    named["timeZone"] = json!("America/New_York");
    assert_eq!(said(&made(named), &json!({ "a": TENTH }), TENTH, "ja"), "2026年11月9日 19:00");
}

#[test]
fn a_policy_says_in_its_own_words_what_is_not_known() {
    let mut document = document("{a} {length} {f} {price} {n}", &[]);
    document["phrases"] = json!({
        "unknownTime": { "en": "some day" }, "unknownLength": { "en": "a while" }, "unknown": { "en": "who knows" },
        "unknownAmount": { "en": "a sum" }, "none": { "en": "never" },
    });
    assert_eq!(said(&made(document), &json!({}), TENTH, "en"), "some day a while who knows a sum never");
}

#[test]
fn a_message_that_becomes_another_one_is_a_change() {
    // Nothing but the messages depends on `now`.
    let policy = telling("{phase}", &[]);
    let facts = json!({ "a": TENTH, "b": TENTH - DAY });
    let week = 7 * DAY;
    let answer = answer_at(&policy, &order("one", &facts), TENTH);
    assert_eq!(answer["next"], json!({ "at": TENTH + week, "what": "reason" }));
    assert_eq!(said(&policy, &facts, TENTH + week - 1, "en"), "10 November 2026, 09:00");
    assert_eq!(said(&policy, &facts, TENTH + week, "en"), "9 November 2026, 09:00");
    assert_eq!(answer_at(&policy, &order("one", &facts), TENTH + week)["next"], json!(null));
    let timeline = policy.timeline(&order("one", &facts), &TimelineOptions::from(at(TENTH))).unwrap();
    let shifts: Vec<(i64, &str)> =
        timeline.segments[0].changes.iter().map(|shift| (shift.at.millis(), shift.rule.as_deref().unwrap())).collect();
    assert_eq!(shifts, [(TENTH + week, "deal.go.told"), (TENTH + week, "deal.go.told")]);

    // One that is not shown is none.
    for (place, change, what) in [
        (
            "effects",
            json!([{ "rule": "x", "kind": "notice", "severity": "info", "when": "f", "message": text("{phase}") }]),
            "effect",
        ),
        ("drafts", json!([{ "id": "x", "when": "f", "subject": text("x"), "body": text("{phase}") }]), "draft"),
        ("elsewhere", json!({ "three": text("{phase}") }), "reason"),
    ] {
        let mut document = document("x", &[]);
        document["actions"]["go"][place] = change;
        let policy = made(document);
        for shown in [true, false] {
            let (state, facts) = match place {
                "elsewhere" => (if shown { "three" } else { "one" }, facts.clone()),
                _ => ("one", json!({ "a": TENTH, "b": TENTH - DAY, "f": shown })),
            };
            let next = answer_at(&policy, &order(state, &facts), TENTH)["next"].clone();
            let expected = if shown { json!({ "at": TENTH + week, "what": what }) } else { json!(null) };
            assert_eq!(next, expected, "{place}, shown: {shown}");
        }
    }
}

#[test]
fn what_is_to_come_is_told_as_it_will_be() {
    let mut document = document("{n}", &["x: one -> two at later set n = at, count = count + 1, asker = \"seller\""]);
    let follows = json!([{
        "rule": "y", "kind": "notice", "severity": "info", "message": text("{at}; {count}; {asker}"),
    }]);
    document["transitions"][0]["message"] = text("{at}, {n}, {here}, {open}");
    document["transitions"][0]["effects"] = follows;
    document["duties"] = json!([
        { "rule": "z", "in": ["two"], "when": "n != null", "due": "n + week", "message": text("By {due}: {n}") },
        { "rule": "w", "due": "b", "message": text("By {due}, {phase}") },
    ]);
    let policy = made(document);
    let (facts, later) = (json!({ "a": TENTH, "count": 1 }), TENTH + 7 * DAY);
    let given = order("one", &facts);
    let answer = answer_at(&policy, &given, TENTH);
    let happens = &answer["ifNobodyActs"][0];
    let two = "17 November 2026, 09:00, 17 November 2026, 09:00, two, no";
    assert_eq!(happens["message"], two);
    assert_eq!(happens["effects"][0]["message"], "17 November 2026, 09:00; 2; Seller");
    assert_eq!(answer["actions"]["go"]["reasons"][1]["message"], "none");
    assert_eq!(answer["duties"]["deal.w"]["message"], "By a time that is not known yet, 10 November 2026, 09:00");

    let then = answer_at(&policy, &given, later);
    assert_eq!(then["state"]["transitions"][0]["message"], two);
    assert_eq!(then["actions"]["go"]["reasons"][1]["message"], "17 November 2026, 09:00");
    assert_eq!(then["duties"]["deal.z"]["message"], "By 24 November 2026, 09:00: 17 November 2026, 09:00");

    // In the timeline a duty is another stretch where something else is said of it.
    let options = TimelineOptions { locale: Some("en"), ..TimelineOptions::from(at(TENTH)) };
    let timeline = policy.timeline(&given, &options).unwrap();
    let told: Vec<String> =
        timeline.duties.iter().map(|duty| format!("{}: {}", duty.from.millis(), duty.message)).collect();
    assert_eq!(
        told,
        [
            format!("{later}: By 24 November 2026, 09:00: 17 November 2026, 09:00"),
            format!("{TENTH}: By a time that is not known yet, 10 November 2026, 09:00"),
            format!("{later}: By a time that is not known yet, a time that is not known yet"),
        ]
    );
    assert_eq!(timeline.transitions[0].message, two);
}

#[test]
fn where_it_is_not_known_what_happened_only_what_is_sure_is_told() {
    let policy = telling("{n}; {here}; {count}; {most}", &["x: one -> two at a when f set n = b"]);
    let facts = json!({ "a": TENTH - 1, "b": TENTH, "count": 1 });
    assert_eq!(said(&policy, &facts, TENTH, "en"), "a time that is not known yet; not known yet; 1; 3");
}

#[test]
fn what_an_action_does_is_told_as_it_is_found() {
    let mut document = document("{count}", &[]);
    document["actions"]["go"]["set"] = json!({ "count": "count + 1" });
    document["actions"]["go"]["effects"] =
        json!([{ "rule": "x", "kind": "notice", "severity": "info", "message": text("{count} so far") }]);
    document["actions"]["go"]["drafts"] =
        json!([{ "id": "x", "subject": text("{fault}"), "body": text("It was {count} {who}") }]);
    let policy = made(document);
    let given = order("one", &json!({ "count": 3, "fault": "buyer" }));
    let options = ApplyOptions { locale: Some("en"), ..ApplyOptions::at(at(TENTH)).role("buyer") };
    let applied = policy.apply(&given, "go", &options).unwrap();
    assert_eq!(applied.action.effects[0].message, "3 so far");
    assert_eq!((&*applied.action.drafts[0].subject, &*applied.action.drafts[0].body), ("Buyer", "It was 3 Seller"));
    let after = applied.preview.actions.iter().find(|action| action.id == "go").unwrap();
    assert_eq!(after.effects[0].message, "4 so far");
    // Each role is told of itself.
    let seller = applied.preview.actions.iter().find(|action| action.id == "go" && action.role == "seller").unwrap();
    assert_eq!(seller.drafts[0].body, "It was 4 Buyer");
}

#[test]
fn a_draft_has_a_blank_for_what_is_not_there_to_be_told() {
    let mut document = document("{later} {n}", &[]);
    document["values"]["later"]["label"] = json!({ "ja": "返答期限", "en": "Answer by" });
    document["actions"]["go"]["with"] = json!({ "newPrice": { "type": "money", "label": text("New price") } });
    let body = "{later} {double} {n} {size} {newPrice} {week}";
    document["actions"]["go"]["drafts"] = json!([{ "id": "x", "subject": text("{fault}"), "body": text(body) }]);
    let policy = made(document);
    let drafted = |facts: &Value, locale: &str| {
        let options = Options::at(at(TENTH)).role("buyer").locale(locale);
        let answer = policy.preview(&order("one", facts), &options).unwrap();
        let go = answer.actions.iter().find(|action| action.id == "go").unwrap();
        let draft = &go.drafts[0];
        (draft.subject.to_string(), draft.body.to_string(), go.reasons[1].message.to_string())
    };
    let own = |subject: &str, body: &str, message: &str| (subject.to_owned(), body.to_owned(), message.to_owned());
    let full = json!({ "a": TENTH, "price": 500, "n": TENTH, "size": "small", "fault": "buyer" });
    let message = "17 November 2026, 09:00 10 November 2026, 09:00";
    assert_eq!(
        drafted(&full, "en"),
        own("Buyer", "17 November 2026, 09:00 ¥1,000 10 November 2026, 09:00 Small [New price] 7 days", message)
    );
    // What is known to be absent is none in a message, which tells of the order.
    let none = json!({ "n": null });
    let (unknown, other) = ("a time that is not known yet none", "未確定の日時 なし");
    let n = policy.facts.iter().find(|fact| &*fact.name == "n").unwrap();
    let size = policy.facts.iter().find(|fact| &*fact.name == "size").unwrap();
    let blanks = |left: &str, right: &str, later: &str, amount: &str, locale: usize| {
        let [n, size] = [&n.label, &size.label].map(|label| format!("{left}{}{right}", label.get(locale)));
        format!("{left}{later}{right} {left}{amount}{right} {n} {size} {left}New price{right}")
    };
    let fault = policy.facts.iter().find(|fact| &*fact.name == "fault").unwrap().label.get(1);
    let (subject, body, said) = drafted(&none, "en");
    assert_eq!((&*body, &*said), (&*format!("{} 7 days", blanks("[", "]", "Answer by", "the amount", 1)), unknown));
    assert_eq!(subject, format!("[{fault}]"));
    let (_, body, said) = drafted(&none, "ja");
    assert_eq!((&*body, &*said), (&*format!("{} 7日", blanks("［", "］", "返答期限", "所定の金額", 0)), other));
}

#[test]
fn another_edition_tells_of_the_order_by_its_own_values() {
    let mut document = with_short_week(document("{later}", &[]));
    document["actions"]["go"]["requires"][0]["that"] = json!("now < later");
    let policy = made(document);
    let answer = answer_at(&policy, &order("one", &json!({ "a": TENTH })), TENTH + 60_000);
    let other = &answer["actions"]["go"]["editions"][0];
    assert_eq!((&other["edition"], &other["verdict"]), (&json!("recent"), &json!("denied")));
    assert_eq!(other["reasons"][1]["message"], "10 November 2026, 09:00");
    assert_eq!(answer["actions"]["go"]["reasons"][1]["message"], "17 November 2026, 09:00");
}

#[test]
fn the_end_of_a_day_is_told_as_its_last_minute() {
    let mut differences = Vec::new();
    for (is, en) in [
        ("endOfDay(a)", "10 November 2026, 23:59"),
        ("endOfMonth(a)", "30 November 2026, 23:59"),
        ("endOfBusinessDay(a, 1)", "11 November 2026, 23:59"),
        ("addDays(endOfDay(a), 3)", "13 November 2026, 23:59"),
        ("addMonths(endOfDay(a), 1)", "10 December 2026, 23:59"),
        ("endOfDay(a) + week", "17 November 2026, 23:59"),
        ("endOfDay(a) - week", "3 November 2026, 23:59"),
        ("flag ? endOfDay(a) : a", "10 November 2026, 09:00"),
        ("flag ? a : endOfDay(a)", "10 November 2026, 23:59"),
        ("(f ? endOfDay(a) : endOfDay(a))", "10 November 2026, 23:59"),
        ("ended", "10 November 2026, 23:59"),
        // That of another zone is the last minute before it on the clocks of the policy.
        ("endOfDay(a, \"America/New_York\")", "10 November 2026, 13:59"),
        // Moved by hours it is no longer the end of a day, and any other midnight is just an instant.
        ("endOfDay(a) + duration(\"9h\")", "11 November 2026, 09:00"),
        ("startOfDay(a)", "10 November 2026, 00:00"),
        ("b", "11 November 2026, 00:00"),
        ("startOfDay(addDays(a, 1))", "11 November 2026, 00:00"),
    ] {
        let mut document = document("{limit}", &[]);
        document["values"]["limit"] = json!({ "is": is });
        document["values"]["ended"] = json!({ "is": "endOfDay(a)" });
        let facts = json!({ "a": TENTH, "b": TENTH + 15 * 3_600_000 });
        differ(is, said(&made(document), &facts, TENTH, "en"), en.to_owned(), &mut differences);
    }
    report(&differences);
}

#[test]
fn lengths_are_told_in_the_units_of_whoever_wrote_them() {
    let mut document =
        document("{week}; {wait}; {again}; {length}; {short}; {back}", &["x: one -> two at b set wait = week"]);
    document["facts"]["wait"] = json!({ "type": "duration", "label": text("Wait"), "default": "90m" });
    document["values"]["again"] = json!({ "is": "wait" });
    document["values"]["short"] = json!({ "is": "duration(\"72h\")" });
    document["values"]["back"] = json!({ "is": "a - b" });
    let policy = made(document);
    let facts = json!({ "a": TENTH, "b": TENTH + 90_000, "length": "36h" });
    assert_eq!(
        said(&policy, &facts, TENTH, "en"),
        "7 days; 90 minutes; 90 minutes; 36 hours; 72 hours; minus 1 minute 30 seconds"
    );
    assert_eq!(said(&policy, &facts, TENTH, "ja"), "7日; 90分; 90分; 36時間; 72時間; マイナス1分30秒");
    let own = json!({ "a": TENTH, "b": TENTH - 1, "length": 129_600_000, "wait": "1h", "params": { "week": "168h" } });
    // What was recorded nobody wrote.
    assert_eq!(said(&policy, &own, TENTH, "en"), "168 hours; 7 days; 7 days; 1 day 12 hours; 72 hours; 1 millisecond");
}

#[test]
fn a_step_is_told_to_the_minute_at_which_it_is_possible() {
    let mut document = document("x", &[]);
    document["actions"]["go"]["requires"][0]["that"] = json!("a < now");
    let policy = made(document);
    for (a, until, en) in [
        (TENTH, TENTH + 1, "Wait until 10 November 2026, 09:01"),
        (TENTH - 1, TENTH, "Wait until 10 November 2026, 09:00"),
        (TENTH - 60_000, TENTH - 59_999, "Wait until 10 November 2026, 09:00"),
    ] {
        let answer = answer_at(&policy, &order("one", &json!({ "a": a })), TENTH - 3_600_000);
        let step = &answer["actions"]["go"]["unblock"][0];
        assert_eq!((&step["waitUntil"], &step["message"]), (&json!(until), &json!(en)));
    }
}

#[test]
fn what_is_violated_is_told_while_it_is() {
    let mut document = document("x", &[]);
    let both = |rule: &str, that: &str| json!({ "rule": rule, "that": that, "message": text("holds {count}"), "violated": text("fails {phase}") });
    document["actions"]["go"]["requires"] = json!([
        both("plain", "f"),
        { "rule": "group", "any": [both("one", "f"), both("other", "g")], "message": text("holds"), "violated": text("fails") },
    ]);
    let policy = made(document);
    let told = |facts: Value| {
        let answer = answer_at(&policy, &order("one", &facts), TENTH);
        let reasons = answer["actions"]["go"]["reasons"].clone();
        let group = reasons[2]["alternatives"].clone();
        let each = [&reasons[1], &reasons[2], &group[0], &group[1]];
        let next = answer["next"]["at"].clone();
        (each.map(|reason| reason["message"].as_str().unwrap().to_owned()), next)
    };
    let facts = |f: bool, g: bool| json!({ "a": TENTH, "b": TENTH - DAY, "f": f, "g": g });
    let (holds, fails) = ("holds 0", "fails 10 November 2026, 09:00");
    assert_eq!(told(facts(true, false)), ([holds, "holds", holds, fails].map(str::to_owned), json!(TENTH + 7 * DAY)));
    assert_eq!(told(facts(false, false)), ([fails, "fails", fails, fails].map(str::to_owned), json!(TENTH + 7 * DAY)));
    // What only the other message names is no change.
    assert_eq!(told(facts(true, true)), ([holds, "holds", holds, holds].map(str::to_owned), json!(null)));
    assert_eq!(told(json!({ "a": TENTH, "b": TENTH - DAY })).0, [holds, "holds", holds, holds]);
    let description = policy.describe(&crate::DescribeOptions::default().locale("en")).unwrap();
    let requires = &description.actions.iter().find(|action| action.id == "go").unwrap().requires;
    assert_eq!(requires[0].violated.as_deref(), Some("fails the time"));
    assert_eq!(requires[1].alternatives[1].violated.as_deref(), Some("fails the time"));
    assert_eq!((requires[1].violated.as_deref(), &*requires[1].message), (Some("fails"), "holds"));
}
