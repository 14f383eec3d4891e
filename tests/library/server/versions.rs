//! A folder of compiled policies, and several versions of one policy side by side.

use std::fs;
use std::path::Path;

use axum::Router;
use axum::http::StatusCode;
use serde_json::{Value, json};
use torihiki::{Policy, PolicySet, policy, policy_ids};

use super::app::{Service, app};
use super::calls::{noon, plain, post};
use super::options::Clock;
use super::shop::{folder, sent, shop};
use super::{command, folder as files};

const ROUTES: [&str; 4] = ["/preview", "/timeline", "/apply", "/ways"];

fn loaded(folder: &Path) -> PolicySet {
    let mut policies = PolicySet::builtin();
    files::add(folder, &mut policies).unwrap();
    policies
}

fn serving(folder: &Path) -> Router {
    app(Service { policies: loaded(folder), clock: Clock::Own(noon), records: None })
}

fn command(arguments: &[&str]) -> Result<Service, Vec<String>> {
    command::service(arguments.iter().map(|argument| (*argument).to_owned()))
}

/// A body that each route understands.
fn asked(order: Value, version: Option<&str>) -> Value {
    json!({ "order": order, "version": version, "options": {}, "action": "send-back" })
}

#[test]
fn each_policy_of_the_folder_is_answered_for_beside_the_built_in_ones() {
    let folder = folder("each");
    fs::write(folder.join("our-shop.policy"), shop("7d").compile()).unwrap();
    fs::write(folder.join("README.md"), "What lies here besides means nothing.").unwrap();
    fs::create_dir(folder.join("archive")).unwrap();
    let app = serving(&folder);
    for route in ["/preview", "/timeline", "/apply"] {
        let (status, answer) = post(&app, route, asked(sent(&[]), None));
        assert_eq!(status, StatusCode::OK, "{route} {answer}");
    }
    let (status, answer) = post(&app, "/ways", json!({ "order": sent(&[]), "options": { "to": "back" } }));
    assert_eq!((status, &answer["outcome"]), (StatusCode::OK, &json!("found")));
    for id in policy_ids() {
        let states = policy(id).unwrap().describe(&torihiki::DescribeOptions::default()).unwrap().states;
        let order = json!({ "policy": id, "state": states[0].id });
        let (status, answer) = post(&app, "/preview", json!({ "order": order }));
        assert_eq!((status, &answer["policy"]["id"]), (StatusCode::OK, &json!(id)));
    }
    let (status, answer) = post(&app, "/preview", json!({ "order": { "policy": "our-shopp" } }));
    assert_eq!((status, &answer["problems"][0]["suggests"]), (StatusCode::BAD_REQUEST, &json!("our-shop")));
}

#[test]
fn an_order_keeps_the_version_with_which_it_began() {
    let folder = folder("two");
    let (now, before) = (shop("5d"), shop("14d"));
    fs::write(folder.join("our-shop.policy"), now.compile()).unwrap();
    fs::write(folder.join("our-shop.2025-04.policy"), before.compile()).unwrap();
    let app = serving(&folder);
    // Sent six days ago: too late by the version of today, in time by the one before.
    for (version, policy, verdict) in
        [(None, &now, "denied"), (Some(now.version()), &now, "denied"), (Some(before.version()), &before, "allowed")]
    {
        let (status, answer) = post(&app, "/apply", asked(sent(&[]), version));
        assert_eq!((status, &answer["action"]["verdict"]), (StatusCode::OK, &json!(verdict)));
        assert_eq!(answer["preview"]["policy"]["version"], policy.version());
        let (status, answer) = post(&app, "/preview", asked_only(sent(&[]), version));
        assert_eq!((status, &answer["policy"]["version"]), (StatusCode::OK, &json!(policy.version())));
        let (status, answer) = post(&app, "/timeline", asked_only(sent(&[]), version));
        assert_eq!((status, &answer["policy"]["version"]), (StatusCode::OK, &json!(policy.version())));
    }
    let ways = |version: &str| {
        let body = json!({ "order": sent(&[]), "version": version, "options": { "to": "back" } });
        post(&app, "/ways", body).1["outcome"].clone()
    };
    assert_eq!(ways(before.version()), "found");
    assert_ne!(ways(now.version()), "found");
}

