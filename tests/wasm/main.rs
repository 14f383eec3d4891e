//! The acceptance cases, run through the JavaScript functions in a browser.

#![cfg(target_arch = "wasm32")]
#![allow(
    clippy::unwrap_used,
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "these are tests"
)]

#[path = "../support/acceptance_cases.rs"]
mod acceptance_cases;
#[path = "../support/brought_policies.rs"]
mod brought_policies;
#[allow(dead_code, reason = "of the built-in policies, JavaScript is asked")]
#[path = "../library"]
mod library {
    pub(crate) mod lookahead;
}

use serde_json::Value;
use torihiki::js;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

const LOCALES: [&str; 2] = ["ja", "en"];

/// Loads the built-in policies, as `init` of the package does.
fn init() {
    for id in torihiki::policy_ids() {
        js::LoadedPolicy::load(&torihiki::policy(id).unwrap().compile()).unwrap().name();
    }
}

fn to_js(value: &Value) -> JsValue {
    js_sys::JSON::parse(&value.to_string()).unwrap()
}

fn from_js(value: &JsValue) -> Value {
    serde_json::from_str(&String::from(js_sys::JSON::stringify(value).unwrap())).unwrap()
}

/// Answers as JSON; where it throws, the problems of the `TorihikiError`.
fn answer(order: &Value, options: &Value) -> Result<Value, Value> {
    outcome(js::preview(&to_js(order), &to_js(options)))
}

fn outcome(answer: Result<JsValue, JsValue>) -> Result<Value, Value> {
    match answer {
        Ok(answer) => Ok(from_js(&answer)),
        Err(error) => {
            let name = js_sys::Reflect::get(&error, &"name".into()).unwrap();
            assert_eq!(name, "TorihikiError");
            Err(from_js(&js_sys::Reflect::get(&error, &"problems".into()).unwrap()))
        }
    }
}

#[wasm_bindgen_test]
fn every_case_is_answered_as_expected() {
    init();
    acceptance_cases::run(answer);
}

#[wasm_bindgen_test]
fn what_javascript_gets_is_what_the_library_answers() {
    init();
    for (name, case) in acceptance_cases::cases() {
        // Cases about errors may have any `now`, or none.
        let now = case.get("now").and_then(Value::as_str).and_then(|now| torihiki::Instant::parse(now).ok());
        let Some(now) = now else { continue };
        let order: torihiki::Data<'static> = serde_json::from_value(case["order"].clone()).unwrap();
        for tag in LOCALES {
            let options =
                torihiki::Options { role: case["role"].as_str(), locale: Some(tag), ..torihiki::Options::at(now) };
            let Ok(expected) = torihiki::preview(&order, &options) else { continue };
            let mut options = serde_json::json!({ "now": now.millis(), "locale": tag });
            if let Some(role) = case.get("role") {
                options["role"] = role.clone();
            }
            let found = answer(&case["order"], &options);
            assert_eq!(found, Ok(serde_json::to_value(expected).unwrap()), "{name}");
        }
    }
}

/// The checker, conditions, calendars and zones are the same here as anywhere.
#[wasm_bindgen_test]
fn policies_that_are_brought_along_answer_as_expected() {
    use brought_policies::FILES;
    use library::lookahead::calls::call_brought;
    use library::lookahead::{applies, run_files, timelines, ways};

    acceptance_cases::run_files(FILES, |order, options| {
        call_brought("preview", &[order.clone(), options.clone()]).unwrap()
    });
    run_files(call_brought, FILES, "timelines", timelines::check);
    run_files(call_brought, FILES, "applies", applies::check);
    run_files(call_brought, FILES, "ways", ways::check);
}

/// The cases of one kind about what lies ahead, with the language of the answer.
fn ahead(kind: &str) -> Vec<(Value, &'static str)> {
    let files = [
        include_str!("../cases/lookahead/coconala.json"),
        include_str!("../cases/lookahead/coconala-account.json"),
        include_str!("../cases/lookahead/qoo10.json"),
        include_str!("../cases/lookahead/crowdworks.json"),
        include_str!("../cases/lookahead/lancers.json"),
    ];
    let read = |file: &str| serde_json::from_str::<Value>(file).unwrap()[kind].as_array().cloned().unwrap_or_default();
    let cases: Vec<Value> = files.into_iter().flat_map(read).collect();
    assert!(!cases.is_empty(), "there are no {kind}");
    cases.into_iter().flat_map(|case| LOCALES.map(|tag| (case.clone(), tag))).collect()
}

/// What a case has under these keys, and the language, as JavaScript passes it.
fn options_of(case: &Value, keys: &[&str], tag: &str) -> JsValue {
    let given = keys.iter().filter_map(|key| Some(((*key).to_owned(), case.get(key)?.clone())));
    to_js(&given.chain([("locale".to_owned(), tag.into())]).collect())
}