fn asked_only(order: Value, version: Option<&str>) -> Value {
    json!({ "order": order, "version": version })
}

#[test]
fn a_version_that_is_not_here_is_a_conflict() {
    let folder = folder("unknown");
    let (now, gone) = (shop("7d"), shop("14d"));
    fs::write(folder.join("our-shop.policy"), now.compile()).unwrap();
    let app = serving(&folder);
    let built_in = json!({ "policy": "qoo10", "state": "preparing" });
    for route in ROUTES {
        for (order, id, version, current) in [
            (sent(&[]), "our-shop", gone.version(), now.version()),
            (built_in.clone(), "qoo10", now.version(), policy("qoo10").unwrap().version()),
        ] {
            let mut body = asked(order, Some(version));
            if route == "/ways" {
                body["options"]["to"] = json!("anywhere");
            }
            let (status, answer) = post(&app, route, body);
            assert_eq!(status, StatusCode::CONFLICT, "{route} {answer}");
            let cut: String = version.chars().take(60).collect();
            let expected = json!({ "problems": [{
                "code": "unknown-version",
                "path": "version",
                "message": format!("`{id}` is not here in the version `{cut}…`"),
                "help": format!("preview the order again: the current version is `{current}`"),
                "suggests": null,
            }] });
            assert_eq!(answer, expected);
        }
    }
}

#[test]
fn a_version_is_a_text_and_never_guessed() {
    let app = plain(Clock::Own(noon));
    let version = policy("qoo10").unwrap().version();
    let order = json!({ "policy": "qoo10", "state": "preparing" });
    for (given, expected) in [
        (json!(version), StatusCode::OK),
        (json!(null), StatusCode::OK),
        (json!(""), StatusCode::CONFLICT),
        (json!(version.get(..12)), StatusCode::CONFLICT),
        (json!(version.to_uppercase()), StatusCode::CONFLICT),
        (json!(format!(" {version}")), StatusCode::CONFLICT),
        (json!("\u{0}\n\u{202e}"), StatusCode::CONFLICT),
        (json!(1), StatusCode::BAD_REQUEST),
        (json!([version]), StatusCode::BAD_REQUEST),
        (json!({ "coconala": version }), StatusCode::BAD_REQUEST),
    ] {
        let (status, answer) = post(&app, "/preview", json!({ "order": order, "version": given }));
        assert_eq!(status, expected, "{given} {answer}");
        if status == StatusCode::BAD_REQUEST {
            assert_eq!(
                (&answer["problems"][0]["code"], &answer["problems"][0]["path"]),
                (&json!("wrong-type"), &json!("version"))
            );
        }
    }
}

#[test]
fn the_name_of_a_file_says_which_version_is_current() {
    let folder = folder("names");
    let (new, old) = (shop("7d"), shop("14d"));
    let write = |name: &str, policy: &Policy| fs::write(folder.join(name), policy.compile()).unwrap();
    let versions = || -> Vec<String> {
        let policies = loaded(&folder);
        policies.iter().filter(|policy| policy.id() == "our-shop").map(|policy| policy.version().to_owned()).collect()
    };
    let current = || loaded(&folder).get("our-shop", None).unwrap().version().to_owned();
    // Each is kept under a name of its own when it goes live.
    write("our-shop.2025-04.policy", &old);
    write("our-shop.policy", &old);
    assert_eq!((versions(), &*current()), (vec![old.version().to_owned()], old.version()));
    write("our-shop.2026-04.policy", &new);
    assert_eq!((versions().len(), &*current()), (2, old.version()));
    write("our-shop.policy", &new);
    assert_eq!((versions().len(), &*current()), (2, new.version()));
    // And back.
    write("our-shop.policy", &old);
    assert_eq!((versions().len(), &*current()), (2, old.version()));
}