fn instant(value: &Value) -> torihiki::Instant {
    torihiki::Instant::parse(value.as_str().unwrap()).unwrap()
}

fn data(value: &Value) -> torihiki::Data<'static> {
    serde_json::from_value(value.clone()).unwrap()
}

#[wasm_bindgen_test]
fn a_timeline_and_a_calendar_are_what_the_library_tells() {
    init();
    for (case, tag) in ahead("timelines") {
        let options = torihiki::TimelineOptions {
            role: case["role"].as_str(),
            from: instant(&case["from"]),
            until: case.get("until").map(instant),
            locale: Some(tag),
        };
        let (order, given) = (data(&case["order"]), to_js(&case["order"]));
        let passed = options_of(&case, &["role", "from", "until"], tag);
        let expected = serde_json::to_value(torihiki::timeline(&order, &options).unwrap()).unwrap();
        assert_eq!(outcome(js::timeline(&given, &passed)), Ok(expected), "{}", case["name"]);
        let expected = serde_json::to_value(torihiki::calendar(&order, &options).unwrap()).unwrap();
        assert_eq!(outcome(js::calendar(&given, &passed)), Ok(expected), "{}", case["name"]);
    }
}

#[wasm_bindgen_test]
fn what_an_action_would_do_is_what_the_library_tells() {
    init();
    for (case, tag) in ahead("applies") {
        let with = case.get("with").map(data);
        let options = torihiki::ApplyOptions {
            role: case["role"].as_str(),
            now: instant(&case["now"]),
            with: with.as_ref(),
            agreed: case["agreed"] == true,
            locale: Some(tag),
        };
        let passed = options_of(&case, &["role", "now", "with", "agreed"], tag);
        let found = outcome(js::apply(&to_js(&case["order"]), &to_js(&case["action"]), &passed));
        let expected = torihiki::apply(&data(&case["order"]), case["action"].as_str().unwrap(), &options).unwrap();
        assert_eq!(found, Ok(serde_json::to_value(expected).unwrap()), "{}", case["name"]);
    }
}

#[wasm_bindgen_test]
fn the_ways_are_what_the_library_tells() {
    init();
    for (case, tag) in ahead("ways") {
        let options = torihiki::Options {
            role: case["role"].as_str(),
            locale: Some(tag),
            ..torihiki::Options::at(instant(&case["now"]))
        };
        let passed = options_of(&case, &["role", "to", "now"], tag);
        let found = outcome(js::ways(&to_js(&case["order"]), &passed));
        let expected = torihiki::ways(&data(&case["order"]), case["to"].as_str().unwrap(), &options).unwrap();
        assert_eq!(found, Ok(serde_json::to_value(expected).unwrap()), "{}", case["name"]);
    }
}

#[wasm_bindgen_test]
fn every_policy_is_described_as_the_library_describes_it() {
    init();
    for id in torihiki::policy_ids() {
        for edition in ["guide", "official"] {
            for tag in LOCALES {
                let passed = to_js(&serde_json::json!({ "edition": edition, "locale": tag }));
                let found = from_js(&js::describe(&id.into(), &passed).unwrap());
                let options = torihiki::DescribeOptions::default().edition(edition).locale(tag);
                let expected = torihiki::policy(id).unwrap().describe(&options).unwrap();
                assert_eq!(found, serde_json::to_value(expected).unwrap(), "{id}");
            }
        }
    }
    let all = from_js(&js::describe(&JsValue::UNDEFINED, &JsValue::UNDEFINED).unwrap());
    assert_eq!(all.as_array().unwrap().len(), torihiki::policy_ids().count());
}

#[wasm_bindgen_test]
fn a_date_is_an_instant() {
    init();
    let order = to_js(&serde_json::json!({ "policy": "coconala", "state": "delivered" }));
    let delivered = js_sys::Date::new(&"2026-11-10T00:00:00Z".into());
    js_sys::Reflect::set(&order, &"deliveredAt".into(), &delivered).unwrap();
    let options = js_sys::Object::new();
    js_sys::Reflect::set(&options, &"now".into(), &js_sys::Date::new(&"2026-11-16T00:00:00Z".into())).unwrap();
    let answer = from_js(&js::preview(&order, &options).unwrap());
    assert_eq!(answer["asOf"], 1_794_787_200_000_i64);
    assert_eq!(answer["next"]["at"], 1_794_873_600_000_i64);
}

#[wasm_bindgen_test]
#[allow(clippy::disallowed_methods, reason = "the present is what is tested")]
fn left_out_now_is_the_present() {
    init();
    let order = to_js(&serde_json::json!({ "policy": "coconala", "state": "completed" }));
    let before = js_sys::Date::new_0().get_time();
    let answer = from_js(&js::preview(&order, &JsValue::UNDEFINED).unwrap());
    let as_of = answer["asOf"].as_f64().unwrap();
    assert!(before <= as_of && as_of <= js_sys::Date::new_0().get_time());
}