#[test]
fn all_that_is_wrong_with_a_folder_is_told_before_anything_is_answered() {
    let folder = folder("broken");
    let whole = shop("7d").compile();
    let mut damaged = whole.clone();
    damaged[100] ^= 1;
    let mut newer = whole.clone();
    newer[8] = 9;
    for (name, bytes) in [
        ("1-empty.policy", &[][..]),
        ("2-page.policy", b"<!doctype html>"),
        ("3-cut.policy", &whole[..whole.len() - 1]),
        ("4-damaged.policy", &damaged),
        ("5-newer.policy", &newer),
        ("6-shop.policy", &whole),
        ("our-shop-2.policy", &whole),
        ("our-shop.2025.policy", &whole),
    ] {
        fs::write(folder.join(name), bytes).unwrap();
    }
    fs::create_dir(folder.join("7-folder.policy")).unwrap();

    let path = folder.display();
    let Err(told) = command(&["--policies", &path.to_string()]) else { panic!("it starts") };
    let (read, told): (Vec<&String>, Vec<&String>) = told.iter().partition(|line| line.contains("7-folder.policy: "));
    assert_eq!(read.len(), 1);
    let anew = "(compile the policy anew, and serve the file as it is)";
    let bytes = "(pass the bytes that `compile` gave, or that it wrote)";
    let name =
        "this is `our-shop`; call it `our-shop.policy`, or `our-shop.….policy` where it is not the current version";
    assert_eq!(
        told,
        [
            &format!("{path}/1-empty.policy: this is no compiled policy: it begins with nothing {bytes}"),
            &format!("{path}/2-page.policy: this is no compiled policy: it begins with `<!doctype html>` {bytes}"),
            &format!("{path}/3-cut.policy: the compiled policy is damaged or cut off {anew}"),
            &format!("{path}/4-damaged.policy: the compiled policy is damaged or cut off {anew}"),
            &format!(
                "{path}/5-newer.policy: the policy is compiled in format 9, and this version reads format 4 (compile the policy with the version that loads it)"
            ),
            &format!("{path}/6-shop.policy: {name}"),
            &format!("{path}/our-shop-2.policy: {name}"),
        ]
    );
}

#[test]
fn a_folder_has_a_current_version_of_each_of_its_policies() {
    let folder = folder("no-current");
    let told = |folder: &Path| files::add(folder, &mut PolicySet::builtin()).unwrap_err();
    let path = folder.display().to_string();
    // A folder that was not mounted, for instance.
    assert_eq!(told(&folder), [format!("{path}: there is no `*.policy` in this folder")]);
    assert_eq!(told(&folder.join("none")).len(), 1);

    fs::write(folder.join("our-shop.2025.policy"), shop("14d").compile()).unwrap();
    fs::write(folder.join("our-shop.2026.policy"), shop("7d").compile()).unwrap();
    let line =
        |name: &str| format!("{path}/{name}: no version of `our-shop` is the current one; call that `our-shop.policy`");
    assert_eq!(told(&folder), [line("our-shop.2025.policy"), line("our-shop.2026.policy")]);
}

#[test]
fn the_command_says_what_it_does_not_understand() {
    let wrong = |arguments: &[&str]| command(arguments).err().unwrap_or_default();
    assert_eq!(wrong(&["--policy", "rules"]), ["`--policy` is no option: --policies, --records or --client-clock"]);
    assert_eq!(wrong(&["--policies"]), ["`--policies` needs a path"]);
    assert_eq!(wrong(&["--client-clock", "--records"]), ["`--records` needs a path"]);
    let folder = folder("command");
    let path = folder.join("none").join("decisions.jsonl");
    assert!(wrong(&["--records", path.to_str().unwrap()])[0].starts_with(&format!("{}: ", path.display())));

    fs::write(folder.join("our-shop.policy"), shop("7d").compile()).unwrap();
    let (path, file) = (folder.display().to_string(), folder.join("decisions.jsonl").display().to_string());
    let service = command(&["--policies", &path, "--records", &file]).unwrap();
    assert!(service.policies.get("our-shop", None).is_some() && service.records.is_some());
    assert!(matches!(service.clock, Clock::Own(_)));
    assert!(matches!(command(&["--client-clock"]).unwrap().clock, Clock::Asked(_)));
}
